package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.query.Wildcard;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;

/** Source: Microsoft, {@code Get-VMNetworkAdapterVlan}. */
public final class GetVMNetworkAdapterVlan implements Query<GetVMNetworkAdapterVlan.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the adapters, with * and ?; without it, all.") Optional<String> vmNetworkAdapterName,
            @Doc("Name of their switch, with * and ?; without it, all.") Optional<String> switchName) {
    }

    /**
     * A mode. What there is only in other modes is empty. The columns have not the names of parameters of
     * {@code Set-VMNetworkAdapterVlan}: through a pipe they would be given to it beside those of the new mode.
     *
     * @param mode        untagged, access, trunk, isolated, community or promiscuous
     * @param vlan        of what the adapter sends without a tag; 0 is the domain of the untagged adapters
     * @param allowed     of a trunk
     * @param pruned      of a trunk
     * @param primary     of a private VLAN
     * @param secondaries of a promiscuous adapter
     */
    public record Row(String vmNetworkAdapterName, String switchName, String mode, int vlan, List<VlanRange> allowed,
            List<VlanRange> pruned, Optional<Integer> primary, List<VlanRange> secondaries) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "VMNetworkAdapterVlan");
    }

    @Override
    public String summary() {
        return "Lists the VLAN modes of network adapters.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) {
        final List<Row> rows = new ArrayList<>();
        for (PlacedSwitch on : Switches.like(document, given.switchName())) {
            on.spec().ports().stream().filter(port -> Wildcard.matches(given.vmNetworkAdapterName(), port.name()))
                    .forEach(port -> rows.add(row(on.liveName(), port)));
        }
        return rows;
    }

    private static Row row(String switchName, PortSpec port) {
        final int vlan = port.vlan().untaggedId();
        return switch (port.vlan()) {
            case Vlan.Untagged _ -> new Row(port.name(), switchName, "untagged", vlan, List.of(), List.of(),
                    Optional.empty(), List.of());
            case Vlan.Access _ -> new Row(port.name(), switchName, "access", vlan, List.of(), List.of(),
                    Optional.empty(), List.of());
            case Vlan.Trunk trunk -> new Row(port.name(), switchName, "trunk", vlan, trunk.allowed(), trunk.pruned(),
                    Optional.empty(), List.of());
            case Vlan.Private own -> new Row(port.name(), switchName, Schema.word(own.role()), vlan, List.of(),
                    List.of(), Optional.of(own.primary()), own.secondaries());
        };
    }
}
