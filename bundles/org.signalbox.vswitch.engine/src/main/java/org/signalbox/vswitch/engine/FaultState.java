package org.signalbox.vswitch.engine;

import java.util.concurrent.atomic.AtomicReference;

import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.FailPolicy;

/** Whether an extension has failed on a switch, and what is to become of frames then; its stages share it. Any thread. */
final class FaultState {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final AtomicReference<String> why = new AtomicReference<>();
    private final ExtensionKind kind;
    private volatile ExtensionBinding binding;

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

    /** Why it failed; null as long as it has not. */
    String why() {
        return why.get();
    }

    FailPolicy policy() {
        return binding.onFailure(kind);
    }

    /** How long one call may take, for a batch of frames. */
    long deadlineNanos() {
        return binding.deadline() * NANOS_PER_MILLI;
    }
}
