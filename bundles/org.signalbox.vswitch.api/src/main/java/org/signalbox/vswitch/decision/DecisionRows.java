package org.signalbox.vswitch.decision;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.signalbox.schema.Schema;
import org.signalbox.vswitch.Direction;

/** Decisions in the lines of a table, the same wherever they come from. Safe to call from any thread. */
public final class DecisionRows {
    private static final int MOST_PORTS = 8;
    private static final long NANOS = 1_000_000_000L;

    /**
     * A frame; vmNetworkAdapterName says where it entered, and extension, rule and reason what decided: the choice of
     * its destinations, or the drop that left it without any.
     */
    public record Frame(long frame, Instant time, String vmNetworkAdapterName, String summary, String verdict,
            String extension, String rule, String reason, String destinations) {
    }

    /**
     * A step of a frame; vmNetworkAdapterName says where the frame entered, and on egress which port the copy is for;
     * changed holds the headers that it changed.
     */
    public record OfStep(long frame, Instant time, String vmNetworkAdapterName, String direction, String extension,
            String verdict, String rule, String reason, String changed) {
    }

    private DecisionRows() {
    }

    /** The line of a frame. */
    public static Frame frame(Decision decision) {
        final Step decisive = decisive(decision);
        return new Frame(decision.frame(), time(decision), decision.port(), decision.headers().summary(),
                Schema.word(decisive.verdict()), decisive.extension(), decisive.rule(), decisive.reason(),
                destinations(decision));
    }

    /** What stands behind the lines of frames when some were left out. */
    public static Frame lost(long count, Instant now) {
        return new Frame(0, now, "", "", "lost", "", "", lostReason(count), "");
    }

    /** The lines of a frame's steps: those on ingress, then those of each copy. */
    public static List<OfStep> steps(Decision decision) {
        final List<OfStep> rows = new ArrayList<>();
        for (int k = 0; k < decision.ingress().size(); k++) {
            rows.add(step(decision, decision.port(), Direction.INGRESS, decision.ingress().get(k),
                    decision.headersBefore(k)));
        }
        for (Copy copy : decision.copies()) {
            for (int k = 0; k < copy.steps().size(); k++) {
                rows.add(step(decision, copy.port(), Direction.EGRESS, copy.steps().get(k),
                        decision.headersBefore(copy, k)));
            }
        }
        return rows;
    }

    /** What stands behind the lines of steps when frames were left out. */
    public static OfStep lostStep(long count, Instant now) {
        return new OfStep(0, now, "", "", "", "lost", "", lostReason(count), "");
    }

    /** What stands behind the lines of frames for something that could not be known. @param sentence what and why */
    public static Frame unknown(String sentence, Instant now) {
        return new Frame(0, now, "", "", "unknown", "", "", sentence, "");
    }

    /** The same behind the lines of steps. */
    public static OfStep unknownStep(String sentence, Instant now) {
        return new OfStep(0, now, "", "", "", "unknown", "", sentence, "");
    }

    private static String lostReason(long count) {
        return count + (count == 1 ? " frame was" : " frames were") + " not recorded, since there were too many";
    }

    private static OfStep step(Decision decision, String port, Direction direction, Step step, Headers before) {
        return new OfStep(decision.frame(), time(decision), port, Schema.word(direction), step.extension(),
                Schema.word(step.verdict()), step.rule(), step.reason(),
                step.after().map(after -> changed(before, after)).orElse(""));
    }

    private static String changed(Headers before, Headers after) {
        return Stream.of(Headers.class.getRecordComponents())
                .filter(each -> !value(each, before).equals(value(each, after)))
                .map(each -> each.getName() + " " + word(value(each, before)) + " -> " + word(value(each, after)))
                .collect(Collectors.joining(", "));
    }

    private static Object value(RecordComponent component, Headers headers) {
        try {
            return component.getAccessor().invoke(headers);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String word(Object value) {
        return value instanceof Optional<?> maybe ? maybe.map(Object::toString).orElse("none") : value.toString();
    }

    private static Instant time(Decision decision) {
        return Instant.ofEpochSecond(decision.timeNanos() / NANOS, decision.timeNanos() % NANOS);
    }

    private static Step decisive(Decision decision) {
        final boolean delivered = decision.copies().stream().anyMatch(Copy::isDelivered);
        return delivered || decision.copies().isEmpty() ? decision.ingress().getLast()
                : decision.copies().getFirst().steps().getLast();
    }

    private static String destinations(Decision decision) {
        final String delivered = ports(decision, Copy::isDelivered);
        final String dropped = ports(decision, copy -> !copy.isDelivered());
        return delivered + (delivered.isEmpty() || dropped.isEmpty() ? "" : ", ")
                + (dropped.isEmpty() ? "" : "not " + dropped);
    }

    private static String ports(Decision decision, Predicate<Copy> which) {
        final List<String> ports = decision.copies().stream().filter(which).map(Copy::port).toList();
        return String.join(", ", ports.subList(0, Math.min(ports.size(), MOST_PORTS)))
                + (ports.size() > MOST_PORTS ? " and " + (ports.size() - MOST_PORTS) + " more" : "");
    }
}
