/** The face {@code dev}: builds a partner's project at each save and swaps it into a switch under traffic. */
package org.signalbox.dev;
