package org.signalbox.attachment.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.schema.Schema;
import org.signalbox.schema.SchemaException;

/** What a port says when its interface is not there or of no use, and that it comes back by itself. */
class StatusTest extends PortsTest {

    private void expectCarries(final WorkerStandIn one, final WorkerStandIn other) {
        final byte[] frame = new byte[60];
        frame[0] = 2;
        frame[12] = (byte) 0x88;
        frame[13] = (byte) 0xB5;
        final int before = other.received().size();
        assertTrue(one.send(frame));
        one.flush();
        other.until("a frame came", () -> other.received().size() > before);
    }

    @Test
    void shouldComeBackWithAnInterfaceThatIsRemovedAndMadeAgain() {
        final String namespace = networks().add();
        final WorkerStandIn one = packet(namespace, "one");
        one.untilStatus("DOWN: there is no interface one");
        final WorkerStandIn other = packet(namespace, "other");
        for (int round = 0; round < 2; round++) {
            networks().cable(namespace, "one", "other");
            one.untilStatus("UP: interface one");
            other.untilStatus("UP: interface other");
            expectCarries(one, other);
            expectCarries(other, one);
            networks().ip(namespace, "link del one");
            one.untilStatus("DOWN: there is no interface one");
            other.untilStatus("DOWN: there is no interface other");
            assertTrue(one.statuses().contains("DOWN: interface one was removed"));
        }
    }

    @Test
    void shouldGoDownAndUpWithTheInterface() {
        final String namespace = networks().add();
        networks().cable(namespace, "one", "other");
        final WorkerStandIn one = packet(namespace, "one");
        final WorkerStandIn other = packet(namespace, "other");
        one.untilStatus("UP: interface one");
        other.untilStatus("UP: interface other");
        networks().ip(namespace, "link set one down");
        one.untilStatus("DOWN: interface one is down");
        other.untilStatus("DOWN: interface other has no carrier");
        one.until("it rests", () -> !one.isBusy());
        networks().ip(namespace, "link set one up");
        one.untilStatus("UP: interface one");
        other.untilStatus("UP: interface other");
        expectCarries(one, other);
        expectCarries(other, one);
    }

    @Test
    void shouldNoticeThatAnotherInterfaceHasTheName() {
        final String namespace = networks().add();
        networks().cable(namespace, "one", "other");
        networks().cable(namespace, "two", "another");
        final WorkerStandIn one = packet(namespace, "one");
        one.untilStatus("UP: interface one");
        networks().ip(namespace, "link set one down");
        networks().ip(namespace, "link set one name old");
        networks().ip(namespace, "link set two down");
        networks().ip(namespace, "link set two name one");
        networks().ip(namespace, "link set one up");
        one.until("it was opened anew", () -> one.isUp() && one.statuses().size() > 3);
        final WorkerStandIn another = packet(namespace, "another");
        another.untilStatus("UP: interface another");
        expectCarries(one, another);
    }

    @Test
    void shouldComeBackWithANamespaceThatIsRemovedAndMadeAgain() {
        final String namespace = networks().name();
        final WorkerStandIn one = packet(namespace, "one");
        final WorkerStandIn tap = tap(namespace, "tap0", true, true);
        for (int round = 0; round < 2; round++) {
            one.untilStatus("DOWN: there is no network namespace /run/netns/" + namespace);
            tap.untilStatus("DOWN: there is no network namespace /run/netns/" + namespace);
            networks().add(namespace);
            networks().cable(namespace, "one", "other");
            one.untilStatus("UP: interface one");
            tap.untilStatus("UP: TAP device tap0");
            networks().remove(namespace);
        }
    }

    @Test
    void shouldWaitForATapDeviceThatItMayNotMake() {
        final String namespace = networks().add();
        final WorkerStandIn tap = tap(namespace, "tap0", false, true);
        for (int round = 0; round < 2; round++) {
            tap.untilStatus("DOWN: there is no interface tap0");
            networks().ip(namespace, "tuntap add tap0 mode tap");
            tap.untilStatus("DOWN: interface tap0 is down");
            networks().ip(namespace, "link set tap0 up");
            tap.untilStatus("UP: TAP device tap0");
            networks().ip(namespace, "link del tap0");
        }
        tap.untilStatus("DOWN: there is no interface tap0");
        assertTrue(tap.statuses().contains("DOWN: the TAP device tap0 was removed"));
    }

