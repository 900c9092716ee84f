/**
 * Captures merged by time stamp, sent through the engine on a virtual clock, and the report of what became of
 * them.
 */
package org.signalbox.replay;
