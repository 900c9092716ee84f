package org.signalbox.frame;

import java.lang.foreign.MemorySegment;

/** A finished frame as it was before its transport checksum was filled in. */
record Pending(byte[] frame, long offload) {

    /**
     * @param transport where the transport header begins; the packet ends where the frame ends
     * @param field     where in it the checksum is
     */
    static Pending of(final byte[] finished, final int transport, final int field) {
        final byte[] frame = finished.clone();
        final MemorySegment memory = MemorySegment.ofArray(frame);
        final int at = transport + field;
        final int checksum = Wire.u16(memory, at);
        Wire.put16(memory, at, 0);
        // ones' complement: what all of it sums up to, less the transport header and the payload
        final int all = ~checksum & 0xFFFF;
        final int body = ~Checksum.of(memory, transport, frame.length - transport) & 0xFFFF;
        final int pseudo = all + (~body & 0xFFFF);
        Wire.put16(memory, at, (pseudo & 0xFFFF) + (pseudo >>> 16));
        return new Pending(frame, Offload.checksum(transport, field));
    }
}
