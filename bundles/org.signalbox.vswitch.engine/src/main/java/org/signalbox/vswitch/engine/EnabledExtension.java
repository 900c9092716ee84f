package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.StageCost;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.extension.PortStep;
import org.signalbox.vswitch.extension.Stage;

/**
 * An extension enabled on a switch: one stage for each worker, and what they have in common. When one of them fails, no
 * frame passes through any of them again.
 */
final class EnabledExtension {
    private final InstalledExtension extension;
    private static final long FIRST_REST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_DOUBLINGS = 6;
    /** A run that was as long as this does not count against the next. */
    private static final long GOOD_RUN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final FaultState fault;
    private final List<EnabledStage> stages;
    private final int failedRuns;
    // of those whose place this took, once it has
    private long formerFrames;
    private long formerDrops;
    private long formerFaults;
    private boolean stillFailed;
    // by the looks of the thread that watches; 0 before
    private volatile long begun;
    private volatile long failed;

    /**
     * Makes the extension's stages and tells them of the switch's policy and of all ports.
     *
     * @param former what this takes the place of on the same switch, or null
     */
    EnabledExtension(final InstalledExtension extension, final SwitchSpec spec, final Surroundings surroundings,
            final FaultLog log, final List<Port> ports, final int workers, final EnabledExtension former) {
        this.extension = extension;
        this.fault = new FaultState(extension.kind(), spec.binding(extension.id()));
        this.formerFaults = former == null ? 0 : former.faults();
        final boolean again = former != null && former.extension == extension;
        this.failedRuns = !again || former.fault() == null ? 0
                : former.failed - former.begun > GOOD_RUN_NANOS ? 1 : former.failedRuns + 1;
        // what failed once is reported once, however often it fails when it is started anew
        final FaultLog reporting = formerFaults == 0 || !again ? log : (_, _, _) -> { };
        this.stages = IntStream.range(0, workers)
                .mapToObj(_ -> new EnabledStage(extension, spec.name(), surroundings, reporting, fault)).toList();
        if (hasSwitchPolicy()) {
            switchPolicyChanged(compile(spec));
        }
        for (final Port port : ports) {
            portChanged(port, compile(port));
        }
    }

    InstalledExtension extension() {
        return extension;
    }

    String id() {
        return extension.id();
    }

    ExtensionKind kind() {
        return extension.kind();
    }

    /** Why it failed; null as long as it has not. */
    String fault() {
        return fault.why();
    }

    /** How often it failed since it was enabled. */
    long faults() {
        return formerFaults + (fault() == null || stillFailed ? 0 : 1);
    }

    /** Where no worker is in a batch: counts on from what it takes the place of, which is not called any more. */
    void countOn(final EnabledExtension former) {
        formerFrames = former.frames();
        formerDrops = former.drops();
        formerFaults = former.faults();
    }

    /** Before it is used: it is no new start, and what it takes the place of has failed. */
    void remainFailed(final String why) {
        stillFailed = fault.occurred(why);
    }

    /** Takes on how the switch deals with it. */
    void bind(final ExtensionBinding binding) {
        fault.bind(binding);
    }

    /**
     * By the thread that watches: whether it has failed and rested long enough to be started anew. The first rest takes
     * a second, each that follows a failure soon after twice as long, up to a minute.
     */
    boolean isRested(final long nanos) {
        if (begun == 0) {
            begun = nanos;
        }
        if (fault() == null || fault.policy() == FailPolicy.QUARANTINE) {
            return false;
        }
        if (failed == 0) {
            failed = nanos;
        }
        final int doublings = failed - begun > GOOD_RUN_NANOS ? 0 : Math.min(failedRuns, MOST_DOUBLINGS);
        return nanos - failed >= FIRST_REST_NANOS << doublings;
    }

    /** What becomes of frames, in words, while it has failed. */
    String consequence() {
        return switch (fault.policy()) {
            case OPEN -> "frames go on without it until it is started anew";
            case CLOSED -> "frames are dropped until it is started anew";
            case QUARANTINE -> "frames go on without it until it is enabled again";
        };
    }

