package org.signalbox.vswitch.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.signalbox.vswitch.RuleCount;
import org.signalbox.vswitch.pipeline.RuleHits;

/**
 * The rules of extensions that are counted on one switch, numbered from 0. A rule is known by its text within a policy
 * and so keeps its number when the policy is compiled anew, for the same stages or for those that take their place. It
 * has it as long as any stages may use it. Any thread may ask for a number.
 */
final class RuleCounters {
    /** Rules at most; one that comes when there are so many is not counted. */
    static final int CAPACITY = 1 << 20;

    /** Whose rule it is; without a port that of the switch's policy. */
    private record Policy(String extension, String port) {
    }

    private static final class Rule {
        private final int number;
        private final String text;
        private String label;

        private Rule(final int number, final String text) {
            this.number = number;
            this.text = text;
        }
    }

    private static final class Rules {
        private final Map<String, Rule> byText = new HashMap<>();
        // by who asked: the rules of the policies that may be in use, the last compiled one last
        private final Map<Object, Deque<Set<Rule>>> asked = new IdentityHashMap<>();
        // whether anything may have become free
        private boolean changed;
    }

    private final Map<Policy, Rules> policies = new HashMap<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private int numbers;

    /** A policy is about to be compiled: the rules that are asked for from now on are those that it has. */
    synchronized void compile(final Object owner, final String extension, final String port) {
        final Rules rules = policies.computeIfAbsent(new Policy(extension, port), _ -> new Rules());
        rules.asked.computeIfAbsent(owner, _ -> new ArrayDeque<>()).add(new LinkedHashSet<>());
        rules.changed = true;
    }

    /** The number of a rule, or {@link RuleHits#UNCOUNTED} where there are too many. */
    synchronized int number(final Object owner, final String extension, final String port, final String label,
            final String text) {
        final Rules rules = policies.computeIfAbsent(new Policy(extension, port), _ -> new Rules());
        final Deque<Set<Rule>> asked = rules.asked.computeIfAbsent(owner, _ -> new ArrayDeque<>());
        if (asked.isEmpty()) {
            asked.add(new LinkedHashSet<>());
        }
        Rule rule = rules.byText.get(text);
        if (rule == null) {
            if (free.isEmpty() && numbers == CAPACITY) {
                return RuleHits.UNCOUNTED;
            }
            rule = new Rule(free.isEmpty() ? numbers++ : free.pop(), text);
            rules.byText.put(text, rule);
        }
        if (asked.getLast().add(rule)) {
            rule.label = label;
        }
        return rule.number;
    }

    /** Stages are closed: what they asked for is free, unless others asked for it, too. */
    synchronized void release(final Object owner) {
        policies.values().forEach(rules -> rules.changed |= rules.asked.remove(owner) != null);
    }

    /**
     * Where no worker is in a batch, and all have the policies that were compiled last: rules that no stages may use any
     * more, those at ports that are gone among them, make room for others.
     */
    synchronized void prune(final Predicate<String> ports, final List<RuleHits> counted) {
        policies.entrySet().removeIf(entry -> {
            final Rules rules = entry.getValue();
            final String port = entry.getKey().port();
            final boolean gone = !port.isEmpty() && !ports.test(port);
            if (gone) {
                rules.asked.clear();
            }
            if (gone || rules.changed) {
                prune(rules, counted);
            }
            return rules.byText.isEmpty() && rules.asked.isEmpty();
        });
    }

    private void prune(final Rules rules, final List<RuleHits> counted) {
        final Set<Rule> used = new HashSet<>();
        for (final Deque<Set<Rule>> asked : rules.asked.values()) {
            while (asked.size() > 1) {
                asked.removeFirst();
            }
            asked.forEach(used::addAll);
        }
        rules.byText.values().removeIf(rule -> {
            if (used.contains(rule)) {
                return false;
            }
            counted.forEach(hits -> hits.clear(rule.number));
            return free.add(rule.number);
        });
        rules.changed = false;
    }

    /** One more than the highest number that was given out. */
    synchronized int numbers() {
        return numbers;
    }

    /** The rules of the policies that may be in use, with what was counted by their numbers. */
    synchronized List<RuleCount> counts(final RuleHits hits) {
        final List<RuleCount> counts = new ArrayList<>();
        policies.forEach((policy, rules) -> rules.byText.values().forEach(rule ->
                counts.add(new RuleCount(policy.extension(), policy.port(), rule.label, rule.text,
                        hits.frames(rule.number), hits.bytes(rule.number)))));
        return counts;
    }
}
