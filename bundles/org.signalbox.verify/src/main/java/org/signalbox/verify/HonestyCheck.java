package org.signalbox.verify;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.signalbox.vswitch.extension.StagePort;

/**
 * One that says that it is stateless does the same with a frame whatever came before, when, and after how many, unless it
 * says each time that it is to be asked again.
 */
final class HonestyCheck implements Check {
    private static final long SEED = 0x40E57;
    private static final int ALONE = 200;
    private static final int LATER_TIMES = 3;
    private static final long ALONE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LONG_AFTER_NANOS = TimeUnit.DAYS.toNanos(3);
    private static final String REMEDY = "leave isStateless as the interface has it, decide by the frame and by"
            + " policies alone, or say FrameBatch.askAgain";

    @Override
    public String name() {
        return "honesty";
    }

    @Override
    public List<String> needs() {
        return List.of("conservation of frames", "determinism");
    }

    @Override
    public Judgement judge(final Subject subject) {
        if (!subject.extension().isStateless()) {
            return Judgement.ok("it does not say that it is stateless");
        }
        return subject.trials().judge(trial -> complaint(subject, trial.policies()),
                _ -> "stateless, in order, shuffled and alone");
    }

    private static Optional<Finding> complaint(final Subject subject, final Policies policies) {
        final List<Sent> traffic = subject.traffic();
        final List<Fate> inOrder = new ArrayList<>();
        final BitSet asksAgain = new BitSet();
        try (DrivenStage stage = new DrivenStage(subject.extension(), policies)) {
            for (final Sent sent : traffic) {
                inOrder.add(stage.judge(sent));
                asksAgain.set(inOrder.size() - 1, stage.asksAgain());
            }
            final List<Integer> others = new ArrayList<>();
            for (int time = 0; time < LATER_TIMES; time++) {
                for (int frame = 0; frame < traffic.size(); frame++) {
                    others.add(frame);
                }
            }
            final Random random = new Random(SEED);
            Collections.shuffle(others, random);
            long now = traffic.getLast().timeNanos();
            for (final int frame : others) {
                now += random.nextInt(100) == 0 ? LONG_AFTER_NANOS / 100 : random.nextInt(1_000_000);
                final Sent sent = traffic.get(frame);
                final Sent later = new Sent(sent.flow(), sent.number(), sent.port(), now, sent.frame());
                final Fate fate = stage.judge(later);
                if (asksAgain.get(frame) && stage.asksAgain()) {
                    continue;
                }
                final Optional<Finding> finding = differs(sent, inOrder.get(frame), fate, "after others and later");
                if (finding.isPresent()) {
                    return finding;
                }
            }
            for (final StagePort port : stage.ports()) {
                if (asksAgain.isEmpty() && stage.stage().save(port).isPresent()) {
                    return Optional.of(Finding.of("it says that it is stateless, and saves what it remembers of port "
                            + port.name(), REMEDY));
                }
            }
        }
        return alone(subject, policies, inOrder, asksAgain);
    }

    private static Optional<Finding> alone(final Subject subject, final Policies policies, final List<Fate> inOrder,
            final BitSet asksAgain) {
        final List<Sent> traffic = subject.traffic();
        final long end = System.nanoTime() + ALONE_NANOS;
        for (int i = 0; i < ALONE && System.nanoTime() < end; i++) {
            final int frame = i * (traffic.size() / ALONE);
            try (DrivenStage fresh = new DrivenStage(subject.extension(), policies)) {
                final Fate fate = fresh.judge(traffic.get(frame));
                if (asksAgain.get(frame) && fresh.asksAgain()) {
                    continue;
                }
                final Optional<Finding> finding = differs(traffic.get(frame), inOrder.get(frame), fate,
                        "as the first one of a switch");
                if (finding.isPresent()) {
                    return finding;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Finding> differs(final Sent sent, final Fate first, final Fate other, final String when) {
        return first.isSame(other) ? Optional.empty() : Optional.of(Finding.of("it says that it is stateless, and a"
                + " frame at port " + Lab.name(sent.port()) + " that was " + first.inWords() + " is "
                + (first.isDroppedLike(other) ? "changed, forwarded or answered otherwise" : other.inWords())
                + " " + when,
                List.of(sent.frame()), REMEDY));
    }
}
