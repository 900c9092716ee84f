package org.signalbox.dev;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.signalbox.command.Commands;
import org.signalbox.command.Invocation;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.ExtensionUpgrades;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.UpgradeStatus;
import org.signalbox.vswitch.VirtualSwitches;

/** The extension on the lab's switch, and how the next version comes there. One thread at a time. */
final class LiveExtension {
    private static final String WHO = "dev";
    /** So many frames does a new version see in the shadow of the old one: what fails at once costs no frame. */
    private static final int SHADOW_FRAMES = 32;
    private static final int SHADOW_SECONDS = 1;
    private static final int PROBATION_SECONDS = 30;
    private static final long ENDED_MILLIS = 2_000;
    private static final long FRAME_MILLIS = 1_000;
    private static final long LOOK_AGAIN_MILLIS = 1;

    private final Commands commands;
    private final VirtualSwitches switches;
    private final ExtensionUpgrades upgrades;
    private final Path fabric;
    private final Optional<String> asked;
    private String switchName;
    private String id;

    /**
     * @param fabric the document of the lab, which begins with the first version that can run
     * @param asked  which of its switches; empty: the first
     */
    LiveExtension(final Commands commands, final VirtualSwitches switches, final ExtensionUpgrades upgrades,
            final Path fabric, final Optional<String> asked) {
        this.commands = commands;
        this.switches = switches;
        this.upgrades = upgrades;
        this.fabric = fabric;
        this.asked = asked;
    }

    /** The extension's id, once a version of it has been installed. */
    Optional<String> id() {
        return Optional.ofNullable(id);
    }

    /** The switch, once the lab runs. */
    Optional<String> switchName() {
        return Optional.ofNullable(switchName);
    }

    /** The version in use, if any. */
    Optional<String> version() {
        return switches.extensions().stream().filter(each -> each.id().equals(id)).map(ExtensionStatus::version)
                .findFirst();
    }

    /**
     * Brings a bundle to the switch: the first one is installed, each further one takes the place of the one before
     * between two batches, with its state.
     *
     * @return why it is not in use; empty if it is
     * @throws RefusedException when the lab itself cannot run
     */
    Optional<String> take(final Built built) throws RefusedException, InterruptedException {
        if (id != null && !id.equals(built.id())) {
            return Optional.of("found the symbolic name " + built.id() + ", expected " + id
                    + " as before: start dev anew for another extension");
        }
        try {
            if (version().isEmpty()) {
                run("Install-VMSwitchExtension", Map.of("path", built.bundle().toString()));
                id = built.id();
            } else {
                final Optional<String> refusal = upgrade(built);
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
        } catch (final RefusedException refused) {
            return Optional.of(refused.getMessage());
        }
        enable();
        return Optional.empty();
    }

    private Optional<String> upgrade(final Built built) throws RefusedException, InterruptedException {
        upgrades.confirm(id);
        // one whose new version has just failed ends by itself
        awaited(ENDED_MILLIS, () -> latest().map(each -> each.state().isEnd()).orElse(true));
        run("Update-VMSwitchExtension", Map.of("path", built.bundle().toString(), "shadowFrames", SHADOW_FRAMES,
                "shadowSeconds", SHADOW_SECONDS, "acceptDifferences", true, "probationSeconds", PROBATION_SECONDS));
        return latest().filter(each -> each.state() == UpgradeStatus.State.REFUSED
                || each.state() == UpgradeStatus.State.ROLLED_BACK).map(UpgradeStatus::reason);
    }

    /** The latest upgrade of the extension. */
    Optional<UpgradeStatus> latest() {
        return upgrades.upgrades().stream().filter(each -> each.extension().equals(id)).findFirst();
    }

    private void enable() throws RefusedException {
        if (switchName == null) {
            run("Import-Fabric", Map.of("path", fabric.toString()));
            final List<String> names = switches.switches().stream().map(each -> each.spec().name()).toList();
            if (names.isEmpty()) {
                throw new RefusedException(fabric + ": found no switch, expected one with ports that make traffic");
            }
            final String name = asked.orElse(names.getFirst());
            if (!names.contains(name)) {
                throw new RefusedException(fabric + ": found no switch '" + name + "', expected one of "
                        + String.join(", ", names));
            }
            switchName = name;
        }
        if (!status().orElseThrow().spec().extensions().contains(id)) {
            run("Enable-VMSwitchExtension", Map.of("vmSwitchName", switchName, "name", id));
        }
    }

    /** Waits for the next batch that the extension is handed. @return whether there was one within a second */
    boolean awaitFrames() throws InterruptedException {
        final long before = frames();
        return awaited(FRAME_MILLIS, () -> frames() > before);
    }

    private long frames() {
        return stage().map(StageStatus::frames).orElse(0L);
    }

    /** The extension's place in the switch. */
    Optional<StageStatus> stage() {
        return status().flatMap(now -> now.stages().stream().filter(each -> each.extension().equals(id)).findFirst());
    }

    private Optional<SwitchStatus> status() {
        return switches.switches().stream().filter(each -> each.spec().name().equals(switchName)).findFirst();
    }

    /** Takes it away from a lab that goes on. */
    void leave() throws RefusedException {
        if (version().isPresent()) {
            run("Uninstall-VMSwitchExtension", Map.of("name", id));
        }
    }

    private void run(final String command, final Map<String, Object> parameters) throws RefusedException {
        commands.run(Invocation.of(command, parameters, WHO));
    }

    private static boolean awaited(final long millis, final BooleanSupplier condition) throws InterruptedException {
        final long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        return true;
    }
}
