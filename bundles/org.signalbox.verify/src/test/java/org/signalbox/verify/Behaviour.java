package org.signalbox.verify;

import java.util.List;

import org.signalbox.vswitch.engine.Engine;
import org.signalbox.vswitch.extension.Extension;

/** What the judge says of an extension that comes in no bundle. */
final class Behaviour {
    static final String ID = "mutant";

    private Behaviour() {
    }

    static List<Verifier.Line> judge(final Extension extension) throws Exception {
        final Engine engine = new Engine();
        try {
            engine.add(ID, extension);
            return new Verifier(Verifier.behaviour(), false).judge(Subject.of(engine, ID, extension), _ -> {
            });
        } finally {
            engine.close();
        }
    }

    static List<String> red(final List<Verifier.Line> lines) {
        return lines.stream().filter(line -> line.judgement().finding().isPresent()).map(Verifier.Line::check).toList();
    }

    static String text(final List<Verifier.Line> lines) {
        return String.join("\n", lines.stream().map(Report::text).toList());
    }
}
