package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.Traffic;

/**
 * What was read of a switch between two batches, before it is put into words: the thread that runs the switch takes
 * it with few copies, any thread makes a status of it.
 *
 * @param spec        what the program was made for
 * @param ports       the program's
 * @param counters    a copy
 * @param stages      the program's extensions in the order in which a frame meets them
 * @param links       by port index
 * @param pending     frames that a port's attachment took and has not passed on, by port index
 */
// Holds no program: one that was read last would keep the stages of extensions that have gone since.
record SwitchSnapshot(long timeNanos, SwitchSpec spec, List<Port> ports, SwitchCounters counters,
        List<StageStatus> stages, Link[] links, long[] pending) {
    private static final Comparator<DropCount> BY_NAMES = Comparator.comparing(DropCount::direction)
            .thenComparing(DropCount::extension).thenComparing(DropCount::rule).thenComparing(DropCount::reason);

    /**
     * What was counted, read where no worker is in a batch.
     *
     * @param extensions those of the program, in any order
     */
    static SwitchSnapshot of(final long timeNanos, final Program program, final SwitchCounters counters,
            final List<EnabledExtension> extensions, final Link[] links, final long[] pending) {
        final StackOrder order = new StackOrder(id -> extensions.stream().map(EnabledExtension::extension)
                .filter(each -> each.id().equals(id)).findFirst());
        final List<StageStatus> stages = new ArrayList<>();
        for (final EnabledStage stage : program.stages()) {
            extensions.stream().filter(each -> each.id().equals(stage.id())).forEach(each -> stages.add(status(each,
                    complaint(stage, program, order), timeNanos)));
        }
        return new SwitchSnapshot(timeNanos, program.spec(), program.ports().ports(), counters, stages, links, pending);
    }

    private static String complaint(final EnabledStage stage, final Program program, final StackOrder order) {
        return stage.kind() == ExtensionKind.FORWARDING && stage != program.forwarding()
                ? "another forwarding extension, " + program.forwarding().id() + ", chooses the destinations"
                : order.complaint(program.spec().extensions(), stage.id());
    }

    private static StageStatus status(final EnabledExtension extension, final String complaint,
            final long nowNanos) {
        final String fault = extension.fault();
        return new StageStatus(extension.id(), fault == null ? StageStatus.State.RUNNING : StageStatus.State.FAULTED,
                fault == null ? complaint : fault + "; " + extension.consequence(), Optional.of(extension.kind()),
                extension.extension().version(), extension.frames(), extension.drops(), extension.faults(),
                extension.cost(nowNanos));
    }

    /** @param learned addresses in the forwarding table */
    SwitchStatus status(final DropReasons reasons, final int learned) {
        final List<DropCount> drops = new ArrayList<>();
        final List<PortStatus> statuses = new ArrayList<>();
        for (final Port port : ports) {
            statuses.add(port(port, reasons));
        }
        final Map<DropCount, Long> merged = new LinkedHashMap<>();
        counters.visitDrops((drop, count) -> merged.merge(dropCount(reasons, drop, 0), count, Long::sum));
        merged.forEach((drop, count) -> drops.add(new DropCount(drop.extension(), drop.rule(), drop.port(),
                drop.direction(), drop.reason(), count)));
        drops.sort(Comparator.comparing(DropCount::port).thenComparing(BY_NAMES));
        final long held = LongStream.of(pending).sum();
        final FrameTotals totals = new FrameTotals(counters.in(), counters.made(), counters.copies(),
                counters.delivered() - held, drops.stream().mapToLong(DropCount::count).sum(), held);
        return new SwitchStatus(timeNanos, spec, allStages(), statuses, totals, List.copyOf(drops), learned);
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

    /** The stages, those of absent extensions last. */
    private List<StageStatus> allStages() {
        final List<StageStatus> all = new ArrayList<>(stages);
        for (final String id : spec.extensions()) {
            if (stages.stream().noneMatch(stage -> stage.extension().equals(id))) {
                all.add(new StageStatus(id, StageStatus.State.ABSENT, "no running bundle provides it",
                        Optional.empty(), "", 0, 0));
            }
        }
        return List.copyOf(all);
    }
}
