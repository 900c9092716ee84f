package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.decision.Verdict;
import org.signalbox.vswitch.engine.model.SwitchModel;
import org.signalbox.vswitch.extension.ForwardingExtension;

/** Compares the engine, at several batch sizes, with {@link SwitchModel}, and wants an account of every frame. */
final class Judge {
    private static final int[] BATCHES = {1, 32, 64};

    private Judge() {
    }

    static void compare(final SwitchSpec spec, final List<Runs.Entry> entries, final String what) {
        final SwitchModel model = new SwitchModel(spec);
        entries.forEach(entry -> model.enter(entry.port(), entry.timeNanos(), entry.frame()));
        compare(spec, List.of(), entries, model, what);
    }

    /** As above, with a forwarding extension that names ports by a frame's time. */
    static void compare(final SwitchSpec spec, final LongFunction<Optional<SortedSet<Integer>>> naming,
            final List<Runs.Entry> entries, final String what) {
        final SwitchModel model = new SwitchModel(spec);
        entries.forEach(entry -> model.enterWithExtension(entry.port(), entry.timeNanos(), entry.frame(),
                naming.apply(entry.timeNanos())));
        final ForwardingExtension extension = _ -> (frames, actions) -> {
            for (int k = 0; k < frames.live(); k++) {
                final int frame = frames.frame(k);
                naming.apply(frames.timeNanos(frame)).ifPresentOrElse(
                        ports -> ports.forEach(port -> actions.to(frame, port)), () -> actions.flood(frame));
            }
        };
        compare(spec.withExtensions(List.of("names")),
                List.of(new InstalledExtension("names", "1", "", extension)), entries, model, what);
    }

    private static void compare(final SwitchSpec spec, final List<InstalledExtension> extensions,
            final List<Runs.Entry> entries, final SwitchModel model, final String what) {
        final long dropped = model.drops().values().stream().mapToLong(Long::longValue).sum();
        assertThat(model.copies()).as(what).isEqualTo(model.deliveries().size() + dropped);
        final List<Long> byPort = deliveredByPort(model, spec.ports().size());
        List<Decision> before = null;
        for (final int batch : BATCHES) {
            final Runs.Outcome outcome = Runs.run(spec, extensions, batch, entries, true);
            final String where = what + ", batches of " + batch + ", " + model;
            compareEach(outcome.deliveries(), model.deliveries(), where);
            assertThat(outcome.drops()).as(where).isEqualTo(model.drops());
            final FrameTotals totals = outcome.status().totals();
            assertThat(totals).as(where).isEqualTo(
                    new FrameTotals(entries.size(), model.copies(), model.deliveries().size(), dropped, 0));
            assertThat(totals.copies()).as(where).isEqualTo(totals.delivered() + totals.dropped());
            assertThat(deliveredByPort(outcome)).as(where).isEqualTo(byPort);
            assertThat(dropsOf(outcome.decisions())).as(where).isEqualTo(outcome.drops());
            assertThat(before == null || before.equals(outcome.decisions())).as(where + ", decisions").isTrue();
            before = outcome.decisions();
        }
        compareEach(Runs.run(spec, extensions, 64, entries, false).deliveries(), model.deliveries(), what);
    }

    /** Names the first delivery that differs: all of them are too many to read. */
    private static void compareEach(final List<String> engine, final List<String> model, final String where) {
        for (int k = 0; k < Math.max(engine.size(), model.size()); k++) {
            assertThat(k < engine.size() ? engine.get(k) : "nothing").as("%s, delivery %s", where, k)
                    .isEqualTo(k < model.size() ? model.get(k) : "nothing");
        }
    }

    private static List<Long> deliveredByPort(final Runs.Outcome outcome) {
        return outcome.status().ports().stream().map(PortStatus::delivered).map(traffic -> traffic.frames()).toList();
    }

    private static List<Long> deliveredByPort(final SwitchModel model, final int ports) {
        final long[] delivered = new long[ports];
        model.deliveries().forEach(delivery -> delivered[Integer.parseInt(delivery.split(" ")[1])]++);
        return LongStream.of(delivered).boxed().toList();
    }

    private static Map<String, Long> dropsOf(final List<Decision> decisions) {
        final Map<String, Long> drops = new TreeMap<>();
        for (final Decision decision : decisions) {
            count(drops, decision.ingress().getLast(), decision.port(), Direction.INGRESS);
            for (final Copy copy : decision.copies()) {
                count(drops, copy.steps().getLast(), copy.port(), Direction.EGRESS);
            }
        }
        return drops;
    }

    private static void count(final Map<String, Long> drops, final Step last, final String port,
            final Direction direction) {
        if (last.verdict() == Verdict.DROP) {
            drops.merge(last.extension() + " " + last.rule() + " " + port + " " + direction, 1L, Long::sum);
        }
    }
}
