/**
 * Captures of live switches: to files, to pipes, and to programs that ask over a socket, each frame with what became of
 * it.
 */
package org.signalbox.extension.tracing.live;
