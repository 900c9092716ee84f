package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.Commands;
import org.signalbox.command.Invocation;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.VirtualSwitches;

/**
 * Three Linux hosts at one switch: an honest server, a rogue that is quicker, and a client. Their programs are
 * busybox's udhcpd and udhcpc, dnsmasq and dhclient for DHCPv6, radvd, and the kernel as a router that redirects. In
 * each test the client first falls for the rogue; with the guard at the rogue's port it does no more, while the honest
 * one works throughout.
 */
@ExtendWith(ServiceExtension.class)
@Timeout(180)
class GuardsTest {
    private static final String BUSYBOX = "/bin/busybox";
    private static final String HONEST = "1";
    private static final String ROGUE = "2";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    @TempDir
    private Path folder;
    @InjectService(timeout = 10_000)
    Commands commands;
    @InjectService(timeout = 10_000)
    VirtualSwitches switches;
    private final List<Host> hosts = new ArrayList<>();
    private Host honest;
    private Host rogue;
    private Host client;
    private int files;

    @BeforeEach
    void connect() throws IOException, RefusedException {
        honest = host();
        rogue = host();
        client = host();
        guard("");
        honest.address("eth0", 1, 1500);
        rogue.address("eth0", 2, 1500);
        client.ip("link set eth0 up");
        until("all are up", () -> switches.switches().getFirst().ports().stream()
                .allMatch(port -> port.link() == LinkState.UP));
    }

    @AfterEach
    void end() throws IOException, RefusedException {
        hosts.forEach(Host::close);
        importFabric("switches: []\n");
    }

    private Host host() {
        final Host host = new Host();
        hosts.add(host);
        host.ip("tuntap add eth0 mode tap");
        return host;
    }

    private void importFabric(final String document) throws IOException, RefusedException {
        final Path file = Files.writeString(folder.resolve("fabric.yaml"), document);
        commands.run(Invocation.of("Import-Fabric", Map.of("Path", file.toString()), "test"));
    }

    /** Gives the rogue's port these keys of the policy, in YAML. */
    private void guard(final String keys) throws IOException, RefusedException {
        importFabric("""
                switches:
                  - name: guarded
                    extensions: [%1$s]
                    ports:
                      - { name: honest, attachment: { tap: { interface: eth0, namespace: %2$s } } }
                      - { name: client, attachment: { tap: { interface: eth0, namespace: %4$s } } }
                      - name: rogue
                        attachment: { tap: { interface: eth0, namespace: %3$s } }
                        policies: { %1$s: { acl: []%5$s } }
                """.formatted(FilterRounds.FILTERING, honest.name(), rogue.name(), client.name(),
                keys.isEmpty() ? "" : ", " + keys));
    }

    private static void until(final String what, final BooleanSupplier condition) {
        final long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain until " + what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private void untilDropped(final String rule) {
        until("the rogue's frames are dropped", () -> switches.switches().stream().map(SwitchStatus::drops)
                .flatMap(List::stream).anyMatch(drop -> drop.rule().equals(rule)));
    }

