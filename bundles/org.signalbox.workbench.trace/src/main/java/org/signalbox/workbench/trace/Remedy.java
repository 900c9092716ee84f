package org.signalbox.workbench.trace;

import java.util.List;
import org.signalbox.workbench.Answer;

/**
 * Why a packet is not delivered, and what would deliver it.
 *
 * @param command what makes the change, as it is typed; empty where there is none
 */
record Remedy(String sentence, String searched, String command) {

    /** Reads a row of Find-PacketRemedy. */
    static Remedy of(Answer row) {
        final String why = capital(row.text("why")) + ".";
        final String sentence = switch (row.text("outcome")) {
            case "remedy" -> why + (row.texts("changes").size() == 1 ? " The smallest change that delivers it, "
                    : " The smallest changes that together deliver it, ") + String.join(" and ", row.texts("breadth"))
                    + ": " + String.join("; ", row.texts("changes"));
            case "none" -> why + " No change of policy that could be tried delivers it.";
            default -> why;
        };
        final List<String> notes = row.texts("notes");
        final String searched = row.text("searched").isEmpty() ? "" : "Tried: " + row.text("searched") + ". ";
        return new Remedy(sentence, (searched + String.join(". ", notes)).strip(), row.text("command"));
    }

    private static String capital(String clause) {
        return clause.isEmpty() ? clause : Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
    }
}
