package org.signalbox.vswitch.itest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lists of stateless entries.
 *
 * @param extended the highest weight first
 */
record FilterRules(List<AclRule> acl, List<ExtendedRule> extended) implements FilterPolicy {
    private static final int WEIGHTS = 65_536;

    /** Mostly a handful of rules, and sometimes many, of one kind or both. */
    static FilterRules random(final FilterTerms terms, final int most) {
        final int kinds = terms.random().nextInt(3);
        final int rules = 1 + terms.random().nextInt(terms.random().nextInt(4) == 0 ? most : 12);
        return new FilterRules(
                Stream.generate(() -> AclRule.random(terms)).limit(kinds == 0 ? 0 : rules).toList(),
                terms.random().ints(0, WEIGHTS).distinct().limit(kinds == 1 ? 0 : rules).boxed()
                        .sorted(Comparator.reverseOrder()).map(weight -> ExtendedRule.random(terms, weight)).toList());
    }

    @Override
    public String yaml() {
        return entries("acl", acl.stream().map(AclRule::yaml))
                + entries("extendedAcl", extended.stream().map(ExtendedRule::yaml));
    }

    private static String entries(final String key, final Stream<String> entries) {
        return entries.map(entry -> "\n          - " + entry)
                .collect(Collectors.collectingAndThen(Collectors.joining(),
                        all -> all.isEmpty() ? "" : "        " + key + ":" + all + "\n"));
    }

    @Override
    public List<String> openFlow() {
        return Stream.concat(openFlow(true), openFlow(false)).toList();
    }

    /** Tables 1 and 2 have the list and the extended list of what is inbound, tables 3 and 4 of what is outbound. */
    private Stream<String> openFlow(final boolean inbound) {
        final int list = inbound ? 1 : 3;
        final int extendedList = list + 1;
        final String next = "resubmit(," + extendedList + ")";
        final String pass = "output:" + (inbound ? "guest" : "world");
        final List<String> flows = new ArrayList<>();
        flows.add("in_port=%s,actions=resubmit(,%d)".formatted(inbound ? "world" : "guest", list));
        flows.add(flow(list, 1, "", next));
        acl.stream().filter(rule -> rule.covers(inbound)).map(rule -> flow(list, rule.strength(),
                rule.openFlow(inbound), rule.allow() ? next : "drop")).forEach(flows::add);
        flows.add(flow(extendedList, 1, "", pass));
        IntStream.range(0, extended.size()).filter(k -> extended.get(k).inbound() == inbound)
                .forEach(k -> extended.get(k).openFlow().forEach(match -> flows.add(flow(extendedList,
                        WEIGHTS - 1 - k, match, extended.get(k).allow() ? pass : "drop"))));
        return flows.stream();
    }

    private static String flow(final int table, final int priority, final String match, final String actions) {
        return "table=" + table + ",priority=" + priority + (match.isEmpty() ? "" : "," + match)
                + ",actions=" + actions;
    }

    /** Chains that judge what comes in at a device, and return where it may pass. */
    @Override
    public String nftables() {
        return "table netdev t {\n" + nftables(true) + nftables(false) + """
                chain world { type filter hook ingress device world priority 0; jump inbound; fwd to guest; }
                chain guest { type filter hook ingress device guest priority 0; jump outbound; fwd to world; }
                }
                """;
    }

    private String nftables(final boolean inbound) {
        final String name = inbound ? "inbound" : "outbound";
        return chain(name + "List", acl.stream().filter(rule -> rule.covers(inbound))
                .sorted(Comparator.comparing(AclRule::strength).reversed())
                .map(rule -> rule.nftables(inbound) + (rule.allow() ? " return" : " drop")))
                + chain(name + "Extended", extended.stream().filter(rule -> rule.inbound() == inbound)
                        .flatMap(rule -> rule.nftables().stream()
                                .map(match -> match + (rule.allow() ? "return" : "drop"))))
                + chain(name, Stream.of("jump " + name + "List", "jump " + name + "Extended"));
    }

    private static String chain(final String name, final Stream<String> rules) {
        return rules.collect(Collectors.joining("\n  ", "chain " + name + " {\n  ", "\n}\n"));
    }
}
