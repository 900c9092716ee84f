package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How one version's stages get what another's remember, on one switch, once. {@link #make} is called in a task between
 * two batches, which either is too late to begin, or is waited for.
 */
final class HandOver {
    private static final long ENDING_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final EnabledExtension former;
    private final EnabledExtension next;
    private final PortTable ports;
    private final KeptStates kept;
    private final boolean back;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile List<StageState> saved = List.of();
    private volatile String refusal = "state was not handed over";

    /** @param back whether it is a roll-back: in any case, and with what was kept and not what the former one says */
    HandOver(final EnabledExtension former, final EnabledExtension next, final PortTable ports, final KeptStates kept,
            final boolean back) {
        this.former = former;
        this.next = next;
        this.ports = ports;
        this.kept = kept;
        this.back = back;
    }

    EnabledExtension former() {
        return former;
    }

    EnabledExtension next() {
        return next;
    }

    /** In the task: whether the next one is to take the place of the former one now. */
    boolean make() {
        if (!begun.compareAndSet(false, true)) {
            return false;
        }
        try {
            if (!back && former.fault() == null) {
                saved = former.save(ports.ports());
            }
            final List<StageState> offered = new ArrayList<>(kept.offer(next.extension(), ports));
            offered.addAll(saved);
            final List<StageState> left = next.restore(offered, ports);
            if (next.fault() != null && !back) {
                refusal = next.extension().version() + " failed when it was handed state: " + next.fault();
                return false;
            }
            next.countOn(former);
            kept.offered(offered, left, next.extension().version());
            refusal = "";
            return true;
        } catch (final StageState.NotSaved thrown) {
            refusal = former.extension().version() + " did not save its state: " + thrown.getMessage();
            return false;
        } finally {
            ended.countDown();
        }
    }

    /** After the task was waited for: why the next one did not take the place; empty if it did. */
    String refusal() {
        if (begun.compareAndSet(false, true)) {
            refusal = "a batch did not end within a second";
            ended.countDown();
        }
        Worker.await(ended, ENDING_NANOS);
        return refusal;
    }

    /** What the former one saved. */
    List<StageState> saved() {
        return saved;
    }
}
