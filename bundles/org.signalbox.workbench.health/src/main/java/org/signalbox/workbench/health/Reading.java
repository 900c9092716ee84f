package org.signalbox.workbench.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.workbench.Figures;

/**
 * The fabric's health at one moment.
 *
 * @param problems  the worst first
 * @param practices that were checked; 0 where nobody checks them
 * @param checked   when
 * @param running   whether there is a fabric to speak of
 */
record Reading(List<Problem.Seen> problems, int practices, Instant checked, List<SwitchStatus> live, boolean running,
        Instant now) {

    static final Reading NONE = new Reading(List.of(), 0, Instant.EPOCH, List.of(), false, Instant.EPOCH);

    Reading {
        problems = List.copyOf(problems);
        live = List.copyOf(live);
    }

    long count(Severity severity) {
        return problems.stream().filter(each -> each.problem().severity() == severity).count();
    }

    long count(Problem.Kind kind) {
        return problems.stream().filter(each -> each.problem().kind() == kind).count();
    }

    /** {@code 17 practices checked 3 s ago}, or why there is no such thing. */
    String checks() {
        if (!running) {
            return "the fabric is not running";
        }
        return practices == 0 ? "no practices are checked: no bundle brings them"
                : Figures.counted(practices, "practice", "practices") + " checked " + ago(checked, now);
    }

    /** How long ago something was: {@code just now}, {@code 3 s ago}, {@code 5 min ago}, {@code 2 h ago}. */
    static String ago(Instant then, Instant now) {
        final long seconds = Math.max(0, Duration.between(then, now).toSeconds());
        if (seconds < 1) {
            return "just now";
        }
        return seconds < 60 ? seconds + " s ago"
                : seconds < 3600 ? seconds / 60 + " min ago" : seconds / 3600 + " h ago";
    }
}
