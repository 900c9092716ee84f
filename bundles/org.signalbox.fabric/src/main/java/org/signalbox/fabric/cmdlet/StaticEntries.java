package org.signalbox.fabric.cmdlet;

import java.util.List;
import java.util.Optional;

import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.StaticAddress;

/**
 * Static addresses as entries of the forwarding table. Windows has no cmdlet for them; Cisco, {@code mac address-table
 * static ADDRESS vlan ID interface NAME}. They are not called static MAC addresses here, since an adapter's
 * {@code -StaticMacAddress} is its own address, from which it may send, and no entry of a table.
 */
final class StaticEntries {
    /** Parameters that say which entry. */
    public record Parameters(
            @Doc("Name of the adapter that the address is behind.") String vmNetworkAdapterName,
            @Doc("The address, such as 02:00:00:00:00:01.") MacAddress macAddress,
            @Doc("VLAN it is in, where the adapter carries several; without it, that of its untagged frames.")
            @Range(min = 0, max = 4094) Optional<Integer> vlanId,
            @Doc("Name of the switch; needed where two switches have an adapter of that name.")
            Optional<String> switchName) {
        /** The entry as the document has it. */
        StaticAddress address() {
            return new StaticAddress(macAddress, vlanId);
        }
    }

    private StaticEntries() {
    }

    /** The VLAN that an address of a port is in. */
    static int vlan(PortSpec port, StaticAddress address) {
        return address.vlan().orElse(port.vlan().untaggedId());
    }

    /** The addresses of a port that are the same station in the same VLAN. */
    static List<StaticAddress> same(PortSpec port, StaticAddress address) {
        return port.staticAddresses().stream().filter(each -> each.mac().equals(address.mac())
                && vlan(port, each) == vlan(port, address)).toList();
    }
}
