package org.signalbox.vswitch;

import java.time.Duration;

/**
 * How an extension is upgraded: how long the new version runs in the shadow of the old one, and how long the old one is
 * kept for a roll-back.
 *
 * @param frames            the shadow ends when so many frames and copies were compared, 0 or more
 * @param time              or after so long, up to {@link #LONGEST}; with 0 frames or no time there is no shadow
 * @param acceptDifferences whether the new version is taken into use although it did something else
 * @param probation         how long a fault of the new version brings back the old one, up to {@link #LONGEST}; zero
 *                          for not at all
 */
public record UpgradePlan(long frames, Duration time, boolean acceptDifferences, Duration probation) {
    /** The longest shadow and probation. */
    public static final Duration LONGEST = Duration.ofDays(1);
    /** Ten thousand frames or ten seconds, no differences, half a minute. */
    public static final UpgradePlan DEFAULT =
            new UpgradePlan(10_000, Duration.ofSeconds(10), false, Duration.ofSeconds(30));

    /** @throws IllegalArgumentException if a value is out of its range */
    public UpgradePlan {
        if (frames < 0) {
            throw new IllegalArgumentException("found " + frames + " frames of shadow, expected 0 or more");
        }
        requireSane("shadow", time);
        requireSane("probation", probation);
    }

    private static void requireSane(String what, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("found a " + what + " of " + value.toSeconds()
                    + " s, expected 0 to " + LONGEST.toSeconds());
        }
    }

    /** Whether the versions are compared at all. */
    public boolean hasShadow() {
        return frames > 0 && !time.isZero();
    }
}
