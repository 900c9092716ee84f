package org.signalbox.workbench.trace;

import java.util.ArrayList;
import java.util.List;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.DecisionRows;
import org.signalbox.vswitch.decision.DecisionRows.OfStep;

/** Steps of frames as the console prints them. */
final class StepText {

    private static final List<String> HEAD = List.of("Frame", "Time", "VMNetworkAdapterName", "Direction", "Extension",
            "Verdict", "Rule", "Reason", "Changed");
    private static final String GAP = "  ";

    private StepText() {
    }

    /** A table with a line for each step. */
    static String of(List<Decision> frames) {
        final List<List<String>> lines = new ArrayList<>(List.of(HEAD, HEAD.stream().map(StepText::dashes).toList()));
        for (final Decision frame : frames) {
            DecisionRows.steps(frame).forEach(step -> lines.add(cells(step)));
        }
        final int[] widths = new int[HEAD.size()];
        for (final List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        final StringBuilder text = new StringBuilder();
        for (final List<String> line : lines) {
            final StringBuilder row = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                final String blanks = " ".repeat(widths[i] - line.get(i).length());
                row.append(i == 0 ? blanks + line.get(i) : GAP + line.get(i) + blanks);
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String dashes(String word) {
        return "-".repeat(word.length());
    }

    private static List<String> cells(OfStep step) {
        return List.of(String.valueOf(step.frame()), step.time().toString(), step.vmNetworkAdapterName(),
                step.direction(), step.extension(), step.verdict(), step.rule(), step.reason(), step.changed());
    }
}
