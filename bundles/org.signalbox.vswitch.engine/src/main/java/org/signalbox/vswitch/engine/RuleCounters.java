package org.signalbox.vswitch.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.signalbox.vswitch.RuleCount;
import org.signalbox.vswitch.pipeline.RuleHits;

/**
 * The rules of extensions that are counted on one switch, numbered from 0. A rule is known by its text within a policy
 * and so keeps its number when the policy is compiled anew. Any thread may ask for a number.
 */
final class RuleCounters {
    /** Rules at most; one that comes when there are so many is not counted. */
    static final int CAPACITY = 1 << 20;

    /** Whose rule it is; without a port that of the switch's policy. */
    private record Policy(String extension, String port) {
    }

    private static final class Rule {
        private final int number;
        private String label;
        private long compiled;

        private Rule(final int number) {
            this.number = number;
        }
    }

    private static final class Rules {
        private final Map<String, Rule> byText = new HashMap<>();
        private long compiled;
    }

    private final Map<Policy, Rules> policies = new HashMap<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private int numbers;

    /** A policy is about to be compiled: the rules that it asks for from now on are those that it has. */
    synchronized void compile(final String extension, final String port) {
        policies.computeIfAbsent(new Policy(extension, port), _ -> new Rules()).compiled++;
    }

    /** The number of a rule, or {@link RuleHits#UNCOUNTED} where there are too many. */
    synchronized int number(final String extension, final String port, final String label, final String text) {
        final Rules rules = policies.computeIfAbsent(new Policy(extension, port), _ -> new Rules());
        Rule rule = rules.byText.get(text);
        if (rule == null) {
            if (free.isEmpty() && numbers == CAPACITY) {
                return RuleHits.UNCOUNTED;
            }
            rule = new Rule(free.isEmpty() ? numbers++ : free.pop());
            rules.byText.put(text, rule);
        }
        if (rule.compiled != rules.compiled || rule.label == null) {
            rule.label = label;
            rule.compiled = rules.compiled;
        }
        return rule.number;
    }

    /**
     * Where no worker is in a batch, and all have the policies that were compiled last: forgets the rules of
     * extensions and ports that are gone, and those that no policy has had for two compilations; one compilation may be
     * that of a version which is only tried.
     */
    synchronized void prune(final Set<String> extensions, final Predicate<String> ports, final List<RuleHits> counted) {
        policies.entrySet().removeIf(entry -> {
            final Policy of = entry.getKey();
            final boolean gone = !extensions.contains(of.extension()) || !of.port().isEmpty() && !ports.test(of.port());
            remove(entry.getValue(), gone ? 0 : 2, counted);
            return gone;
        });
    }

    private void remove(final Rules rules, final int age, final List<RuleHits> counted) {
        for (final Iterator<Rule> each = rules.byText.values().iterator(); each.hasNext();) {
            final Rule rule = each.next();
            if (rules.compiled - rule.compiled >= age) {
                each.remove();
                counted.forEach(hits -> hits.clear(rule.number));
                free.push(rule.number);
            }
        }
    }

    /** One more than the highest number that was given out. */
    synchronized int numbers() {
        return numbers;
    }

    /** The rules of the policies that were compiled last, with what was counted by their numbers. */
    synchronized List<RuleCount> counts(final RuleHits hits) {
        final List<RuleCount> counts = new ArrayList<>();
        policies.forEach((policy, rules) -> rules.byText.forEach((text, rule) -> {
            if (rule.compiled == rules.compiled) {
                counts.add(new RuleCount(policy.extension(), policy.port(), rule.label, text, hits.frames(rule.number),
                        hits.bytes(rule.number)));
            }
        }));
        return counts;
    }
}
