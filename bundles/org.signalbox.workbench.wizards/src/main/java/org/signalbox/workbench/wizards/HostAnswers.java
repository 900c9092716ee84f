package org.signalbox.workbench.wizards;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.wizards.NicGroup.Place;

/**
 * A host's network as the wizard is told of it.
 *
 * @param nics     names of its interfaces, in the order of {@link HostDesign#groups}
 * @param gigabits speed of each
 * @param can      what all of them can do
 * @param policies whether ports of machines have policies, or their switch extensions
 * @param team     interface of the team, where the design has one
 * @param vlans    as typed
 */
record HostAnswers(HostDesign design, List<String> nics, int gigabits, Set<NicFeature> can, boolean policies,
        String switchName, String team, Vlans vlans) implements Plan.Answers {

    static final String NICS = "nics";
    static final String SPEED = "speed";
    static final String SWITCH = "switch";
    static final String TEAM = "team";
    static final String MACHINES = "machines";
    /** The NICs of the host that are ports of the switch, each a field as well. */
    static final String MANAGEMENT = "management";
    static final String CLUSTER = "cluster";
    static final String MIGRATION = "migration";
    static final String STORAGE = "storage";

    /** VLANs as typed; {@code machines} several, the others one each. */
    record Vlans(String management, String cluster, String migration, String storage, String machines) {
    }

    HostAnswers {
        nics = List.copyOf(nics);
        can = Set.copyOf(can);
    }

    @Override
    public Plan plan() {
        final Checks checks = new Checks();
        nics(checks);
        checks.switchName(SWITCH, switchName);
        if (design.isTeamed()) {
            checks.name(TEAM, team);
            if (nics.contains(team)) {
                checks.refuse(TEAM, "Found the NIC " + team + ", expected the interface of the team above the NICs.");
            }
        }
        final List<String> machines = checks.vlans(MACHINES, vlans.machines());
        final Map<String, Long> ports = ports(checks);
        if (!checks.problems().isEmpty()) {
            return new Plan(List.of(), checks.problems(), List.of());
        }
        return new Plan(commands(machines, ports), List.of(), notes());
    }

    private void nics(Checks checks) {
        if (checks.given(NICS, String.join("", nics), "interfaces such as " + examples())) {
            nics.forEach(nic -> checks.name(NICS, nic));
            if (new HashSet<>(nics).size() < nics.size()) {
                checks.refuse(NICS, "Found an interface twice, expected each once.");
            } else if (nics.size() != design.nics) {
                checks.refuse(NICS, "Found " + nics.size() + (nics.size() == 1 ? " NIC" : " NICs") + ", expected "
                        + design.nics + " for this design.");
            }
        }
        if (gigabits < design.gigabits) {
            checks.refuse(SPEED, "Found NICs of " + gigabits + " Gb/s, expected at least " + design.gigabits
                    + " Gb/s, since this design shares them.");
        }
    }

    private String examples() {
        final List<String> examples = new ArrayList<>();
        for (int i = 0; i < design.nics; i++) {
            examples.add("eth" + i);
        }
        return String.join(", ", examples);
    }

    /** The NICs of the host that are ports of the switch, with their VLANs. */
    private Map<String, Long> ports(Checks checks) {
        final Map<String, Long> ports = new LinkedHashMap<>();
        if (design.isConverged()) {
            ports.put(MANAGEMENT, checks.vlan(MANAGEMENT, vlans.management()));
            ports.put(CLUSTER, checks.vlan(CLUSTER, vlans.cluster()));
            ports.put(MIGRATION, checks.vlan(MIGRATION, vlans.migration()));
        }
        if (design.hasStoragePort()) {
            ports.put(STORAGE, checks.vlan(STORAGE, vlans.storage()));
        }
        return ports;
    }

    private List<NicGroup> groups() {
        return design.groups(nics);
    }

    private List<Cmdlet> commands(List<String> machines, Map<String, Long> ports) {
        final List<Cmdlet> commands = new ArrayList<>();
        final String uplink = design.isTeamed() ? team : groups().stream()
                .filter(group -> group.place() == Place.SWITCH).findFirst().orElseThrow().nics().getFirst();
        commands.add(Cmdlet.of("New-VMSwitch").with("Name", switchName).with("SwitchType", "external")
                .with("NetAdapterName", List.of(uplink)));
        final List<String> carried = new ArrayList<>(ports.values().stream().distinct().map(String::valueOf).toList());
        machines.stream().filter(each -> !carried.contains(each)).forEach(carried::add);
        commands.add(of("Set-VMNetworkAdapterVlan", uplink).with("Trunk", true).with("AllowedVlanIdList", carried));
        ports.forEach((name, vlan) -> {
            commands.add(Cmdlet.of("Add-VMNetworkAdapter").with("SwitchName", switchName).with("Name", name)
                    .with("ManagementOS", true));
            commands.add(of("Set-VMNetworkAdapterVlan", name).with("Access", true).with("VlanId", vlan));
            if (design == HostDesign.TEAMED) {
                commands.add(Cmdlet.of("Set-VMNetworkAdapter").with("Name", name).with("SwitchName", switchName)
                        .with("IeeePriorityTag", "On"));
            }
        });
        return commands;
    }

    private Cmdlet of(String cmdlet, String port) {
        return Cmdlet.of(cmdlet).with("VMNetworkAdapterName", port).with("SwitchName", switchName);
    }

    /** What no command says, group by group, then what concerns all. */
    private List<String> notes() {
        final List<String> notes = new ArrayList<>();
        for (final NicGroup group : groups()) {
            final String names = String.join(" and ", group.nics());
            if (group.place() == Place.OWN) {
                notes.add(names + " for " + group.purpose()
                        + ": the host's own, under no switch; set it up on the host.");
            } else if (group.place() == Place.TEAM) {
                notes.add("The team " + team + " of " + names + " is made on the host; several uplinks of a switch are "
                        + "no team here.");
            }
            final Set<NicFeature> used = group.used(can, policies);
            if (!used.isEmpty()) {
                notes.add(labels(used) + " on " + names + ": turn it on in the driver; no command here does.");
            }
            group.leftOff(can, policies).forEach((feature, why) ->
                    notes.add(feature.label + " stays off on " + names + ": " + why + "."));
            if (used.contains(NicFeature.RDMA) && !used.contains(NicFeature.DCB)) {
                notes.add("Nothing shares out what RDMA moves on " + names
                        + ": only DCB could, and the NICs have none.");
            }
        }
        if (design.isConverged()) {
            notes.add("Minimum bandwidth is not set: there is no policy for it here. Weights in use elsewhere are "
                    + (design.hasStoragePort() ? "50 for storage, " : "") + "30 for live migration, 10 for cluster.");
        }
        return notes;
    }

    private static String labels(Set<NicFeature> features) {
        return EnumSet.copyOf(features).stream().map(feature -> feature.label).collect(Collectors.joining(", "));
    }
}
