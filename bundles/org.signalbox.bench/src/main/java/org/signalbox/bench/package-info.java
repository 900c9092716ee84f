/** JMH benchmarks of the hot path. */
package org.signalbox.bench;
