package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.ForwardActions;
import org.signalbox.vswitch.extension.ForwardingExtension;
import org.signalbox.vswitch.extension.ForwardingStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.OriginateActions;
import org.signalbox.vswitch.extension.PortState;
import org.signalbox.vswitch.extension.PortStep;
import org.signalbox.vswitch.extension.Stage;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;
import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.LoopGuard;

/**
 * One stage of an {@link EnabledExtension}, for one worker: what it was handed and dropped. What the extension throws
 * ends here: it is kept as the reason of the fault, reported once, and no frame passes through the extension's stages
 * again.
 */
final class EnabledStage {
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** For calls that hold up no frame, such as the compiling of a large policy. */
    private static final long PATIENCE_NANOS = 5_000 * NANOS_PER_MILLI;
    private static final long CLOSING_NANOS = 1_000 * NANOS_PER_MILLI;
    private static final int STANDSTILLS = 4;
    private static final int HAND_OVERS = 5;

    private final InstalledExtension extension;
    private final StageContext context;
    private final Surroundings surroundings;
    private final FaultLog log;
    private final int owner;
    private final int faultReason;
    private final int unknownReason;
    private Stage stage;
    private CapturingStage capturing;
    private FilteringStage filtering;
    private ForwardingStage forwarding;
    private long frames;
    private long drops;
    // of the worker; null unless another version is compared with this one
    private Shadow shadow;
    private volatile boolean hung;
    private volatile Runnable originateSoon = () -> { };
    private final FaultState fault;
    private final StageSamples samples = new StageSamples();

    /**
     * Makes the extension's stage.
     *
     * @param fault what the extension's stages share
     */
    EnabledStage(final InstalledExtension extension, final String switchName, final Surroundings surroundings,
            final FaultLog log, final FaultState fault) {
        final String id = extension.id();
        this.extension = extension;
        this.surroundings = surroundings;
        this.log = log;
        this.fault = fault;
        this.context = new Context(switchName, id, surroundings, () -> originateSoon.run());
        final DropReasons reasons = surroundings.reasons();
        this.owner = reasons.owner(id);
        this.faultReason = reasons.id(id, "fault", "the extension failed");
        this.unknownReason = reasons.id(id, "", "a reason that is not the extension's");
        guard(() -> create(extension.service()), PATIENCE_NANOS);
    }

    private record Context(String switchName, String extension, Surroundings surroundings, Runnable request)
            implements StageContext {
        @Override
        public int dropReason(final String rule, final String reason) {
            return surroundings.reasons().id(extension, rule, reason);
        }

        @Override
        public int counter(final StagePort port, final String rule, final String text) {
            return surroundings.rules().number(this, extension, port.name(), rule, text);
        }

        @Override
        public int counter(final String rule, final String text) {
            return surroundings.rules().number(this, extension, "", rule, text);
        }

        @Override
        public boolean isLive() {
            return surroundings.live();
        }

        @Override
        public void originateSoon() {
            request.run();
        }
    }

    private void create(final Extension service) {
        switch (service) {
            case CapturingExtension of -> {
                capturing = of.create(context);
                stage = capturing;
            }
            case FilteringExtension of -> {
                filtering = of.create(context);
                stage = filtering;
            }
            case ForwardingExtension of -> {
                forwarding = of.create(context);
                stage = forwarding;
            }
        }
        if (stage == null) {
            throw new IllegalStateException("the extension made no stage");
        }
    }

    String id() {
        return extension.id();
    }

    ExtensionKind kind() {
        return extension.kind();
    }

    /** Whether it sees frames only, and may originate some; whatever it says of its kind. */
    boolean isCapturing() {
        return capturing != null;
    }

    /** Whether it may do something to frames and copies; whatever it says of its kind. */
    boolean isFiltering() {
        return filtering != null;
    }

    /** Whether what it does with a frame follows from the frame and policies alone, unless it says otherwise of one. */
    boolean isStateless() {
        return filtering != null && extension.stateless();
    }

    /** What sees copies of all that this one is handed, or null. */
    Shadow shadow() {
        return shadow;
    }

    /** Between two batches. */
    void shadow(final Shadow next) {
        shadow = next;
    }

    /** Why no frame passes through it; null while frames do. */
    String fault() {
        return fault.why();
    }

    /** What becomes of frames once it has failed. */
    FailPolicy policy() {
        return fault.policy();
    }

