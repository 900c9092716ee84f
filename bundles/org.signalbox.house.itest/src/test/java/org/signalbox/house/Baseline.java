package org.signalbox.house;

import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import java.nio.file.Path;
import java.util.List;

/** Compares a bundle's exported packages with those of its last release, by bnd's rules of semantic versioning. */
final class Baseline {

    private Baseline() {
    }

    /** One sentence for each exported package whose version does not say what was changed in it. */
    static List<String> violations(final Path released, final Path built) throws Exception {
        try (Processor reporter = new Processor(); Jar older = new Jar(released.toFile());
                Jar newer = new Jar(built.toFile())) {
            return new aQute.bnd.differ.Baseline(reporter, new DiffPluginImpl()).baseline(newer, older, null).stream()
                    .filter(info -> info.mismatch)
                    .map(info -> info.packageName + " was changed (" + info.packageDiff.getDelta() + ") since "
                            + info.olderVersion + ": its version must be " + info.suggestedVersion + ", not "
                            + info.newerVersion)
                    .sorted().toList();
        }
    }
}
