package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.attachment.AttachmentProvider;
import org.signalbox.vswitch.itest.partner.LoopsForEver;

/** A bundle's stage that never returns keeps neither a processor nor its classes. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class LoopingExtensionTest {
    private static final String ID = "org.signalbox.test.loops";
    private static final String SWITCH = "looping";

    @InjectBundleContext
    BundleContext context;

    @InjectService
    VirtualSwitches switches;

    @Test
    void shouldEndTheThreadThatABundleDoesNotLetGo() throws Exception {
        final Flows flows = new Flows(10_000);
        final List<SwitchSpec> others = switches.switches().stream().map(SwitchStatus::spec).toList();
        final ServiceRegistration<AttachmentProvider> provider = context.registerService(
                AttachmentProvider.class, flows, new Hashtable<>(Map.of(AttachmentProvider.KIND, Flows.KIND)));
        final Bundle bundle = context.installBundle("test:" + ID, new ByteArrayInputStream(
                TestBundle.of(ID, "1.0.0", LoopsForEver.class, Map.of())));
        WeakReference<ClassLoader> loader;
        try {
            bundle.start();
            loader = new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
            final List<SwitchSpec> all = new ArrayList<>(others);
            all.add(spec());
            switches.apply(all);
            await("the fault", () -> state() == StageStatus.State.FAULTED);
            final long seen = flows.plain();
            await("frames pass by", () -> flows.plain() > seen + 1_000);
            await("its thread to end", () -> Thread.getAllStackTraces().values().stream().flatMap(Arrays::stream)
                    .noneMatch(frame -> frame.getClassName().equals(LoopsForEver.class.getName())));
        } finally {
            switches.apply(others);
            bundle.uninstall();
            provider.unregister();
        }
        await("its class loader to be collected", () -> {
            System.gc();
            return loader.get() == null;
        });
    }

    private static SwitchSpec spec() {
        return new SwitchSpec(SWITCH, SwitchType.PRIVATE, List.of(ID), List.of(port("from"), port("to")))
                .withBindings(Map.of(ID, new ExtensionBinding(Optional.of(FailPolicy.QUARANTINE), 50)));
    }

    private static PortSpec port(final String name) {
        return new PortSpec(name, Optional.empty(), Vlan.UNTAGGED, false, Map.of(Flows.KIND, Map.of()), Map.of());
    }

    private StageStatus.State state() {
        return switches.switches().stream().filter(each -> each.spec().name().equals(SWITCH)).findFirst().orElseThrow()
                .stages().getFirst().state();
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
