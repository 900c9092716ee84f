package org.signalbox.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** Every resolution against exact arithmetic. */
class TimeScaleTest {

    private static final BigInteger MOST = BigInteger.valueOf(CaptureReader.MAX_TIME_NANOS);
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    @Test
    void shouldAgreeWithExactArithmetic() {
        final long seed = 20_260_101;
        final Random random = new Random(seed);
        for (int resolution = 0; resolution < 256; resolution++) {
            for (int i = 0; i < 200; i++) {
                final long units = random.nextLong() >>> random.nextInt(64);
                final long offset = i % 2 == 0 ? 0 : random.nextInt();
                final TimeScale scale = TimeScale.MICROSECONDS.resolution(resolution).offset(offset);
                assertEquals(exact(resolution, units, offset), scale.nanos(units),
                        "seed " + seed + ", " + scale + ", units " + Long.toUnsignedString(units));
            }
        }
    }

    @Test
    void shouldStayInRangeForAbsurdOffsets() {
        assertEquals(0, TimeScale.MICROSECONDS.offset(Long.MIN_VALUE).nanos(1_000_000));
        assertEquals(CaptureReader.MAX_TIME_NANOS, TimeScale.MICROSECONDS.offset(Long.MAX_VALUE).nanos(-1));
    }

    private static long exact(final int resolution, final long units, final long offset) {
        final int exponent = resolution & 0x7f;
        final BigInteger perSecond = BigInteger.valueOf(resolution < 0x80 ? 10 : 2).pow(exponent);
        final BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
        final BigInteger nanos = new BigInteger(Long.toUnsignedString(units)).multiply(BILLION).divide(perSecond)
                .min(most).add(BigInteger.valueOf(offset).multiply(BILLION));
        return nanos.max(BigInteger.ZERO).min(MOST).longValueExact();
    }
}
