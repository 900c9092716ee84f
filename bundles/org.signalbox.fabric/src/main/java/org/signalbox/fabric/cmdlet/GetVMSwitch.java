package org.signalbox.fabric.cmdlet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.command.Unit;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.VirtualSwitches;

/** What the document asks for, with what the live switch counts. Source: Microsoft, {@code Get-VMSwitch}. */
public final class GetVMSwitch implements Query<GetVMSwitch.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switches, with * and ?; without it, all.") Optional<String> name) {
    }

    /** A switch. */
    public record Row(String name, SwitchType switchType, List<String> extensions, int adapters,
            @Unit("frames") long received, @Unit("frames") long delivered, @Unit("frames") long drops) {
    }

    private final VirtualSwitches switches;

    public GetVMSwitch(VirtualSwitches switches) {
        this.switches = switches;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "VMSwitch");
    }

    @Override
    public String summary() {
        return "Lists switches.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) {
        final Map<String, SwitchStatus> live = switches.switches().stream()
                .collect(Collectors.toMap(status -> status.spec().name(), status -> status));
        return Switches.like(document, given.name()).stream()
                .map(each -> row(each, Optional.ofNullable(live.get(each.liveName())))).toList();
    }

    private static Row row(PlacedSwitch placed, Optional<SwitchStatus> status) {
        final FrameTotals totals = status.map(SwitchStatus::totals).orElse(new FrameTotals(0, 0, 0, 0, 0));
        return new Row(placed.liveName(), placed.spec().type(), placed.spec().extensions(),
                placed.spec().ports().size(), totals.in(), totals.delivered(), totals.dropped());
    }
}
