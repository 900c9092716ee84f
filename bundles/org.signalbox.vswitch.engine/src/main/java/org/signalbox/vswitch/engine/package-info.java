/** The forwarding engine: workers, batches, stages, learning and flooding. */
package org.signalbox.vswitch.engine;
