package org.signalbox.workbench.trace;

import java.util.List;
import java.util.Optional;
import org.signalbox.workbench.Figures;

/** What became of a packet, in a sentence. */
record Outcome(List<StepRow> rows, Optional<String> to) {

    /** Whether it is delivered where it shall be, or without that anywhere. */
    boolean isDelivered() {
        return delivered(StepRow.WHAT_IF) > 0;
    }

    /** What became of it; of a what-if also what would. */
    String sentence() {
        final String live = of(StepRow.WHAT_IF);
        return rows.stream().allMatch(row -> row.answer().isEmpty()) ? live
                : live + "  What if: " + of(StepRow.LIVE);
    }

    private long delivered(String except) {
        return rows.stream().filter(row -> !row.answer().equals(except) && row.is("deliver"))
                .filter(row -> to.isEmpty() || to.get().equals(row.port())).count();
    }

    /** Of the answer that is left when the steps of the other one alone are taken off. */
    private String of(String except) {
        final List<StepRow> steps = rows.stream().filter(row -> !row.answer().equals(except)).toList();
        final long delivered = delivered(except);
        if (delivered > 0) {
            return "Delivered at " + to.orElseGet(() -> delivered == 1
                    ? steps.stream().filter(row -> row.is("deliver")).findFirst().orElseThrow().port()
                    : Figures.counted(delivered, "port", "ports")) + ".";
        }
        final Optional<StepRow> drop = steps.stream().filter(row -> row.is("drop")).filter(row -> to.isEmpty()
                || row.direction().equals("ingress") || to.get().equals(row.port())).findFirst();
        if (drop.isPresent()) {
            return "Dropped by " + drop.get().decision() + (drop.get().direction().equals("ingress")
                    ? " where it enters." : " on its way to " + drop.get().port() + ".");
        }
        return steps.stream().filter(row -> row.direction().equals("ingress")).reduce((_, last) -> last)
                .map(last -> "It does not go to " + to.orElse("any port") + ": " + last.decision() + ".")
                .orElse("Nothing is known of it.");
    }
}
