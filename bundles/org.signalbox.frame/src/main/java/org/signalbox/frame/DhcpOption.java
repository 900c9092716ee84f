package org.signalbox.frame;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An option of a DHCPv4 message (RFC 2132), immutable.
 *
 * @param code 1 to 254
 * @param value its bytes; any length, more than 255 are written in several parts (RFC 3396)
 */
public record DhcpOption(int code, byte[] value) {

    public static final int PAD = 0;
    public static final int SUBNET_MASK = 1;
    public static final int ROUTER = 3;
    public static final int DOMAIN_NAME_SERVER = 6;
    public static final int HOST_NAME = 12;
    public static final int REQUESTED_ADDRESS = 50;
    public static final int LEASE_TIME = 51;
    public static final int OVERLOAD = 52;
    public static final int MESSAGE_TYPE = 53;
    public static final int SERVER_IDENTIFIER = 54;
    public static final int PARAMETER_REQUEST_LIST = 55;
    public static final int CLIENT_IDENTIFIER = 61;
    public static final int END = 255;

    /** @throws IllegalArgumentException if the code is not 1 to 254 */
    public DhcpOption {
        if (code <= PAD || code >= END) {
            throw new IllegalArgumentException("found DHCP option " + code + ", expected 1 to 254");
        }
        value = value.clone();
    }

    /** An option of one byte. */
    public static DhcpOption ofByte(final int code, final int value) {
        return new DhcpOption(code, new byte[] {(byte) value});
    }

    /** An option of 32 bits, such as a time in seconds. */
    public static DhcpOption ofInt(final int code, final int value) {
        final byte[] bytes = new byte[4];
        Wire.put32(MemorySegment.ofArray(bytes), 0, value);
        return new DhcpOption(code, bytes);
    }

    /** An option of one address. */
    public static DhcpOption ofAddress(final int code, final IpAddress address) {
        return new DhcpOption(code, address.toBytes());
    }

    /** An option of text. */
    public static DhcpOption ofText(final int code, final String text) {
        return new DhcpOption(code, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public byte[] value() {
        return value.clone();
    }

    /** The first byte, or -1 if there is none. */
    public int firstByte() {
        return value.length == 0 ? -1 : value[0] & 0xFF;
    }

    /** The first four bytes as an unsigned number, or -1 if there are less. */
    public long asInt() {
        return value.length < 4 ? -1 : Wire.u32(MemorySegment.ofArray(value), 0) & 0xFFFF_FFFFL;
    }

    /** The first four bytes as an address. */
    public Optional<IpAddress> asAddress() {
        return value.length < 4 ? Optional.empty()
                : Optional.of(IpAddress.ofV4(Wire.u32(MemorySegment.ofArray(value), 0)));
    }

    /** All bytes as text. */
    public String asText() {
        return new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof DhcpOption that && code == that.code && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * code + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return code + "=" + HexFormat.of().formatHex(value);
    }
}
