package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.command.Unit;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.frame.MacAddress;
import org.signalbox.query.Wildcard;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.PortMirroring;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.VirtualSwitches;

/** What the document asks for, with the live state. Source: Microsoft, {@code Get-VMNetworkAdapter}. */
public final class GetVMNetworkAdapter implements Query<GetVMNetworkAdapter.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the adapters, with * and ?; without it, all.") Optional<String> name,
            @Doc("Name of their switch, with * and ?; without it, all.") Optional<String> switchName) {
    }

    /**
     * An adapter.
     *
     * @param type    machine, host or uplink
     * @param special what is not at its default and has no column, such as {@code storm limit 100}
     * @param status  whether frames pass, and why not
     */
    public record Row(String name, String switchName, PortType type, String macAddress, String vlan,
            List<String> special, String attachment, String status, @Unit("frames") long received,
            @Unit("frames") long delivered, @Unit("frames") long drops) {
    }

    private final VirtualSwitches switches;

    public GetVMNetworkAdapter(VirtualSwitches switches) {
        this.switches = switches;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "VMNetworkAdapter");
    }

    @Override
    public String summary() {
        return "Lists network adapters.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) {
        final Map<String, PortStatus> live = new HashMap<>();
        switches.switches().forEach(each -> each.ports()
                .forEach(port -> live.put(each.spec().name() + " " + port.spec().name(), port)));
        final List<Row> rows = new ArrayList<>();
        for (PlacedSwitch on : Switches.like(document, given.switchName())) {
            on.spec().ports().stream().filter(port -> Wildcard.matches(given.name(), port.name()))
                    .forEach(port -> rows.add(row(on.liveName(), port,
                            Optional.ofNullable(live.get(on.liveName() + " " + port.name())))));
        }
        return rows;
    }

    private static Row row(String switchName, PortSpec port, Optional<PortStatus> live) {
        return new Row(port.name(), switchName, port.type(), port.mac().map(MacAddress::toString).orElse(""),
                port.vlan().text(), special(port), String.join(", ", port.attachment().keySet()),
                live.map(status -> Schema.word(status.link()) + ": " + status.reason()).orElse("not running"),
                live.map(status -> status.received().frames()).orElse(0L),
                live.map(status -> status.delivered().frames()).orElse(0L),
                live.map(status -> status.drops().stream().mapToLong(DropCount::count).sum()).orElse(0L));
    }

    private static List<String> special(PortSpec port) {
        final Map<String, Boolean> words = new LinkedHashMap<>();
        words.put("machine " + port.machine().orElse(""), port.machine().isPresent());
        words.put("MAC spoofing", port.allowMacSpoofing());
        words.put("teaming", port.allowTeaming());
        words.put("priority tag", port.ieeePriorityTag());
        words.put("mirroring " + Schema.word(port.mirroring()), port.mirroring() != PortMirroring.NONE);
        words.put("storm limit " + port.limits().storm(), port.limits().storm() > 0);
        words.put("dynamic IP limit " + port.limits().dynamicIp(), port.limits().dynamicIp() > 0);
        words.put("learning limit " + port.limits().learned(), port.limits().learned() > 0);
        words.put("DHCP guard", FilteringKeys.isOn(port, FilteringKeys.DHCP_GUARD));
        words.put("router guard", FilteringKeys.isOn(port, FilteringKeys.ROUTER_GUARD));
        words.put("static addresses " + port.staticAddresses().size(), !port.staticAddresses().isEmpty());
        words.put("requires " + String.join(", ", port.mandatoryExtensions()), !port.mandatoryExtensions().isEmpty());
        return words.keySet().stream().filter(words::get).toList();
    }
}
