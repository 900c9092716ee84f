package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.CommandLine;
import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.ExtensionUpgrades;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.UpgradeStatus;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.attachment.AttachmentProvider;
import org.signalbox.vswitch.itest.partner.Numbering;

/** Bundles of one extension, each with a later version, take each other's place while traffic runs. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class HitlessUpgradeTest {
    private static final String ID = "org.signalbox.test.numbering";
    private static final String SWITCH = "upgrades";
    private static final int ROUNDS = 50;
    private static final long FRAMES_PER_SECOND = 120_000;
    private static final long REQUIRED_PER_SECOND = 100_000;

    @InjectBundleContext
    BundleContext context;
    @InjectService
    VirtualSwitches switches;
    @InjectService
    ExtensionUpgrades upgrades;
    @InjectService
    CommandLine commandLine;
    @TempDir
    Path folder;

    private final Flows flows = new Flows(FRAMES_PER_SECOND);
    private CommandLine.Session session;
    private ServiceRegistration<AttachmentProvider> provider;
    private List<SwitchSpec> others;

    @BeforeEach
    void open() throws Exception {
        session = commandLine.open("test");
        others = switches.switches().stream().map(SwitchStatus::spec).toList();
        provider = context.registerService(AttachmentProvider.class, flows,
                new Hashtable<>(Map.of(AttachmentProvider.KIND, Flows.KIND)));
        session.execute("Install-VMSwitchExtension -Path '" + bundle("1.0.0", Long.MAX_VALUE) + "'");
        final List<SwitchSpec> all = new ArrayList<>(others);
        // a machine that lets others run for long is not what is tested here
        all.add(new SwitchSpec(SWITCH, SwitchType.PRIVATE, List.of(ID), List.of(port(Numbering.PORT), port("to")))
                .withBindings(Map.of(ID, new ExtensionBinding(Optional.empty(), 1_000))));
        switches.apply(all);
        await("frames", () -> flows.plain() > 1_000);
    }

    private static PortSpec port(final String name) {
        return new PortSpec(name, Optional.empty(), Vlan.UNTAGGED, false, Map.of(Flows.KIND, Map.of()), Map.of());
    }

    @AfterEach
    void close() throws Exception {
        switches.apply(others);
        provider.unregister();
        for (final Bundle bundle : installed()) {
            bundle.uninstall();
        }
        session.close();
    }

    private Path bundle(final String version, final long failsAt) throws IOException {
        return Files.write(folder.resolve(version + ".jar"), TestBundle.of(ID, version, Numbering.class,
                Map.of(Numbering.FAILS_AT, "" + failsAt), Numbering.class.getDeclaredClasses()));
    }

    private List<Bundle> installed() {
        return Arrays.stream(context.getBundles()).filter(bundle -> ID.equals(bundle.getSymbolicName())).toList();
    }

    private List<String> versions() {
        return installed().stream().map(bundle -> bundle.getVersion().toString()).toList();
    }

    private SwitchStatus status() {
        return switches.switches().stream().filter(each -> each.spec().name().equals(SWITCH)).findFirst().orElseThrow();
    }

    @Test
    void shouldLoseNothingInFiftyUpgradesUnderTraffic() throws Exception {
        final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        final long start = System.nanoTime();
        final long sentBefore = flows.sent();
        for (int round = 1; round <= ROUNDS; round++) {
            loaders.add(new WeakReference<>(installed().getFirst().adapt(BundleWiring.class).getClassLoader()));
            final String version = "1.0." + round;
            session.execute("Update-VMSwitchExtension -Path '" + bundle(version, Long.MAX_VALUE)
                    + "' -ShadowFrames 2000 -ProbationSeconds 0");
            final UpgradeStatus done = upgrades.upgrades().getFirst();
            assertThat(done.state()).as("%s", done).isEqualTo(UpgradeStatus.State.DONE);
            assertThat(done.to()).isEqualTo(version);
            assertThat(done.frames()).isGreaterThanOrEqualTo(2_000);
            assertThat(versions()).containsExactly(version);
        }
        final long rate = Math.round((flows.sent() - sentBefore) * 1e9 / (System.nanoTime() - start));
        flows.stop();
        await("all frames", () -> flows.plain() == flows.sent());
        System.out.println(ROUNDS + " upgrades beside " + rate + " frames/s: " + flows.sent() + " frames, "
                + flows.wrong() + " lost, doubled or reordered, " + flows.misnumbered() + " misnumbered");
        assertThat(flows.wrong()).as("frames lost, doubled or reordered").isZero();
        assertThat(flows.misnumbered()).as("numbers reused or left out").isZero();
        assertThat(status().totals()).isEqualTo(new FrameTotals(flows.sent(), flows.sent(), flows.sent(), 0, 0));
        assertThat(status().stages()).singleElement().satisfies(stage -> {
            assertThat(stage.frames()).isEqualTo(2 * flows.sent());
            assertThat(stage.version()).isEqualTo("1.0." + ROUNDS);
        });
        assertThat(rate).as("frames a second").isGreaterThan(REQUIRED_PER_SECOND);
        await("the class loaders of former versions to be collected", () -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.get() == null);
        });
    }

    @Test
    void shouldRollBackByItself() throws Exception {
        session.execute("Update-VMSwitchExtension -Path '" + bundle("2.0.0", 50_000) + "' -ShadowFrames 2000");
        assertThat(upgrades.upgrades().getFirst().state()).isNotEqualTo(UpgradeStatus.State.REFUSED);
        await("the roll-back", () -> versions().equals(List.of("1.0.0")));
        final String listed = session.execute("Get-VMSwitchExtensionUpgrade -Name " + ID + " | Format-List");
        assertThat(listed).contains("rolled-back",
                "it failed on switch upgrades: IllegalStateException: frame 50000");
        final long before = flows.plain();
        await("frames", () -> flows.plain() > before + 1_000);
        flows.stop();
        await("all frames", () -> status().totals().in() == flows.sent());
        final FrameTotals totals = status().totals();
        System.out.println("rolled back; of " + totals.in() + " frames the failure cost " + totals.dropped());
        assertThat(totals.copies()).isEqualTo(flows.sent());
        assertThat(totals.delivered()).isEqualTo(flows.plain());
        assertThat(totals.dropped()).isBetween(1L, FRAMES_PER_SECOND / 2);
        assertThat(status().drops()).allSatisfy(drop ->
                assertThat(drop.extension() + " " + drop.rule()).isEqualTo(ID + " fault"));
        assertThat(flows.late()).as("frames doubled or reordered").isZero();
        assertThat(status().stages()).singleElement().satisfies(stage -> {
            assertThat(stage.state()).isEqualTo(StageStatus.State.RUNNING);
            assertThat(stage.version()).isEqualTo("1.0.0");
        });
    }

    @Test
    void shouldSayWhatIsDifferentAndUninstallTheNewVersion() throws Exception {
        final String seen = session.execute("Update-VMSwitchExtension -Path '" + bundle("2.0.0", 500)
                + "' -ShadowFrames 2000 | Format-List");
        assertThat(seen).contains("refused", "2.0.0 failed in the shadow of 1.0.0: IllegalStateException: frame 500");
        assertThat(versions()).containsExactly("1.0.0");
        assertThat(flows.wrong()).isZero();
        assertThat(flows.misnumbered()).isZero();
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
