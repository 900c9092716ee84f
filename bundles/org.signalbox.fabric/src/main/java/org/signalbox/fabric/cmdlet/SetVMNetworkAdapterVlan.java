package org.signalbox.fabric.cmdlet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;

/**
 * Exactly one mode is given. Source: Microsoft, {@code Set-VMNetworkAdapterVlan}; {@code -PrunedVlanIdList}: Microsoft,
 * {@code Msvm_EthernetSwitchPortVlanSettingData.PruneVlanIdArray}, which has no parameter there.
 */
public final class SetVMNetworkAdapterVlan implements Change<SetVMNetworkAdapterVlan.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the adapter.") String vmNetworkAdapterName,
            @Doc("Name of the switch; needed where two switches have an adapter of that name.")
            Optional<String> switchName,
            @Doc("Untagged frames only, in no VLAN.") @Default("false") boolean untagged,
            @Doc("Untagged frames, in the VLAN -VlanId.") @Default("false") boolean access,
            @Doc("VLAN of -Access.") @Range(min = 1, max = 4094)
            Optional<Integer> vlanId,
            @Doc("Tagged frames of -AllowedVlanIdList, untagged ones in -NativeVlanId.")
            @Default("false") boolean trunk,
            @Doc("VLANs of -Trunk, such as 10,20-29.") List<VlanRange> allowedVlanIdList,
            @Doc("VLAN of a trunk's untagged frames; without it 0, the domain of the untagged adapters.")
            @Range(min = 0, max = 4094)
            Optional<Integer> nativeVlanId,
            @Doc("VLANs that a trunk does not carry though -AllowedVlanIdList has them.")
            List<VlanRange> prunedVlanIdList,
            @Doc("Private VLAN: talks to promiscuous adapters only.") @Default("false") boolean isolated,
            @Doc("Private VLAN: talks to its community too.") @Default("false") boolean community,
            @Doc("Private VLAN: talks to all of -SecondaryVlanIdList.") @Default("false") boolean promiscuous,
            @Doc("Primary VLAN of a private VLAN.") @Range(min = 1, max = 4094)
            Optional<Integer> primaryVlanId,
            @Doc("Secondary VLAN of -Isolated and -Community.") @Range(min = 1, max = 4094)
            Optional<Integer> secondaryVlanId,
            @Doc("Secondary VLANs of -Promiscuous.") List<VlanRange> secondaryVlanIdList) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Set", "VMNetworkAdapterVlan");
    }

    @Override
    public String summary() {
        return "Sets the VLAN mode of a network adapter.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final Ports.PlacedPort placed = Ports.find(before, given.switchName(), given.vmNetworkAdapterName());
        return Ports.replace(before, placed, Optional.of(placed.port().withVlan(vlan(given))));
    }

    private static Vlan vlan(Parameters given) throws RefusedException {
        final Map<String, Boolean> modes = new LinkedHashMap<>();
        modes.put("-Untagged", given.untagged());
        modes.put("-Access", given.access());
        modes.put("-Trunk", given.trunk());
        modes.put("-Isolated", given.isolated());
        modes.put("-Community", given.community());
        modes.put("-Promiscuous", given.promiscuous());
        final List<String> chosen = modes.keySet().stream().filter(modes::get).toList();
        if (chosen.size() != 1) {
            throw new RefusedException("found " + (chosen.isEmpty() ? "no mode" : String.join(" and ", chosen))
                    + ", expected one of " + String.join(", ", modes.keySet()));
        }
        refuseForeign(given, chosen.getFirst());
        try {
            return vlan(given, chosen.getFirst());
        } catch (IllegalArgumentException nonsense) {
            throw new RefusedException(nonsense.getMessage(), nonsense);
        }
    }

    private static Vlan vlan(Parameters given, String mode) throws RefusedException {
        return switch (mode) {
            case "-Access" -> new Vlan.Access(needed(given.vlanId(), mode, "-VlanId"));
            case "-Trunk" -> new Vlan.Trunk(given.nativeVlanId().orElse(0), given.allowedVlanIdList(),
                    given.prunedVlanIdList());
            case "-Isolated", "-Community" -> new Vlan.Private(needed(given.primaryVlanId(), mode, "-PrimaryVlanId"),
                    needed(given.secondaryVlanId(), mode, "-SecondaryVlanId"), List.of(),
                    given.isolated() ? Vlan.Private.Role.ISOLATED : Vlan.Private.Role.COMMUNITY);
            case "-Promiscuous" -> new Vlan.Private(needed(given.primaryVlanId(), mode, "-PrimaryVlanId"), 0,
                    given.secondaryVlanIdList(), Vlan.Private.Role.PROMISCUOUS);
            default -> Vlan.UNTAGGED;
        };
    }

    private static int needed(Optional<Integer> id, String mode, String parameter) throws RefusedException {
        return id.orElseThrow(() -> new RefusedException("found " + mode + " without " + parameter
                + ", expected a VLAN identifier from 1 to 4094"));
    }

    /** Refuses what belongs to another mode, as Microsoft's parameter sets do. */
    private static void refuseForeign(Parameters given, String mode) throws RefusedException {
        final boolean isPrivate = given.isolated() || given.community() || given.promiscuous();
        final Map<String, Boolean> foreign = new LinkedHashMap<>();
        foreign.put("-VlanId", given.vlanId().isPresent() && !given.access());
        foreign.put("-AllowedVlanIdList", !given.allowedVlanIdList().isEmpty() && !given.trunk());
        foreign.put("-NativeVlanId", given.nativeVlanId().isPresent() && !given.trunk());
        foreign.put("-PrunedVlanIdList", !given.prunedVlanIdList().isEmpty() && !given.trunk());
        foreign.put("-PrimaryVlanId", given.primaryVlanId().isPresent() && !isPrivate);
        foreign.put("-SecondaryVlanId", given.secondaryVlanId().isPresent() && !given.isolated() && !given.community());
        foreign.put("-SecondaryVlanIdList", !given.secondaryVlanIdList().isEmpty() && !given.promiscuous());
        for (final String parameter : foreign.keySet()) {
            if (foreign.get(parameter)) {
                throw new RefusedException("found " + parameter + " with " + mode
                        + ", expected it with its own mode only");
            }
        }
    }
}
