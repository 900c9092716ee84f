package org.signalbox.workbench.trace;

import java.util.List;
import org.signalbox.workbench.Answer;
import org.signalbox.workbench.Token;

/**
 * What one stage decided.
 *
 * @param answer    in a what-if, who took the step: {@code both}, {@code live} or {@code what if}; otherwise empty
 * @param port      where the frame entered, or on egress the port that the copy is for
 * @param stage     id of the extension, or {@code switch}
 */
record StepRow(String frame, String answer, String port, String direction, String stage, String verdict, String rule,
        String why, String changed) {

    static final String LIVE = "live";
    static final String WHAT_IF = "what if";
    private static final String SWITCH = "switch";

    /** Reads a row of Trace-Packet or of Trace-VMSwitch. */
    static StepRow of(Answer row) {
        return new StepRow(row.text("frame"), row.text("answer"), row.text("vmNetworkAdapterName"),
                row.text("direction"), row.text("extension"), row.text("verdict"), row.text("rule"),
                row.text("reason"), row.text("changed"));
    }

    boolean is(String word) {
        return verdict.equals(word);
    }

    /** Whether it is of the copy for one port. */
    boolean isEgress() {
        return direction.equals("egress");
    }

    /** Whether an extension decided, and not the switch itself. */
    boolean isExtension() {
        return !stage.isEmpty() && !stage.equals(SWITCH);
    }

    /** The colour of its verdict. */
    Token tone() {
        return tone(verdict);
    }

    /** The colour of a verdict's word. */
    static Token tone(String verdict) {
        return switch (verdict) {
            case "drop" -> Token.ERROR;
            case "bypass", "unknown", "lost" -> Token.WARN;
            case "deliver" -> Token.OK;
            case "rewrite", "clone", "inject", "originate" -> Token.INFO;
            default -> Token.TEXT;
        };
    }

    /** What decided, for a sentence. */
    String decision() {
        return stage + (rule.isEmpty() ? "" : " " + rule) + (why.isEmpty() ? "" : " (" + why + ")");
    }

    /** In the order of the table's columns, behind its number. */
    List<String> cells() {
        return List.of(frame, answer, port, direction, stage, verdict, rule, why, changed);
    }
}