    @Test
    void shouldSayWhatATapDeviceRefuses() {
        final String namespace = networks().add();
        final WorkerStandIn tap = tap(namespace, "tap0", true, true);
        tap.untilStatus("UP: TAP device tap0");
        networks().ip(namespace, "link set tap0 down");
        assertTrue(tap.send(new byte[60]));
        assertTrue(tap.send(new byte[60]));
        tap.flush();
        assertEquals(List.of("2 refused by the TAP device tap0"), tap.losses());
        tap.untilStatus("DOWN: interface tap0 is down");
        networks().ip(namespace, "link set tap0 up");
        tap.untilStatus("UP: TAP device tap0");
        assertTrue(tap.send(new byte[60]));
        tap.flush();
        assertEquals(1, tap.losses().size());
        final int before = tap.received().size();
        final WorkerStandIn host = packet(namespace, "tap0");
        host.untilStatus("UP: interface tap0");
        expectCarries(host, tap);
        assertTrue(tap.received().size() > before, "it is read again too");
    }

    @Test
    void shouldMakeATapDeviceAgainThatIsMovedAway() {
        final String namespace = networks().add();
        final String elsewhere = networks().add();
        final WorkerStandIn tap = tap(namespace, "tap0", true, true);
        tap.untilStatus("UP: TAP device tap0");
        networks().ip(namespace, "link set tap0 netns " + elsewhere);
        tap.until("it made another", () -> tap.isUp() && tap.statuses().size() > 2);
        assertTrue(tap.statuses().contains("DOWN: the TAP device tap0 was moved or got another name"));
        networks().ip(namespace, "link show tap0");
    }

    @Test
    void shouldLeaveATapDeviceThatWasThere() {
        final String namespace = networks().add();
        networks().ip(namespace, "tuntap add tap0 mode tap");
        networks().ip(namespace, "link set tap0 up");
        final WorkerStandIn tap = tap(namespace, "tap0", true, true);
        tap.untilStatus("UP: TAP device tap0");
        close(tap);
        networks().ip(namespace, "link show tap0");
    }

    @Test
    void shouldTakeATapDeviceAwayThatItMade() {
        final String namespace = networks().add();
        final WorkerStandIn tap = tap(namespace, "tap0", true, true);
        tap.untilStatus("UP: TAP device tap0");
        close(tap);
        networks().ip(namespace, "tuntap add tap0 mode tap");
    }

    @Test
    void shouldSayThatSomebodyElseHasTheTapDevice() {
        final String namespace = networks().add();
        final WorkerStandIn first = tap(namespace, "tap0", true, true);
        first.untilStatus("UP: TAP device tap0");
        final WorkerStandIn second = tap(namespace, "tap0", true, true);
        second.untilStatus("DOWN: somebody else has the TAP device tap0");
        close(first);
        second.untilStatus("UP: TAP device tap0");
    }

    @Test
    void shouldSayWhatKindOfInterfaceItFound() {
        final String namespace = networks().add();
        networks().cable(namespace, "one", "other");
        networks().ip(namespace, "tuntap add tun0 mode tun");
        networks().ip(namespace, "link set lo up");
        tap(namespace, "one", true, true).untilStatus("DOWN: interface one is no TAP device");
        tap(namespace, "tun0", true, true).untilStatus("DOWN: interface tun0 is no TAP device");
        packet(namespace, "tun0").untilStatus("DOWN: interface tun0 is not Ethernet but of type 65534");
        packet(namespace, "lo").untilStatus("UP: interface lo");
    }

