package org.signalbox.fabric.cmdlet;

import java.util.Map;
import java.util.Optional;

import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.VirtualSwitches;

/** A command that gives a switch another policy of an extension; the policy's keys are parameters. */
abstract class SwitchFeatureChange extends FeatureChange<SwitchFeatureChange.Parameters> {
    /** Of these commands. */
    public record Parameters(
            @Doc("Name of the switch.") String vmSwitchName,
            @Doc("Id of the extension, the symbolic name of its bundle; the keys of its policy are parameters, too.")
            String extensionName,
            @Doc("Keys of the policy, for those that are called like another parameter or for all at once; $null is a "
                    + "key's default.")
            Map<String, Object> policy) {
    }

    SwitchFeatureChange(VirtualSwitches switches) {
        super(Policies.ofSwitches(switches), Parameters.class);
    }

    @Override
    public final FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final PlacedSwitch placed = Switches.find(before, given.vmSwitchName());
        final SwitchSpec spec = placed.spec();
        return Switches.replace(before, placed, Optional.of(spec.withPolicies(next(spec.policies(), given,
                "switch '" + placed.liveName() + "'"))));
    }
}
