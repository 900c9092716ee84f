package org.signalbox.vswitch.extension;

import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * What a filtering stage may do to frames on ingress. Frames are named as in {@link FrameBatch}. Valid only within
 * the call that it was handed to, by the thread that got it.
 */
public final class IngressActions {
    private final FrameSlots slots;
    private final FrameEntries entries;

    public IngressActions(FrameSlots slots, FrameEntries entries) {
        this.slots = slots;
        this.entries = entries;
    }

    /**
     * Ends the frame's way; the first drop of a frame counts. {@code reason} is from {@link StageContext#dropReason}.
     */
    public void drop(int frame, int reason) {
        entries.drop(frame, reason);
    }

    /**
     * Like {@link #drop} if the verdict is a reason, and nothing if it is negative: for stages that have a verdict for
     * every frame, at less cost than asking first.
     */
    public void judge(int frame, int verdict) {
        entries.judge(frame, verdict);
    }

    /**
     * Changes one byte of the frame. Checksums are the caller's; see {@link FrameBatch#isChecksumPending}.
     *
     * @throws IndexOutOfBoundsException outside the frame
     */
    public void setU8(int frame, int offset, int value) {
        slots.setU8(entries.slot(frame), offset, value);
    }

    /** Changes two bytes of the frame, network byte order; see {@link #setU8}. */
    public void setU16(int frame, int offset, int value) {
        slots.setU8(entries.slot(frame), offset, value >>> 8);
        slots.setU8(entries.slot(frame), offset + 1, value);
    }

    /** Changes the destination address, the low 48 bits of {@code mac}. */
    public void setDestinationMac(int frame, long mac) {
        slots.setU48(entries.slot(frame), 0, mac);
    }

    /** Changes the source address, the low 48 bits of {@code mac}. */
    public void setSourceMac(int frame, long mac) {
        slots.setU48(entries.slot(frame), 6, mac);
    }
}
