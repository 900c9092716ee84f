package org.signalbox.practices;

import java.util.ArrayList;
import java.util.List;

import org.signalbox.command.FabricDocument;
import org.signalbox.practice.Finding;
import org.signalbox.practice.Practice;
import org.signalbox.practice.Rule;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;

/** A practice that looks at one switch after the other. */
abstract class SwitchPractice implements Practice {

    private final Rule rule;

    SwitchPractice(Rule rule) {
        this.rule = rule;
    }

    @Override
    public final Rule rule() {
        return rule;
    }

    @Override
    public final List<Finding> check(FabricDocument document) {
        final List<Finding> findings = new ArrayList<>();
        Practice.switches(document).forEach((name, spec) -> findings.addAll(check(name, spec)));
        return findings;
    }

    /** @param name of the switch as commands take it */
    abstract List<Finding> check(String name, SwitchSpec spec);

    /** The beginning of a command about a port. */
    static String adapter(String cmdlet, String switchName, PortSpec port) {
        final String parameter = cmdlet.endsWith("-VMNetworkAdapter") ? " -Name " : " -VMNetworkAdapterName ";
        return cmdlet + parameter + port.name() + " -SwitchName " + switchName;
    }
}
