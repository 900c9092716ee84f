package org.signalbox.extension.tracing.live;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.signalbox.capture.CaptureException;
import org.signalbox.capture.CaptureWriter;
import org.signalbox.capture.CaptureWriter.Way;
import org.signalbox.vswitch.FollowedFrame;
import org.signalbox.vswitch.FollowedFrame.Bytes;
import org.signalbox.vswitch.Following;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.decision.Copy;

/**
 * A capture. Frames are written by the thread that the engine tells of them, behind its bounded queue: what a slow disk
 * or reader does not take in time is lost and counted, and no switch waits for it. A thread of the capture's own opens
 * its output, flushes it ten times a second and ends it.
 */
final class Capture implements Following.Frames {
    /** What users see of its life. */
    enum State {
        /** For somebody who reads the pipe. */
        WAITING, RUNNING,
        /** As it was asked to. */
        COMPLETE,
        /** By a fault. */
        FAILED;

        boolean isOver() {
            return this == COMPLETE || this == FAILED;
        }
    }

    private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PATIENCE_MILLIS = 2_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final String name;
    private final CaptureRequest request;
    private final CaptureOutput output;
    private final VirtualSwitches switches;
    private final Instant started = Instant.now();
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // under the lock
    private CaptureSection section;
    private CaptureWriter writer;
    private long bytesBefore;
    // written under the lock
    private volatile State state = State.WAITING;
    private volatile String reason = "";
    private volatile boolean stopping;
    private volatile long frames;
    private volatile long bytes;
    private volatile Optional<Following> following = Optional.empty();

    Capture(String name, CaptureRequest request, CaptureOutput output, VirtualSwitches switches) {
        this.name = name;
        this.request = request;
        this.output = output;
        this.switches = switches;
        this.thread = Thread.ofPlatform().daemon().name("capturing " + request.switchName()).unstarted(this::run);
    }

    /** @throws IOException with a sentence, when its output cannot be opened; one that waits is opened later */
    void start() throws IOException {
        if (!output.waits()) {
            writer = output.next();
        }
        thread.start();
    }

    private void run() {
        try {
            if (writer == null) {
                writer = output.next();
            }
            follow();
        } catch (IOException fault) {
            end(State.FAILED, sentence(fault));
        } catch (IllegalArgumentException | IllegalStateException refused) {
            end(State.FAILED, refused.getMessage());
        } finally {
            finish();
        }
    }

    private void follow() throws IOException {
        final SwitchStatus on = status().orElseThrow(() -> new IllegalStateException(
                "found switch '" + request.switchName() + "' gone, expected it to be there"));
        lock.lock();
        try {
            if (state.isOver()) {
                return;
            }
            section = new CaptureSection(on, request.snapLength(), now());
            section.begin(writer);
            state = State.RUNNING;
        } finally {
            lock.unlock();
        }
        try (Following by = switches.followFrames(request.switchName(), request.selection(), this)) {
            following = Optional.of(by);
            awaitEnd(by);
        }
    }

    private void awaitEnd(Following by) throws IOException {
        final long end = System.nanoTime() + Math.min(request.mostNanos(), Long.MAX_VALUE / 2);
        while (!state.isOver()) {
            lock.lock();
            try {
                if (!state.isOver()) {
                    changed.awaitNanos(Math.clamp(end - System.nanoTime(), 0, FLUSH_NANOS));
                    writer.flush();
                }
            } catch (InterruptedException stopped) {
                end(State.COMPLETE, "");
            } finally {
                lock.unlock();
            }
            if (end - System.nanoTime() <= 0) {
                end(State.COMPLETE, "");
            } else if (!by.isRunning()) {
                end(State.COMPLETE, "switch " + request.switchName() + " is gone");
            }
        }
    }

    @Override
    public void followed(FollowedFrame frame) {
        lock.lock();
        try {
            write(frame);
        } catch (IOException fault) {
            end(State.FAILED, sentence(fault));
        } finally {
            lock.unlock();
        }
    }

    /** An output that could not be opened says it itself. */
    private String sentence(IOException fault) {
        return fault.getCause() instanceof IOException ? fault.getMessage()
                : output.place() + ": found that no more can be written (" + CaptureException.reason(fault)
                        + "), expected room, or somebody who reads";
    }

    private void write(FollowedFrame frame) throws IOException {
        final FrameComments comments = new FrameComments(frame);
        final long time = frame.decision().timeNanos();
        final String entered = frame.decision().port();
        final Way in = comments.isMade() ? Way.UNKNOWN : Way.INBOUND;
        if (request.keeps(entered, in)) {
            write(entered, time, frame.entered(), in, comments.entered());
        }
        final List<Copy> copies = frame.decision().copies();
        for (int copy = 0; copy < copies.size(); copy++) {
            if (copies.get(copy).isDelivered() && request.keeps(copies.get(copy).port(), Way.OUTBOUND)
                    && frame.left(copy) != Bytes.NONE) {
                write(copies.get(copy).port(), time, frame.left(copy), Way.OUTBOUND, comments.left(copy));
            }
        }
    }

    private void write(String port, long time, Bytes frame, Way way, String comment) throws IOException {
        if (state != State.RUNNING) {
            return;
        }
        if (output.isFull(writer.size())) {
            endFile();
            writer = output.next();
            section.begin(writer);
        }
        section.write(port, time, frame, way, comment);
        frames++;
        bytes = bytesBefore + writer.size();
        if (frames == request.mostFrames()) {
            end(State.COMPLETE, "");
        }
    }

    private void endFile() throws IOException {
        section.end(status().map(SwitchStatus::ports).orElse(List.of()), lostByPort(), now());
        writer.close();
        bytesBefore += writer.size();
        bytes = bytesBefore;
    }

    private void finish() {
        lock.lock();
        try {
            if (section != null && state == State.COMPLETE) {
                endFile();
            }
        } catch (IOException fault) {
            if (!stopping) {
                state = State.FAILED;
                reason = sentence(fault);
            }
        } finally {
            lock.unlock();
            output.abort();
        }
    }

    private void end(State with, String why) {
        lock.lock();
        try {
            if (!state.isOver()) {
                state = stopping ? State.COMPLETE : with;
                reason = stopping ? "" : why;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends it, with all that was told of written, unless the output takes nothing: then without waiting for it. */
    void stop() {
        stopping = true;
        try {
            if (lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    end(State.COMPLETE, "");
                } finally {
                    lock.unlock();
                }
                if (section == null) {
                    output.abort();
                }
                thread.join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            output.abort();
        }
    }

    private Optional<SwitchStatus> status() {
        return switches.switches().stream().filter(each -> each.spec().name().equals(request.switchName()))
                .findFirst();
    }

    private Map<String, Long> lostByPort() {
        return following.map(Following::lostByPort).orElse(Map.of());
    }

    private static long now() {
        return System.currentTimeMillis() * NANOS_PER_MILLI;
    }

    String name() {
        return name;
    }

    CaptureOutput output() {
        return output;
    }

    State state() {
        return state;
    }

    /** What there is to see of it now. */
    GetVMSwitchCapture.Row row() {
        return new GetVMSwitchCapture.Row(name, request.switchName(), state, reason, output.place(), output.places(),
                frames, bytes, following.map(Following::lost).orElse(0L), request.expression().orElse(""), started);
    }
}
