package org.signalbox.workbench.wizards;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.workbench.Cmdlet;

/**
 * A switch as the wizard is told of it.
 *
 * @param uplinks    interfaces of the host; they count for an external switch alone
 * @param extensions ids of those to enable, top first
 */
record SwitchAnswers(String name, SwitchType type, List<String> uplinks, List<String> extensions)
        implements Plan.Answers {

    static final String NAME = "name";
    static final String UPLINKS = "uplinks";

    @Override
    public Plan plan() {
        final Checks checks = new Checks();
        checks.switchName(NAME, name);
        final List<String> notes = new ArrayList<>();
        Cmdlet make = Cmdlet.of("New-VMSwitch").with("Name", name).with("SwitchType", Schema.word(type));
        if (type == SwitchType.EXTERNAL && !uplinks.isEmpty()) {
            uplinks.forEach(uplink -> checks.name(UPLINKS, uplink));
            if (new HashSet<>(uplinks).size() < uplinks.size()) {
                checks.refuse(UPLINKS, "Found an interface twice, expected each once.");
            }
            make = make.with("NetAdapterName", uplinks);
        }
        if (type == SwitchType.EXTERNAL && uplinks.size() > 1) {
            notes.add("The uplinks are no team: each is a port of its own, and they never exchange frames.");
        }
        final List<Cmdlet> commands = new ArrayList<>(List.of(make));
        // each goes on top of those of its type
        extensions.reversed().forEach(extension -> commands.add(Cmdlet.of("Enable-VMSwitchExtension")
                .with("VMSwitchName", name).with("Name", extension)));
        return new Plan(commands, checks.problems(), notes);
    }
}
