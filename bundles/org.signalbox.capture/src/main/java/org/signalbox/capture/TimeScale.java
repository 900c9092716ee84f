package org.signalbox.capture;

/**
 * How an interface of a pcapng file counts time: in units of a power of ten or of two of a second (if_tsresol), from a
 * number of seconds after 1970 on (if_tsoffset).
 *
 * @param binary        whether the unit is 2^-exponent of a second, otherwise 10^-exponent
 * @param exponent      0 to 127
 * @param offsetSeconds signed
 */
record TimeScale(boolean binary, int exponent, long offsetSeconds) {

    /** What holds where a file says nothing. */
    static final TimeScale MICROSECONDS = new TimeScale(false, 6, 0);

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long MOST_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND;
    private static final int NANOSECONDS = 9;

    TimeScale resolution(final int option) {
        return new TimeScale((option & 0x80) != 0, option & 0x7f, offsetSeconds);
    }

    TimeScale offset(final long seconds) {
        return new TimeScale(binary, exponent, seconds);
    }

    /** Nanoseconds since 1970 of an unsigned count of units, kept within what the reader promises. */
    long nanos(final long units) {
        final long sinceOffset = binary ? fromBinary(units) : fromDecimal(units);
        final long offset = Math.clamp(offsetSeconds, -MOST_SECONDS, MOST_SECONDS) * NANOS_PER_SECOND;
        final long sum = sinceOffset + offset;
        final boolean overflow = offset > 0 && sum < 0;
        return overflow ? CaptureReader.MAX_TIME_NANOS : Math.clamp(sum, 0, CaptureReader.MAX_TIME_NANOS);
    }

    private long fromDecimal(final long units) {
        if (exponent > NANOSECONDS) {
            final int surplus = exponent - NANOSECONDS;
            return surplus > 19 ? 0 : positive(Long.divideUnsigned(units, powerOfTen(surplus)));
        }
        return product(units, powerOfTen(NANOSECONDS - exponent), 0);
    }

    private long fromBinary(final long units) {
        return product(units, NANOS_PER_SECOND, exponent);
    }

    /** The 128-bit product of two unsigned numbers, shifted right, or the largest long where it is larger. */
    private static long product(final long units, final long factor, final int shift) {
        final long high = Math.unsignedMultiplyHigh(units, factor);
        final long low = units * factor;
        if (shift >= 64) {
            return positive(high >>> shift - 64);
        }
        if (high >>> shift != 0) {
            return Long.MAX_VALUE;
        }
        return positive(shift == 0 ? low : high << 64 - shift | low >>> shift);
    }

    private static long positive(final long unsigned) {
        return unsigned < 0 ? Long.MAX_VALUE : unsigned;
    }

    /** 10^exponent as an unsigned long, for exponents up to 19. */
    private static long powerOfTen(final int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
