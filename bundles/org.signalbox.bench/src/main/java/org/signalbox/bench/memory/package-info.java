/** What a frame costs within one process, by the size of what it goes through. */
package org.signalbox.bench.memory;
