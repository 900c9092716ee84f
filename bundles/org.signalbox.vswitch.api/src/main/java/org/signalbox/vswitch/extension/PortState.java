package org.signalbox.vswitch.extension;

import java.util.Arrays;

/**
 * What a stage remembers of a port, for the stage that takes its place: bytes that only the extension can read. Source:
 * Microsoft, Hyper-V extensible switch, "Saving and Restoring Run-Time Data" ({@code OID_SWITCH_NIC_SAVE}).
 *
 * @param version of the layout of the data, 0 or more; the extension's own, by which its later versions know it
 * @param data    {@value #MAX_BYTES} bytes at most; copied on the way in and out
 */
public record PortState(int version, byte[] data) {
    /** The longest that one port's state can be, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    /** @throws IllegalArgumentException if the version is negative, or the data too long */
    public PortState {
        if (version < 0) {
            throw new IllegalArgumentException("found a port state of version " + version + ", expected 0 or more");
        }
        if (data.length > MAX_BYTES) {
            throw new IllegalArgumentException("found a port state of " + data.length + " bytes, expected at most "
                    + MAX_BYTES);
        }
        data = data.clone();
    }

    @Override
    public byte[] data() {
        return data.clone();
    }

    /** Length of the data in bytes. */
    public int size() {
        return data.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortState that && version == that.version && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * version + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return data.length + " bytes of version " + version;
    }
}
