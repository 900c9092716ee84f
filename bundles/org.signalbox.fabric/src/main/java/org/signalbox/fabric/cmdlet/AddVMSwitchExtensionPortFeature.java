package org.signalbox.fabric.cmdlet;

import java.util.Map;

import org.signalbox.command.CommandName;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.VirtualSwitches;

/** Source: Microsoft, {@code Add-VMSwitchExtensionPortFeature}. */
public final class AddVMSwitchExtensionPortFeature extends PortFeatureChange {

    public AddVMSwitchExtensionPortFeature(VirtualSwitches switches) {
        super(switches);
    }

    @Override
    public CommandName name() {
        return new CommandName("Add", "VMSwitchExtensionPortFeature");
    }

    @Override
    public String summary() {
        return "Gives a network adapter a policy that an extension defines.";
    }

    @Override
    Map<String, Object> next(Map<String, Object> now, Parameters given, String place) throws RefusedException {
        return policies.added(now, given.extensionName(), given.policy(), place);
    }
}
