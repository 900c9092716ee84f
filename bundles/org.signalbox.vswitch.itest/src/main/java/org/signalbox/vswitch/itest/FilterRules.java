package org.signalbox.vswitch.itest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules of one port, {@code guest}, in the words of a fabric document, of OpenFlow and of nftables. All frames that
 * reach the port come from {@code world}, and all from it go there.
 */
record FilterRules(List<AclRule> acl) {
    private static final String FILTERING = "org.signalbox.extension.filtering";
    private static final String TRUNK =
            "ieeePriorityTag: true, vlan: { mode: trunk, native: 1, allowed: [2-4094] }";

    /** A handful of rules as a rule; so many at most. */
    static FilterRules random(final FilterWorld world, final Random random, final int most) {
        return new FilterRules(Stream.generate(() -> AclRule.random(world, random))
                .limit(random.nextInt(random.nextInt(4) == 0 ? most : Math.min(most, 12))).toList());
    }

    /** The switch of a {@link Scene}. */
    String document() {
        return "extensions: [%1$s]\nports:\n  - { name: world, %2$s }\n  - name: guest\n    %3$s\n    policies:\n"
                .formatted(FILTERING, TRUNK, TRUNK.replace(", vlan", "\n    vlan"))
                + "      %s:\n        acl:%s\n".formatted(FILTERING, acl.isEmpty() ? " []" : acl.stream()
                        .map(rule -> "\n          - " + rule.yaml()).collect(Collectors.joining()));
    }

    private static List<Boolean> directions() {
        return List.of(true, false);
    }

    /** Flows of a bridge with the two ports: table 1 has what is inbound, table 2 what is outbound. */
    List<String> openFlow() {
        final List<String> flows = new ArrayList<>();
        for (final boolean inbound : directions()) {
            final int table = inbound ? 1 : 2;
            final String pass = "output:" + (inbound ? "guest" : "world");
            flows.add("table=0,in_port=%s,actions=resubmit(,%d)".formatted(inbound ? "world" : "guest", table));
            flows.add("table=%d,priority=1,actions=%s".formatted(table, pass));
            acl.stream().filter(rule -> rule.covers(inbound)).forEach(rule -> flows.add("table=%d,priority=%d,%s,actions=%s"
                    .formatted(table, rule.strength(), rule.openFlow(inbound), rule.allow() ? pass : "drop")));
        }
        return flows;
    }

    /** Chains for a table that judge what comes in at an interface, and return where it may pass. */
    String nftables() {
        return directions().stream().map(inbound -> "chain " + (inbound ? "inbound" : "outbound") + " {\n"
                + acl.stream().filter(rule -> rule.covers(inbound))
                        .sorted(Comparator.comparing(AclRule::strength).reversed())
                        .map(rule -> rule.nftables(inbound) + (rule.allow() ? " return\n" : " drop\n"))
                        .collect(Collectors.joining()) + "}\n").collect(Collectors.joining());
    }
}
