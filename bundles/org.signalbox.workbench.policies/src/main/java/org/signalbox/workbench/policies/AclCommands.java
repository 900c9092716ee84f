package org.signalbox.workbench.policies;

import java.util.LinkedHashMap;
import java.util.Map;
import org.signalbox.frame.MacAddress;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.policy.PortPolicy;

/** The commands that change the access lists of a port: one for each change. */
record AclCommands(PortPolicy policy) {

    /** The command that adds an entry. */
    Cmdlet add(AclKind kind, AclEntry entry) {
        return entry(kind == AclKind.ACL ? simple("Add", entry) : extended(entry));
    }

    /** The command that removes an entry; one that stands twice goes by the whole list, so that the other stays. */
    Cmdlet remove(AclList list, int place) {
        final AclEntry entry = list.entries().get(place);
        if (list.kind() == AclKind.EXTENDED) {
            return entry(Cmdlet.of("Remove-" + list.kind().noun()).with("Weight", entry.weight())
                    .with("Direction", entry.direction()));
        }
        final boolean twice = list.entries().stream().filter(each -> each.side().equals(entry.side())
                && each.text(each.side(), "").equals(entry.text(entry.side(), ""))).count() > 1;
        return twice ? set(list.without(place)) : entry(simple("Remove", entry));
    }

    /** The command that gives the port another list. */
    Cmdlet set(AclList list) {
        return policy.change(Map.of(list.kind().key(), list.tree()));
    }

    /** The command that turns a guard on or off. @param guard such as {@code DhcpGuard} */
    Cmdlet guard(String guard, boolean on) {
        return Cmdlet.of("Set-VMNetworkAdapter").with("Name", policy.port()).with("SwitchName", policy.switchName())
                .with(guard, on ? "On" : "Off");
    }

    private Cmdlet entry(Cmdlet cmdlet) {
        final Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("VMNetworkAdapterName", policy.port());
        parameters.put("SwitchName", policy.switchName());
        parameters.putAll(cmdlet.parameters());
        return new Cmdlet(cmdlet.name(), parameters);
    }

    private static Cmdlet simple(String verb, AclEntry entry) {
        final String address = entry.text(entry.side(), "");
        return Cmdlet.of(verb + "-" + AclKind.ACL.noun()).with("Action", entry.action())
                .with("Direction", entry.direction())
                .with((entry.side().equals(AclEntry.LOCAL) ? "Local" : "Remote")
                        + (isStation(address) ? "MacAddress" : "IPAddress"), address);
    }

    private static boolean isStation(String address) {
        try {
            MacAddress.parse(address);
            return true;
        } catch (IllegalArgumentException noStation) {
            return false;
        }
    }

    private static Cmdlet extended(AclEntry entry) {
        Cmdlet cmdlet = Cmdlet.of("Add-" + AclKind.EXTENDED.noun()).with("Action", entry.action())
                .with("Direction", entry.direction());
        final Map<String, String> names = Map.of(AclEntry.PROTOCOL, "Protocol", AclEntry.LOCAL_ADDRESS,
                "LocalIPAddress", AclEntry.LOCAL_PORT, "LocalPort", AclEntry.REMOTE_ADDRESS, "RemoteIPAddress",
                AclEntry.REMOTE_PORT, "RemotePort");
        for (final Map.Entry<String, Object> each : entry.tree().entrySet()) {
            if (names.containsKey(each.getKey())) {
                cmdlet = cmdlet.with(names.get(each.getKey()), each.getValue().toString());
            }
        }
        cmdlet = cmdlet.with("Weight", entry.weight());
        if (entry.tree().containsKey("idleTimeout")) {
            cmdlet = cmdlet.with("IdleSessionTimeout", entry.tree().get("idleTimeout"));
        }
        return entry.isStateful() ? cmdlet.with("Stateful", true) : cmdlet;
    }
}
