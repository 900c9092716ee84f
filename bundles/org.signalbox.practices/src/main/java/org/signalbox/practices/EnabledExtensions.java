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
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;

/** Policies that nobody obeys, one finding for each extension. */
@Component(service = Practice.class)
public final class EnabledExtensions extends SwitchPractice {

    public EnabledExtensions() {
        super(new Rule("EnabledExtensions", Severity.ERROR,
                "An extension that ports have policies of is enabled on their switch.",
                "Only an enabled extension obeys its policies. Until then an access list keeps nothing out, though it "
                        + "stands there.",
                "Microsoft, Enable-VMSwitchExtension; Add-VMSwitchExtensionPortFeature"));
    }

    @Override
    List<Finding> check(String name, SwitchSpec spec) {
        final Map<String, List<String>> owners = new LinkedHashMap<>();
        spec.policies().forEach((id, policy) -> note(owners, id, policy, name));
        for (final PortSpec port : spec.ports()) {
            port.policies().forEach((id, policy) -> note(owners, id, policy, port.name()));
        }
        owners.keySet().removeAll(spec.extensions());
        return owners.entrySet().stream().map(each -> Finding.ofSwitch(name, "The policies of "
                + Words.list(each.getValue()) + " have no effect: " + each.getKey() + " is not enabled.",
                "Enable-VMSwitchExtension -VMSwitchName " + name + " -Name " + each.getKey())).toList();
    }

    private static void note(Map<String, List<String>> owners, String id, Object policy, String owner) {
        if (!(policy instanceof Map<?, ?> keys && keys.isEmpty())) {
            owners.computeIfAbsent(id, key -> new ArrayList<>()).add(owner);
        }
    }
}