    /** Frames it was handed. */
    long frames() {
        return frames;
    }

    /** Frames it dropped. */
    long drops() {
        return drops;
    }

    /** What it costs, where that was measured. */
    StageSamples samples() {
        return samples;
    }

    void countFrames(final int count) {
        frames += count;
    }

    void countDrops(final int count) {
        drops += count;
    }

    /** The reason itself when the extension asked for it by name, else one that says that it did not. */
    int known(final int reason) {
        return surroundings.reasons().isOf(reason, owner) ? reason : unknownReason;
    }

    /** Why frames are dropped that the stage had when it failed. */
    int faultReason() {
        return faultReason;
    }

    /** Drops all live entries, since the extension has failed. */
    void dropAll(final FrameEntries entries) {
        for (int k = 0; k < entries.live(); k++) {
            entries.drop(entries.frame(k), faultReason);
        }
    }

    /** Drops what it made in a call that failed: the entries from the first on. */
    void dropMade(final FrameEntries entries, final int first) {
        for (int frame = first; frame < entries.count(); frame++) {
            entries.drop(frame, faultReason);
        }
    }

    // what the four calls throw ends here; they return it, or null

    Throwable ingress(final FrameBatch batch, final IngressActions actions) {
        try {
            if (filtering != null) {
                filtering.ingress(batch, actions);
            } else {
                capturing.ingress(batch);
            }
            return null;
        } catch (final Throwable thrown) {
            return thrown;
        }
    }

    /** For a capturing stage. */
    Throwable originate(final OriginateActions actions) {
        try {
            capturing.originate(actions);
            return null;
        } catch (final Throwable thrown) {
            return thrown;
        }
    }

    Throwable forward(final FrameBatch batch, final ForwardActions actions) {
        try {
            forwarding.forward(batch, actions);
            return null;
        } catch (final Throwable thrown) {
            return thrown;
        }
    }

    Throwable egress(final FrameBatch batch, final EgressActions actions) {
        try {
            if (filtering != null) {
                filtering.egress(batch, actions);
            } else {
                capturing.egress(batch);
            }
            return null;
        } catch (final Throwable thrown) {
            return thrown;
        }
    }

    /** What is run, by any thread, when the extension asks to originate. */
    void whenAsked(final Runnable request) {
        originateSoon = request;
    }

    /** What the stage is to be told of a port; null when it has no policy there. Away from the hot path. */
    Object compile(final Port port) {
        return compile(port.name(), extension.portPolicy(), port.spec().policies().get(id()), "port " + port.name(),
                policy -> extension.service().compile(context, port.stagePort(), policy));
    }

    /** What the stage is to be told of its switch; null when that has no policy. Away from the hot path. */
    Object compile(final SwitchSpec spec) {
        return compile("", extension.switchPolicy(), spec.policies().get(id()), "the switch",
                policy -> extension.service().compile(context, policy));
    }

    /** One that is newer than the extension has no effect. */
    private Object compile(final String port, final Optional<InstalledPolicy> kind, final Object tree, final String owner,
            final Function<Record, Object> compiler) {
        if (kind.isEmpty() || fault() != null) {
            return null;
        }
        surroundings.rules().compile(context, id(), port);
        if (tree == null) {
            return null;
        }
        final Object[] compiled = new Object[1];
        guard(() -> {
            try {
                if (!kind.get().schema().isBefore(tree)) {
                    compiled[0] = compiler.apply(kind.get().read(tree));
                }
            } catch (final SchemaException refused) {
                throw new IllegalArgumentException("policy of " + owner + ": " + refused.getMessage(), refused);
            }
        }, PATIENCE_NANOS);
        return compiled[0];
    }

    void switchPolicyChanged(final Object policy) {
        guard(() -> stage.switchPolicyChanged(policy), standstillNanos());
    }

    void portChanged(final Port port, final Object policy) {
        guard(() -> stage.portChanged(port.stagePort(), policy), standstillNanos());
    }

    void portStep(final Port port, final PortStep step) {
        guard(() -> stage.portStep(port.stagePort(), step), standstillNanos());
    }

    void portRemoved(final Port port) {
        guard(() -> stage.portRemoved(port.stagePort()), standstillNanos());
    }

