package org.signalbox.fabric;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.signalbox.command.RefusedException;
import org.signalbox.command.TrustSpec;
import org.signalbox.fabric.extension.Extensions;
import org.signalbox.fabric.extension.FileOffer;
import org.signalbox.fabric.extension.Provision;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.UpgradeDifference;
import org.signalbox.vswitch.UpgradePlan;
import org.signalbox.vswitch.UpgradeStatus;

/** Extensions without bundles: those in the folder become present when they are provided. */
final class FakeExtensions implements Extensions {
    final Set<String> folder = new TreeSet<>();
    private final List<UpgradeStatus> upgrades = new ArrayList<>();
    private final FakeSwitches switches;

    FakeExtensions(FakeSwitches switches) {
        this.switches = switches;
    }

    @Override
    public boolean isPresent(String id) {
        return switches.present.contains(id);
    }

    @Override
    public Provision provision() {
        final List<String> fresh = new ArrayList<>();
        return new Provision() {
            @Override
            public boolean provide(String id, TrustSpec trust) {
                if (folder.contains(id) && switches.present.add(id)) {
                    fresh.add(id);
                }
                return isPresent(id);
            }

            @Override
            public void keep() {
                fresh.clear();
            }

            @Override
            public void close() {
                switches.present.removeAll(fresh);
            }
        };
    }

    @Override
    public String install(Path file) {
        switches.present.add(file.toString());
        return file + " 1.0.0";
    }

    @Override
    public String describe(Path file) {
        return file + " 1.0.0";
    }

    @Override
    public FileOffer inspect(Path file) {
        return new FileOffer(file.toString(), "1.0.0", "", Optional.of(ExtensionKind.FILTERING), "unsigned", false);
    }

    @Override
    public UpgradeStatus upgrade(Path file, UpgradePlan plan) {
        final UpgradeStatus status = new UpgradeStatus(file.toString(), "1.0.0", "2.0.0",
                plan.acceptDifferences() ? UpgradeStatus.State.PROBATION : UpgradeStatus.State.REFUSED, plan.frames(), 1,
                List.of(new UpgradeDifference("s", "a", Direction.INGRESS, "02:00:00:00:00:01", "passed", "dropped")),
                plan.time() + " " + plan.probation());
        upgrades.addFirst(status);
        return status;
    }

    @Override
    public String describeUpgrade(Path file) {
        return file + " 2.0.0 in the place of 1.0.0";
    }

    @Override
    public List<UpgradeStatus> upgrades() {
        return List.copyOf(upgrades);
    }

    @Override
    public void uninstall(String id) throws RefusedException {
        refuseAbsent(id);
        switches.present.remove(id);
    }

    @Override
    public void refuseAbsent(String id) throws RefusedException {
        if (!isPresent(id)) {
            throw new RefusedException("found no installed extension '" + id + "', expected one");
        }
    }
}
