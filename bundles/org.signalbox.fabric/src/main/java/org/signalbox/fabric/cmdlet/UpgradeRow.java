package org.signalbox.fabric.cmdlet;

import java.util.List;

import org.signalbox.command.Unit;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.UpgradeDifference;
import org.signalbox.vswitch.UpgradeStatus;

/**
 * An upgrade of an extension; compared says how many frames both versions were handed, differences how many of them
 * they handled in different ways, examples the first of those, reason why it ended as it did.
 */
public record UpgradeRow(String name, String from, String to, String state, @Unit("frames") long compared,
        @Unit("frames") long differences, String reason, List<String> examples) {
    static UpgradeRow of(UpgradeStatus status) {
        return new UpgradeRow(status.extension(), status.from(), status.to(), Schema.word(status.state()),
                status.frames(), status.differences(), status.reason(),
                status.examples().stream().map(UpgradeDifference::toString).toList());
    }
}
