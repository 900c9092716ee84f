package org.signalbox.practices;

import java.util.Optional;

import org.osgi.service.component.annotations.Component;
import org.signalbox.practice.Practice;
import org.signalbox.practice.Rule;
import org.signalbox.practice.Severity;
import org.signalbox.vswitch.PortMirroring;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;

/** Within a switch; mirrors to remote analysers name both ends. */
@Component(service = Practice.class)
public final class MirrorEnds extends PortPractice {

    public MirrorEnds() {
        super(new Rule("MirrorEnds", Severity.WARNING,
                "A mirror has a source and a destination on the same switch.",
                "Copies go to destinations of the same switch only. With one end missing nobody sees what was meant to "
                        + "be watched, and nothing says so.",
                "Microsoft, Set-VMNetworkAdapter -PortMirroring; Cisco, SPAN"));
    }

    @Override
    Optional<Wrong> look(SwitchSpec spec, PortSpec port) {
        return switch (port.mirroring()) {
            case NONE -> Optional.empty();
            case SOURCE -> missing(spec, PortMirroring.DESTINATION,
                    port.name() + " is mirrored, and no port of this switch receives the copies.");
            case DESTINATION -> missing(spec, PortMirroring.SOURCE,
                    port.name() + " waits for mirrored frames, and no port of this switch is mirrored.");
        };
    }

    private static Optional<Wrong> missing(SwitchSpec spec, PortMirroring end, String problem) {
        return spec.ports().stream().anyMatch(port -> port.mirroring() == end) ? Optional.empty()
                : Optional.of(new Wrong(problem, "-PortMirroring None"));
    }
}
