package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.signalbox.schema.Path;
import org.signalbox.vswitch.VirtualSwitches.Refusal;

/**
 * In which order the extensions of a switch may stand, as far as installed ones declare it. Ids that nobody provides
 * may stand anywhere. Changes nothing.
 */
final class StackOrder {
    private final Function<String, Optional<InstalledExtension>> installed;

    /** @param installed the installed extension of an id */
    StackOrder(final Function<String, Optional<InstalledExtension>> installed) {
        this.installed = installed;
    }

    /** Two that stand the wrong way round. */
    private record Contradiction(InstalledExtension below, InstalledExtension above) {
        boolean isIn(final List<String> ids) {
            return ids.indexOf(above.id()) >= 0 && ids.indexOf(above.id()) < ids.indexOf(below.id());
        }

        /** Who says that they do. */
        String declared() {
            return below.runsBefore().contains(above.id())
                    ? below.id() + " declares that it runs before " + above.id()
                    : above.id() + " declares that it runs after " + below.id();
        }
    }

    /**
     * Where an order contradicts what is declared.
     *
     * @param ids     top first
     * @param at      where they stand in what is checked
     * @param running the order that the switch runs in: an extension that came later may contradict it, and that alone
     *                must stand in the way of no change
     */
    List<Refusal> check(final List<String> ids, final Path at, final List<String> running) {
        final List<Contradiction> found =
                contradictions(ids).stream().filter(each -> !each.isIn(running)).toList();
        if (found.isEmpty()) {
            return List.of();
        }
        final String circle = circle(present(ids));
        if (!circle.isEmpty()) {
            return List.of(new Refusal(at.toString(),
                    "extensions of which each declares to run before the next (" + circle + ")",
                    "one of them less, since no order fits"));
        }
        return found.stream().map(each -> new Refusal(at.index(ids.indexOf(each.below().id())).toString(),
                quoted(each.below()) + " below " + quoted(each.above()),
                quoted(each.below()) + " above " + quoted(each.above()) + ", since " + each.declared())).toList();
    }

    /** What an extension that runs has against its place, in one clause; empty as a rule. */
    String complaint(final List<String> ids, final String id) {
        return contradictions(ids).stream().filter(each -> each.below().id().equals(id)).findFirst()
                .map(each -> "it stands below " + each.above().id() + ", though " + each.declared()).orElse("");
    }

    /** The extensions with one more: on top, but for those that have to precede it. */
    List<String> with(final List<String> ids, final String id) {
        final List<InstalledExtension> above = installed.apply(id).stream()
                .flatMap(added -> present(ids).stream().filter(each -> each.precedes(added))).toList();
        final List<String> next = new ArrayList<>(ids);
        next.add(above.isEmpty() ? 0 : ids.indexOf(above.getLast().id()) + 1, id);
        return List.copyOf(next);
    }

    private List<InstalledExtension> present(final List<String> ids) {
        return ids.stream().distinct().flatMap(id -> installed.apply(id).stream()).toList();
    }

    private List<Contradiction> contradictions(final List<String> ids) {
        final List<InstalledExtension> present = present(ids);
        final List<Contradiction> found = new ArrayList<>();
        for (int below = 0; below < present.size(); below++) {
            for (int above = 0; above < below; above++) {
                if (present.get(below).precedes(present.get(above))) {
                    found.add(new Contradiction(present.get(below), present.get(above)));
                }
            }
        }
        return found;
    }

    /** A circle such as {@code a -> b -> a}; empty when there is none. */
    private static String circle(final List<InstalledExtension> among) {
        // whoever is left when those that nobody has to precede are taken away, again and again, has one before it
        List<InstalledExtension> left = among;
        int before;
        do {
            final List<InstalledExtension> all = left;
            before = all.size();
            left = all.stream().filter(each -> predecessor(each, all).isPresent()).toList();
        } while (left.size() < before);
        if (left.isEmpty()) {
            return "";
        }
        final List<InstalledExtension> way = new ArrayList<>();
        InstalledExtension next = left.getFirst();
        while (!way.contains(next)) {
            way.addFirst(next);
            next = predecessor(next, left).orElseThrow();
        }
        way.subList(way.indexOf(next) + 1, way.size()).clear();
        way.addFirst(next);
        return way.stream().map(InstalledExtension::id).collect(Collectors.joining(" -> "));
    }

    private static Optional<InstalledExtension> predecessor(final InstalledExtension of,
            final List<InstalledExtension> among) {
        return among.stream().filter(each -> each.precedes(of)).findFirst();
    }

    private static String quoted(final InstalledExtension extension) {
        return '"' + extension.id() + '"';
    }
}
