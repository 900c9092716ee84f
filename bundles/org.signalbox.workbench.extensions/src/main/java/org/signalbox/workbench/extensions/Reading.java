package org.signalbox.workbench.extensions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.signalbox.command.Commands;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.ExtensionUpgrades;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.Answer;
import org.signalbox.workbench.Cmdlet;

/** Reads what the view shows; blocks, so that it belongs off the user interface's thread. */
final class Reading {

    private Reading() {
    }

    static Installed of(VirtualSwitches engine, Optional<ExtensionUpgrades> upgrades, Optional<Commands> commands)
            throws RefusedException {
        final List<SwitchStatus> switches = engine.switches();
        final Map<String, List<Installed.Drift>> drift = new HashMap<>();
        Map<String, String> signatures = Map.of();
        if (commands.isPresent()) {
            signatures = Answer.of(commands.get(), Cmdlet.of("Get-ExtensionTrust")).stream()
                    .collect(Collectors.toMap(each -> each.text("name") + " " + each.text("version"),
                            Reading::signature, (first, same) -> first));
            for (final SwitchStatus each : switches) {
                if (each.spec().orderLock().isPresent()) {
                    drift.put(each.spec().name(), drift(commands.get(), each.spec().name()));
                }
            }
        }
        return new Installed(switches, engine.extensions(), engine.leaks(),
                upgrades.map(ExtensionUpgrades::upgrades).orElse(List.of()), signatures, drift);
    }

    private static String signature(Answer bundle) {
        return bundle.text("signature") + ("false".equals(bundle.text("mayRun")) ? ", must not run" : "");
    }

    private static List<Installed.Drift> drift(Commands commands, String switchName) throws RefusedException {
        return Answer.of(commands, Cmdlet.of("Get-VMSwitchExtensionLock").with("VMSwitchName", switchName)).stream()
                .filter(each -> !each.text("drift").isEmpty())
                .map(each -> new Installed.Drift(each.text("name"), each.text("lockedVersion"), each.text("version"),
                        each.text("drift")))
                .toList();
    }
}