    private Path file(final String text) {
        try {
            return Files.writeString(folder.resolve("file" + files++), text);
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path script(final String text) throws IOException {
        return Files.setPosixFilePermissions(file("#!/bin/sh\n" + text + "\n"),
                PosixFilePermissions.fromString("rwx------"));
    }

    // ---- DHCP

    /** Serves 10.9.0.N00 to 10.9.0.N20; it looks for so long whether an address is taken before it offers it. */
    private void serveDhcp(final Host host, final String number, final int milliseconds) {
        final Path leases = file("");
        host.serve(file(""), BUSYBOX, "udhcpd", "-f", "-a", "" + milliseconds, file("""
                start 10.9.0.%1$s00
                end 10.9.0.%1$s20
                interface eth0
                lease_file %2$s
                pidfile %2$s.pid
                opt subnet 255.255.255.0
                opt router 10.9.0.%1$s
                """.formatted(number, leases)).toString());
        until("udhcpd serves", () -> Files.exists(Path.of(leases + ".pid")));
    }

    /** Asks for an address; what it is told of it and of the router, such as {@code 10.9.0.100 10.9.0.1}. */
    private String askDhcp(final Host host) throws IOException {
        final Path told = file("");
        final Path script = script("[ \"$1\" != bound ] || echo $ip $router >" + told);
        assertThat(Host.ended(host.serve(file(""), BUSYBOX, "udhcpc", "-f", "-q", "-n", "-t", "10", "-T", "4", "-i",
                "eth0", "-s", script.toString()))).as("udhcpc").isZero();
        return Files.readString(told).strip();
    }

    @Test
    void shouldSilenceARogueDhcpServer() throws Exception {
        serveDhcp(honest, HONEST, 1_500);
        serveDhcp(rogue, ROGUE, 1);
        assertThat(askDhcp(client)).matches("10\\.9\\.0\\.2.. 10\\.9\\.0\\.2");
        guard("dhcpGuard: true");
        for (int round = 0; round < 3; round++) {
            assertThat(askDhcp(client)).matches("10\\.9\\.0\\.1.. 10\\.9\\.0\\.1");
        }
        assertThat(askDhcp(rogue)).as("what the guarded machine itself gets").startsWith("10.9.0.1");
        untilDropped("dhcpGuard");
        guard("dhcpGuard: false");
        // one that the honest server does not know yet
        client.ip("link set eth0 address 02:00:00:00:09:04");
        assertThat(askDhcp(client)).startsWith("10.9.0.2");
    }

    /** Serves fd09::N00 to fd09::N20, perhaps with the greatest preference. */
    private void serveDhcpV6(final Host host, final String number, final boolean preferred) {
        Peer.assumeInstalled("dnsmasq");
        final Path log = file("");
        host.serve(log, "dnsmasq", "--keep-in-foreground", "--conf-file=" + file(""), "--port=0", "--user=root",
                "--interface=eth0", "--bind-interfaces", "--log-facility=" + log, "--pid-file=", "--log-dhcp",
                "--dhcp-leasefile=" + file(""), "--dhcp-range=fd09::" + number + "00,fd09::" + number + "20,64,1h",
                preferred ? "--dhcp-authoritative" : "--quiet-dhcp");
        until("dnsmasq serves", () -> log(log).contains("sockets bound"));
    }

    private static String log(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks for an IPv6 address. */
    private String askDhcpV6(final Host host) throws IOException {
        Peer.assumeInstalled("dhclient");
        // a copy: where AppArmor confines the program, it may use no folder of ours
        final Path program = Files.copy(Path.of("/sbin/dhclient"), folder.resolve("dhclient" + files++));
        final Path told = folder.resolve("told" + files++);
        final Path script = script("[ -z \"$new_ip6_address\" ] || { echo $new_ip6_address >%1$s.new"
                .concat("; mv %1$s.new %1$s; }").formatted(told));
        until("the client has an address of its own",
                () -> !host.said("ip", "-6", "addr", "show", "dev", "eth0", "scope", "link", "-tentative").isBlank());
        final Process asking = host.serve(file(""), program.toString(), "-6", "-d", "-cf", file("").toString(), "-lf",
                file("").toString(), "-pf", told + ".pid", "-sf", script.toString(), "eth0");
        until("dhclient has an address", () -> Files.exists(told));
        asking.destroy();
        Host.ended(asking);
        return Files.readString(told).strip();
    }

    @Test
    void shouldSilenceARogueDhcpServerOfIpv6() throws Exception {
        serveDhcpV6(honest, HONEST, false);
        serveDhcpV6(rogue, ROGUE, true);
        assertThat(askDhcpV6(client)).startsWith("fd09::2");
        guard("dhcpGuard: true");
        for (int round = 0; round < 2; round++) {
            assertThat(askDhcpV6(client)).startsWith("fd09::1");
        }
        untilDropped("dhcpGuard");
        guard("dhcpGuard: false");
        assertThat(askDhcpV6(client)).startsWith("fd09::2");
    }

    // ---- routers

    /** Announces fd01:N::/64. */
    private void announce(final Host host, final String number) {
        Peer.assumeInstalled("radvd");
        host.write("/proc/sys/net/ipv6/conf/all/forwarding", "1");
        final Path pid = folder.resolve("radvd" + number + ".pid");
        host.serve(file(""), "radvd", "--nodaemon", "--logmethod", "stderr", "--pidfile", pid.toString(), "--config",
                file("""
                        interface eth0 {
                            AdvSendAdvert on;
                            MinRtrAdvInterval 3;
                            MaxRtrAdvInterval 4;
                            prefix fd01:%s::/64 { };
                        };
                        """.formatted(number)).toString());
        until("radvd announces", () -> Files.exists(pid));
    }

    private boolean hasPrefix(final String number) {
        return client.said("ip", "-6", "addr", "show", "dev", "eth0").contains("fd01:" + number + ":");
    }

    private int routers() {
        return (int) client.said("ip", "-6", "route", "show", "default").lines()
                .flatMap(line -> List.of(line.split("(?= via )|(?=nexthop )")).stream())
                .filter(part -> part.contains("via fe80")).count();
    }

    @Test
    void shouldSilenceARogueRouter() throws Exception {
        client.write("/proc/sys/net/ipv6/conf/eth0/accept_ra", "1");
        announce(honest, HONEST);
        announce(rogue, ROGUE);
        until("the client hears both", () -> hasPrefix(HONEST) && hasPrefix(ROGUE) && routers() == 2);
        guard("routerGuard: true");
        client.ip("link set eth0 down");
        client.ip("link set eth0 up");
        until("the client hears the honest one", () -> hasPrefix(HONEST));
        untilDropped("routerGuard");
        client.ip("addr add 10.9.0.3/24 dev eth0");
        assertThat(rogue.pings("10.9.0.3", 56)).as("the rogue is heard for the rest").isTrue();
        assertThat(hasPrefix(ROGUE)).as("an address of the rogue's").isFalse();
        assertThat(routers()).isOne();
        guard("routerGuard: false");
        until("the client hears the rogue", () -> hasPrefix(ROGUE));
    }

    /** The rogue is the client's way to a network behind the honest host, and says that there is a shorter one. */
    @Test
    void shouldKeepRedirectsBack() throws Exception {
        client.address("eth0", 3, 1500);
        for (final String all : List.of("all", "eth0")) {
            client.write("/proc/sys/net/ipv4/conf/" + all + "/secure_redirects", "0");
            client.write("/proc/sys/net/ipv4/conf/" + all + "/accept_redirects", "1");
            client.write("/proc/sys/net/ipv6/conf/" + all + "/accept_redirects", "1");
        }
        for (final Host router : List.of(honest, rogue)) {
            router.write("/proc/sys/net/ipv4/ip_forward", "1");
            router.write("/proc/sys/net/ipv6/conf/all/forwarding", "1");
        }
        honest.ip("addr add 10.8.0.1/32 dev lo");
        honest.ip("-6 addr add fd08::1/128 dev lo");
        rogue.ip("route add 10.8.0.0/24 via 10.9.0.1");
        rogue.ip("-6 route add fd08::/64 via fe80::ff:fe09:1 dev eth0");
        guard("routerGuard: true");
        for (final boolean guarded : List.of(true, false)) {
            guard("routerGuard: " + guarded);
            client.ip("route replace 10.8.0.0/24 via 10.9.0.2");
            client.ip("-6 route replace fd08::/64 via fe80::ff:fe09:2 dev eth0");
            until("the rogue routes", () -> client.pings("10.8.0.1", 56) && client.pings("fd08::1", 56));
            if (guarded) {
                for (int round = 0; round < 3; round++) {
                    assertThat(client.pings("10.8.0.1", 56)).isTrue();
                    assertThat(client.pings("fd08::1", 56)).isTrue();
                }
                untilDropped("routerGuard");
                assertThat(way("10.8.0.1")).contains("via 10.9.0.2");
                assertThat(way("fd08::1")).contains("via fe80::ff:fe09:2");
            } else {
                until("the client is redirected", () -> client.pings("10.8.0.1", 56)
                        && way("10.8.0.1").contains("via 10.9.0.1"));
                until("the client is redirected over IPv6", () -> client.pings("fd08::1", 56)
                        && !way("fd08::1").contains("via fe80::ff:fe09:2"));
            }
        }
    }

    private String way(final String address) {
        return client.said("ip", "route", "get", address);
    }
}
