/**
 * Captures merged by time stamp, sent through the engine on a virtual clock, and the report of what became of them: the
 * face {@code replay} of the launcher. The same input gives the same bytes.
 */
package org.signalbox.replay;
