package org.signalbox.attachment.linux;

import java.lang.foreign.MemorySegment;

import org.signalbox.vswitch.attachment.ReceiveBuffer;

/**
 * An open interface. The port's worker calls {@link #receive}, {@link #transmit}, {@link #flush}, {@link #sleep} and
 * {@link #release}; {@link #obstacle} and {@link #close} come from the thread that looks after interfaces, the latter
 * when the worker has let go of the device. None but these two may block.
 */
sealed interface Device extends AutoCloseable permits TapDevice, PacketDevice {
    /** Bytes of an IP packet of the greatest length behind an Ethernet header and one tag. */
    int LONGEST = 65_535 + 18;

    /** Told what happens to a device, by any thread but for {@link #lost}; returns at once. */
    interface Listener {
        /** Frames wait. */
        void ready();

        /** Frames that were taken over could not be sent; said by the worker, within a call of the device. */
        void lost(int frames, String reason);

        /** A call failed: somebody is to look what became of the interface. */
        void failed();
    }

    /** What it is and how it fares, as a clause; by the thread that asks for {@link #obstacle}. */
    String description();

    /** Puts frames that wait into the buffer while it has room. */
    void receive(ReceiveBuffer buffer);

    /**
     * Takes a frame over by copy, or refuses it for lack of room.
     *
     * @param offload what is left to be done to the frame, as {@link org.signalbox.frame.Offload} has it
     */
    boolean transmit(MemorySegment memory, long offset, int length, long offload);

    /** Sends what was taken over. */
    void flush();

    /** Frames that were taken over and not sent. Any thread. */
    int pending();

    /** The worker is about to sleep: it is told when frames wait. */
    void sleep();

    /** The worker's last call: what it started on its thread ends. */
    void release();

    /**
     * Why no frame can pass for the time being; empty when frames can.
     *
     * @throws LinuxException when the interface is gone and this device is of no use any more
     */
    String obstacle() throws LinuxException;

    @Override
    void close();
}
