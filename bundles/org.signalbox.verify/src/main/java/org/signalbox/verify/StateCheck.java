package org.signalbox.verify;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.signalbox.vswitch.extension.PortState;
import org.signalbox.vswitch.extension.StagePort;

/**
 * What a stage saves, another one takes on, and saves again; to save changes nothing; and what nobody has saved is
 * refused without harm.
 */
final class StateCheck implements Check {
    private static final long SEED = 0x57A7E;
    private static final int FRAMES = 800;
    private static final int PROBE = 60;
    private static final int FOREIGN_VERSION = 1_000;
    private static final int NOISE_BYTES = 64;

    @Override
    public String name() {
        return "state";
    }

    @Override
    public List<String> needs() {
        return List.of("conservation of frames", "determinism", "switches apart");
    }

    @Override
    public Judgement judge(final Subject subject) {
        final Map<StagePort, PortState> saved = new LinkedHashMap<>();
        try {
            return saved(subject, saved).or(() -> restored(subject, saved)).or(() -> foreign(subject, saved))
                    .map(Judgement::red).orElseGet(() -> Judgement.ok(saved.isEmpty() ? "it saves nothing"
                            : saved.size() + " ports restored, and what others have not saved refused"));
        } catch (final RuntimeException | LinkageError thrown) {
            return Judgement.red(Finding.of("it throws when its state is saved or restored: " + thrown
                    + Thrown.place(thrown, getClass()), "answer with empty or false instead"));
        }
    }

    /** Of two stages that see the same, one saves in between: both have to go on alike. */
    private static Optional<Finding> saved(final Subject subject, final Map<StagePort, PortState> saved) {
        final List<Sent> traffic = subject.traffic().subList(0, FRAMES);
        try (DrivenStage stage = subject.drive(); DrivenStage other = subject.drive()) {
            traffic.subList(0, FRAMES / 2).forEach(sent -> {
                stage.judge(sent);
                other.judge(sent);
            });
            for (final StagePort port : stage.ports()) {
                final Optional<PortState> state = stage.stage().save(port);
                state.ifPresent(each -> saved.put(port, each));
                if (!state.equals(stage.stage().save(port))) {
                    return Optional.of(Finding.of("port " + port.name() + " is saved as " + words(state)
                            + ", and asked once more as something else", "let save change nothing"));
                }
            }
            for (final Sent sent : traffic.subList(FRAMES / 2, FRAMES)) {
                if (!stage.judge(sent).isSame(other.judge(sent))) {
                    return Optional.of(Finding.of("a stage that has saved its state does something else with a frame"
                            + " than one that has not", List.of(sent.frame()), "let save change nothing"));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Finding> restored(final Subject subject, final Map<StagePort, PortState> saved) {
        try (DrivenStage stage = subject.drive()) {
            for (final Map.Entry<StagePort, PortState> each : saved.entrySet()) {
                if (!stage.stage().restore(each.getKey(), each.getValue())) {
                    return Optional.of(Finding.of("restore does not understand what save gave for port "
                            + each.getKey().name() + " (" + each.getValue() + ")",
                            "return true from restore for every version that save has written"));
                }
            }
            for (final Map.Entry<StagePort, PortState> each : saved.entrySet()) {
                final Optional<PortState> again = stage.stage().save(each.getKey());
                if (!again.equals(Optional.of(each.getValue()))) {
                    return Optional.of(Finding.of("port " + each.getKey().name() + " was saved as " + each.getValue()
                            + " and, restored, is saved as " + words(again)
                            + (words(again).equals(each.getValue().toString()) ? " that differ" : ""),
                            "take on in restore all that save remembers"));
                }
            }
            saved.forEach(stage.stage()::restore);
            probe(subject, stage);
        }
        return Optional.empty();
    }

    private static String words(final Optional<PortState> state) {
        return state.map(PortState::toString).orElse("nothing");
    }

    /** What came from elsewhere: another version, nothing, noise, the half of it. */
    private static Optional<Finding> foreign(final Subject subject, final Map<StagePort, PortState> saved) {
        final PortState own = saved.isEmpty() ? new PortState(1, new byte[NOISE_BYTES])
                : saved.values().iterator().next();
        final byte[] noise = new byte[NOISE_BYTES];
        new Random(SEED).nextBytes(noise);
        for (final PortState state : List.of(new PortState(own.version() + FOREIGN_VERSION, own.data()),
                new PortState(own.version(), new byte[0]), new PortState(own.version(), noise),
                new PortState(own.version(), Arrays.copyOf(own.data(), own.size() / 2)),
                new PortState(0, noise))) {
            try (DrivenStage stage = subject.drive(); DrivenStage fresh = subject.drive()) {
                boolean taken = false;
                for (final StagePort port : stage.ports()) {
                    final boolean understood;
                    try {
                        understood = stage.stage().restore(port, state);
                    } catch (final RuntimeException | LinkageError thrown) {
                        return Optional.of(Finding.of("restore throws " + thrown
                                + Thrown.place(thrown, StateCheck.class) + " at " + state
                                + " that it has not saved", "look at the version and the length, and return false"));
                    }
                    if (understood && state.version() == own.version() + FOREIGN_VERSION) {
                        return Optional.of(Finding.of("restore says that it understands version " + state.version()
                                + ", and save writes version " + own.version(),
                                "return false for versions that you do not know"));
                    }
                    taken |= understood;
                }
                // what looks like state of its own may count; what was refused must not
                if (probe(subject, stage) != probe(subject, fresh) && !taken) {
                    return Optional.of(Finding.of("after " + state + ", which restore has refused, a stage drops other"
                            + " frames", "take on nothing of what is not understood"));
                }
            }
        }
        return Optional.empty();
    }

    /** Lets some frames pass. @return a number that differs where others were dropped */
    private static int probe(final Subject subject, final DrivenStage stage) {
        int hash = 0;
        for (final Sent sent : subject.traffic().subList(FRAMES, FRAMES + PROBE)) {
            final Fate fate = stage.judge(sent);
            hash = 31 * hash + fate.dropped().hashCode() + fate.excluded().hashCode();
        }
        return hash;
    }
}
