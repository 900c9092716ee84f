package org.signalbox.workbench.health;

import java.time.Instant;

/**
 * Something that is wrong now.
 *
 * @param rule   what it goes against, in one sentence
 * @param object the switch, the switch and the port, or the extension; may be empty
 * @param why    why it matters
 * @param source who says so; may be empty
 * @param fix    the command that mends it; empty where there is none
 */
record Problem(Severity severity, Kind kind, String rule, String object, String sentence, String why, String source,
        String fix) {

    /** Where a problem comes from. */
    enum Kind {
        PRACTICE("Practice"),
        EXTENSION("Extension"),
        PORT("Port"),
        FABRIC("Fabric"),
        LEAK("Leak");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** A problem and when it was first seen. */
    record Seen(Problem problem, Instant since) {
    }
}