    /** All that a thread without capabilities starts has none either. */
    @Test
    void shouldSayWhatItMayNotDo() throws InterruptedException {
        final String namespace = networks().add();
        networks().cable(namespace, "one", "other");
        final AtomicReference<Interfaces> powerless = new AtomicReference<>();
        final Thread thread = Thread.ofPlatform().start(() -> {
            dropCapabilities(0);
            powerless.set(new Interfaces());
        });
        thread.join();
        packet(powerless.get(), namespace, "one").untilStatus(
                "DOWN: may not enter the network namespace /run/netns/" + namespace + " (needs CAP_SYS_ADMIN)");
        powerless.get().close();
        final Thread another = Thread.ofPlatform().start(() -> {
            dropCapabilities(1 << 21); // all but CAP_SYS_ADMIN
            powerless.set(new Interfaces());
        });
        another.join();
        packet(powerless.get(), namespace, "one").untilStatus(
                "DOWN: may not open the interface one (needs CAP_NET_RAW and CAP_NET_ADMIN)");
        tap(new TapAttachments(powerless.get()), namespace, "tap0", true, true).untilStatus(
                "DOWN: may not open the TAP device tap0 (needs CAP_NET_ADMIN, or to own the device)");
        powerless.get().close();
    }

    /** Of the calling thread alone, but for those that are kept; see capset(2). */
    private static void dropCapabilities(final int kept) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment header = arena.allocateFrom(ValueLayout.JAVA_INT, 0x20080522, 0);
            final MemorySegment sets = arena.allocateFrom(ValueLayout.JAVA_INT, kept, kept, 0, 0, 0, 0);
            final int result = (int) Linker.nativeLinker().downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("capset"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS))
                    .invokeExact(header, sets);
            assertEquals(0, result);
        } catch (final Throwable thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    @Test
    void shouldGiveBackAllThatItTook() throws IOException {
        final String namespace = networks().add();
        networks().cable(namespace, "one", "other");
        comeAndGo(namespace);
        final long descriptors = descriptors();
        final long maps = maps();
        for (int round = 0; round < 5; round++) {
            comeAndGo(namespace);
        }
        assertEquals(descriptors, descriptors());
        assertEquals(maps, maps());
        assertEquals(0, maps);
    }

    private void comeAndGo(final String namespace) throws IOException {
        final WorkerStandIn packet = packet(namespace, "one");
        final WorkerStandIn tap = tap(namespace, "tap0", true, true);
        final List<WorkerStandIn> useless = List.of(packet(namespace, "none"), tap(namespace, "none", false, true),
                tap(namespace, "one", false, true), packet("none" + namespace, "one"));
        packet.untilStatus("UP: interface one");
        tap.untilStatus("UP: TAP device tap0");
        assertTrue(maps() > 0);
        useless.forEach(port -> port.until("it said why not", () -> port.statuses().size() == 2));
        networks().ip(namespace, "link del tap0");
        tap.until("it came again", () -> tap.isUp() && tap.statuses().size() == 4);
        useless.forEach(this::close);
        close(packet);
        close(tap);
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.map(Path::toFile).filter(file -> {
                try {
                    final String target = Files.readSymbolicLink(file.toPath()).toString();
                    return target.startsWith("socket:") || target.contains("tun") || target.startsWith("net:");
                } catch (final IOException gone) {
                    return false;
                }
            }).count();
        }
    }

    private static long maps() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains("socket:")).count();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sixteen-bytes-xx", "a/b", "a b", "a:b", "ä"})
    void shouldRefuseANameThatNoInterfaceHas(final String name) {
        for (final Class<? extends Record> settings : List.of(TapSettings.class, PacketSettings.class)) {
            final Schema<? extends Record> schema = Schema.of(settings);
            assertTrue(assertThrows(SchemaException.class, () -> schema.bind(Map.of("interface", name))).getMessage()
                    .contains("expected the name of an interface"));
        }
    }

    @Test
    void shouldReadItsSettings() {
        assertEquals(new TapSettings("tap0", true, false, Optional.of("/proc/1/ns/net")),
                Schema.of(TapSettings.class).bind(Map.of("interface", "tap0", "create", true, "offload", false,
                        "namespace", "/proc/1/ns/net")));
        assertEquals(new TapSettings("tap0", false, true, Optional.empty()),
                Schema.of(TapSettings.class).bind(Map.of("interface", "tap0")));
        assertEquals(new PacketSettings("eth0.12", true, Optional.of("blue")),
                Schema.of(PacketSettings.class).bind(Map.of("interface", "eth0.12", "namespace", "blue")));
        assertThrows(SchemaException.class, () -> Schema.of(PacketSettings.class)
                .bind(Map.of("interface", "eth0", "namespace", "a/b")));
        assertFalse(Schema.of(TapSettings.class).bind(Map.of("interface", "tap0")).create());
    }
}
