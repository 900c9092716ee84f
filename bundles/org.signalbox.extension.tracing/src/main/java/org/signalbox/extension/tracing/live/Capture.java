package org.signalbox.extension.tracing.live;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
import org.signalbox.vswitch.decision.FrameComments;

/**
 * A capture. Frames are written by the thread that the engine tells of them, behind its bounded queue: what a slow disk
 * or reader does not take in time is lost and counted, and no switch waits for it. A thread of the capture's own opens
 * its output, flushes it ten times a second and ends it; another watches that it ends.
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
    private final CountDownLatch ending = new CountDownLatch(1);
    // frames that were told of and could not be written, by the port where they entered
    private final Map<String, Long> unwritten = new ConcurrentHashMap<>();
    // under the lock
    private CaptureSection section;
    private CaptureWriter writer;
    private long bytesBefore;
    private long headerBytes;
    // written under the lock
    private volatile State state = State.WAITING;
    private volatile String reason = "";
    private volatile boolean stopping;
    private volatile String completion = "";
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
            if (!stopping) {
                begin();
                Thread.ofVirtual().name("watching " + name).start(this::watch);
                flushUntilItEnds();
            }
        } catch (IOException fault) {
            end(State.FAILED, sentence(fault));
        } catch (IllegalArgumentException | IllegalStateException refused) {
            output.refused(refused.getMessage());
            end(State.FAILED, refused.getMessage());
        } finally {
            finish();
        }
    }

    /** Follows the switch first: until what comes before them is written, frames wait for the lock. */
    private void begin() throws IOException {
        final SwitchStatus on = status().orElseThrow(() -> new IllegalStateException(
                "found switch '" + request.switchName() + "' gone, expected it to be there"));
        lock.lock();
        try {
            following = Optional.of(switches.followFrames(request.switchName(), request.selection(), this));
            output.begins();
            section = new CaptureSection(on, request.snapLength(), now());
            beginFile();
            state = State.RUNNING;
        } finally {
            lock.unlock();
        }
    }

    private void beginFile() throws IOException {
        section.begin(writer);
        headerBytes = writer.size();
    }

    private void flushUntilItEnds() throws IOException {
        try {
            while (!ending.await(FLUSH_NANOS, TimeUnit.NANOSECONDS)) {
                lock.lock();
                try {
                    writer.flush();
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException stopped) {
            complete("");
        }
    }

    /**
     * Ends it when its time has come or its switch is gone, and sees to it that its end waits for nobody. In a thread
     * that writes nothing, since others may wait for a reader who has stopped.
     */
    private void watch() {
        final long end = System.nanoTime() + Math.min(request.mostNanos(), Long.MAX_VALUE / 2);
        try {
            while (!ending.await(Math.clamp(end - System.nanoTime(), 0, FLUSH_NANOS), TimeUnit.NANOSECONDS)) {
                if (end - System.nanoTime() <= 0) {
                    complete("");
                } else if (!following.get().isRunning()) {
                    complete("switch " + request.switchName() + " is gone");
                }
            }
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        output.abort();
    }

    @Override
    public void followed(FollowedFrame frame) {
        lock.lock();
        try {
            if (state == State.RUNNING) {
                write(frame);
            } else if (frames < request.mostFrames()) {
                lose(frame);
            }
        } catch (IOException fault) {
            lose(frame);
            end(State.FAILED, sentence(fault));
        } finally {
            lock.unlock();
        }
    }

    private void lose(FollowedFrame frame) {
        unwritten.merge(frame.decision().port(), 1L, Long::sum);
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
        if (output.isFull(writer.size() - headerBytes)) {
            endFile();
            writer = output.next();
            beginFile();
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
        // what waits is written yet
        following.ifPresent(Following::close);
        end(State.COMPLETE, "");
        lock.lock();
        try {
            if (section != null && state == State.COMPLETE) {
                endFile();
            }
        } catch (IOException fault) {
            state = stopping ? State.COMPLETE : State.FAILED;
            reason = sentence(fault);
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
                reason = stopping ? completion : why;
            }
            ending.countDown();
        } finally {
            lock.unlock();
        }
    }

    private void complete(String why) {
        if (!stopping) {
            completion = why;
            stopping = true;
        }
        ending.countDown();
    }

    /** Ends it, with all that was told of written, unless the output takes nothing: then without waiting for it. */
    void stop() {
        complete("");
        if (state == State.WAITING) {
            output.abort();
        }
        try {
            thread.join(2 * PATIENCE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (state == State.WAITING) {
            end(State.COMPLETE, "");
        }
    }

    private Optional<SwitchStatus> status() {
        return switches.switches().stream().filter(each -> each.spec().name().equals(request.switchName()))
                .findFirst();
    }

    private Map<String, Long> lostByPort() {
        final Map<String, Long> lost = new HashMap<>(unwritten);
        following.map(Following::lostByPort).orElse(Map.of()).forEach((port, count) ->
                lost.merge(port, count, Long::sum));
        return lost;
    }

    private long lost() {
        return lostByPort().values().stream().mapToLong(Long::longValue).sum();
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
                frames, bytes, lost(), request.expression().orElse(""), started);
    }
}
