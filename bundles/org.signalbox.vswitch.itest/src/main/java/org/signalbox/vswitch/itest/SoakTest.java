package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.FabricDocuments;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.attachment.AttachmentProvider;

/**
 * Switches of one and of two workers at half of what they can, for ten minutes in the nightly run and for some seconds
 * otherwise: stations whose every frame is checked, and the demo lab, with access lists, while another extension comes
 * and goes. In the end each frame is accounted for, and nothing has grown.
 */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(900)
class SoakTest {
    private static final String FILTERING = "org.signalbox.extension.filtering";
    private static final String MARKER = "org.signalbox.example.marker";
    private static final Path LAB = Path.of(System.getProperty("signalbox.lab"));
    private static final boolean NIGHTLY = Boolean.getBoolean("signalbox.nightly");
    private static final long SOAK_SECONDS = NIGHTLY ? 600 : 5;
    private static final long FIRST_LOOK_SECONDS = NIGHTLY ? 120 : 1;
    private static final long ROUND_SECONDS = NIGHTLY ? 20 : 1;
    private static final long WARM_UP_SECONDS = NIGHTLY ? 10 : 1;
    private static final long CALIBRATION_SECONDS = NIGHTLY ? 5 : 1;
    private static final long PATIENCE_SECONDS = 30;
    /** More than any switch moves. */
    private static final long UNLIMITED = 100_000_000;
    private static final int STATIONS = 6;
    private static final int MARKS_TO_SEE = 64;
    /** Bytes that the heap may grow after the first look, and descriptors. */
    private static final long HEAP_GROWTH = 4 << 20;
    private static final long DESCRIPTOR_GROWTH = 2;
    private static final Pattern PING = Pattern.compile("ping [0-9.]+: (\\d+) of (\\d+)");

    @InjectBundleContext
    BundleContext context;
    @InjectService(timeout = 10_000)
    FabricDocuments documents;
    @InjectService(timeout = 10_000)
    VirtualSwitches switches;
    private final List<Group> groups = List.of(new Group("soak1", 1), new Group("soak2", 2));
    private final List<ServiceRegistration<AttachmentProvider>> registrations = new ArrayList<>();
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    private Bundle filtering;

    /** A switch with its stations. */
    private record Group(String name, int workers, Stations stations) {
        Group(final String name, final int workers) {
            this(name, workers, new Stations(STATIONS));
        }

        /** Every station refuses one other one's frames, and may not send to a third. */
        SwitchSpec spec() {
            return new SwitchSpec(name, SwitchType.PRIVATE, List.of(FILTERING, MARKER),
                    IntStream.range(0, STATIONS).mapToObj(this::port).toList()).withWorkers(workers);
        }

        private PortSpec port(final int station) {
            return new PortSpec("s" + station, Optional.of(Stations.mac(station)), Vlan.UNTAGGED, false,
                    Map.of(name, Map.of()), Map.of(
                    MARKER, Map.of("offset", (long) Stations.MARK_OFFSET, "value", 1L),
                    FILTERING, Map.of("acl", List.of(
                            entry("allow", "both", "10.8.0.0/24"),
                            entry("deny", "inbound", Stations.address(refused(station)).toString()),
                            entry("deny", "outbound", Stations.address(forbidden(station)).toString())))));
        }

        private static Map<String, Object> entry(final String action, final String direction, final String remote) {
            return Map.of("action", action, "direction", direction, "remote", remote);
        }

        private static int refused(final int station) {
            return (station + 1) % STATIONS;
        }

        private static int forbidden(final int station) {
            return (station + 2) % STATIONS;
        }

        static boolean isDenied(final int from, final int to) {
            return from == refused(to) || to == forbidden(from);
        }

        /** Frames that were sent though they may not pass. */
        long denied() {
            long frames = 0;
            for (int from = 0; from < STATIONS; from++) {
                for (int to = 0; to < STATIONS; to++) {
                    frames += isDenied(from, to) ? stations.sent(from, to) : 0;
                }
            }
            return frames;
        }

        long got() {
            long frames = 0;
            for (int from = 0; from < STATIONS; from++) {
                for (int to = 0; to < STATIONS; to++) {
                    frames += stations.got(from, to);
                }
            }
            return frames;
        }
    }

