package org.signalbox.practices;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.signalbox.practice.Finding;
import org.signalbox.practice.Rule;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;

/** A practice that {@code Set-VMNetworkAdapter} mends, one port after the other. */
abstract class PortPractice extends SwitchPractice {

    /**
     * What is wrong with a port.
     *
     * @param problem the sentence
     * @param setting the parameters of {@code Set-VMNetworkAdapter} that mend it
     */
    record Wrong(String problem, String setting) {
    }

    PortPractice(Rule rule) {
        super(rule);
    }

    @Override
    final List<Finding> check(String name, SwitchSpec spec) {
        return spec.ports().stream().flatMap(port -> look(spec, port).map(wrong -> new Finding(name, port.name(),
                wrong.problem(), adapter("Set-VMNetworkAdapter", name, port) + " " + wrong.setting()))
                .map(Stream::of).orElseGet(Stream::empty)).toList();
    }

    /** What is wrong with a port of a switch, if anything. */
    abstract Optional<Wrong> look(SwitchSpec spec, PortSpec port);
}
