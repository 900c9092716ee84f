package org.signalbox.vswitch.pipeline;

import java.util.Arrays;
import java.util.Objects;

/**
 * What a stage says within a call about its decisions, by entry, while they are recorded. Nothing is kept, and no
 * memory used, while they are not. One thread at a time.
 */
public final class Remarks {
    private String[] rules = {};
    private String[] reasons = {};
    private boolean open;

    /** A call begins whose decisions are recorded. */
    public void open() {
        open = true;
    }

    /** The call was recorded: forgets what was said, and takes nothing until the next one. */
    public void close() {
        open = false;
        Arrays.fill(rules, null);
        Arrays.fill(reasons, null);
    }

    /** Whether what is said now is kept. */
    public boolean isOpen() {
        return open;
    }

    /**
     * Keeps why a stage decided as it did, unless {@link #isOpen} is false; the last word counts.
     *
     * @throws IndexOutOfBoundsException if the entry is negative
     * @throws NullPointerException      if a text is null
     */
    public void say(int entry, String rule, String reason) {
        if (open) {
            if (entry >= rules.length) {
                rules = Arrays.copyOf(rules, Math.max(64, 2 * entry));
                reasons = Arrays.copyOf(reasons, rules.length);
            }
            rules[entry] = Objects.requireNonNull(rule, "rule");
            reasons[entry] = Objects.requireNonNull(reason, "reason");
        }
    }

    /** The rule that was named for an entry, or empty. */
    public String rule(int entry) {
        return entry < rules.length && rules[entry] != null ? rules[entry] : "";
    }

    /** The reason that was given for an entry, or empty. */
    public String reason(int entry) {
        return entry < reasons.length && reasons[entry] != null ? reasons[entry] : "";
    }
}
