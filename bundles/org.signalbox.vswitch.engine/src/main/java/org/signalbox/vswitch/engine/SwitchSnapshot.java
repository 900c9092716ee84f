package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.Traffic;

/**
 * What was read of a switch between two batches, before it is put into words: the thread that runs the switch takes
 * it with few copies, any thread makes a status of it.
 *
 * @param counters    a copy
 * @param stageFrames frames handed to each of the program's stages
 * @param stageDrops  frames dropped by each of the program's stages
 * @param links       by port index
 * @param pending     frames that a port's attachment took and has not passed on, by port index
 */
record SwitchSnapshot(long timeNanos, Program program, SwitchCounters counters, long[] stageFrames, long[] stageDrops,
        Link[] links, long[] pending) {
    private static final Comparator<DropCount> BY_NAMES = Comparator.comparing(DropCount::direction)
            .thenComparing(DropCount::extension).thenComparing(DropCount::rule).thenComparing(DropCount::reason);

    /** Reads a core between two batches. */
    static SwitchSnapshot of(final SwitchCore core, final long timeNanos, final Link[] links, final long[] pending) {
        final List<EnabledStage> stages = core.program().stages();
        return new SwitchSnapshot(timeNanos, core.program(), core.counters().copy(),
                stages.stream().mapToLong(EnabledStage::frames).toArray(),
                stages.stream().mapToLong(EnabledStage::drops).toArray(), links, pending);
    }

    /** @param learned addresses in the forwarding table */
    SwitchStatus status(final DropReasons reasons, final int learned) {
        final List<DropCount> drops = new ArrayList<>();
        final List<PortStatus> ports = new ArrayList<>();
        for (final Port port : program.ports().ports()) {
            ports.add(port(port, reasons));
        }
        final Map<DropCount, Long> merged = new LinkedHashMap<>();
        counters.visitDrops((drop, count) -> merged.merge(dropCount(reasons, drop, 0), count, Long::sum));
        merged.forEach((drop, count) -> drops.add(new DropCount(drop.extension(), drop.rule(), drop.port(),
                drop.direction(), drop.reason(), count)));
        drops.sort(Comparator.comparing(DropCount::port).thenComparing(BY_NAMES));
        final long held = LongStream.of(pending).sum();
        final FrameTotals totals = new FrameTotals(counters.in(), counters.copies(), counters.delivered() - held,
                drops.stream().mapToLong(DropCount::count).sum(), held);
        return new SwitchStatus(timeNanos, program.spec(), stages(), ports, totals, List.copyOf(drops), learned);
    }

    private PortStatus port(final Port port, final DropReasons reasons) {
        final int index = port.index();
        final List<DropCount> drops = new ArrayList<>();
        counters.visitDrops(index, (drop, count) -> drops.add(dropCount(reasons, drop, count)));
        drops.sort(BY_NAMES);
        return new PortStatus(port.spec(), links[index].state(), links[index].reason(),
                new Traffic(counters.receivedFrames(index), counters.receivedBytes(index)),
                new Traffic(counters.deliveredFrames(index), counters.deliveredBytes(index)), List.copyOf(drops));
    }

    private static DropCount dropCount(final DropReasons reasons, final SwitchCounters.Drop drop, final long count) {
        final DropReasons.Reason reason = reasons.reason(drop.reason());
        return new DropCount(reason.extension(), reason.rule(), drop.port(), drop.direction(), reason.text(), count);
    }

    private List<StageStatus> stages() {
        final List<StageStatus> all = new ArrayList<>();
        final List<EnabledStage> present = program.stages();
        for (int k = 0; k < present.size(); k++) {
            final EnabledStage stage = present.get(k);
            final String fault = stage.fault();
            all.add(new StageStatus(stage.id(),
                    fault == null ? StageStatus.State.RUNNING : StageStatus.State.FAULTED, fault == null ? "" : fault,
                    Optional.of(stage.kind()), stage.extension().version(), stageFrames[k], stageDrops[k]));
        }
        for (final String id : program.spec().extensions()) {
            if (present.stream().noneMatch(stage -> stage.id().equals(id))) {
                all.add(new StageStatus(id, StageStatus.State.ABSENT, "no running bundle provides it",
                        Optional.empty(), "", 0, 0));
            }
        }
        return List.copyOf(all);
    }
}
