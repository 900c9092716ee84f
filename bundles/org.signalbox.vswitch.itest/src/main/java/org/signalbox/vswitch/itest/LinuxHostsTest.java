package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.Commands;
import org.signalbox.command.Invocation;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.VirtualSwitches;

/** Network stacks of the kernel talk through a switch, over TAP devices and packet sockets, and judge what they get. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(300)
class LinuxHostsTest {
    private static final String BUNDLE = "org.signalbox.attachment.linux";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int BYTES = 4_000_000;
    private static final int ETHERNET = 14;
    private static final int LOAD_SECONDS = Boolean.getBoolean("signalbox.nightly") ? 38 : 2;

    @TempDir
    private Path folder;
    @InjectBundleContext
    BundleContext context;
    @InjectService(timeout = 10_000)
    Commands commands;
    @InjectService(timeout = 10_000)
    VirtualSwitches switches;
    private final List<Host> hosts = new ArrayList<>();
    private Host wires;
    private Host left;
    private Host right;

    @BeforeEach
    void makeHosts() {
        wires = host();
        left = host();
        right = host();
    }

    @AfterEach
    void end() throws IOException, RefusedException {
        importFabric("switches: []\n");
        hosts.forEach(Host::close);
    }

    private Host host() {
        final Host host = new Host();
        hosts.add(host);
        return host;
    }

    private void importFabric(final String document) throws IOException, RefusedException {
        final Path file = Files.writeString(folder.resolve("fabric.yaml"), document);
        commands.run(Invocation.of("Import-Fabric", Map.of("Path", file.toString()), "test"));
    }

    private void until(final String what, final BooleanSupplier condition) {
        final long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(() -> "waited in vain until " + what + "; ports " + statuses())
                    .isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private List<String> statuses() {
        return switches.switches().stream().flatMap(each -> each.ports().stream())
                .map(port -> port.spec().name() + " " + port.link() + ": " + port.reason()).toList();
    }

    private PortStatus port(final String name) {
        return switches.switches().stream().map(SwitchStatus::ports).flatMap(List::stream)
                .filter(port -> port.spec().name().equals(name)).findFirst().orElseThrow();
    }

    private void untilUp(final String... ports) {
        until(String.join(", ", ports) + " are up",
                () -> Arrays.stream(ports).allMatch(port -> port(port).link() == LinkState.UP));
    }

    private void untilSays(final String port, final String status) {
        until(port + " says " + status, () -> statuses().contains(port + " " + status));
    }

    /** Gives a host an interface at the switch's port of a name; the port as a document has it. */
    private String connect(final Host host, final String port, final String attachment, final int mtu) {
        final String[] words = attachment.split(" ");
        final boolean offload = words[1].equals("offload");
        if (words[0].equals("packet")) {
            host.cable("eth0", wires, port, mtu);
            return "attachment: { packet: { interface: %s, offload: %s, namespace: %s } }"
                    .formatted(port, offload, wires.name());
        }
        host.ip("tuntap add eth0 mode tap");
        return "attachment: { tap: { interface: eth0, offload: %s, namespace: %s } }".formatted(offload, host.name());
    }

    /** Two hosts at one switch, with addresses ending in 1 and 2. */
    private void connect(final String leftAttachment, final String rightAttachment, final int mtu)
            throws IOException, RefusedException {
        importFabric("""
                switches:
                  - name: hosts
                    ports:
                      - { name: left, %s }
                      - { name: right, %s }
                """.formatted(connect(left, "left", leftAttachment, mtu),
                connect(right, "right", rightAttachment, mtu)));
        left.address("eth0", 1, mtu);
        right.address("eth0", 2, mtu);
        untilUp("left", "right");
    }

    private void expectPings() {
        until("IPv4 is answered", () -> left.pings("10.9.0.2", 56));
        until("IPv6 is answered", () -> left.pings("fd09::2", 56));
    }

    @ParameterizedTest
    @CsvSource({"tap offload, packet offload", "packet plain, tap plain"})
    void shouldCarryPings(final String one, final String other) throws Exception {
        connect(one, other, 1500);
        expectPings();
        for (int bytes = 0; bytes <= 1_472; bytes += 368) {
            assertThat(left.pings("10.9.0.2", bytes)).isTrue();
            assertThat(right.pings("fd09::1", bytes)).isTrue();
        }
        assertThat(left.pings("10.9.0.2", 20_000)).as("in fragments").isTrue();
    }

    /** Sends random bytes, which arrive. */
    private void expectCarriesTcp(final Host from, final Host to, final String address, final int bytes)
            throws IOException {
        final Path sent = Files.write(folder.resolve("sent"), random(bytes));
        final Path got = folder.resolve("got");
        final Process server = to.receiveTcp(5_000, got);
        from.sendTcp(address, 5_000, sent, folder.resolve("answer"));
        assertThat(Host.ended(server)).isZero();
        assertThat(Files.mismatch(sent, got)).as("the first byte that is wrong").isEqualTo(-1);
    }

    private static byte[] random(final int bytes) {
        final byte[] random = new byte[bytes];
        new Random(bytes).nextBytes(random);
        return random;
    }

    private void expectNoChecksumErrors() {
        hosts.forEach(host -> assertThat(host.checksumErrors()).as("checksum errors").isZero());
        assertThat(switches.switches()).flatExtracting(SwitchStatus::drops)
                .noneMatch(drop -> drop.rule().equals("offload"));
    }

    /** Pairs of attachments that differ in who finishes a frame. */
    @ParameterizedTest
    @CsvSource({
        "tap offload, tap plain, 1500", "tap plain, tap plain, 1500", "packet offload, packet offload, 1500",
        "packet offload, tap plain, 1500", "tap offload, packet offload, 1500", "packet plain, packet plain, 1500",
        "packet offload, packet offload, 9000", "packet offload, tap plain, 9000", "tap offload, packet plain, 9000"})
    void shouldCarryTcp(final String one, final String other, final int mtu) throws Exception {
        connect(one, other, mtu);
        expectPings();
        expectCarriesTcp(left, right, "10.9.0.2", BYTES);
        expectCarriesTcp(right, left, "10.9.0.1", BYTES);
        expectCarriesTcp(left, right, "fd09::2", BYTES);
        expectCarriesTcp(right, left, "fd09::1", BYTES);
        expectNoChecksumErrors();
        final SwitchStatus status = switches.switches().getFirst();
        final long longest = status.ports().stream().mapToLong(port -> port.received().bytes()
                        / port.received().frames())
                .max().orElseThrow();
        if (one.endsWith("offload") && other.endsWith("offload")) {
            assertThat(longest).as("mean length of what a host sends, in bytes").isGreaterThan(mtu + ETHERNET);
        } else if (one.equals("tap plain") && other.equals("tap plain")) {
            assertThat(longest).isLessThanOrEqualTo(mtu + ETHERNET);
        }
    }

    /**
     * iperf3 sends as much as it can, in the nightly run for five minutes over all cases. Beside it flow bytes that are
     * compared; what iperf3 says of loss is for people to read, since a machine that is busy loses datagrams.
     */
    @ParameterizedTest
    @CsvSource({
        "tap offload, packet offload, 1500, -P 2", "tap plain, packet plain, 1500, -P 2",
        "tap offload, packet offload, 9000, -P 2", "tap plain, packet plain, 9000, -P 2",
        "packet offload, tap offload, 1500, -u -b 200M", "packet plain, tap plain, 1500, -u -b 200M",
        "packet offload, tap offload, 9000, -u -b 400M", "packet plain, tap plain, 9000, -u -b 400M"})
    void shouldCarryLoad(final String one, final String other, final int mtu, final String load) throws Exception {
        connect(one, other, mtu);
        expectPings();
        final Path report = folder.resolve("report");
        final Process server = right.serveMeasurement();
        final Process measurement = left.measure("10.9.0.2", LOAD_SECONDS, load, report);
        int streams = 0;
        do {
            expectCarriesTcp(left, right, "fd09::2", BYTES);
            expectCarriesTcp(right, left, "10.9.0.1", BYTES);
            streams++;
        } while (measurement.isAlive());
        final String said = Files.readString(report);
        assertThat(Host.ended(measurement)).as(said).isZero();
        assertThat(Host.ended(server)).isZero();
        System.out.printf("iperf3 %s from %s to %s, MTU %d, beside %d times %,d bytes either way:%n%s", load, one,
                other, mtu, streams, BYTES, said.lines().filter(line -> line.matches(".*(sender|receiver)"))
                        .map(line -> "  " + line.strip() + "\n").collect(Collectors.joining()));
        expectNoChecksumErrors();
    }

    /** A cable that carries VLAN 10 with tags joins two switches, whose hosts know of none. */
    @ParameterizedTest
    @CsvSource({"true, 1500", "false, 1500", "true, 9000"})
    void shouldCarryTags(final boolean offload, final int mtu) throws Exception {
        wires.cable("trunk1", wires, "trunk2", mtu + 4);
        final String kind = offload ? "packet offload" : "tap plain";
        importFabric("""
                switches:
                  - name: one
                    ports:
                      - { name: left, vlan: { mode: access, id: 10 }, %1$s }
                      - name: trunk1
                        vlan: { mode: trunk, allowed: [10] }
                        attachment: { packet: { interface: trunk1, offload: %3$s, namespace: %4$s } }
                  - name: two
                    ports:
                      - { name: right, vlan: { mode: access, id: 10 }, %2$s }
                      - name: trunk2
                        vlan: { mode: trunk, allowed: [10] }
                        attachment: { packet: { interface: trunk2, offload: %3$s, namespace: %4$s } }
                """.formatted(connect(left, "left", kind, mtu), connect(right, "right", kind, mtu), offload,
                wires.name()));
        left.address("eth0", 1, mtu);
        right.address("eth0", 2, mtu);
        untilUp("left", "right", "trunk1", "trunk2");
        expectPings();
        expectCarriesTcp(left, right, "10.9.0.2", BYTES);
        expectCarriesTcp(right, left, "fd09::1", BYTES);
        expectNoChecksumErrors();
    }

    @Test
    void shouldCarryTcpBetweenWorkers() throws Exception {
        importFabric("""
                switches:
                  - name: hosts
                    workers: 2
                    ports:
                      - { name: left, %s }
                      - { name: right, %s }
                """.formatted(connect(left, "left", "packet offload", 1500),
                connect(right, "right", "tap plain", 1500)));
        left.address("eth0", 1, 1500);
        right.address("eth0", 2, 1500);
        untilUp("left", "right");
        expectPings();
        expectCarriesTcp(left, right, "10.9.0.2", BYTES);
        expectCarriesTcp(right, left, "fd09::1", BYTES);
        expectNoChecksumErrors();
    }

    @Test
    void shouldCutForAGuestWhatAHostLeavesToBeDone() throws Exception {
        importFabric("""
                switches:
                  - name: hosts
                    ports:
                      - { name: left, %s }
                      - name: guest
                        attachment: { lab: { addresses: [10.9.0.7/24], serves: [echo-tcp] } }
                """.formatted(connect(left, "left", "tap offload", 1500)));
        left.address("eth0", 1, 1500);
        untilUp("left");
        until("the guest answers", () -> left.pings("10.9.0.7", 56));
        final Path sent = Files.write(folder.resolve("sent"), random(500_000));
        final Path echoed = folder.resolve("echoed");
        left.sendTcp("10.9.0.7", 7, sent, echoed);
        assertThat(Files.mismatch(sent, echoed)).isEqualTo(-1);
        expectNoChecksumErrors();
    }

    @Test
    void shouldComeBackWithAnInterfaceWhileOthersGoOn() throws Exception {
        connect("packet offload", "packet offload", 1500);
        expectPings();
        for (int round = 0; round < 3; round++) {
            right.ip("link del eth0");
            untilSays("right", "DOWN: there is no interface right");
            assertThat(left.pings("10.9.0.2", 56)).isFalse();
            assertThat(port("left").link()).isEqualTo(LinkState.UP);
            connect(right, "right", "packet offload", 1500);
            right.address("eth0", 2, 1500);
            untilUp("right");
            expectPings();
        }
    }

    @Test
    void shouldSayWhatIsWrongWithAnInterface() throws Exception {
        wires.cable("eth0", wires, "eth1", 1500);
        importFabric("""
                switches:
                  - name: hosts
                    ports:
                      - { name: wrong, attachment: { packet: { interface: eth7, namespace: %1$s } } }
                      - { name: absent, attachment: { tap: { interface: tap7, namespace: %1$s } } }
                      - { name: noTap, attachment: { tap: { interface: eth0, namespace: %1$s } } }
                      - { name: nowhere, attachment: { packet: { interface: eth0, namespace: %1$s-none } } }
                      - { name: made, attachment: { tap: { interface: tap8, create: true, namespace: %1$s } } }
                """.formatted(wires.name()));
        untilSays("wrong", "DOWN: there is no interface eth7");
        untilSays("absent", "DOWN: there is no interface tap7");
        untilSays("noTap", "DOWN: interface eth0 is no TAP device");
        untilSays("nowhere", "DOWN: there is no network namespace /run/netns/" + wires.name() + "-none");
        untilSays("made", "UP: TAP device tap8");
        wires.ip("link show tap8");
    }

    @Test
    void shouldLetItsBundleGoAndComeUnderTraffic() throws Exception {
        connect("tap offload", "packet offload", 1500);
        expectPings();
        final Bundle bundle = Arrays.stream(context.getBundles())
                .filter(each -> BUNDLE.equals(each.getSymbolicName())).findFirst().orElseThrow();
        for (int round = 0; round < 3; round++) {
            leaveAndComeBack(bundle);
            untilUp("left", "right");
            expectPings();
        }
    }

    private void leaveAndComeBack(final Bundle bundle) throws BundleException {
        bundle.stop();
        try {
            assertThat(statuses()).containsExactly("left DOWN: no attachment of kind tap is installed",
                    "right DOWN: no attachment of kind packet is installed");
            until("its threads have ended", () -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("signalbox-linux")));
        } finally {
            bundle.start();
        }
    }
}
