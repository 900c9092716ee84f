package org.signalbox.workbench.help;

import java.util.Optional;

/** A stretch of text of one look. */
record Span(String text, Look look, Optional<Target> target) {

    /** How it is written. */
    enum Look {
        TEXT, STRONG, CODE
    }

    /** One that leads nowhere. */
    static Span of(String text, Look look) {
        return new Span(text, look, Optional.empty());
    }

    /** A link. */
    static Span to(Target target, String text) {
        return new Span(text, Look.TEXT, Optional.of(target));
    }
}
