package org.signalbox.ship;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

import org.signalbox.face.Face;

/** What a face said and its exit code. */
record Ran(int code, List<String> out, List<String> err) {

    static Ran of(final Face face, final String... arguments) throws Exception {
        final PrintStream out = System.out;
        final PrintStream err = System.err;
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        final ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try (PrintStream first = new PrintStream(said, true); PrintStream second = new PrintStream(complained, true)) {
            System.setOut(first);
            System.setErr(second);
            final int code = face.run(List.of(arguments));
            return new Ran(code, said.toString().lines().toList(), complained.toString().lines().toList());
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
