package org.signalbox.verify;

/** A frame that a port got, with the time of the one that it goes back to. */
record Delivered(int port, long timeNanos, byte[] frame) {
}