    /** Frames it was handed; read where no worker is in a batch. */
    long frames() {
        return formerFrames + stages.stream().mapToLong(EnabledStage::frames).sum();
    }

    /** Frames it dropped; read where no worker is in a batch. */
    long drops() {
        return formerDrops + stages.stream().mapToLong(EnabledStage::drops).sum();
    }

    /** What it costs now; read where no worker is in a batch. */
    Optional<StageCost> cost(final long nowNanos) {
        final CostWindow recent = new CostWindow();
        stages.forEach(stage -> stage.samples().addRecent(recent, nowNanos));
        return recent.isEmpty() ? Optional.empty() : Optional.of(recent.cost());
    }

    /** Whether it may cost so much only. */
    boolean hasBudget() {
        return fault.hasBudget();
    }

    /** Where no worker is in a batch: it has failed if it cost more than it may in the window that ended last. */
    void judge(final long nowNanos) {
        final CostWindow full = new CostWindow();
        stages.forEach(stage -> stage.samples().addFull(full, nowNanos));
        final String excess = fault.excess(full);
        if (excess != null) {
            stages.getFirst().failed(excess, new IllegalStateException(excess));
        }
    }

    EnabledStage stage(final int worker) {
        return stages.get(worker);
    }

    /** The stages of one worker. */
    static List<EnabledStage> stages(final Stream<EnabledExtension> extensions, final int worker) {
        return extensions.map(each -> each.stage(worker)).toList();
    }

    /** Whether the extension defines policies of switches. */
    boolean hasSwitchPolicy() {
        return extension.switchPolicy().isPresent();
    }

    /** What the stages are to be told of their switch; null when that has no policy. Away from the hot path. */
    Object compile(final SwitchSpec spec) {
        return stages.getFirst().compile(spec);
    }

    void switchPolicyChanged(final Object policy) {
        stages.forEach(stage -> stage.switchPolicyChanged(policy));
    }

    /** What the stages are to be told of a port; null when it has no policy there. Away from the hot path. */
    Object compile(final Port port) {
        return stages.getFirst().compile(port);
    }

    void portChanged(final Port port, final Object policy) {
        stages.forEach(stage -> stage.portChanged(port, policy));
    }

    void portStep(final Port port, final PortStep step) {
        stages.forEach(stage -> stage.portStep(port, step));
    }

    void portRemoved(final Port port) {
        stages.forEach(stage -> stage.portRemoved(port));
    }

    /** What the stages remember of ports; in a task. */
    List<StageState> save(final List<Port> ports) throws StageState.NotSaved {
        final List<StageState> saved = new ArrayList<>();
        for (int worker = 0; worker < stages.size(); worker++) {
            saved.addAll(stages.get(worker).save(ports, worker, stages.size()));
        }
        return saved;
    }

    /** Hands states to the stages, in a task; those that were not taken on. */
    List<StageState> restore(final List<StageState> states, final PortTable ports) {
        final List<StageState> left = new ArrayList<>(states);
        for (int worker = 0; worker < stages.size(); worker++) {
            final int index = worker;
            final List<StageState> mine = states.stream().filter(each -> ports.port(each.port()) instanceof Port port
                    && each.worker(port, stages.size()) == index).toList();
            if (!mine.isEmpty()) {
                // by identity, since two workers may remember the same
                final Set<StageState> taken = Collections.newSetFromMap(new IdentityHashMap<>());
                taken.addAll(stages.get(worker).restore(mine, ports));
                left.removeIf(taken::contains);
            }
        }
        return left;
    }

    /** No batch follows. */
    void close() {
        stages.forEach(EnabledStage::close);
    }

    /** What the extension made, once that is closed and to be forgotten. */
    List<Stage> left() {
        return stages.stream().map(EnabledStage::stage).filter(Objects::nonNull).toList();
    }
}
