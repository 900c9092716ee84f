package org.signalbox.extension.tracing.packet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.signalbox.vswitch.decision.DecisionRows.OfStep;

/** The steps of two answers beside each other: what both have stands once, in its place. */
public final class AnswerDifference {
    /** A step and who took it: {@code both}, the {@code live} switch alone, or that of {@code what if}. */
    public record Row(String answer, long frame, String vmNetworkAdapterName, String direction, String extension,
            String verdict, String rule, String reason, String changed) {
        private static Row of(String answer, OfStep step) {
            return new Row(answer, step.frame(), step.vmNetworkAdapterName(), step.direction(), step.extension(),
                    step.verdict(), step.rule(), step.reason(), step.changed());
        }
    }

    private AnswerDifference() {
    }

    /** A part of a frame's way: its steps on ingress, or those of one copy. */
    private record Part(long frame, String direction, String vmNetworkAdapterName) {
        private static Part of(OfStep step) {
            return new Part(step.frame(), step.direction(), step.vmNetworkAdapterName());
        }
    }

    /** All steps, part by part, so that those of either answer are in order. */
    static List<Row> of(List<OfStep> live, List<OfStep> other) {
        final Map<Part, List<OfStep>> parts = parts(live);
        final Map<Part, List<OfStep>> others = parts(other);
        final List<Row> rows = new ArrayList<>();
        Stream.concat(parts.keySet().stream(), others.keySet().stream()).distinct()
                .sorted(Comparator.comparingLong(Part::frame)).forEach(part -> rows.addAll(
                        within(parts.getOrDefault(part, List.of()), others.getOrDefault(part, List.of()))));
        return rows;
    }

    private static Map<Part, List<OfStep>> parts(List<OfStep> steps) {
        final Map<Part, List<OfStep>> parts = new LinkedHashMap<>();
        steps.forEach(step -> parts.computeIfAbsent(Part.of(step), _ -> new ArrayList<>()).add(step));
        return parts;
    }

    /** By the longest common subsequence. */
    private static List<Row> within(List<OfStep> live, List<OfStep> other) {
        final int[][] common = new int[live.size() + 1][other.size() + 1];
        for (int i = live.size() - 1; i >= 0; i--) {
            for (int j = other.size() - 1; j >= 0; j--) {
                common[i][j] = same(live.get(i), other.get(j)) ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        final List<Row> rows = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < live.size() || j < other.size()) {
            if (i < live.size() && j < other.size() && same(live.get(i), other.get(j))) {
                rows.add(Row.of("both", live.get(i++)));
                j++;
            } else if (j == other.size() || i < live.size() && common[i + 1][j] >= common[i][j + 1]) {
                rows.add(Row.of("live", live.get(i++)));
            } else {
                rows.add(Row.of("what if", other.get(j++)));
            }
        }
        return rows;
    }

    private static boolean same(OfStep one, OfStep other) {
        return Row.of("", one).equals(Row.of("", other));
    }
}
