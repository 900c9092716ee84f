package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;
import org.signalbox.vswitch.MirrorSpec;

/**
 * Either {@code -Rspan} or {@code -Erspan} is given. Source: Cisco, {@code monitor session}; {@code -RemoteVlanId} is
 * its {@code destination remote vlan}, {@code -SessionId} its {@code erspan-id}. See {@link Mirrors}.
 */
public final class AddVMSwitchMirror implements Change<AddVMSwitchMirror.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switch.") String switchName,
            @Doc("Name of the new mirror, unique on its switch.") String name,
            @Doc("Adapters whose frames, both ways, are mirrored, such as web,db.") List<String> vmNetworkAdapterName,
            @Doc("RSPAN: out of every trunk that carries -RemoteVlanId.") @Default("false") boolean rspan,
            @Doc("VLAN of -Rspan, which carries mirrored frames and nothing else.") @Range(min = 1, max = 4094)
            Optional<Integer> remoteVlanId,
            @Doc("ERSPAN type II: as the payload of IPv4 packets, which takes all of the following.")
            @Default("false") boolean erspan,
            @Doc("Adapter where the packets leave.") Optional<String> exitVMNetworkAdapterName,
            @Doc("Ethernet source of the packets.") Optional<MacAddress> sourceMacAddress,
            @Doc("Ethernet destination of the packets: the analyser's, or of the router to it.")
            Optional<MacAddress> destinationMacAddress,
            @Doc("IPv4 source of the packets.") Optional<IpAddress> sourceIPAddress,
            @Doc("IPv4 address of the analyser.") Optional<IpAddress> destinationIPAddress,
            @Doc("Number that identifies the mirror to the analyser.") @Range(min = 0, max = 1023)
            Optional<Integer> sessionId) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Add", "VMSwitchMirror");
    }

    @Override
    public String summary() {
        return "Mirrors network adapters to a remote analyser; for one at the same switch: Set-VMNetworkAdapter "
                + "-PortMirroring.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final PlacedSwitch placed = Switches.find(before, given.switchName());
        final List<MirrorSpec> mirrors = new ArrayList<>(placed.spec().mirrors());
        if (given.rspan() == given.erspan()) {
            throw new RefusedException("found " + (given.rspan() ? "-Rspan and -Erspan" : "no mode")
                    + ", expected one of -Rspan, -Erspan");
        }
        refuseForeign(given);
        try {
            mirrors.add(new MirrorSpec(given.name(), given.vmNetworkAdapterName(),
                    given.rspan() ? rspan(given) : erspan(given)));
        } catch (IllegalArgumentException nonsense) {
            throw new RefusedException(nonsense.getMessage(), nonsense);
        }
        return Switches.replace(before, placed, Optional.of(placed.spec().withMirrors(mirrors)));
    }

    private static MirrorSpec.Analyser rspan(Parameters given) throws RefusedException {
        return new MirrorSpec.Analyser.Rspan(needed(given.remoteVlanId(), "-Rspan", "-RemoteVlanId"));
    }

    private static MirrorSpec.Analyser erspan(Parameters given) throws RefusedException {
        final String mode = "-Erspan";
        return new MirrorSpec.Analyser.Erspan(
                needed(given.exitVMNetworkAdapterName(), mode, "-ExitVMNetworkAdapterName"),
                needed(given.sourceMacAddress(), mode, "-SourceMacAddress"),
                needed(given.destinationMacAddress(), mode, "-DestinationMacAddress"),
                needed(given.sourceIPAddress(), mode, "-SourceIPAddress"),
                needed(given.destinationIPAddress(), mode, "-DestinationIPAddress"),
                needed(given.sessionId(), mode, "-SessionId"));
    }

    private static <T> T needed(Optional<T> value, String mode, String parameter) throws RefusedException {
        return value.orElseThrow(() -> new RefusedException("found " + mode + " without " + parameter
                + ", expected both"));
    }

    /** Refuses what belongs to the other mode. */
    private static void refuseForeign(Parameters given) throws RefusedException {
        final Map<String, Boolean> foreign = new LinkedHashMap<>();
        foreign.put("-RemoteVlanId", given.remoteVlanId().isPresent() && given.erspan());
        foreign.put("-ExitVMNetworkAdapterName", given.exitVMNetworkAdapterName().isPresent() && given.rspan());
        foreign.put("-SourceMacAddress", given.sourceMacAddress().isPresent() && given.rspan());
        foreign.put("-DestinationMacAddress", given.destinationMacAddress().isPresent() && given.rspan());
        foreign.put("-SourceIPAddress", given.sourceIPAddress().isPresent() && given.rspan());
        foreign.put("-DestinationIPAddress", given.destinationIPAddress().isPresent() && given.rspan());
        foreign.put("-SessionId", given.sessionId().isPresent() && given.rspan());
        for (final String parameter : foreign.keySet()) {
            if (foreign.get(parameter)) {
                throw new RefusedException("found " + parameter + " with " + (given.rspan() ? "-Rspan" : "-Erspan")
                        + ", expected it with its own mode only");
            }
        }
    }
}
