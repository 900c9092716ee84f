package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;
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
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.attachment.AttachmentProvider;

/** A bundle with an extension is plugged in and out, again and again, while traffic runs. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class HotPlugTest {
    private static final String MARKER = "org.signalbox.example.marker";
    private static final String SWITCH = "hot-plug";
    private static final int ROUNDS = 200;
    private static final long FRAMES_PER_SECOND = 60_000;
    private static final long REQUIRED_PER_SECOND = 50_000;
    private static final int FRAMES_TO_SEE = 64;

    @InjectBundleContext
    BundleContext context;

    @InjectService
    VirtualSwitches switches;

    @Test
    void shouldLoseNothingWhileAnExtensionComesAndGoes() throws Exception {
        final Flows flows = new Flows(FRAMES_PER_SECOND);
        final List<SwitchSpec> others = switches.switches().stream().map(SwitchStatus::spec).toList();
        final ServiceRegistration<AttachmentProvider> provider = context.registerService(
                AttachmentProvider.class, flows, new Hashtable<>(Map.of(AttachmentProvider.KIND, Flows.KIND)));
        final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        try {
            final List<SwitchSpec> all = new ArrayList<>(others);
            all.add(spec());
            switches.apply(all);
            final long start = System.nanoTime();
            for (int round = 1; round <= ROUNDS; round++) {
                loaders.add(plugInAndOut("round " + round, flows));
            }
            final double seconds = (System.nanoTime() - start) / 1e9;
            assertThat(flows.sent() / seconds).as("frames a second").isGreaterThan(REQUIRED_PER_SECOND);
            flows.stop();
            await("all frames", () -> flows.marked() + flows.plain() == flows.sent());
            assertThat(totals()).isEqualTo(new FrameTotals(flows.sent(), flows.sent(), flows.sent(), 0, 0));
        } finally {
            switches.apply(others);
            provider.unregister();
        }
        await("the class loaders of unplugged bundles to be collected", () -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.get() == null);
        });
    }

    private WeakReference<ClassLoader> plugInAndOut(final String round, final Flows flows) throws BundleException {
        final long plainBefore = flows.plain();
        await(round + ": plain frames", () -> flows.plain() > plainBefore + FRAMES_TO_SEE);
        final Bundle bundle = context.installBundle(
                Path.of(System.getProperty("signalbox.extensions"), MARKER + ".jar").toUri().toString());
        bundle.start();
        final WeakReference<ClassLoader> loader =
                new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
        final long markedBefore = flows.marked();
        await(round + ": marked frames", () -> flows.marked() > markedBefore + FRAMES_TO_SEE);
        bundle.uninstall();
        final long markedAfter = flows.marked();
        final long plainAfter = flows.plain();
        await(round + ": plain frames again", () -> flows.plain() > plainAfter + FRAMES_TO_SEE);
        assertThat(flows.marked()).as(round + ": marked frames after it has gone").isEqualTo(markedAfter);
        assertThat(flows.wrong()).as(round + ": frames lost, doubled or reordered").isZero();
        return loader;
    }

    private static SwitchSpec spec() {
        return new SwitchSpec(SWITCH, SwitchType.PRIVATE, List.of(MARKER), List.of(
                new PortSpec("from", Optional.empty(), Vlan.UNTAGGED, false, Map.of(Flows.KIND, Map.of()),
                        Map.of(MARKER, Map.of("offset", (long) Flows.MARK_OFFSET, "value", 1L))),
                new PortSpec("to", Optional.empty(), Vlan.UNTAGGED, false, Map.of(Flows.KIND, Map.of()), Map.of())));
    }

    private FrameTotals totals() {
        final SwitchStatus status = switches.switches().stream()
                .filter(each -> each.spec().name().equals(SWITCH)).findFirst().orElseThrow();
        assertThat(status.stages()).singleElement().extracting(StageStatus::state).isEqualTo(StageStatus.State.ABSENT);
        return status.totals();
    }

    /** Waits, at most thirty seconds. */
    private static void await(final String what, final BooleanSupplier condition) {
        final long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited thirty seconds for " + what).isLessThan(end);
            Thread.yield();
        }
    }
}
