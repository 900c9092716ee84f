package org.signalbox.workbench.policies;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.signalbox.vswitch.RuleCount;

/**
 * An access list as a table shows and changes it; immutable. Entries keep their places in the policy, by which drops
 * and traces name them; the rows of an extended list stand by direction and falling weight, the first that matches deciding.
 */
record AclList(AclKind kind, List<AclEntry> entries) {

    static final int MOST_WEIGHT = 65_535;
    private static final int STEP = 10;
    private static final int FIRST = 100;

    /** How often an entry decided. */
    record Hits(long frames, long bytes) {
    }

    AclList {
        entries = List.copyOf(entries);
    }

    /** The list as it stands in a policy; without one it is empty. */
    static AclList of(AclKind kind, Map<String, Object> policy) {
        final List<AclEntry> entries = new ArrayList<>();
        if (policy.get(kind.key()) instanceof List<?> list) {
            for (final Object each : list) {
                final Map<String, Object> tree = new LinkedHashMap<>();
                if (each instanceof Map<?, ?> keys) {
                    keys.forEach((key, value) -> tree.put(String.valueOf(key), value));
                }
                entries.add(new AclEntry(tree));
            }
        }
        return new AclList(kind, entries);
    }

    /** The places of entries in the order of the rows. */
    List<Integer> rows() {
        final IntStream places = IntStream.range(0, entries.size());
        return kind == AclKind.ACL ? places.boxed().toList()
                : places.boxed().sorted(Comparator.comparing((Integer place) -> entries.get(place).direction())
                        .thenComparing(place -> -entries.get(place).weight())).toList();
    }

    /** What the first column says of a row. */
    String number(List<Integer> rows, int row) {
        if (kind == AclKind.ACL) {
            return String.valueOf(rows.get(row));
        }
        final String direction = entries.get(rows.get(row)).direction();
        final int first = IntStream.rangeClosed(0, row)
                .filter(each -> entries.get(rows.get(each)).direction().equals(direction)).findFirst().orElse(row);
        return String.valueOf(row - first + 1);
    }

    /** How often the entry at a place decided, in all directions together. */
    Hits hits(int place, List<RuleCount> counts) {
        final String rule = kind.key() + "[" + place + "]";
        final String action = entries.get(place).action() + " ";
        long frames = 0;
        long bytes = 0;
        for (final RuleCount count : counts) {
            if (count.rule().equals(rule) && count.text().startsWith(action)) {
                frames += count.frames();
                bytes += count.bytes();
            }
        }
        return new Hits(frames, bytes);
    }

    AclList with(int place, AclEntry entry) {
        final List<AclEntry> next = new ArrayList<>(entries);
        next.set(place, entry);
        return new AclList(kind, next);
    }

    AclList without(int place) {
        final List<AclEntry> next = new ArrayList<>(entries);
        next.remove(place);
        return new AclList(kind, next);
    }

    /** A list with a row moved, and where the entry stands in it then. */
    record Moved(AclList list, int place) {
    }

    /**
     * The list with a row moved right above or below another; empty where that changes nothing, as in another direction
     * of an extended list. There the entry takes a weight between its neighbours' if one is free, and otherwise all of
     * the direction share out the weights that they have anew.
     */
    Optional<Moved> moved(int row, int target, boolean above) {
        final List<Integer> rows = new ArrayList<>(rows());
        final int place = rows.get(row);
        final int beside = rows.get(target);
        if (place == beside || kind == AclKind.EXTENDED
                && !entries.get(place).direction().equals(entries.get(beside).direction())) {
            return Optional.empty();
        }
        rows.remove(row);
        final int to = rows.indexOf(beside) + (above ? 0 : 1);
        rows.add(to, place);
        if (to == row) {
            return Optional.empty();
        }
        return Optional.of(kind == AclKind.ACL
                ? new Moved(new AclList(kind, rows.stream().map(entries::get).toList()), to)
                : new Moved(weighted(place, rows.stream().filter(each ->
                        entries.get(each).direction().equals(entries.get(place).direction())).toList()), place));
    }

    /** @param order places of one direction, strongest first once {@code place} has another weight */
    private AclList weighted(int place, List<Integer> order) {
        final int at = order.indexOf(place);
        final long upper = at == 0 ? MOST_WEIGHT + 1L : entries.get(order.get(at - 1)).weight();
        final long lower = at == order.size() - 1 ? -1 : entries.get(order.get(at + 1)).weight();
        if (upper - lower > 1) {
            final long weight = at == 0 ? Math.min(lower + STEP, MOST_WEIGHT)
                    : at == order.size() - 1 ? Math.max(upper - STEP, 0) : (upper + lower) / 2;
            return with(place, entries.get(place).withWeight(weight));
        }
        final List<Long> weights = new ArrayList<>(order.stream().map(each -> entries.get(each).weight()).toList());
        weights.sort(Collections.reverseOrder());
        AclList next = this;
        for (int i = 0; i < order.size(); i++) {
            next = next.with(order.get(i), entries.get(order.get(i)).withWeight(weights.get(i)));
        }
        return next;
    }

    /** A weight that is free in a direction: above all others while there is room, else the highest that is free. */
    long freeWeight(String direction) {
        final List<Long> taken = entries.stream().filter(each -> each.direction().equals(direction))
                .map(AclEntry::weight).sorted(Collections.reverseOrder()).toList();
        if (taken.isEmpty()) {
            return FIRST;
        }
        long weight = Math.min(taken.getFirst() + STEP, MOST_WEIGHT);
        while (weight > 0 && taken.contains(weight)) {
            weight--;
        }
        return weight;
    }

    /** As it stands in a policy. */
    List<Map<String, Object>> tree() {
        return entries.stream().map(AclEntry::tree).toList();
    }
}
