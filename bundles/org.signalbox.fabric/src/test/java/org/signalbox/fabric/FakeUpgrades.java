package org.signalbox.fabric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.signalbox.vswitch.ExtensionUpgrades;
import org.signalbox.vswitch.UpgradePlan;
import org.signalbox.vswitch.UpgradeStatus;

/** An engine whose upgrades end as a test tells it. */
public final class FakeUpgrades implements ExtensionUpgrades {
    /** What becomes of the next upgrade. */
    public UpgradeStatus.State next = UpgradeStatus.State.PROBATION;
    /** Why the next upgrade is refused at once; empty if it is not. */
    public String refusal = "";
    /** Whose probation ends is told here. */
    public Consumer<UpgradeStatus> ended;
    public final List<UpgradeStatus> upgrades = new ArrayList<>();
    /** Versions that wait, of whatever extension. */
    public final List<String> waiting = new ArrayList<>();
    private final FakeSwitches switches;

    public FakeUpgrades(FakeSwitches switches) {
        this.switches = switches;
    }

    /** Takes started bundles of some names for extensions, and the second version of one for one that waits. */
    public SynchronousBundleListener watching(BundleContext framework, Predicate<String> extensions) {
        return event -> {
            final String name = event.getBundle().getSymbolicName();
            final String version = event.getBundle().getVersion().toString();
            if (event.getType() == BundleEvent.STARTED && extensions.test(name)) {
                if (!switches.present.add(name)) {
                    waiting.add(version);
                }
            } else if (event.getType() == BundleEvent.STOPPED && !waiting.remove(version)
                    && Arrays.stream(framework.getBundles()).noneMatch(other -> other.getState() == Bundle.ACTIVE
                            && other.getSymbolicName().equals(name))) {
                switches.present.remove(name);
            }
        };
    }

    @Override
    public List<String> waiting(String extension) {
        return List.copyOf(waiting);
    }

    @Override
    public UpgradeStatus upgrade(String extension, String version, UpgradePlan plan, Consumer<UpgradeStatus> told) {
        if (!refusal.isEmpty()) {
            throw new IllegalArgumentException(refusal);
        }
        final UpgradeStatus status = status(extension, switches.version(extension), version, next);
        upgrades.addFirst(status);
        ended = told;
        if (next != UpgradeStatus.State.REFUSED) {
            switches.versions.put(extension, version);
        }
        return status;
    }

    @Override
    public void confirm(String extension) {
        throw new UnsupportedOperationException("no command confirms");
    }

    public static UpgradeStatus status(String extension, String from, String to, UpgradeStatus.State state) {
        return new UpgradeStatus(extension, from, to, state, 0, 0, List.of(), "");
    }

    @Override
    public List<UpgradeStatus> upgrades() {
        return List.copyOf(upgrades);
    }
}
