package org.signalbox.workbench.itest.partner;

import java.util.Optional;
import org.signalbox.workbench.MapDecoration;
import org.signalbox.workbench.Token;

/** Marks one switch and one port of it. */
public final class PartnerDecoration implements MapDecoration {

    public static final String TIP = "Acme serves it first.";

    @Override
    public Optional<Badge> badge(Place place) {
        if (place.switchName().filter("prod"::equals).isEmpty()) {
            return Optional.empty();
        }
        return switch (place.port().orElse("")) {
            case "" -> Optional.of(new Badge("ACME", Token.EXTENSION, "Acme watches it."));
            case "core" -> Optional.of(new Badge("GOLD", Token.OK, TIP));
            default -> Optional.empty();
        };
    }
}
