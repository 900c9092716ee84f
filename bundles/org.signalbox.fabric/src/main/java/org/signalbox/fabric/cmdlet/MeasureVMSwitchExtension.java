package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.command.Unit;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.query.Wildcard;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.StageCost;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.VirtualSwitches;

/**
 * What enabled extensions cost now and what they have done since they were enabled, in the order in which a frame meets
 * them on its way in. Windows has no such command.
 */
public final class MeasureVMSwitchExtension implements Query<MeasureVMSwitchExtension.Parameters> {
    private static final double TENTHS = 10;
    private static final int PERCENT = 100;

    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switches, with * and ?; without it, all.") Optional<String> vmSwitchName,
            @Doc("Id of the extensions, with * and ?; without it, all.") Optional<String> name) {
    }

    /**
     * An enabled extension: what half of its frames and 99 of 100 took at most, its part of the time that the switch
     * spends on frames, what it allocates for one; what it was handed and dropped, how often it failed, and its drops
     * by rule and reason. Without figures while no frames pass.
     */
    public record Row(String name, String vmSwitchName, @Unit("ns") Optional<Double> median,
            @Unit("ns") Optional<Double> p99, @Unit("%") Optional<Double> share,
            @Unit("bytes") Optional<Double> allocation, long frames, long drops, long faults, List<String> reasons) {
    }

    private final VirtualSwitches switches;

    public MeasureVMSwitchExtension(VirtualSwitches switches) {
        this.switches = switches;
    }

    @Override
    public CommandName name() {
        return new CommandName("Measure", "VMSwitchExtension");
    }

    @Override
    public String summary() {
        return "Measures what the extensions of switches cost a frame, and lists what they dropped.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) {
        final List<SwitchStatus> live = switches.switches();
        final List<Row> rows = new ArrayList<>();
        for (PlacedSwitch on : Switches.like(document, given.vmSwitchName())) {
            for (SwitchStatus status : live) {
                if (status.spec().name().equals(on.liveName())) {
                    status.stages().stream().filter(stage -> Wildcard.matches(given.name(), stage.extension()))
                            .forEach(stage -> rows.add(row(on.liveName(), status, stage)));
                }
            }
        }
        return rows;
    }

    private static Row row(String switchName, SwitchStatus status, StageStatus stage) {
        final Optional<StageCost> cost = stage.cost();
        return new Row(stage.extension(), switchName, cost.map(each -> rounded(each.medianNanos())),
                cost.map(each -> rounded(each.p99Nanos())), cost.map(each -> rounded(PERCENT * each.share())),
                cost.map(each -> rounded(each.bytesPerFrame())), stage.frames(), stage.drops(), stage.faults(),
                reasons(status, stage.extension()));
    }

    private static double rounded(double figure) {
        return Math.round(figure * TENTHS) / TENTHS;
    }

    /** Such as {@code acl deny 10.0.0.0/8: 12}, the most frequent first, whatever the port and direction. */
    private static List<String> reasons(SwitchStatus status, String extension) {
        final Map<String, Long> counts = new LinkedHashMap<>();
        status.drops().stream().filter(drop -> drop.extension().equals(extension)).forEach(drop ->
                counts.merge((drop.rule() + " " + drop.reason()).strip(), drop.count(), Long::sum));
        return counts.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(each -> each.getKey() + ": " + each.getValue()).toList();
    }
}
