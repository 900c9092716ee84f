package org.signalbox.vswitch;

/**
 * What an extension costs its switch now, over the last half to whole minute. Measured is a batch each millisecond at
 * most, so that a second of any traffic gives a figure. A frame's cost is that of the call that it came in, on either
 * pass, divided by the number of frames or copies in it.
 *
 * @param medianNanos   nanoseconds that half of the frames took at most; within a sixteenth
 * @param p99Nanos      nanoseconds that 99 of 100 frames took at most, pauses of the machine included
 * @param share         of the time that the switch's workers spend on frames, from 0 to 1
 * @param bytesPerFrame bytes of Java's heap that its calls allocated, at the mean; what is kept of them nobody knows
 */
public record StageCost(double medianNanos, double p99Nanos, double share, double bytesPerFrame) {
}