    /** What must not grow. */
    private record Usage(long heap, long descriptors) {
        static Usage now() throws IOException {
            long used = Long.MAX_VALUE;
            long before;
            do {
                before = used;
                System.gc();
                used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            } while (used < before);
            try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
                return new Usage(used, open.count());
            }
        }
    }

    @BeforeEach
    void plugIn() throws BundleException {
        for (final Group group : groups) {
            registrations.add(context.registerService(AttachmentProvider.class, group.stations(),
                    new Hashtable<>(Map.of(AttachmentProvider.KIND, group.name()))));
        }
        filtering = install(FILTERING);
    }

    @AfterEach
    void end() throws BundleException {
        switches.apply(List.of());
        registrations.forEach(ServiceRegistration::unregister);
        unplug();
    }

    /** Lets go of it, too: a bundle that was uninstalled leads to its class loader. */
    private void unplug() throws BundleException {
        if (filtering != null) {
            filtering.uninstall();
            filtering = null;
        }
    }

    private Bundle install(final String extension) throws BundleException {
        final Bundle bundle = context.installBundle(
                Path.of(System.getProperty("signalbox.extensions"), extension + ".jar").toUri().toString());
        bundle.start();
        loaders.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
        return bundle;
    }

    private static void until(final String what, final long seconds, final BooleanSupplier condition) {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain until " + what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** Lets traffic run; a frame that is changed or out of order ends the test at once. */
    private void run(final long seconds) {
        final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        until(seconds + " seconds have passed", seconds + PATIENCE_SECONDS, () -> {
            groups.forEach(group -> assertThat(group.stations().wrong())
                    .as("frames doubled, reordered, changed or astray in " + group.name()).isZero());
            return System.nanoTime() >= end;
        });
    }

    private SwitchStatus status(final String name) {
        return switches.switches().stream().filter(each -> each.spec().name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void shouldAccountForEachFrameAndNotGrow() throws Exception {
        final List<SwitchSpec> lab = documents.load(LAB).document().switches().stream()
                .map(spec -> spec.withExtensions(List.of(FILTERING)).withWorkers(2)).toList();
        switches.apply(Stream.concat(groups.stream().map(Group::spec), lab.stream()).toList());
        for (final Group group : groups) {
            until("all stations of " + group.name() + " are known", PATIENCE_SECONDS, () ->
                    switches.forwardingTable(group.name()).size() == STATIONS
                            && group.stations().announced() == STATIONS * (STATIONS - 1));
            assertThat(status(group.name()).stages()).extracting(StageStatus::state)
                    .containsExactlyInAnyOrder(StageStatus.State.RUNNING, StageStatus.State.ABSENT);
        }
        final List<Long> rates = halfLoad();
        final List<Long> full = groups.stream().map(group -> full(status(group.name()))).toList();

        final long start = System.nanoTime();
        final long end = start + TimeUnit.SECONDS.toNanos(SOAK_SECONDS);
        runInRounds(start + TimeUnit.SECONDS.toNanos(FIRST_LOOK_SECONDS));
        final Usage before = Usage.now();
        runInRounds(end);
        final Usage after = Usage.now();

        groups.forEach(group -> group.stations().rate(0));
        for (int k = 0; k < groups.size(); k++) {
            expectAccount(groups.get(k));
            System.out.printf("soak: %s at %,d frames/s, of which %,d found no room%n", groups.get(k).name(),
                    rates.get(k), full(status(groups.get(k).name())) - full.get(k));
        }
        lab.forEach(this::expectAlive);
        System.out.printf("soak: heap %,d bytes, then %,d; descriptors %d, then %d; %d class loaders%n",
                before.heap(), after.heap(), before.descriptors(), after.descriptors(), loaders.size());
        assertThat(after.heap() - before.heap()).as("bytes that the heap grew").isLessThanOrEqualTo(HEAP_GROWTH);
        assertThat(after.descriptors() - before.descriptors()).as("descriptors that were added")
                .isLessThanOrEqualTo(DESCRIPTOR_GROWTH);
        unplug();
        until("the class loaders of unplugged bundles were collected", PATIENCE_SECONDS, () -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.get() == null);
        });
    }

    /** Finds out what the switches can move at the same time, and has the stations send half; in frames a second. */
    private List<Long> halfLoad() {
        groups.forEach(group -> group.stations().rate(UNLIMITED));
        run(WARM_UP_SECONDS);
        final List<Long> before = groups.stream().map(this::moved).toList();
        final long start = System.nanoTime();
        run(CALIBRATION_SECONDS);
        final double seconds = (System.nanoTime() - start) / 1e9;
        final List<Long> rates = new ArrayList<>();
        for (int k = 0; k < groups.size(); k++) {
            final long half = Math.max(STATIONS, Math.round((moved(groups.get(k)) - before.get(k)) / seconds / 2));
            groups.get(k).stations().rate(half / STATIONS);
            rates.add(half);
        }
        return rates;
    }

    private long moved(final Group group) {
        return group.stations().sent() - full(status(group.name()));
    }

    /** In each round an extension is plugged in, marks frames, and is unplugged. */
    private void runInRounds(final long endNanos) throws BundleException {
        while (System.nanoTime() < endNanos) {
            final Bundle marker = install(MARKER);
            for (final Group group : groups) {
                final long before = group.stations().marked();
                until("frames are marked in " + group.name(), PATIENCE_SECONDS,
                        () -> group.stations().marked() > before + MARKS_TO_SEE);
            }
            marker.uninstall();
            run(Math.clamp(TimeUnit.NANOSECONDS.toSeconds(endNanos - System.nanoTime()), 1, ROUND_SECONDS));
        }
    }

    /** Each frame is one copy, which arrived, was denied, or found the way to the other worker full. */
    private void expectAccount(final Group group) {
        final long announcements = STATIONS * (STATIONS - 1);
        until("the account of " + group.name() + " is complete", PATIENCE_SECONDS, () -> {
            final FrameTotals totals = status(group.name()).totals();
            return totals.in() == STATIONS + group.stations().sent() && totals.held() == 0;
        });
        final SwitchStatus status = status(group.name());
        final long sent = group.stations().sent();
        System.out.printf("soak: %s, workers %d: %s%n", group.name(), group.workers(), status.totals());
        final long full = full(status);
        assertThat(status.totals()).isEqualTo(new FrameTotals(STATIONS + sent, announcements + sent,
                announcements + group.got(), group.denied() + full, 0));
        assertThat(group.got()).isEqualTo(sent - group.denied() - full);
        expectSums(status);
        assertThat(status.drops().stream().filter(drop -> drop.extension().equals(FILTERING))
                .mapToLong(DropCount::count).sum()).isEqualTo(group.denied());
        assertThat(group.stations().wrong()).isZero();
        for (final PortStatus port : status.ports()) {
            final int station = Integer.parseInt(port.spec().name().substring(1));
            assertThat(port.received().frames()).isEqualTo(1 + IntStream.range(0, STATIONS)
                    .mapToLong(to -> group.stations().sent(station, to)).sum());
            assertThat(port.delivered().frames()).isEqualTo(STATIONS - 1 + IntStream.range(0, STATIONS)
                    .mapToLong(from -> group.stations().got(from, station)).sum());
        }
    }

    /** Frames that found the way to another worker full, which is no fault while more comes than can be moved. */
    private static long full(final SwitchStatus status) {
        return status.drops().stream().filter(drop -> drop.rule().equals("queueFull"))
                .mapToLong(DropCount::count).sum();
    }

    private static void expectSums(final SwitchStatus status) {
        final FrameTotals totals = status.totals();
        assertThat(totals.copies()).isEqualTo(totals.delivered() + totals.dropped() + totals.held());
        assertThat(status.ports().stream().mapToLong(port -> port.received().frames()).sum()).isEqualTo(totals.in());
        assertThat(status.ports().stream().mapToLong(port -> port.delivered().frames()).sum())
                .isEqualTo(totals.delivered());
        assertThat(status.drops().stream().mapToLong(DropCount::count).sum()).isEqualTo(totals.dropped());
    }

    /** Each ping of the lab was answered, but for the ones that are to be dropped; and nothing else was dropped. */
    private void expectAlive(final SwitchSpec lab) {
        until("all pings of " + lab.name() + " were answered", PATIENCE_SECONDS, () -> status(lab.name()).ports()
                .stream().filter(port -> !port.spec().name().equals("scanner"))
                .flatMap(port -> PING.matcher(port.reason()).results())
                .allMatch(ping -> ping.group(1).equals(ping.group(2))));
        final SwitchStatus status = status(lab.name());
        expectSums(status);
        assertThat(status.drops()).allMatch(drop -> drop.extension().equals(FILTERING) && drop.port().equals("db"));
    }
}
