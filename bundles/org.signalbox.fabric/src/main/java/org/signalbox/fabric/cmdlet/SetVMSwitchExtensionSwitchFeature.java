package org.signalbox.fabric.cmdlet;

import java.util.Map;

import org.signalbox.command.CommandName;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.VirtualSwitches;

/** Source: Microsoft, {@code Set-VMSwitchExtensionSwitchFeature}. */
public final class SetVMSwitchExtensionSwitchFeature extends SwitchFeatureChange {

    public SetVMSwitchExtensionSwitchFeature(VirtualSwitches switches) {
        super(switches);
    }

    @Override
    public CommandName name() {
        return new CommandName("Set", "VMSwitchExtensionSwitchFeature");
    }

    @Override
    public String summary() {
        return "Changes keys of a policy that an extension defines for a switch; others stay.";
    }

    @Override
    Map<String, Object> next(Map<String, Object> now, Parameters given, String place) throws RefusedException {
        return policies.changed(now, given.extensionName(), given.policy(), place);
    }
}
