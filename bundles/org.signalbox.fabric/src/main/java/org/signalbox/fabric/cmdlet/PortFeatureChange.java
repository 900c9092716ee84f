package org.signalbox.fabric.cmdlet;

import java.util.Map;
import java.util.Optional;

import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.VirtualSwitches;

/** A command that gives a port another policy of an extension; the policy's keys are parameters. */
abstract class PortFeatureChange extends FeatureChange<PortFeatureChange.Parameters> {
    /** Of these commands. */
    public record Parameters(
            @Doc("Name of the adapter.") String vmNetworkAdapterName,
            @Doc("Id of the extension, the symbolic name of its bundle; the keys of its policy are parameters, too.")
            String extensionName,
            @Doc("Name of the switch; needed where two switches have an adapter of that name.")
            Optional<String> switchName,
            @Doc("Keys of the policy, for those that are called like another parameter or for all at once; $null is a "
                    + "key's default.")
            Map<String, Object> policy) {
    }

    PortFeatureChange(VirtualSwitches switches) {
        super(Policies.ofPorts(switches), Parameters.class);
    }

    @Override
    public final FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final Ports.PlacedPort placed = Ports.find(before, given.switchName(), given.vmNetworkAdapterName());
        final PortSpec port = placed.port();
        return Ports.replace(before, placed, Optional.of(port.withPolicies(next(port.policies(), given,
                "adapter '" + port.name() + "'"))));
    }
}
