package org.signalbox.workbench.topology;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What stands out on the map.
 *
 * @param selected what the details show
 * @param route    the way between the selected port and another
 * @param search   what was looked for; everything else is dimmed
 */
record Lights(Optional<Target> selected, Optional<Route> route, Optional<Search> search, Set<Target> way) {

    static final Lights NONE = of(Optional.empty(), Optional.empty(), Optional.empty());

    static Lights of(Optional<Target> selected, Optional<Route> route, Optional<Search> search) {
        return new Lights(selected, route, search,
                route.<Set<Target>>map(each -> new HashSet<>(each.lit())).orElse(Set.of()));
    }

    boolean selected(Target target) {
        return selected.isPresent() && selected.get().equals(target);
    }

    /** Whether it is selected or on the way. */
    boolean lit(Target target) {
        return selected(target) || way.contains(target);
    }

    boolean found(Target target) {
        return search.isPresent() && search.get().set().contains(target);
    }

    /** Whether it steps back because something else was looked for. */
    boolean dimmed(Target target) {
        return search.isPresent() && !search.get().set().contains(target) && !lit(target);
    }
}
