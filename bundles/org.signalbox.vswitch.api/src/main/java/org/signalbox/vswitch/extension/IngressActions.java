package org.signalbox.vswitch.extension;

import java.lang.foreign.MemorySegment;

import org.signalbox.vswitch.pipeline.CallWindow;
import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameMaker;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * What a filtering stage may do to frames on ingress: drop and change them, clone them, and inject frames of its own.
 * Frames are named as in {@link FrameBatch}. Valid only within the call that it was handed to, by the thread that got
 * it; outside it an {@link IllegalStateException} is thrown and nothing is changed.
 *
 * <p>What a stage makes meets the stages after it only. It stands behind the received frame that it goes back to and
 * what was made of that before, so that what becomes of it does not depend on how frames were cut into batches.
 */
public final class IngressActions {
    private final FrameSlots slots;
    private final FrameEntries entries;
    private final FrameMaker maker;
    private final CallWindow window;

    /** Actions that are always valid for the thread that makes them, for tests of stages. */
    public IngressActions(FrameSlots slots, FrameEntries entries) {
        this(slots, entries, new FrameMaker(slots, entries, port -> port >= 0), new CallWindow());
        window.open();
    }

    public IngressActions(FrameSlots slots, FrameEntries entries, FrameMaker maker, CallWindow window) {
        this.slots = slots;
        this.entries = entries;
        this.maker = maker;
        this.window = window;
    }

    /**
     * Ends the frame's way; the first drop of a frame counts. {@code reason} is from {@link StageContext#dropReason}.
     */
    public void drop(int frame, int reason) {
        window.require();
        entries.drop(frame, reason);
    }

    /**
     * Like {@link #drop} if the verdict is a reason, and nothing if it is negative: for stages that have a verdict for
     * every frame, at less cost than asking first.
     */
    public void judge(int frame, int verdict) {
        window.require();
        entries.judge(frame, verdict);
    }

    /**
     * Changes one byte of the frame. Checksums are the caller's; see {@link FrameBatch#isChecksumPending}.
     *
     * @throws IndexOutOfBoundsException outside the frame
     */
    public void setU8(int frame, int offset, int value) {
        window.require();
        slots.setU8(entries.slot(frame), offset, value);
    }

    /** Changes two bytes of the frame, network byte order; see {@link #setU8}. */
    public void setU16(int frame, int offset, int value) {
        window.require();
        slots.setU8(entries.slot(frame), offset, value >>> 8);
        slots.setU8(entries.slot(frame), offset + 1, value);
    }

    /** Changes the destination address, the low 48 bits of {@code mac}. */
    public void setDestinationMac(int frame, long mac) {
        window.require();
        slots.setU48(entries.slot(frame), 0, mac);
    }

    /** Changes the source address, the low 48 bits of {@code mac}. */
    public void setSourceMac(int frame, long mac) {
        window.require();
        slots.setU48(entries.slot(frame), 6, mac);
    }

    /**
     * Makes a copy of a frame as it is now, with its source port, time, VLAN and what is left to be done to it.
     *
     * @param frame one that was not dropped
     * @return the copy's number in this batch, by which this stage may change or drop it within this call; -1 when
     *         there is no room, in which case nothing was made
     * @throws IllegalArgumentException  if the frame was dropped
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    public int cloneFrame(int frame) {
        window.require();
        return maker.copy(frame);
    }

    /**
     * Makes a frame of the caller's own, a copy of its bytes, behind all frames of the batch and with the time of the
     * last of them. Where that is depends on how frames were cut into batches; see
     * {@link #inject(int, MemorySegment, long, int, int, int)} for a frame that answers another.
     *
     * <p>It has not passed the guards of a port. With a source port it counts as that port's all the same: it teaches
     * where its source address is, access lists and the limit of floods apply, and it does not go back there. Without
     * one it is trusted: access lists and limits of ports let it pass, it teaches nothing, and a flood leaves no port
     * out. Source: Microsoft, Hyper-V extensible switch, "Originating Packet Traffic".
     *
     * @param source     where its bytes are, from the destination address on and without the 802.1Q tag of its VLAN
     * @param offset     of the first of them
     * @param length     in bytes, 14 or more
     * @param sourcePort index of the port that it comes from, or {@link FrameBatch#NO_PORT}
     * @param vlan       VLAN that it is put into, 0-4094; 0 is the domain of the untagged ports
     * @return its number in this batch, as from {@link #cloneFrame}, or -1 when there is no room
     * @throws IllegalArgumentException if a value is out of its range
     */
    public int inject(MemorySegment source, long offset, int length, int sourcePort, int vlan) {
        window.require();
        return maker.make(source, offset, length, sourcePort, vlan);
    }

    /**
     * As {@link #inject(MemorySegment, long, int, int, int)}, behind a frame of this batch, which may be
     * dropped by then, and with its time.
     *
     * @param behind the frame that is the cause
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    public int inject(int behind, MemorySegment source, long offset, int length, int sourcePort, int vlan) {
        window.require();
        return maker.make(behind, source, offset, length, sourcePort, vlan);
    }
}
