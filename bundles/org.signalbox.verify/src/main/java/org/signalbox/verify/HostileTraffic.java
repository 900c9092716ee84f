package org.signalbox.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Frames that nobody should send: sound ones cut at every byte, headers whose bytes lie, and noise. Shortest first, so
 * that the first one that does harm is the smallest.
 */
final class HostileTraffic {
    private static final int LAST_HEADER_BYTE = 78;
    private static final int NOISE = 400;
    private static final int LONGEST = 9_000;
    private static final long START_NANOS = 1_700_000_000_000_000_000L;

    private final Random random;
    private final List<byte[]> sound;

    HostileTraffic(final long seed) {
        this.random = new Random(seed);
        this.sound = new OrdinaryTraffic(seed).shortest();
    }

    List<Sent> frames() {
        final List<byte[]> frames = new ArrayList<>();
        cut(frames);
        lie(frames);
        noise(frames);
        frames.sort(Comparator.comparingInt(frame -> frame.length));
        final List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            sent.add(new Sent(-1, i, i % 2 == 0 ? Lab.A : Lab.B, START_NANOS + i * 1_000L, frames.get(i)));
        }
        return sent;
    }

    private void cut(final List<byte[]> frames) {
        for (final byte[] frame : sound) {
            for (int length = 0; length < frame.length; length++) {
                frames.add(Arrays.copyOf(frame, length));
            }
        }
    }

    private void lie(final List<byte[]> frames) {
        for (final byte[] frame : sound) {
            for (int at = 12; at < Math.min(frame.length, LAST_HEADER_BYTE); at++) {
                frames.add(with(frame, at, 0));
                frames.add(with(frame, at, 0xFF));
                frames.add(with(frame, at, random.nextInt(256)));
            }
        }
    }

    private static byte[] with(final byte[] frame, final int at, final int value) {
        final byte[] changed = frame.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private void noise(final List<byte[]> frames) {
        for (int i = 0; i < NOISE; i++) {
            final byte[] frame = new byte[random.nextInt(200)];
            random.nextBytes(frame);
            frames.add(frame);
        }
        final byte[] longest = new byte[LONGEST];
        Arrays.fill(longest, (byte) 0xFF);
        frames.add(longest);
    }
}
