package org.signalbox.workbench.wizards;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.signalbox.workbench.Cmdlet;

/**
 * A port as the wizard is told of it.
 *
 * @param ofHost     whether it is a NIC of the host, not of a machine
 * @param machine    name of its machine; empty for none
 * @param mac        its address; empty for any
 * @param vlan       the VLAN, those allowed, or the primary one, as the mode wants
 * @param other      the native VLAN, or the secondary ones, as the mode wants
 * @param attachment what it is attached to
 * @param setting    what that takes
 */
record PortAnswers(String switchName, String name, boolean ofHost, String machine, String mac, Mode mode, String vlan,
        String other, Attachment attachment, String setting) implements Plan.Answers {

    static final String SWITCH = "switch";
    static final String NAME = "name";
    static final String MACHINE = "machine";
    static final String MAC = "mac";
    static final String VLAN = "vlan";
    static final String OTHER = "other";
    static final String SETTING = "setting";

    /** The modes of a port's VLAN, with what each asks for. */
    enum Mode {
        UNTAGGED("Untagged", "", ""),
        ACCESS("Access", "VLAN", ""),
        TRUNK("Trunk", "Allowed VLANs", "Native VLAN"),
        ISOLATED("Private, isolated", "Primary VLAN", "Secondary VLAN"),
        COMMUNITY("Private, community", "Primary VLAN", "Secondary VLAN"),
        PROMISCUOUS("Private, promiscuous", "Primary VLAN", "Secondary VLANs");

        final String label;
        final String vlan;
        final String other;

        Mode(String label, String vlan, String other) {
            this.label = label;
            this.vlan = vlan;
            this.other = other;
        }
    }

    /** What a port may be attached to, with what each asks for. */
    enum Attachment {
        NONE("Not connected", "", ""),
        GUEST("Built-in guest", "Address", "such as 10.0.0.5/24; empty: by DHCP"),
        TAP("TAP device", "Interface", "such as tap0; it is made"),
        PACKET("Interface of the host", "Interface", "such as eth1"),
        QEMU("QEMU machine", "Socket", "such as /run/vm1.sock");

        final String label;
        final String setting;
        final String example;

        Attachment(String label, String setting, String example) {
            this.label = label;
            this.setting = setting;
            this.example = example;
        }
    }

    @Override
    public Plan plan() {
        final Checks checks = new Checks();
        checks.given(SWITCH, switchName, "a switch");
        checks.name(NAME, name);
        Cmdlet add = Cmdlet.of("Add-VMNetworkAdapter").with("SwitchName", switchName).with("Name", name);
        if (!mac.isEmpty()) {
            if (!mac.matches("[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{4}([.][0-9A-Fa-f]{4}){2}")) {
                checks.refuse(MAC, "Found \"" + mac + "\", expected a MAC address such as 02:00:00:00:00:01.");
            }
            add = add.with("StaticMacAddress", mac);
        }
        final Map<String, Object> attached = attached(checks);
        if (!attached.isEmpty()) {
            add = add.with("Attachment", attached);
        }
        if (ofHost) {
            add = add.with("ManagementOS", true);
        } else if (!machine.isEmpty()) {
            checks.name(MACHINE, machine);
            add = add.with("MachineName", machine);
        }
        final List<Cmdlet> commands = new ArrayList<>(List.of(add));
        if (mode != Mode.UNTAGGED) {
            commands.add(vlan(checks, Cmdlet.of("Set-VMNetworkAdapterVlan").with("VMNetworkAdapterName", name)
                    .with("SwitchName", switchName)));
        }
        return new Plan(commands, checks.problems(), ofHost && attachment == Attachment.NONE
                ? List.of("The host sees it as the TAP device \"" + name + "\", which is made.") : List.of());
    }

    private Map<String, Object> attached(Checks checks) {
        if (attachment != Attachment.NONE && attachment != Attachment.GUEST) {
            checks.given(SETTING, setting, attachment.setting + " " + attachment.example);
        }
        return switch (attachment) {
            case NONE -> Map.of();
            case GUEST -> Map.of("lab", setting.isEmpty() ? Map.of("dhcp", true)
                    : Map.of("addresses", Checks.words(setting)));
            case TAP -> Map.of("tap", Map.of("interface", setting, "create", true));
            case PACKET -> Map.of("packet", Map.of("interface", setting));
            case QEMU -> Map.of("qemu", Map.of("path", setting));
        };
    }

    private Cmdlet vlan(Checks checks, Cmdlet set) {
        return switch (mode) {
            case UNTAGGED -> set.with("Untagged", true);
            case ACCESS -> set.with("Access", true).with("VlanId", checks.vlan(VLAN, vlan));
            case TRUNK -> trunk(checks, set.with("Trunk", true).with("AllowedVlanIdList", checks.vlans(VLAN, vlan)));
            case ISOLATED -> secondary(checks, set.with("Isolated", true));
            case COMMUNITY -> secondary(checks, set.with("Community", true));
            case PROMISCUOUS -> set.with("Promiscuous", true).with("PrimaryVlanId", checks.vlan(VLAN, vlan))
                    .with("SecondaryVlanIdList", checks.vlans(OTHER, other));
        };
    }

    private Cmdlet trunk(Checks checks, Cmdlet set) {
        return other.isEmpty() ? set : set.with("NativeVlanId", checks.vlan(OTHER, other));
    }

    private Cmdlet secondary(Checks checks, Cmdlet set) {
        return set.with("PrimaryVlanId", checks.vlan(VLAN, vlan)).with("SecondaryVlanId", checks.vlan(OTHER, other));
    }
}
