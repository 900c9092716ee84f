package org.signalbox.fabric.cmdlet;

import java.util.Map;
import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.DynamicParameters;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.VirtualSwitches;

/** A command that gives a switch another policy of an extension; the policy's keys are parameters. */
abstract class SwitchFeatureChange implements Change<SwitchFeatureChange.Parameters>, DynamicParameters {
    /** Of these commands. */
    public record Parameters(
            @Doc("Name of the switch.") String vmSwitchName,
            @Doc("Id of the extension, the symbolic name of its bundle; the keys of its policy are parameters, too.")
            String extensionName,
            @Doc("Keys of the policy, for those that are called like another parameter or for all at once; $null is a "
                    + "key's default.")
            Map<String, Object> policy) {
    }

    private final Policies policies;

    SwitchFeatureChange(VirtualSwitches switches) {
        this.policies = Policies.ofSwitches(switches);
    }

    @Override
    public final Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public final String dynamicKey() {
        return "policy";
    }

    @Override
    public final Optional<Class<? extends Record>> dynamicParameters(Map<String, Object> given) {
        return policies.type(given);
    }

    @Override
    public final FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final PlacedSwitch placed = Switches.find(before, given.vmSwitchName());
        final SwitchSpec spec = placed.spec();
        return Switches.replace(before, placed, Optional.of(spec.withPolicies(next(policies, spec.policies(), given,
                "switch '" + placed.liveName() + "'"))));
    }

    /** The switch's policies as they shall be. @param place of the policies, in words */
    abstract Map<String, Object> next(Policies policies, Map<String, Object> now, Parameters given, String place)
            throws RefusedException;
}
