package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.query.Wildcard;
import org.signalbox.schema.Doc;

/** Source: Cisco, {@code show monitor session}; see {@link Mirrors}. */
public final class GetVMSwitchMirror implements Query<GetVMSwitchMirror.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the mirrors, with * and ?; without it, all.") Optional<String> name,
            @Doc("Name of their switch, with * and ?; without it, all.") Optional<String> switchName) {
    }

    /** A mirror: whose frames go where. */
    public record Row(String name, String switchName, List<String> sources, String analyser) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "VMSwitchMirror");
    }

    @Override
    public String summary() {
        return "Lists mirrors to remote analysers.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) {
        final List<Row> rows = new ArrayList<>();
        for (PlacedSwitch on : Switches.like(document, given.switchName())) {
            on.spec().mirrors().stream().filter(mirror -> Wildcard.matches(given.name(), mirror.name()))
                    .forEach(mirror -> rows.add(new Row(mirror.name(), on.liveName(), mirror.sources(),
                            mirror.to().text())));
        }
        return rows;
    }
}