    /** What the stage, one of so many workers', remembers of ports. */
    List<StageState> save(final List<Port> ports, final int worker, final int workers) throws StageState.NotSaved {
        final List<StageState> saved = new ArrayList<>();
        try {
            PatientCall.make(extension.service(), () -> {
                for (final Port port : ports) {
                    final Optional<PortState> state = stage.save(port.stagePort());
                    state.ifPresent(of -> saved.add(new StageState(id(), port.name(), worker, workers, of)));
                }
            }, handOverNanos());
            return saved;
        } catch (final PatientCall.Overdue late) {
            // it is still in there, so nobody else may call it
            hung(handOverNanos(), late.getStackTrace());
            throw new StageState.NotSaved(late);
        } catch (final Throwable thrown) {
            throw new StageState.NotSaved(thrown);
        }
    }

    /** Hands the stage what one before it remembered of ports; those that it took on. */
    List<StageState> restore(final List<StageState> states, final PortTable ports) {
        final List<StageState> taken = new ArrayList<>();
        guard(() -> {
            for (final StageState each : states) {
                if (stage.restore(ports.port(each.port()).stagePort(), each.state())) {
                    taken.add(each);
                }
            }
        }, handOverNanos());
        // one that failed is not called again, and who hangs may still add
        return fault() == null ? taken : List.of();
    }

    /** No batch follows. */
    void close() {
        originateSoon = () -> { };
        surroundings.rules().release(context);
        if (stage != null && !hung && !fault.isLeftBehind()) {
            try {
                PatientCall.make(extension.service(), stage::close, CLOSING_NANOS);
            } catch (final PatientCall.Overdue late) {
                // nobody waits for the stages of other workers, too
                fault.leaveBehind();
                log.failed(id(), context.switchName(), late);
            } catch (final Throwable thrown) {
                if (fault.isFirstAtClose()) {
                    log.failed(id(), context.switchName(), thrown);
                }
            }
        }
    }

    /** What the extension made; null where it made none, or where a call that did not return may have it. */
    Stage stage() {
        return hung || fault.isLeftBehind() ? null : stage;
    }

    /** Takes note of what the extension threw. */
    void failed(final Throwable thrown) {
        failed(thrown.getMessage() == null ? thrown.getClass().getName()
                : thrown.getClass().getSimpleName() + ": " + thrown.getMessage(), thrown);
    }

    /**
     * Takes note that the extension did not return in time; the stage is never called again, not even to be closed.
     *
     * @param stack of the thread that called it
     */
    void hung(final StackTraceElement[] stack) {
        hung(deadlineNanos(), stack);
    }

    /** Has a thread end that did not return, as far as it can be had to: in a loop, or where it waits. */
    void stop(final Thread left) {
        LoopGuard.stop(left, code());
        left.interrupt();
    }

    /** That thread has ended. */
    void stopped(final Thread left) {
        LoopGuard.spare(left, code());
    }

    private ClassLoader code() {
        return extension.service().getClass().getClassLoader();
    }

    private void hung(final long nanos, final StackTraceElement[] stack) {
        hung = true;
        final String why = "did not return within " + nanos / NANOS_PER_MILLI + " ms" + within(stack);
        final Throwable thrown = new IllegalStateException(why);
        thrown.setStackTrace(stack);
        failed(why, thrown);
    }

    /** The stage's own line, which is the one that this class called, however deep it is in others since. */
    private static String within(final StackTraceElement[] stack) {
        for (int k = 1; k < stack.length; k++) {
            if (stack[k].getClassName().equals(EnabledStage.class.getName())) {
                return ", at " + stack[k - 1];
            }
        }
        return "";
    }

    /** Takes note that the extension failed, and why. */
    void failed(final String why, final Throwable thrown) {
        if (fault.occurred(why)) {
            log.failed(id(), context.switchName(), thrown);
        }
    }

    /** How long a call may take for which the switch stands still. */
    private long standstillNanos() {
        return STANDSTILLS * deadlineNanos();
    }

    /** For all ports at once; else a busy machine would be taken for a version that hangs. */
    private long handOverNanos() {
        return HAND_OVERS * standstillNanos();
    }

    /** How long one call may take, for a batch of frames. */
    long deadlineNanos() {
        return fault.deadlineNanos();
    }

    private void guard(final Runnable call, final long nanos) {
        if (fault() == null) {
            try {
                PatientCall.make(extension.service(), call, nanos);
            } catch (final PatientCall.Overdue late) {
                hung(nanos, late.getStackTrace());
            } catch (final Throwable thrown) {
                failed(thrown);
            }
        }
    }
}
