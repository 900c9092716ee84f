package org.signalbox.vswitch.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.signalbox.vswitch.FollowedFrame;
import org.signalbox.vswitch.decision.DecisionRows.OfStep;

/**
 * What a packet's comment says: where the frame entered or left, what decided, and what was changed on the way. Such as
 * {@code vm1: org.signalbox.extension.filtering dropped it: acl[1] deny inbound remote 10.0.0.0/8}. Immutable.
 */
public final class FrameComments {
    private static final int MOST_COPIES = 8;
    private static final int MOST_CHARACTERS = 2_000;

    private final Decision decision;
    private final List<OfStep> ingress;
    private final List<OfStep> egress;

    /** Of one frame and its copies. */
    public FrameComments(FollowedFrame frame) {
        decision = frame.decision();
        final List<OfStep> rows = DecisionRows.steps(decision);
        ingress = rows.subList(0, decision.ingress().size());
        egress = rows.subList(decision.ingress().size(), rows.size());
    }

    /** Of the frame where it entered: what became of it. */
    public String entered() {
        final List<String> clauses = new ArrayList<>();
        final Step first = decision.ingress().getFirst();
        if (isMade()) {
            clauses.add(first.extension() + " made it (" + ingress.getFirst().verdict() + ")" + why(first));
        }
        changes(ingress, clauses);
        final Step last = decision.ingress().getLast();
        if (last.verdict() == Verdict.DROP) {
            clauses.add(dropped(last));
        } else {
            final List<String> to = decision.copies().stream().filter(Copy::isDelivered).map(Copy::port).toList();
            clauses.add((to.isEmpty() ? "to nobody" : "to " + some(to)) + why(last));
        }
        decision.copies().stream().filter(copy -> !copy.isDelivered()).limit(MOST_COPIES)
                .forEach(copy -> clauses.add("not to " + copy.port() + ", " + dropped(copy.steps().getLast())));
        return comment(decision.port(), clauses);
    }

    /**
     * Of a copy where it left: from where, and how it was changed since it entered.
     *
     * @param number its index among {@link Decision#copies}
     */
    public String left(int number) {
        final Copy copy = decision.copies().get(number);
        final List<String> clauses = new ArrayList<>();
        clauses.add(decision.port().isEmpty() ? "of " + decision.ingress().getFirst().extension()
                : "from " + decision.port());
        changes(ingress, clauses);
        final int before = decision.copies().subList(0, number).stream().mapToInt(each -> each.steps().size()).sum();
        changes(egress.subList(before, before + copy.steps().size()), clauses);
        final Step last = copy.steps().getLast();
        clauses.add("delivered" + why(last));
        return comment(copy.port(), clauses);
    }

    /** Whether an extension made the frame, so that it entered nowhere. */
    public boolean isMade() {
        return switch (decision.ingress().getFirst().verdict()) {
            case CLONE, INJECT, ORIGINATE -> true;
            default -> false;
        };
    }

    private static void changes(List<OfStep> steps, List<String> clauses) {
        steps.stream().filter(step -> !step.changed().isEmpty())
                .map(step -> step.extension() + " changed " + step.changed()).forEach(clauses::add);
    }

    private static String dropped(Step drop) {
        return drop.extension() + " dropped it" + why(drop);
    }

    private static String why(Step step) {
        final String both = (step.rule() + " " + step.reason()).strip();
        return both.isEmpty() ? "" : ": " + both;
    }

    private static String some(List<String> ports) {
        return ports.stream().limit(MOST_COPIES).collect(Collectors.joining(", "))
                + (ports.size() > MOST_COPIES ? " and " + (ports.size() - MOST_COPIES) + " more" : "");
    }

    private static String comment(String port, List<String> clauses) {
        final String text = (port.isEmpty() ? "" : port + ": ") + String.join("; ", clauses);
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS - 1) + "\u2026";
    }
}
