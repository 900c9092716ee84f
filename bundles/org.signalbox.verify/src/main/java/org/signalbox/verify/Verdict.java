package org.signalbox.verify;

import java.nio.file.Path;
import java.util.List;

/**
 * What was said of one bundle.
 *
 * @param file    as it was named
 * @param jar     what lies there
 * @param lines   in the order of the checks
 * @param seconds that it took
 */
record Verdict(Path file, ExtensionJar jar, List<Verifier.Line> lines, double seconds) {
    long findings() {
        return lines.stream().filter(line -> line.judgement().finding().isPresent()).count();
    }

    /** In a few words. */
    String summary() {
        return findings() == 0 ? "sound" : findings() == 1 ? "1 finding" : findings() + " findings";
    }
}
