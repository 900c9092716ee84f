package org.signalbox.practices;

import java.util.List;

import org.osgi.service.component.annotations.Component;
import org.signalbox.practice.Finding;
import org.signalbox.practice.Practice;
import org.signalbox.practice.Rule;
import org.signalbox.practice.Severity;
import org.signalbox.vswitch.SwitchSpec;

/** Ageing shorter than the standard has it. */
@Component(service = Practice.class)
public final class ForwardingTableAgeing extends SwitchPractice {
    private static final int LEAST = 10;

    public ForwardingTableAgeing() {
        super(new Rule("ForwardingTableAgeing", Severity.WARNING,
                "Learned addresses are kept for ten seconds or longer, usually for five minutes.",
                "What is forgotten too soon is flooded: every machine of the VLAN gets, and can read, the traffic of "
                        + "the others.",
                "IEEE 802.1Q, 8.8.3, ageing time: 10 to 1,000,000 s, recommended 300 s"));
    }

    @Override
    List<Finding> check(String name, SwitchSpec spec) {
        final int seconds = spec.forwardingTable().ageing();
        return seconds >= LEAST ? List.of() : List.of(Finding.ofSwitch(name,
                name + " forgets addresses after " + seconds + " s.",
                "Set-VMSwitch -Name " + name + " -ForwardingTableAgeing 300"));
    }
}
