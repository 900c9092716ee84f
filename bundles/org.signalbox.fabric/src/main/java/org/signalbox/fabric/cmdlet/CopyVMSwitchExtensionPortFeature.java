package org.signalbox.fabric.cmdlet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.PortSpec;

/**
 * What the others had of that extension is replaced. Microsoft pipes the feature of one adapter into
 * {@code Set-VMSwitchExtensionPortFeature} of others; here it is one change, which one undo takes back.
 */
public final class CopyVMSwitchExtensionPortFeature implements Change<CopyVMSwitchExtensionPortFeature.Parameters> {
    private static final String TO = "-ToSwitchName";

    /** Of this command. */
    public record Parameters(
            @Doc("Name of the adapter that has the policy.") String vmNetworkAdapterName,
            @Doc("Id of the extension, the symbolic name of its bundle.") String extensionName,
            @Doc("Names of the adapters that get it, such as web,db.") List<String> toVMNetworkAdapterName,
            @Doc("Name of the switch of the first; needed where two switches have an adapter of that name.")
            Optional<String> switchName,
            @Doc("Name of the switch of the others; needed where two switches have adapters of their names.")
            Optional<String> toSwitchName) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Copy", "VMSwitchExtensionPortFeature");
    }

    @Override
    public String summary() {
        return "Gives other network adapters the policy of an extension that one has.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final PortSpec from = Ports.find(before, given.switchName(), given.vmNetworkAdapterName()).port();
        final String extension = given.extensionName();
        Policies.refuseAbsent(from.policies(), extension, "adapter '" + from.name() + "'");
        if (given.toVMNetworkAdapterName().isEmpty()) {
            throw new RefusedException("found no -ToVMNetworkAdapterName, expected the name of an adapter");
        }
        FabricDocument after = before;
        for (final String name : given.toVMNetworkAdapterName()) {
            final Ports.PlacedPort placed = Ports.find(after, given.toSwitchName(), name, TO);
            final Map<String, Object> policies = new LinkedHashMap<>(placed.port().policies());
            policies.put(extension, from.policies().get(extension));
            after = Ports.replace(after, placed, Optional.of(placed.port().withPolicies(policies)));
        }
        return after;
    }
}
