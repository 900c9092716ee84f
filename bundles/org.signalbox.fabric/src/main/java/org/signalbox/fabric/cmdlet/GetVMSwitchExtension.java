package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.query.Wildcard;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.VirtualSwitches;

/**
 * Every installed extension is bound to every switch; those enabled come first, in the order in which a frame meets
 * them on its way in. Source: Microsoft, {@code Get-VMSwitchExtension}.
 */
public final class GetVMSwitchExtension implements Query<GetVMSwitchExtension.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switches, with * and ?; without it, all.") Optional<String> vmSwitchName,
            @Doc("Id of the extensions, with * and ?; without it, all.") Optional<String> name) {
    }

    /**
     * An extension on a switch; running says whether frames pass through it, reason why not, faults how often it
     * failed, onFailure what it means for frames then.
     */
    public record Row(String name, String vmSwitchName, String extensionType, String version, String vendor,
            boolean enabled, boolean running, String reason, long faults, String onFailure) {
    }

    private final VirtualSwitches switches;

    public GetVMSwitchExtension(VirtualSwitches switches) {
        this.switches = switches;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "VMSwitchExtension");
    }

    @Override
    public String summary() {
        return "Lists the extensions of switches.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) {
        final Map<String, ExtensionStatus> installed = new LinkedHashMap<>();
        switches.extensions().forEach(each -> installed.put(each.id(), each));
        final Map<String, List<StageStatus>> stages = new HashMap<>();
        switches.switches().forEach(each -> stages.put(each.spec().name(), each.stages()));
        final List<Row> rows = new ArrayList<>();
        for (PlacedSwitch on : Switches.like(document, given.vmSwitchName())) {
            final List<StageStatus> running = stages.getOrDefault(on.liveName(), List.of());
            final Set<String> ids = new LinkedHashSet<>();
            running.stream().map(StageStatus::extension).filter(on.spec().extensions()::contains).forEach(ids::add);
            ids.addAll(on.spec().extensions());
            ids.addAll(installed.keySet());
            ids.stream().filter(id -> Wildcard.matches(given.name(), id))
                    .forEach(id -> rows.add(row(id, on, Optional.ofNullable(installed.get(id)), running)));
        }
        return rows;
    }

    private static Row row(String id, PlacedSwitch on, Optional<ExtensionStatus> extension, List<StageStatus> stages) {
        final Optional<StageStatus> stage = stages.stream().filter(each -> each.extension().equals(id)).findFirst();
        return new Row(id, on.liveName(), extension.map(each -> Schema.word(each.kind())).orElse(""),
                extension.map(ExtensionStatus::version).orElse(""), extension.map(ExtensionStatus::vendor).orElse(""),
                on.spec().extensions().contains(id),
                stage.map(each -> each.state() == StageStatus.State.RUNNING).orElse(false),
                stage.map(StageStatus::reason).orElse(""), stage.map(StageStatus::faults).orElse(0L),
                extension.map(each -> Schema.word(on.spec().binding(id).onFailure(each.kind()))).orElse(""));
    }
}
