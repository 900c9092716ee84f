package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.command.Unit;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.frame.MacAddress;
import org.signalbox.query.Wildcard;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.ForwardingEntry;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.Vlan;

/**
 * The static addresses of the document and those that the live switch has learned. Source: see {@link StaticEntries};
 * Cisco, {@code show mac address-table}.
 */
public final class GetVMSwitchForwardingEntry implements Query<GetVMSwitchForwardingEntry.Parameters> {
    private static final String STATIC = "static";

    /** Of this command. */
    public record Parameters(
            @Doc("Name of the adapters, with * and ?; without it, all.") Optional<String> vmNetworkAdapterName,
            @Doc("Name of their switch, with * and ?; without it, all.") Optional<String> switchName,
            @Doc("Only this address.") Optional<MacAddress> macAddress) {
    }

    /**
     * An entry.
     *
     * @param vlanId what is learned in a private VLAN is known under its primary
     * @param type   static or learned
     * @param age    since the address last sent; static ones have none
     */
    public record Row(String vmNetworkAdapterName, String switchName, String macAddress, int vlanId, String type,
            @Unit("s") Optional<Long> age) {
    }

    private final VirtualSwitches switches;

    public GetVMSwitchForwardingEntry(VirtualSwitches switches) {
        this.switches = switches;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "VMSwitchForwardingEntry");
    }

    @Override
    public String summary() {
        return "Lists the addresses that switches know, static and learned.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) {
        final List<Row> rows = new ArrayList<>();
        for (PlacedSwitch on : Switches.like(document, given.switchName())) {
            all(on).stream().filter(row -> isAskedFor(row, given)).forEach(rows::add);
        }
        return rows;
    }

    private static boolean isAskedFor(Row row, Parameters given) {
        return Wildcard.matches(given.vmNetworkAdapterName(), row.vmNetworkAdapterName())
                && (given.macAddress().isEmpty() || given.macAddress().get().toString().equals(row.macAddress()));
    }

    /** By VLAN and address. */
    private List<Row> all(PlacedSwitch on) {
        final Map<Integer, Integer> primaries = primaries(on.spec());
        final Set<String> fixed = new HashSet<>();
        final List<Row> rows = new ArrayList<>();
        for (PortSpec port : on.spec().ports()) {
            port.staticAddresses().forEach(each -> {
                final int vlan = StaticEntries.vlan(port, each);
                fixed.add(primaries.getOrDefault(vlan, vlan) + " " + each.mac());
                rows.add(new Row(port.name(), on.liveName(), each.mac().toString(), vlan, STATIC, Optional.empty()));
            });
        }
        for (ForwardingEntry each : switches.forwardingTable(on.liveName())) {
            if (!fixed.contains(each.vlan() + " " + each.mac())) {
                rows.add(new Row(each.port(), on.liveName(), each.mac().toString(), each.vlan(), "learned",
                        Optional.of(TimeUnit.NANOSECONDS.toSeconds(each.ageNanos()))));
            }
        }
        rows.sort(Comparator.comparingInt(Row::vlanId).thenComparing(Row::macAddress));
        return rows;
    }

    /** From a secondary VLAN to its primary. */
    private static Map<Integer, Integer> primaries(SwitchSpec spec) {
        final Map<Integer, Integer> primaries = new HashMap<>();
        for (PortSpec port : spec.ports()) {
            if (port.vlan() instanceof Vlan.Private own) {
                primaries.put(own.secondary(), own.primary());
                own.secondaries().forEach(range -> {
                    for (int id = range.first(); id <= range.last(); id++) {
                        primaries.put(id, own.primary());
                    }
                });
            }
        }
        // a promiscuous port has no secondary of its own
        primaries.remove(0);
        return primaries;
    }
}
