package org.signalbox.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** Every getter on nonsense, and the few things that no peer's dissector says. */
class FrameViewTest {

    private static final IpAddress A = IpAddress.parse("10.0.0.1");
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01");

    private final long seed = Long.getLong("signalbox.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final RandomFrames frames = new RandomFrames(random);
    private final List<Method> getters = Arrays.stream(FrameView.class.getMethods())
            .filter(method -> method.getDeclaringClass() == FrameView.class && method.getParameterCount() == 0)
            .toList();

    @Test
    void shouldNeverThrowOnOrReadBesideNonsense() throws IllegalAccessException {
        assertTrue(getters.size() > 40, "the getters were not found");
        for (int round = 0; round < 40_000; round++) {
            final byte[] source = round % 10 == 0 ? dhcp() : frames.next();
            for (int mutations = random.nextInt(6); mutations > 0; mutations--) {
                source[random.nextInt(source.length)] = (byte) random.nextInt();
            }
            callAll(Arrays.copyOf(source, random.nextBoolean() ? source.length : random.nextInt(source.length + 1)));
        }
    }

    private byte[] dhcp() {
        DhcpMessage message = DhcpMessage.fromClient(random.nextInt(9), random.nextInt(), MAC);
        for (int options = random.nextInt(5); options > 0; options--) {
            message = message.with(new DhcpOption(1 + random.nextInt(254), frames.bytes(600)));
        }
        return new FrameBuilder().ethernet(MAC, MAC).ipv4(A, A).udp(68, 67).dhcp(message).build();
    }

    private void callAll(final byte[] frame) throws IllegalAccessException {
        final FrameView view = new FrameView(MemorySegment.ofArray(frame), 0, frame.length);
        for (final Method getter : getters) {
            try {
                getter.invoke(view);
                view.tag(random.nextInt(12) - 2);
                view.extension(random.nextInt(256));
            } catch (final InvocationTargetException thrown) {
                throw new AssertionError(getter.getName() + ", seed " + seed + ", frame "
                        + HexFormat.of().formatHex(frame), thrown.getCause());
            }
        }
    }

    @Test
    void shouldReadBackDhcpMessages() {
        for (int round = 0; round < 5_000; round++) {
            DhcpMessage message = new DhcpMessage(1 + random.nextInt(2), random.nextInt(256), random.nextInt(),
                    frames.port(), frames.port(), frames.v4(), frames.v4(), frames.v4(), frames.v4(), frames.mac(),
                    List.of());
            for (int options = random.nextInt(8); options > 0; options--) {
                final int code = 1 + random.nextInt(254);
                message = message.with(new DhcpOption(code == DhcpOption.OVERLOAD ? 1 : code, frames.bytes(700)));
            }
            final byte[] bytes = message.toBytes();
            assertEquals(message, DhcpMessage.read(MemorySegment.ofArray(bytes), 0, bytes.length).orElseThrow(),
                    () -> "seed " + seed);
        }
    }

    @Test
    void shouldFindOverloadedDhcpOptions() {
        final byte[] bytes = DhcpMessage.fromClient(DhcpMessage.DISCOVER, 1, MAC)
                .with(DhcpOption.ofByte(DhcpOption.OVERLOAD, 3)).toBytes();
        bytes[108] = DhcpOption.HOST_NAME;
        bytes[109] = 1;
        bytes[110] = 'a';
        bytes[111] = (byte) DhcpOption.END;
        bytes[44] = DhcpOption.HOST_NAME;
        bytes[45] = 1;
        bytes[46] = 'b';
        bytes[47] = (byte) DhcpOption.END;
        final DhcpMessage message = DhcpMessage.read(MemorySegment.ofArray(bytes), 0, bytes.length).orElseThrow();
        assertEquals("ab", message.option(DhcpOption.HOST_NAME).orElseThrow().asText());
    }

    @Test
    void shouldSpeakOfFramesInOneLine() {
        final FrameBuilder builder = new FrameBuilder();
        assertEquals("02:00:00:00:00:01 > ff:ff:ff:ff:ff:ff vlan 7 ARP who has 10.0.0.1 tell 10.0.0.1, 46 bytes",
                FrameView.of(builder.ethernet(MacAddress.BROADCAST, MAC).vlan(7).arp(1, MAC, A, MAC, A).build())
                        .toString());
        assertEquals("02:00:00:00:00:01 > 02:00:00:00:00:01 10.0.0.1 > 10.0.0.1 ICMP echo request 9, 42 bytes",
                FrameView.of(builder.ethernet(MAC, MAC).ipv4(A, A).echo(true, 1, 9).build()).toString());
        assertEquals("02:00:00:00:00:01 > 02:00:00:00:00:01 10.0.0.1 > 10.0.0.1 TCP 1 > 2, 54 bytes",
                FrameView.of(builder.ethernet(MAC, MAC).ipv4(A, A).tcp(1, 2, 3, 4, 5, 6).build()).toString());
        assertEquals("frame of 3 bytes, too short for Ethernet", FrameView.of(new byte[3]).toString());
    }

    @Test
    void shouldRefuseAFrameOutsideItsMemory() {
        final MemorySegment memory = MemorySegment.ofArray(new byte[10]);
        assertThrows(IndexOutOfBoundsException.class, () -> new FrameView(memory, 4, 7));
    }

    @Test
    void shouldRefuseToBuildNonsense() {
        final FrameBuilder builder = new FrameBuilder();
        assertThrows(IllegalStateException.class, builder::build);
        assertThrows(IllegalStateException.class, () -> builder.ethernet(MAC, MAC).udp(1, 2));
        assertThrows(IllegalStateException.class, () -> builder.ethernet(MAC, MAC).ipv4(A, A).vlan(1));
        assertThrows(IllegalStateException.class, () -> builder.ethernet(MAC, MAC).ipv4(A, A).udp(1, 2).udp(1, 2));
        assertThrows(IllegalArgumentException.class, () -> builder.ethernet(MAC, MAC).ipv6(A, A));
        assertThrows(IllegalArgumentException.class, () -> builder.ethernet(MAC, MAC).vlan(4096));
        assertThrows(IllegalArgumentException.class,
                () -> builder.ethernet(MAC, MAC).ipv4(A, A).udp(1, 2).payload(new byte[65_508]).build());
        assertEquals(14 + 65_535,
                builder.ethernet(MAC, MAC).ipv4(A, A).udp(1, 2).payload(new byte[65_507]).build().length);
    }
}
