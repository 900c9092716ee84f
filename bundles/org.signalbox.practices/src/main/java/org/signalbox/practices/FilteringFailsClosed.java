package org.signalbox.practices;

import java.util.List;

import org.osgi.service.component.annotations.Component;
import org.signalbox.practice.Finding;
import org.signalbox.practice.Practice;
import org.signalbox.practice.Rule;
import org.signalbox.practice.Severity;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.SwitchSpec;

/** Filtering that lets everything pass when it fails. */
@Component(service = Practice.class)
public final class FilteringFailsClosed extends SwitchPractice {

    public FilteringFailsClosed() {
        super(new Rule("FilteringFailsClosed", Severity.WARNING,
                "Filtering fails closed.",
                "Filtering that fails open lets everything pass just when something is wrong, and who wants in needs "
                        + "only to make it fail.",
                "NIST SP 800-53, SC-7 (18), fail secure; Saltzer and Schroeder, fail-safe defaults"));
    }

    @Override
    List<Finding> check(String name, SwitchSpec spec) {
        final FailPolicy policy = spec.binding(Filtering.EXTENSION).onFailure(ExtensionKind.FILTERING);
        return !spec.extensions().contains(Filtering.EXTENSION) || policy == FailPolicy.CLOSED ? List.of()
                : List.of(Finding.ofSwitch(name, "When filtering fails on " + name
                        + ", frames pass unfiltered (onFailure: " + Schema.word(policy) + ").",
                        "Set-VMSwitchExtension -VMSwitchName " + name + " -Name "
                                + Filtering.EXTENSION + " -OnFailure Closed"));
    }
}
