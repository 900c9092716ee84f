package org.signalbox.workbench.help;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a link leads: {@code page:trace}, {@code cmdlet:Get-VM}, {@code view:trace}, {@code action:file.open}. */
record Target(Kind kind, String what) {

    /** What a link can do. */
    enum Kind {
        /** Shows a page of the help. */
        PAGE,
        /** Shows a command's help. */
        CMDLET,
        /** Brings a view to the front, with what it is to show behind a question mark. */
        VIEW,
        /** Does what an entry of a menu does. */
        ACTION,
        /** Runs a line of the console; in cheat sheets. */
        RUN
    }

    /** Reads a link; nothing for what is none of these. */
    static Optional<Target> parse(String link) {
        final int colon = link.indexOf(':');
        return colon < 1 || colon == link.length() - 1 ? Optional.empty()
                : Stream.of(Kind.values())
                        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(link.substring(0, colon)))
                        .findFirst().map(kind -> new Target(kind, link.substring(colon + 1)));
    }

    /** A page of the help. */
    static Target page(String id) {
        return new Target(Kind.PAGE, id);
    }

    /** Of a view, its id. */
    String view() {
        return what.split("\\?", 2)[0];
    }

    /** Of a view, what it is to show; empty for nothing in particular. */
    String subject() {
        return what.contains("?") ? what.split("\\?", 2)[1] : "";
    }
}
