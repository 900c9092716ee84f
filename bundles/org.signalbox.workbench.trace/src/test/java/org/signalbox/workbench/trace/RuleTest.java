package org.signalbox.workbench.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.workbench.Cmdlet;

/** The rule behind a step, and what is supposed in its place. */
class RuleTest {

    private static final String FILTER = "acme.filter";
    private static final SwitchSpec SPEC = new SwitchSpec("prod", SwitchType.PRIVATE, List.of(FILTER), List.of(
            new PortSpec("db", Optional.empty(), Vlan.UNTAGGED, false, Map.of(), Map.of(FILTER,
                    Map.of("acl", List.of(Map.of("action", "allow"), Map.of("action", "deny")))))))
            .withPolicies(Map.of("acme.guard", Map.of("rate", 5L)));

    private static Optional<Rule> rule(String port, String stage, String rule) {
        return Rule.of(SPEC, new StepRow("1", "", port, "egress", stage, "drop", rule, "", ""));
    }

    @Test
    void shouldFindTheRuleInThePolicyOfItsPort() {
        assertThat(rule("db", FILTER, "acl[1]")).contains(new Rule("ports.db.policies.acme.filter.acl[1]",
                "{\"action\":\"deny\"}", "acl[1] of acme.filter at port db"));
        assertThat(rule("db", FILTER, "acl[1].action").orElseThrow().value()).isEqualTo("\"deny\"");
        assertThat(rule("db", FILTER, "acl[1]").orElseThrow().assignment(" {} "))
                .isEqualTo("ports.db.policies.acme.filter.acl[1]={}");
    }

    @Test
    void shouldShowTheWholePolicyWhereTheRuleIsNotFound() {
        assertThat(rule("db", FILTER, "acl[7]").orElseThrow().path()).isEqualTo("ports.db.policies.acme.filter");
        assertThat(rule("db", FILTER, "meter 3]").orElseThrow().path()).isEqualTo("ports.db.policies.acme.filter");
        assertThat(rule("db", "acme.guard", "")).contains(new Rule("policies.acme.guard", "{\"rate\":5}",
                "acme.guard at switch prod"));
        assertThat(rule("db", "switch", "learned")).isEmpty();
        assertThat(rule("web", FILTER, "acl[0]")).isEmpty();
    }

    @Test
    void shouldSupposeOneThingAfterTheOther() {
        final Cmdlet trace = Cmdlet.of("Trace-Packet");
        assertThat(WhatIf.NONE.on(trace)).isEqualTo(trace);
        final WhatIf both = WhatIf.NONE.toggled("a").with("x=1").with("y=1").with("x=2");
        assertThat(both.on(trace).parameters())
                .isEqualTo(Map.of("WithoutExtension", List.of("a"), "Set", List.of("y=1", "x=2")));
        assertThat(both.toggled("a").without()).isEmpty();
        assertThat(both.isNone()).isFalse();
    }
}
