package org.signalbox.workbench.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.signalbox.workbench.MapDecoration;
import org.signalbox.workbench.MapDecoration.Badge;
import org.signalbox.workbench.MapDecoration.Place;
import org.signalbox.workbench.Token;

/**
 * What bundles mark things on the map with.
 *
 * @param all     by the thing
 * @param trouble what a decoration failed with; empty for none
 */
record Badges(Map<Target, List<Badge>> all, Optional<String> trouble) {

    /** The grounds of the colours that a badge may have. */
    private static final Map<Token, Token> SOFT = Map.of(Token.OK, Token.OK_SOFT, Token.WARN, Token.WARN_SOFT,
            Token.ERROR, Token.ERROR_SOFT, Token.EXTENSION, Token.EXTENSION_SOFT);

    static final Badges NONE = new Badges(Map.of(), Optional.empty());

    /** Asks every decoration for everything; may take as long as they do. */
    static Badges of(List<MapDecoration> decorations, Live live) {
        if (decorations.isEmpty()) {
            return NONE;
        }
        final Map<Target, Place> places = places(live);
        final Map<Target, List<Badge>> all = new HashMap<>();
        Optional<String> trouble = Optional.empty();
        for (final MapDecoration each : decorations) {
            try {
                final Map<Target, Badge> given = new HashMap<>();
                places.forEach((target, place) -> each.badge(place).ifPresent(badge -> given.put(target, badge)));
                given.forEach((target, badge) -> all.computeIfAbsent(target, key -> new ArrayList<>()).add(badge));
            } catch (RuntimeException failure) {
                trouble = Optional.of("The map's decoration " + each.getClass().getName() + " failed: "
                        + (failure.getMessage() == null ? failure.toString() : failure.getMessage()));
            }
        }
        return new Badges(all, trouble);
    }

    private static Map<Target, Place> places(Live live) {
        final Map<Target, Place> places = new HashMap<>();
        live.hosts().forEach(host -> {
            places.put(Target.host(host.name()), new Place(host.name(), Optional.empty(), Optional.empty()));
            host.switches().forEach(owner -> {
                final Optional<String> name = Optional.of(owner.name());
                places.put(Target.of(owner.name()), new Place(host.name(), name, Optional.empty()));
                owner.ports().forEach(port -> places.put(Target.of(owner.name(), port.name()),
                        new Place(host.name(), name, Optional.of(port.name()))));
            });
        });
        return places;
    }

    /** The colour of a badge's text. */
    static Token colour(Badge badge) {
        return SOFT.containsKey(badge.colour()) ? badge.colour() : Token.TEXT2;
    }

    /** The ground of a badge's chip. */
    static Token ground(Badge badge) {
        return SOFT.getOrDefault(badge.colour(), Token.SELECTED_IDLE);
    }

    List<Badge> at(Target target) {
        return all.getOrDefault(target, List.of());
    }

    /** What the badges of a thing mean, a line each; empty for none. */
    String tip(Target target) {
        return at(target).stream().map(each -> each.text() + ": " + each.tip()).collect(Collectors.joining("\n"));
    }
}
