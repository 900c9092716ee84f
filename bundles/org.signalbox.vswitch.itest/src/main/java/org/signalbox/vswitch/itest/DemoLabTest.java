package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.Commands;
import org.signalbox.command.FabricDocuments;
import org.signalbox.command.Invocation;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.Simulations;
import org.signalbox.vswitch.Simulations.Simulation;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.attachment.AttachmentProvider;

/** The lab that the first command shows: alive by itself, without loss, and what it did can be done again. */
@ExtendWith({ServiceExtension.class, BundleContextExtension.class})
class DemoLabTest {
    private static final Path LAB = Path.of(System.getProperty("signalbox.lab"));
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final Pattern PING = Pattern.compile("ping [0-9.]+: (\\d+) of (\\d+)");

    @InjectBundleContext
    BundleContext context;
    @InjectService(filter = "(" + AttachmentProvider.KIND + "=lab)", timeout = 10_000)
    AttachmentProvider guests;
    @InjectService(timeout = 10_000)
    FabricDocuments documents;
    @InjectService(timeout = 10_000)
    Commands commands;
    @InjectService(timeout = 10_000)
    VirtualSwitches switches;
    @InjectService(timeout = 10_000)
    Simulations simulations;

    @AfterEach
    void removeSwitches() {
        switches.apply(List.of());
    }

    private void until(final String what, final Predicate<List<SwitchStatus>> condition) {
        final long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.test(switches.switches())) {
            assertThat(System.nanoTime()).as("waited in vain until " + what + ": " + reasons()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private List<String> reasons() {
        return switches.switches().stream().flatMap(status -> status.ports().stream())
                .map(port -> port.spec().name() + " " + port.reason()).toList();
    }

    /** Whether each ping of a guest was answered so many times and always, and it has its address and connections. */
    private static boolean isAnswered(final PortStatus port, final int times) {
        final Map<?, ?> settings = (Map<?, ?>) port.spec().attachment().get(Tap.TAPPED);
        final int pings = settings.get("ping") instanceof final List<?> list ? list.size() : 0;
        return PING.matcher(port.reason()).results()
                .filter(ping -> Integer.parseInt(ping.group(1)) >= times && ping.group(1).equals(ping.group(2)))
                .count() == pings
                && !port.reason().contains("DHCP") && !port.reason().contains("not connected");
    }

    @Test
    void shouldBeAliveWithoutLossAndReplayable() throws Exception {
        final Tap tap = new Tap(guests);
        final Dictionary<String, Object> kind = new Hashtable<>(
                Map.of(AttachmentProvider.KIND, Tap.TAPPED));
        final ServiceRegistration<?> registration = context.registerService(
                AttachmentProvider.class, tap, kind);
        final List<SwitchSpec> lab =
                documents.load(LAB).document().switches().stream().map(DemoLabTest::tapped).toList();

        switches.apply(lab);
        final long guestCount = lab.stream().mapToLong(spec -> spec.ports().size()).sum();
        until("each guest's pings were answered three times and always", all -> all.stream()
                .flatMap(status -> status.ports().stream())
                .filter(port -> isAnswered(port, 3)).count() == guestCount);
        final List<SwitchStatus> statuses = switches.switches();
        switches.apply(List.of());
        registration.unregister();

        for (final SwitchStatus status : statuses) {
            assertThat(status.totals().dropped()).as(status.drops().toString()).isZero();
        }
        for (final SwitchSpec spec : lab) {
            expectTheSameAgain(spec, tap);
        }
    }

    @Test
    void shouldShowWhatFilteringDropsOnceItIsThere() throws RefusedException {
        final String filtering = "org.signalbox.extension.filtering";
        if (switches.extensions().stream().anyMatch(each -> each.id().equals(filtering))) {
            // a replay plugs in what its document names, and leaves it
            run("Uninstall-VMSwitchExtension", Map.of("Name", filtering));
        }
        run("Import-Fabric", Map.of("Path", LAB.toString()));
        try {
            assertThat(commands.warnings()).anyMatch(warning -> warning.contains(filtering));
            run("Install-VMSwitchExtension", Map.of("Path",
                    Path.of(System.getProperty("signalbox.extensions"), filtering + ".jar").toString()));
            run("Enable-VMSwitchExtension", Map.of("VMSwitchName", "prod", "Name", filtering));
            until("what the scanner sends to the database is dropped", all -> all.stream()
                    .flatMap(status -> status.drops().stream()).mapToLong(DropCount::count).sum() > 50);
            assertThat(switches.switches()).flatExtracting(SwitchStatus::drops)
                    .allMatch(drop -> drop.extension().equals(filtering) && drop.port().equals("db"));
        } finally {
            run("Remove-VMSwitch", Map.of("Name", "prod"));
            run("Remove-VMSwitch", Map.of("Name", "storage"));
            run("Uninstall-VMSwitchExtension", Map.of("Name", filtering));
        }
    }

    private void run(final String command, final Map<String, Object> parameters) throws RefusedException {
        commands.run(Invocation.of(command, parameters, "test"));
    }

    private static SwitchSpec tapped(final SwitchSpec spec) {
        return new SwitchSpec(spec.name(), spec.type(), spec.extensions(), spec.ports().stream()
                .map(port -> new PortSpec(port.name(), port.mac(), port.vlan(), port.allowMacSpoofing(),
                        Map.of(Tap.TAPPED, port.attachment().get("lab")), port.policies()))
                .toList());
    }

    /** What entered the live switch enters a simulated one: it delivers the same frames, at the same times. */
    private void expectTheSameAgain(final SwitchSpec spec, final Tap tap) {
        final Map<String, Integer> indices = new HashMap<>();
        spec.ports().forEach(port -> indices.put(port.name(), indices.size()));
        final List<List<Tap.Delivered>> again = new ArrayList<>();
        spec.ports().forEach(_ -> again.add(new ArrayList<>()));
        final List<Tap.Entered> entered = tap.entered(spec.name());
        try (Simulation simulation = simulations.open(spec, (port, nanos, memory, offset, length, _) ->
                again.get(port).add(Tap.Delivered.of(nanos, memory, offset, length)), null)) {
            for (final Tap.Entered frame : entered) {
                simulation.enter(indices.get(frame.port()), frame.nanos(), MemorySegment.ofArray(frame.frame()), 0,
                        frame.frame().length, frame.frame().length);
            }
            simulation.flush();
        }
        assertThat(entered).as(spec.name()).hasSizeGreaterThan(100);
        for (final PortSpec port : spec.ports()) {
            assertThat(again.get(indices.get(port.name()))).as(spec.name() + ", " + port.name()).isNotEmpty()
                    .isEqualTo(tap.delivered(spec.name(), port.name()));
        }
    }
}
