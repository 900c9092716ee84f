package org.signalbox.practices;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.osgi.service.component.annotations.Component;
import org.signalbox.practice.Finding;
import org.signalbox.practice.Practice;
import org.signalbox.practice.Rule;
import org.signalbox.practice.Severity;
import org.signalbox.vswitch.SwitchSpec;

/** Ports that are down because of what their switch lacks, one finding for each extension. */
@Component(service = Practice.class)
public final class MandatoryExtensions extends SwitchPractice {

    public MandatoryExtensions() {
        super(new Rule("MandatoryExtensions", Severity.ERROR,
                "An extension that is mandatory for a port is enabled on its switch.",
                "A port without its mandatory extension is down, and its machine is cut off.",
                "Microsoft, Set-VMNetworkAdapter -MandatoryFeatureId"));
    }

    @Override
    List<Finding> check(String name, SwitchSpec spec) {
        final Map<String, List<String>> wanted = new LinkedHashMap<>();
        spec.ports().forEach(port -> port.mandatoryExtensions()
                .forEach(id -> wanted.computeIfAbsent(id, key -> new ArrayList<>()).add(port.name())));
        wanted.keySet().removeAll(spec.extensions());
        return wanted.entrySet().stream().map(each -> Finding.ofSwitch(name, Words.list(each.getValue())
                + (each.getValue().size() == 1 ? " is" : " are") + " down without " + each.getKey() + ".",
                "Enable-VMSwitchExtension -VMSwitchName " + name + " -Name " + each.getKey())).toList();
    }
}
