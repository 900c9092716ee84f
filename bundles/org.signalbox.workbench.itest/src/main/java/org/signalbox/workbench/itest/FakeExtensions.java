package org.signalbox.workbench.itest;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.ExtensionLeak;
import org.signalbox.vswitch.ExtensionUpgrades;
import org.signalbox.vswitch.LockedExtension;
import org.signalbox.vswitch.OrderLock;
import org.signalbox.vswitch.StageCost;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.UpgradeDifference;
import org.signalbox.vswitch.UpgradePlan;
import org.signalbox.vswitch.UpgradeStatus;

/** What the made-up fabric knows of its extensions: costs, faults, leaks, a lock and its drift, an upgrade. */
final class FakeExtensions implements ExtensionUpgrades {

    static final String FILTERING = "org.signalbox.extension.filtering";
    static final String CAPTURE = "com.acme.capture";
    private static final String FORWARD = "com.nx.forward";
    private static final int EXAMPLES = 5;

    /** As the command that compares a lock answers. */
    public record LockRow(String vmSwitchName, int place, String name, String lockedVersion, String version,
            String drift) {
    }

    /** As the command that judges bundles answers. */
    public record TrustRow(String name, String version, String signature, boolean mayRun) {
    }

    private volatile boolean locked;
    private volatile boolean drifted;
    private volatile List<UpgradeStatus> upgrades = List.of();

    /** Locks the order, as it is or as it was before two extensions changed places. */
    void lock(boolean drift) {
        locked = true;
        drifted = drift;
    }

    /** Takes an upgrade of the capturing extension as far as a state. */
    void upgrade(UpgradeStatus.State state) {
        final boolean differs = state == UpgradeStatus.State.REFUSED;
        final List<UpgradeDifference> examples = differs ? IntStream.rangeClosed(1, EXAMPLES)
                .mapToObj(i -> new UpgradeDifference("prod", "web-0" + i, Direction.INGRESS,
                        "02:00:00:00:00:0" + i + " > ff:ff:ff:ff:ff:ff, ARP who-has 10.0.0." + i, "passed",
                        "dropped (storm[0])")).toList() : List.of();
        upgrades = List.of(new UpgradeStatus(CAPTURE, "1.2.0", "1.3.0", state, differs ? 10_000 : 4_312,
                examples.size(), examples, differs ? "the versions handled 5 of 10000 frames in different ways" : ""));
    }

    Optional<OrderLock> orderLock() {
        return locked ? Optional.of(new OrderLock((drifted ? List.of(FILTERING, CAPTURE, FORWARD)
                : List.of(CAPTURE, FILTERING, FORWARD)).stream()
                        .map(id -> new LockedExtension(id, version(id), "0".repeat(64))).toList())) : Optional.empty();
    }

    private static String version(String id) {
        return switch (id) {
            case CAPTURE -> "1.2.0";
            case FORWARD -> "3.0.1";
            default -> "0.1.0.SNAPSHOT";
        };
    }

    /** The pipeline of the switch prod. */
    static List<StageStatus> stages(long in, long denied) {
        return List.of(
                new StageStatus(CAPTURE, StageStatus.State.RUNNING, "", Optional.of(ExtensionKind.CAPTURING),
                        version(CAPTURE), in, 0, 0, Optional.of(new StageCost(92.4, 1_204.2, 0.081, 0.4))),
                new StageStatus(FILTERING, StageStatus.State.RUNNING, "", Optional.of(ExtensionKind.FILTERING),
                        version(FILTERING), in, denied, 0, Optional.of(new StageCost(310.1, 12_040, 0.342, 0))),
                new StageStatus(FORWARD, StageStatus.State.FAULTED, "NullPointerException in process",
                        Optional.of(ExtensionKind.FORWARDING), version(FORWARD), 12_004, 0, 3));
    }

    static List<ExtensionLeak> leaks() {
        return List.of(new ExtensionLeak(FORWARD, "3.0.0", ExtensionLeak.Kind.THREAD,
                "thread 'nx-timer' is alive, though its bundle has stopped"));
    }

    /** The answer of a query. */
    List<? extends Record> rows(String command) {
        return switch (command) {
            case "Get-ExtensionTrust" -> List.of(new TrustRow(FILTERING, version(FILTERING), "unsigned", true),
                    new TrustRow(CAPTURE, version(CAPTURE), "signed by Acme, trusted", true),
                    new TrustRow(FORWARD, version(FORWARD), "signed by NX, not trusted", true));
            case "Get-VMSwitchExtensionLock" -> List.of(row(CAPTURE, "stands above " + FILTERING + ", locked is below"),
                    row(FILTERING, "stands below " + CAPTURE + ", locked is above"), row(FORWARD, ""));
            default -> List.of();
        };
    }

    private LockRow row(String id, String drift) {
        return new LockRow("prod", 1, id, version(id), version(id), drifted ? drift : "");
    }

    @Override
    public List<String> waiting(String extension) {
        return List.of();
    }

    @Override
    public UpgradeStatus upgrade(String extension, String version, UpgradePlan plan, Consumer<UpgradeStatus> ended) {
        throw new IllegalArgumentException("found no version that waits, expected one");
    }

    @Override
    public void confirm(String extension) {
        throw new UnsupportedOperationException("nobody confirms here");
    }

    @Override
    public List<UpgradeStatus> upgrades() {
        return upgrades;
    }
}
