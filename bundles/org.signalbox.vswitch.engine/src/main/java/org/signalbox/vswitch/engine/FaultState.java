package org.signalbox.vswitch.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.FailPolicy;

/**
 * Whether an extension has failed on a switch, and what is to become of frames then; its stages share it. Any thread.
 */
final class FaultState {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final AtomicReference<String> why = new AtomicReference<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final ExtensionKind kind;
    private volatile ExtensionBinding binding;
    private volatile boolean leftBehind;

    FaultState(final ExtensionKind kind, final ExtensionBinding binding) {
        this.kind = kind;
        this.binding = binding;
    }

    void bind(final ExtensionBinding next) {
        binding = next;
    }

    /** Notes that it failed; true the first time. */
    boolean occurred(final String reason) {
        return why.compareAndSet(null, reason);
    }

    /** Whether no other of its stages has failed to close before. */
    boolean isFirstAtClose() {
        return closing.compareAndSet(false, true);
    }

    /** One of its stages did not return from being closed: the others are not closed. */
    void leaveBehind() {
        leftBehind = true;
    }

    boolean isLeftBehind() {
        return leftBehind;
    }

    /** Why it failed; null as long as it has not. */
    String why() {
        return why.get();
    }

    /** Whether there is something that it may not exceed. */
    boolean hasBudget() {
        return binding.budget() > 0 || binding.allocation() > 0;
    }

    /** In what it went beyond what it may cost, in a window that is over; null if it did not. */
    String excess(final CostWindow window) {
        final ExtensionBinding now = binding;
        if (!window.isTelling()) {
            return null;
        }
        if (now.budget() > 0 && window.medianNanos() > now.budget()) {
            return "slow: took " + Math.round(window.medianNanos()) + " ns a frame, its budget is " + now.budget()
                    + " ns";
        }
        return now.allocation() > 0 && window.medianBytes() > now.allocation() ? "wasteful: allocated "
                + Math.round(window.medianBytes()) + " bytes a frame, its budget is " + now.allocation() + " bytes"
                : null;
    }

    FailPolicy policy() {
        return binding.onFailure(kind);
    }

    /** How long one call may take, for a batch of frames. */
    long deadlineNanos() {
        return binding.deadline() * NANOS_PER_MILLI;
    }
}
