package org.signalbox.fabric.cmdlet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;
import org.signalbox.vswitch.PortLimits;
import org.signalbox.vswitch.PortMirroring;
import org.signalbox.vswitch.PortSpec;

/**
 * What is not given stays as it is. Source: Microsoft, {@code Set-VMNetworkAdapter}; {@code -LearningLimit}: Cisco,
 * {@code mac address-table limit}. There, {@code -VMName} says which machine's adapter is changed; here an adapter is
 * found by its own name and {@code -MachineName} changes whose it is.
 */
public final class SetVMNetworkAdapter implements Change<SetVMNetworkAdapter.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the adapter.") String name,
            @Doc("Name of the switch; needed where two switches have an adapter of that name.")
            Optional<String> switchName,
            @Doc("Its address, such as 02:00:00:00:00:01.") Optional<MacAddress> staticMacAddress,
            @Doc("On: it may send from other addresses than its own.") Optional<OnOff> macAddressSpoofing,
            @Doc("What it is attached to: one kind with its settings.") Optional<Map<String, Object>> attachment,
            @Doc("It has no address of its own: it may send from any.") @Default("false") boolean dynamicMacAddress,
            @Doc("Source: its frames, both ways, are mirrored; Destination: it gets those that are.")
            Optional<PortMirroring> portMirroring,
            @Doc("On: the 802.1p priority that it sends is kept; otherwise it is set to 0.")
            Optional<OnOff> ieeePriorityTag,
            @Doc("On: it may send from the addresses of its machine's other adapters.") Optional<OnOff> allowTeaming,
            @Doc("Broadcast, multicast and unknown unicast frames per second that it may send; 0: any number.")
            @Range(min = 0, max = Integer.MAX_VALUE) Optional<Integer> stormLimit,
            @Doc("IP addresses that it may send from, counted as they appear; 0: any number.")
            @Range(min = 0, max = PortLimits.MAX_ADDRESSES) Optional<Integer> dynamicIPAddressLimit,
            @Doc("MAC addresses that are learned at it at a time; 0: any number.")
            @Range(min = 0, max = Integer.MAX_VALUE) Optional<Integer> learningLimit,
            @Doc("Name of the machine that it belongs to; '' for none.") Optional<String> machineName,
            @Doc("Ids of the extensions that have to run on its switch; without one of them it is down; '' for none.")
            List<String> mandatoryFeatureId,
            @Doc("On: what only a DHCP server sends is dropped, where filtering is enabled.")
            Optional<OnOff> dhcpGuard,
            @Doc("On: router advertisements and redirects that it sends are dropped, where filtering is enabled.")
            Optional<OnOff> routerGuard) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Set", "VMNetworkAdapter");
    }

    @Override
    public String summary() {
        return "Changes a network adapter.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final Ports.PlacedPort placed = Ports.find(before, given.switchName(), given.name());
        if (given.dynamicMacAddress() && given.staticMacAddress().isPresent()) {
            throw new RefusedException("found -DynamicMacAddress and -StaticMacAddress, expected one of them");
        }
        PortSpec port = placed.port();
        if (given.dynamicMacAddress() || given.staticMacAddress().isPresent()) {
            port = port.withMac(given.staticMacAddress());
        }
        port = with(port, given.macAddressSpoofing(), PortSpec::withAllowMacSpoofing);
        port = with(port, given.ieeePriorityTag(), PortSpec::withIeeePriorityTag);
        port = with(port, given.allowTeaming(), PortSpec::withAllowTeaming);
        if (given.attachment().isPresent()) {
            port = port.withAttachment(given.attachment().get());
        }
        if (given.portMirroring().isPresent()) {
            port = port.withMirroring(given.portMirroring().get());
        }
        if (given.machineName().isPresent()) {
            port = port.withMachine(given.machineName().filter(name -> !name.isEmpty()));
        }
        if (!given.mandatoryFeatureId().isEmpty()) {
            port = port.withMandatoryExtensions(
                    given.mandatoryFeatureId().stream().filter(id -> !id.isEmpty()).toList());
        }
        if (given.dhcpGuard().isPresent()) {
            port = FilteringKeys.with(port, FilteringKeys.DHCP_GUARD, given.dhcpGuard().get() == OnOff.ON);
        }
        if (given.routerGuard().isPresent()) {
            port = FilteringKeys.with(port, FilteringKeys.ROUTER_GUARD, given.routerGuard().get() == OnOff.ON);
        }
        return Ports.replace(before, placed, Optional.of(port.withLimits(limits(port.limits(), given))));
    }

    private static PortSpec with(PortSpec port, Optional<OnOff> state, BiFunction<PortSpec, Boolean, PortSpec> change) {
        return state.isPresent() ? change.apply(port, state.get() == OnOff.ON) : port;
    }

    private static PortLimits limits(PortLimits before, Parameters given) {
        return new PortLimits(given.stormLimit().orElse(before.storm()),
                given.dynamicIPAddressLimit().orElse(before.dynamicIp()),
                given.learningLimit().orElse(before.learned()));
    }
}
