package org.signalbox.practice;

import java.util.Objects;

/**
 * One thing that is not as a practice asks.
 *
 * @param switchName as commands take it
 * @param port       name of the port; empty where it is about the switch
 * @param problem    in one sentence, what is the case
 * @param fix        the command that mends it, as it would be typed; empty where the document does not tell what would
 *                   be right
 */
public record Finding(String switchName, String port, String problem, String fix) {

    /** @throws NullPointerException if anything is missing */
    public Finding {
        Objects.requireNonNull(switchName, "switchName");
        Objects.requireNonNull(port, "port");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(fix, "fix");
    }

    /** About a whole switch. */
    public static Finding ofSwitch(String switchName, String problem, String fix) {
        return new Finding(switchName, "", problem, fix);
    }

    /** What it is about: {@code prod} or {@code prod / web}. */
    public String object() {
        return port.isEmpty() ? switchName : switchName + " / " + port;
    }
}
