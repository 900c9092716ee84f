package org.signalbox.vswitch.engine.model;

import java.util.Arrays;

/** Numbers in network byte order, and tags. */
final class Bytes {
    private Bytes() {
    }

    static int u8(final byte[] bytes, final int at) {
        return bytes[at] & 255;
    }

    static int u16(final byte[] bytes, final int at) {
        return u8(bytes, at) << 8 | u8(bytes, at + 1);
    }

    static long u48(final byte[] bytes, final int at) {
        return (long) u16(bytes, at) << 32 | (long) u16(bytes, at + 2) << 16 | u16(bytes, at + 4);
    }

    static boolean isTag(final int type) {
        return type == 0x8100 || type == 0x88a8;
    }

    /** The frame with a tag behind its addresses. */
    static byte[] tagged(final byte[] frame, final int tpid, final int tci) {
        final byte[] out = new byte[frame.length + 4];
        System.arraycopy(frame, 0, out, 0, 12);
        out[12] = (byte) (tpid >> 8);
        out[13] = (byte) tpid;
        out[14] = (byte) (tci >> 8);
        out[15] = (byte) tci;
        System.arraycopy(frame, 12, out, 16, frame.length - 12);
        return out;
    }

    /** The frame without the tag behind its addresses. */
    static byte[] untagged(final byte[] frame) {
        final byte[] out = Arrays.copyOf(frame, frame.length - 4);
        System.arraycopy(frame, 16, out, 12, frame.length - 16);
        return out;
    }
}
