package org.example.observer;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLongArray;

import org.signalbox.vswitch.extension.PortState;

/** The counts of one port. Written by one thread at a time, read by any. */
final class PortCounts {
    static final int IN = 0;
    static final int OUT = 1;

    private static final int VERSION = 1;
    private static final int PROTOCOLS = Protocol.values().length;

    private final String port;
    // frames and bytes, of each direction, of each protocol
    private final AtomicLongArray counts = new AtomicLongArray(PROTOCOLS * 4);

    PortCounts(final String port) {
        this.port = port;
    }

    void count(final Protocol protocol, final int direction, final int bytes) {
        final int at = protocol.ordinal() * 4 + direction * 2;
        add(at, 1);
        add(at + 1, bytes);
    }

    // there is one writer, so that nothing dearer is needed
    private void add(final int at, final long more) {
        counts.setRelease(at, counts.getPlain(at) + more);
    }

    Traffic traffic(final String switchName, final Protocol protocol) {
        final int at = protocol.ordinal() * 4;
        return new Traffic(switchName, port, protocol, counts.get(at), counts.get(at + 1), counts.get(at + 2),
                counts.get(at + 3));
    }

    PortState save() {
        final ByteBuffer data = ByteBuffer.allocate(counts.length() * Long.BYTES);
        for (int at = 0; at < counts.length(); at++) {
            data.putLong(counts.get(at));
        }
        return new PortState(VERSION, data.array());
    }

    /** Adds up, since a state may come in several parts. */
    boolean restore(final PortState state) {
        if (state.version() != VERSION || state.size() != counts.length() * Long.BYTES) {
            return false;
        }
        final ByteBuffer data = ByteBuffer.wrap(state.data());
        for (int at = 0; at < counts.length(); at++) {
            add(at, data.getLong());
        }
        return true;
    }
}
