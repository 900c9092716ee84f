package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.CommandLine;
import org.signalbox.command.Commands;
import org.signalbox.command.Invocation;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.VirtualSwitches;

/** The sample of private VLANs, limits and mirrors: alive by itself, and each of its tenants sees what it may. */
@ExtendWith(ServiceExtension.class)
class IsolationSampleTest {
    private static final Path SAMPLE = Path.of(System.getProperty("signalbox.lab")).resolveSibling("isolation.yaml");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final Pattern PING = Pattern.compile("ping ([0-9.]+): (\\d+) of (\\d+)");

    @InjectService(timeout = 10_000)
    Commands commands;
    @InjectService(timeout = 10_000)
    CommandLine commandLine;
    @InjectService(timeout = 10_000)
    VirtualSwitches switches;

    @BeforeEach
    void start() throws RefusedException {
        commands.run(Invocation.of("Import-Fabric", Map.of("Path", SAMPLE.toString()), "test"));
    }

    @AfterEach
    void stop() throws RefusedException {
        commands.run(Invocation.of("Remove-VMSwitch", Map.of("Name", "tenants"), "test"));
    }

    private PortStatus port(String name) {
        return switches.switches().getFirst().ports().stream().filter(port -> port.spec().name().equals(name))
                .findFirst().orElseThrow();
    }

    private void until(String what, String port, Predicate<PortStatus> condition) {
        final long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.test(port(port))) {
            assertThat(System.nanoTime()).as("waited in vain until " + what + ": " + port(port)).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** Whether at least three pings were sent to an address, and all but the last of them or none were answered. */
    private static Predicate<PortStatus> pings(String address, boolean answered) {
        return port -> {
            final Matcher ping = PING.matcher(port.reason());
            while (ping.find()) {
                if (ping.group(1).equals(address) && Integer.parseInt(ping.group(3)) >= 3) {
                    final int missing = Integer.parseInt(ping.group(3)) - Integer.parseInt(ping.group(2));
                    return answered ? missing <= 1 : ping.group(2).equals("0");
                }
            }
            return false;
        };
    }

    @Test
    void shouldLetEachTenantSeeWhatItMay() {
        until("a customer reaches the router", "customer1", pings("10.1.0.1", true));
        until("the other customer reaches the router", "customer2", pings("10.1.0.1", true));
        until("customers do not reach each other", "customer1", pings("10.1.0.22", false));
        until("the community talks within itself", "app", pings("10.1.0.31", true));
        until("the community reaches over the uplink", "uplink", pings("10.1.0.31", true));
        until("the host's NIC reaches over the uplink", "mgmt", pings("10.2.0.254", true));
        until("the analyser gets both ways of what the database does", "analyser",
                port -> port.delivered().frames() > 50 && port.received().frames() < 5);
        until("broadcasts beyond the limit are dropped", "noisy",
                port -> port.drops().stream().anyMatch(drop -> drop.rule().equals("stormLimit") && drop.count() > 3));
        assertThat(switches.switches().getFirst().drops()).extracting(DropCount::rule).containsOnly("stormLimit");
    }

    @Test
    void shouldBeShownByTheCmdlets() throws RefusedException {
        until("the router was heard", "customer1", pings("10.1.0.1", true));
        try (CommandLine.Session session = commandLine.open("test")) {
            assertThat(session.execute("Get-VMNetworkAdapter | ? Type -ne machine | select Name, Type"))
                    .contains("mgmt", "host", "uplink");
            assertThat(session.execute("Get-VMNetworkAdapter noisy | select Special"))
                    .contains("storm limit 2", "dynamic IP limit 1", "learning limit 1");
            assertThat(session.execute("Get-VMNetworkAdapterVlan | ? Primary -eq 100 | select Mode, Vlan"))
                    .contains("promiscuous", "isolated", "community");
            assertThat(session.execute("Get-VMSwitchMirror")).contains("customer1", "RSPAN VLAN 300");
            assertThat(session.execute("Get-VMSwitchForwardingEntry router").lines()).last().asString()
                    .contains("02:00:00:00:01:01", "100", "static");
            assertThat(session.execute("Get-VMSwitchForwardingEntry customer1").lines()).last().asString()
                    .contains("02:00:00:00:01:21", "100", "learned");
        }
    }
}
