package org.signalbox.workbench.extensions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signalbox.vswitch.ExtensionLeak;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.UpgradeStatus;

/**
 * The switches and the installed extensions at one moment, with what the fabric knows of them.
 *
 * @param upgrades newest first
 * @param signatures by id and version, such as {@code com.acme.meter 1.0.0}, who signed the bundle, in words
 * @param drift by switch, what differs from its lock; a locked switch that is as it was locked has an empty list
 */
record Installed(List<SwitchStatus> switches, List<ExtensionStatus> extensions, List<ExtensionLeak> leaks,
        List<UpgradeStatus> upgrades, Map<String, String> signatures, Map<String, List<Drift>> drift) {

    static final Installed NOTHING = new Installed(List.of(), List.of());

    /**
     * How an extension differs from what its switch was locked with.
     *
     * @param lockedVersion empty where the lock does not name it
     * @param version empty where it is not installed
     * @param words how, after the extension's name
     */
    record Drift(String id, String lockedVersion, String version, String words) {
    }

    /** Switches and extensions of which nothing more is known. */
    Installed(List<SwitchStatus> switches, List<ExtensionStatus> extensions) {
        this(switches, extensions, List.of(), List.of(), Map.of(), Map.of());
    }

    List<String> names() {
        return switches.stream().map(each -> each.spec().name()).toList();
    }

    Optional<SwitchStatus> find(String switchName) {
        return switches.stream().filter(each -> each.spec().name().equals(switchName)).findFirst();
    }

    /** The rows for a switch, or without one the installed extensions alone. */
    List<Line> lines(String switchName) {
        return find(switchName).map(each -> Line.of(each, extensions))
                .orElseGet(() -> extensions.stream().map(Line::disabled).toList());
    }

    List<Drift> driftOf(String switchName) {
        return drift.getOrDefault(switchName, List.of());
    }

    /** The latest upgrade of an extension. */
    Optional<UpgradeStatus> upgrade(String extension) {
        return upgrades.stream().filter(each -> each.extension().equals(extension)).findFirst();
    }
}
