package org.signalbox.frame;

import static org.signalbox.frame.Wire.u16;
import static org.signalbox.frame.Wire.u32;
import static org.signalbox.frame.Wire.u48;
import static org.signalbox.frame.Wire.u8;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A DHCPv4 message between an Ethernet client and a server (RFC 2131); the UDP payload from port 68 to 67 or back.
 *
 * @param operation {@link #BOOT_REQUEST} or {@link #BOOT_REPLY}
 * @param hops how many relays it passed, 0 to 255
 * @param transaction the client's random number
 * @param seconds since the client began, 0 to 65535
 * @param flags 0x8000 asks for broadcast answers
 * @param client the address the client has, or 0.0.0.0
 * @param your the address the server gives, or 0.0.0.0
 * @param server the next server's address, or 0.0.0.0
 * @param relay the relay's address, or 0.0.0.0
 * @param hardware the client's MAC
 * @param options in the order of first appearance, one of a code
 */
public record DhcpMessage(int operation, int hops, int transaction, int seconds, int flags, IpAddress client,
        IpAddress your, IpAddress server, IpAddress relay, MacAddress hardware, List<DhcpOption> options) {

    public static final int CLIENT_PORT = 68;
    public static final int SERVER_PORT = 67;

    public static final int BOOT_REQUEST = 1;
    public static final int BOOT_REPLY = 2;

    public static final int DISCOVER = 1;
    public static final int OFFER = 2;
    public static final int REQUEST = 3;
    public static final int DECLINE = 4;
    public static final int ACK = 5;
    public static final int NAK = 6;
    public static final int RELEASE = 7;
    public static final int INFORM = 8;

    private static final IpAddress UNSPECIFIED = IpAddress.ofV4(0);
    private static final int MAGIC_COOKIE = 0x6382_5363;
    private static final int SERVER_NAME = 44;
    private static final int SERVER_NAME_LENGTH = 64;
    private static final int BOOT_FILE = 108;
    private static final int BOOT_FILE_LENGTH = 128;
    private static final int COOKIE = 236;
    private static final int OPTIONS = 240;
    // RFC 951: a BOOTP message has 300 bytes, and some relays and servers insist
    private static final int MINIMUM_LENGTH = 300;
    private static final int LONGEST_PART = 255;

    /** Copies the options. */
    public DhcpMessage {
        options = List.copyOf(options);
    }

    /** A client's message of a type: {@link #DISCOVER}, {@link #REQUEST} and so on. */
    public static DhcpMessage fromClient(final int type, final int transaction, final MacAddress hardware) {
        return new DhcpMessage(BOOT_REQUEST, 0, transaction, 0, 0, UNSPECIFIED, UNSPECIFIED, UNSPECIFIED, UNSPECIFIED,
                hardware, List.of(DhcpOption.ofByte(DhcpOption.MESSAGE_TYPE, type)));
    }

    /** A server's answer of a type to this message: {@link #OFFER}, {@link #ACK} or {@link #NAK}. */
    public DhcpMessage answer(final int type, final IpAddress address, final IpAddress serverIdentifier) {
        return new DhcpMessage(BOOT_REPLY, 0, transaction, 0, flags, UNSPECIFIED, address, UNSPECIFIED, relay, hardware,
                List.of(DhcpOption.ofByte(DhcpOption.MESSAGE_TYPE, type),
                        DhcpOption.ofAddress(DhcpOption.SERVER_IDENTIFIER, serverIdentifier)));
    }

    /** This message with one more option, which takes the place of one with the same code. */
    public DhcpMessage with(final DhcpOption option) {
        final List<DhcpOption> more = new ArrayList<>(options);
        more.removeIf(old -> old.code() == option.code());
        more.add(option);
        return new DhcpMessage(operation, hops, transaction, seconds, flags, client, your, server, relay, hardware,
                more);
    }

    /** The option with a code. */
    public Optional<DhcpOption> option(final int code) {
        return options.stream().filter(option -> option.code() == code).findFirst();
    }

    /** The message type, or -1 if it has none and so is plain BOOTP. */
    public int messageType() {
        return option(DhcpOption.MESSAGE_TYPE).map(DhcpOption::firstByte).orElse(-1);
    }

    /** The address in the option with a code. */
    public Optional<IpAddress> address(final int code) {
        return option(code).flatMap(DhcpOption::asAddress);
    }

    /**
     * Reads a message. Options in the name and file fields are found if the overload option says so, parts of one
     * option are joined, and an option that runs past the message's end ends it.
     *
     * @return empty if the bytes are no DHCP message for Ethernet
     */
    public static Optional<DhcpMessage> read(final MemorySegment memory, final long offset, final int length) {
        if (length < OPTIONS || u32(memory, offset + COOKIE) != MAGIC_COOKIE) {
            return Optional.empty();
        }
        final int operation = u8(memory, offset);
        final boolean ethernet = u16(memory, offset + 1) == 0x0106;
        if (!ethernet || operation != BOOT_REQUEST && operation != BOOT_REPLY) {
            return Optional.empty();
        }
        return Optional.of(new DhcpMessage(operation, u8(memory, offset + 3), u32(memory, offset + 4),
                u16(memory, offset + 8), u16(memory, offset + 10), address(memory, offset + 12),
                address(memory, offset + 16), address(memory, offset + 20), address(memory, offset + 24),
                new MacAddress(u48(memory, offset + 28)), readOptions(memory, offset, length)));
    }

    private static IpAddress address(final MemorySegment memory, final long offset) {
        return IpAddress.ofV4(u32(memory, offset));
    }

    private static List<DhcpOption> readOptions(final MemorySegment memory, final long offset, final int length) {
        final Map<Integer, ByteArrayOutputStream> found = new LinkedHashMap<>();
        collect(memory, offset + OPTIONS, length - OPTIONS, found);
        final ByteArrayOutputStream overload = found.remove(DhcpOption.OVERLOAD);
        final int where = overload == null || overload.size() == 0 ? 0 : overload.toByteArray()[0];
        if ((where & 1) != 0) {
            collect(memory, offset + BOOT_FILE, BOOT_FILE_LENGTH, found);
        }
        if ((where & 2) != 0) {
            collect(memory, offset + SERVER_NAME, SERVER_NAME_LENGTH, found);
        }
        final List<DhcpOption> options = new ArrayList<>(found.size());
        found.forEach((code, value) -> options.add(new DhcpOption(code, value.toByteArray())));
        return options;
    }

    private static void collect(final MemorySegment memory, final long offset, final int length,
            final Map<Integer, ByteArrayOutputStream> found) {
        int position = 0;
        while (position < length) {
            final int code = u8(memory, offset + position++);
            if (code == DhcpOption.PAD) {
                continue;
            }
            if (code == DhcpOption.END || position == length) {
                return;
            }
            final int size = u8(memory, offset + position++);
            if (size > length - position) {
                return;
            }
            final ByteArrayOutputStream value = found.computeIfAbsent(code, key -> new ByteArrayOutputStream());
            for (final int end = position + size; position < end; position++) {
                value.write(u8(memory, offset + position));
            }
        }
    }

    /** The message as a UDP payload, 300 bytes or more; the name and file fields stay empty. */
    public byte[] toBytes() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream(MINIMUM_LENGTH);
        final MemorySegment fixed = MemorySegment.ofArray(new byte[OPTIONS]);
        Wire.put32(fixed, 0, operation << 24 | 0x0001_0600 | hops & 0xFF);
        Wire.put32(fixed, 4, transaction);
        Wire.put16(fixed, 8, seconds);
        Wire.put16(fixed, 10, flags);
        Wire.put32(fixed, 12, client.v4());
        Wire.put32(fixed, 16, your.v4());
        Wire.put32(fixed, 20, server.v4());
        Wire.put32(fixed, 24, relay.v4());
        Wire.put48(fixed, 28, hardware.value());
        Wire.put32(fixed, COOKIE, MAGIC_COOKIE);
        bytes.writeBytes((byte[]) fixed.heapBase().orElseThrow());
        for (final DhcpOption option : options) {
            writeParts(bytes, option.code(), option.value());
        }
        bytes.write(DhcpOption.END);
        while (bytes.size() < MINIMUM_LENGTH) {
            bytes.write(DhcpOption.PAD);
        }
        return bytes.toByteArray();
    }

    private static void writeParts(final ByteArrayOutputStream bytes, final int code, final byte[] value) {
        int position = 0;
        do {
            final int part = Math.min(LONGEST_PART, value.length - position);
            bytes.write(code);
            bytes.write(part);
            bytes.write(value, position, part);
            position += part;
        } while (position < value.length);
    }
}
