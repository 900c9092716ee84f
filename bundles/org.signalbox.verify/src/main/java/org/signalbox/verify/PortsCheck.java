package org.signalbox.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.StagePort;

/**
 * A policy that is taken away acts no more, a port that goes leaves nothing to the next one in its place, and a frame
 * may come from no port.
 */
final class PortsCheck implements Check {
    private static final StagePort NEXT = new StagePort(Lab.A, "next", Optional.empty());
    // even, so that what is done in pairs is done
    private static final int BEFORE = 400;
    private static final String FORGET = "forget a port in portRemoved: its index may be given to another one";

    @Override
    public String name() {
        return "ports and policies";
    }

    @Override
    public List<String> needs() {
        return List.of("conservation of frames", "limits of its kind", "determinism", "reasons",
                "switches apart");
    }

    @Override
    public Judgement judge(final Subject subject) {
        return subject.trials().judge(trial -> withoutPolicies(subject, trial.policies())
                .or(() -> withAnotherPort(subject, trial.policies()))
                .or(() -> inherited(subject, trial.policies()))
                .or(() -> withoutPort(subject, trial.policies()))
                .or(() -> withoutSourcePort(subject, trial.policies())).or(() -> closed(subject, trial.policies())),
                _ -> "policies taken away, ports replaced");
    }

    private static Optional<Finding> withoutPolicies(final Subject subject, final Policies policies) {
        final List<Sent> before = subject.traffic().subList(0, BEFORE);
        final List<Sent> after = subject.traffic().subList(BEFORE, subject.traffic().size());
        // what others remember of stations, they may remember whatever becomes of a policy
        final boolean strictly = subject.extension().kind() == ExtensionKind.FILTERING;
        try (DrivenStage stage = new DrivenStage(subject.extension(), policies);
                DrivenStage never = DrivenStage.beside(subject.extension(), Policies.NONE)) {
            before.forEach(stage::judge);
            before.forEach(never::judge);
            stage.dropSwitchPolicy();
            stage.ports().forEach(port -> stage.put(port, false));
            return differs(stage, never, after, strictly, "after its policies were taken away",
                    "where none was set", "forget a policy in portChanged and switchPolicyChanged when it is null");
        }
    }

    /** Only of filtering ones: what others remember of addresses, they may remember whatever becomes of a port. */
    private static Optional<Finding> withAnotherPort(final Subject subject, final Policies policies) {
        if (subject.extension().kind() != ExtensionKind.FILTERING) {
            return Optional.empty();
        }
        final List<Sent> ofPort = subject.traffic().stream().filter(sent -> sent.port() == Lab.A).toList();
        for (final boolean withPolicy : List.of(true, false)) {
            try (DrivenStage stage = new DrivenStage(subject.extension(), policies);
                    DrivenStage fresh = DrivenStage.beside(subject.extension(), policies)) {
                ofPort.subList(0, BEFORE).forEach(stage::judge);
                for (final DrivenStage each : List.of(stage, fresh)) {
                    each.stage().portRemoved(each.ports().get(Lab.A));
                    each.put(NEXT, withPolicy);
                }
                final Optional<Finding> finding = differs(stage, fresh, ofPort.subList(BEFORE, ofPort.size()), false,
                        "at a port that has the index of one that went", "where none was before",
                        FORGET);
                if (finding.isPresent()) {
                    return finding;
                }
            }
        }
        return Optional.empty();
    }

    /** What a port saves is nothing of the one that had its index before. */
    private static Optional<Finding> inherited(final Subject subject, final Policies policies) {
        if (subject.extension().kind() == ExtensionKind.FORWARDING) {
            return Optional.empty();
        }
        try (DrivenStage stage = new DrivenStage(subject.extension(), policies);
                DrivenStage fresh = DrivenStage.beside(subject.extension(), policies)) {
            subject.traffic().subList(0, BEFORE).forEach(stage::judge);
            for (final DrivenStage each : List.of(stage, fresh)) {
                each.stage().portRemoved(each.ports().get(Lab.A));
                each.put(NEXT, true);
            }
            return stage.stage().save(NEXT).equals(fresh.stage().save(NEXT)) ? Optional.empty()
                    : Optional.of(Finding.of("a port that has the index of one that went saves what that has met",
                            FORGET));
        }
    }

    /** No frame is sent to a port that is gone. */
    private static Optional<Finding> withoutPort(final Subject subject, final Policies policies) {
        if (subject.extension().kind() != ExtensionKind.FORWARDING) {
            return Optional.empty();
        }
        try (DrivenStage stage = new DrivenStage(subject.extension(), policies)) {
            subject.traffic().subList(0, BEFORE).forEach(stage::judge);
            stage.stage().portRemoved(stage.ports().get(Lab.B));
            for (final Sent sent : subject.traffic().subList(BEFORE, subject.traffic().size())) {
                stage.judge(sent);
                if (sent.port() != Lab.B && stage.destinations().contains(Lab.B)) {
                    return Optional.of(Finding.of("a frame is sent to port " + Lab.name(Lab.B) + " after that went",
                            List.of(sent.frame()), "forget a port in portRemoved"));
                }
            }
        }
        return Optional.empty();
    }

    /** Frames as other extensions make them. */
    private static Optional<Finding> withoutSourcePort(final Subject subject, final Policies policies) {
        try (DrivenStage stage = new DrivenStage(subject.extension(), policies)) {
            for (final Sent sent : subject.traffic().subList(0, BEFORE)) {
                try {
                    stage.judge(new Sent(sent.flow(), sent.number(), FrameBatch.NO_PORT, sent.timeNanos(),
                            sent.frame()));
                } catch (final RuntimeException | LinkageError thrown) {
                    return Optional.of(Finding.of("it fails at a frame without a source port, as another extension may"
                            + " make it: " + thrown + Thrown.place(thrown, PortsCheck.class), List.of(sent.frame()),
                            "compare FrameBatch.sourcePort with FrameBatch.NO_PORT before it is an index"));
                }
            }
        }
        return Optional.empty();
    }

    /** @param strictly whether bytes and what is made count, besides drops */
    private static Optional<Finding> differs(final DrivenStage stage, final DrivenStage other, final List<Sent> traffic,
            final boolean strictly, final String when, final String instead, final String remedy) {
        final List<Sent> seen = new ArrayList<>();
        for (final Sent sent : traffic) {
            seen.add(sent);
            final Fate fate = stage.judge(sent);
            final Fate expected = other.judge(sent);
            if (strictly ? !fate.isSame(expected) : !fate.isDroppedLike(expected)) {
                return Optional.of(Finding.of("frame " + seen.size() + " is " + (fate.isDroppedLike(expected)
                        ? "changed or answered otherwise " + when + " than "
                        : fate.inWords() + " " + when + ", and " + expected.inWords() + " ") + instead,
                        List.of(sent.frame()), remedy));
            }
        }
        return Optional.empty();
    }

    private static Optional<Finding> closed(final Subject subject, final Policies policies) {
        try (DrivenStage stage = new DrivenStage(subject.extension(), policies)) {
            stage.judge(subject.traffic().getFirst());
            stage.stage().close();
            stage.stage().close();
            return Optional.empty();
        } catch (final RuntimeException | LinkageError thrown) {
            return Optional.of(Finding.of("it throws when its stage is closed, or closed once more: " + thrown
                    + Thrown.place(thrown, PortsCheck.class), "let close do what is left to do, and nothing if that is"
                            + " done"));
        }
    }
}
