package org.signalbox.extension.tracing.packet;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.schema.Key;
import org.signalbox.schema.Schema;

/**
 * The candidates within one policy, whichever extension's: they follow from the record that defines it. Of each enum the
 * other words, of each truth value the other one, each element of a list or mapping taken out, and keys at their
 * default.
 */
final class PolicyCandidates {
    /** Breadths of what is found in one kind of policy. */
    private record Breadths(Breadth ruleValue, Breadth rule, Breadth value, Breadth fallback) {
    }

    private static final Breadths PORT = new Breadths(Breadth.RULE_VALUE, Breadth.RULE, Breadth.POLICY_VALUE,
            Breadth.POLICY_DEFAULT);
    private static final Breadths SWITCH = new Breadths(Breadth.SWITCH_RULE, Breadth.SWITCH_RULE, Breadth.SWITCH_VALUE,
            Breadth.SWITCH_VALUE);

    private final List<Candidate> found = new ArrayList<>();
    private final Map<?, ?> tree;
    private final Breadths breadths;

    private PolicyCandidates(Map<?, ?> tree, Breadths breadths) {
        this.tree = tree;
        this.breadths = breadths;
    }

    /** Those of a port's policy; in the order of its keys. */
    static List<Candidate> ofPort(Map<?, ?> tree, Record policy, List<Object> at) {
        final PolicyCandidates of = new PolicyCandidates(tree, PORT);
        of.look(policy, at, false, true);
        of.found.add(new Candidate(Breadth.POLICY, new Edit.Remove(at)));
        return of.found;
    }

    /** Those of a switch's policy; in the order of its keys. */
    static List<Candidate> ofSwitch(Map<?, ?> tree, Record policy, List<Object> at) {
        final PolicyCandidates of = new PolicyCandidates(tree, SWITCH);
        of.look(policy, at, false, true);
        of.found.add(new Candidate(Breadth.SWITCH_VALUE, new Edit.Remove(at)));
        return of.found;
    }

    private void look(Record value, List<Object> at, boolean rule, boolean top) {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            final Key named = component.getAnnotation(Key.class);
            final String key = named == null ? component.getName() : named.value();
            final Object part = part(component, value);
            final int before = found.size();
            look(part, below(at, key), rule);
            final boolean hasOther = found.size() > before && !(part instanceof List<?>) && !(part instanceof Map<?, ?>);
            if (top && tree.containsKey(key) && !hasOther) {
                found.add(new Candidate(breadths.fallback(), new Edit.Remove(below(at, key))));
            }
        }
    }

    private void look(Object value, List<Object> at, boolean rule) {
        switch (value) {
            case Optional<?> maybe -> maybe.ifPresent(present -> look(present, at, rule));
            case Enum<?> word -> {
                for (Enum<?> other : word.getDeclaringClass().getEnumConstants()) {
                    if (other != word) {
                        set(at, Schema.word(other), rule);
                    }
                }
            }
            case Boolean truth -> set(at, !truth, rule);
            case Record part -> look(part, at, rule, false);
            case List<?> list -> {
                for (int index = 0; index < list.size(); index++) {
                    element(list.get(index), below(at, index));
                }
            }
            case Map<?, ?> map -> map.forEach((key, element) -> element(element, below(at, key)));
            default -> { }
        }
    }

    private void element(Object element, List<Object> at) {
        look(element, at, true);
        found.add(new Candidate(breadths.rule(), new Edit.Remove(at)));
    }

    private void set(List<Object> at, Object value, boolean rule) {
        found.add(new Candidate(rule ? breadths.ruleValue() : breadths.value(), new Edit.Set(at, value)));
    }

    static List<Object> below(List<Object> at, Object... segments) {
        final List<Object> longer = new ArrayList<>(at);
        longer.addAll(List.of(segments));
        return longer;
    }

    private static Object part(RecordComponent component, Record of) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException thrown) {
            throw new IllegalArgumentException("found a policy " + of.getClass().getSimpleName() + " whose "
                    + component.getName() + " cannot be read, expected one that can", thrown);
        }
    }
}
