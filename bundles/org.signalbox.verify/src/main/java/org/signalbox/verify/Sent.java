package org.signalbox.verify;

/**
 * A frame of the test traffic.
 *
 * @param flow      which it belongs to, or -1 for one that is of none
 * @param number    within its flow, from 0
 * @param port      index of the port where it enters
 * @param timeNanos when; no two frames of one traffic enter at the same time
 */
record Sent(int flow, int number, int port, long timeNanos, byte[] frame) {
}
