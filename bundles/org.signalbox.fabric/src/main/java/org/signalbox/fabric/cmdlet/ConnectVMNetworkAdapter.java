package org.signalbox.fabric.cmdlet;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.PortSpec;

/**
 * The adapter keeps its address, VLAN, attachment and policies. Refused where it would lose what protects it: a policy
 * that is enforced where it is and would not be there. Source: Microsoft, {@code Connect-VMNetworkAdapter}, whose
 * switches are those of the machine's host, too.
 */
public final class ConnectVMNetworkAdapter implements Change<ConnectVMNetworkAdapter.Parameters> {
    private static final String FROM = "-FromSwitchName";

    /** Of this command. */
    public record Parameters(
            @Doc("Name of the adapter.") String name,
            @Doc("Name of the switch that it is connected to from now on.") String switchName,
            @Doc("Name of the switch that it is on; needed where two switches have an adapter of that name.")
            Optional<String> fromSwitchName) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Connect", "VMNetworkAdapter");
    }

    @Override
    public String summary() {
        return "Moves a network adapter, as it is, to another switch of its host.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final PlacedSwitch to = Switches.find(before, given.switchName());
        final Ports.PlacedPort placed = Ports.find(before, given.fromSwitchName(), given.name(), FROM);
        if (placed.on().liveName().equals(to.liveName())) {
            return before;
        }
        refuse(placed, to);
        final FabricDocument without = Ports.replace(before, placed, Optional.empty());
        return Ports.add(without, Switches.find(without, to.liveName()), placed.port());
    }

    private static void refuse(Ports.PlacedPort placed, PlacedSwitch to) throws RefusedException {
        final PlacedSwitch from = placed.on();
        final PortSpec port = placed.port();
        if (!from.host().equals(to.host())) {
            throw new RefusedException("found adapter '" + port.name() + "' on host " + from.host() + " and switch '"
                    + to.liveName() + "' on host " + to.host() + ", expected a switch of the adapter's host");
        }
        if (to.spec().ports().stream().anyMatch(each -> each.name().equals(port.name()))) {
            throw new RefusedException("found an adapter '" + port.name() + "' on switch '" + to.liveName()
                    + "' already, expected a switch without one of that name");
        }
        final List<String> lost = Stream.concat(port.policies().keySet().stream(), port.mandatoryExtensions().stream())
                .filter(id -> from.spec().extensions().contains(id) && !to.spec().extensions().contains(id)).toList();
        if (!lost.isEmpty()) {
            throw new RefusedException("found that switch '" + to.liveName() + "' does not enable " + lost.getFirst()
                    + ", which adapter '" + port.name() + "' relies on, expected a switch that enables it");
        }
    }
}
