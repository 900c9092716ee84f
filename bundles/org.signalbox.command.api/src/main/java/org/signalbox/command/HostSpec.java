package org.signalbox.command;

import java.util.List;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Pattern;
import org.signalbox.vswitch.Names;
import org.signalbox.vswitch.SwitchSpec;

/** A host as an administrator wants it. */
public record HostSpec(
        @Doc("Name of the host, unique in the fabric.") @Pattern(value = Names.REGEX, means = Names.MEANS) String name,
        @Doc("Its switches.") @Default("[]") List<SwitchSpec> switches) {
    public HostSpec {
        switches = List.copyOf(switches);
    }
}
