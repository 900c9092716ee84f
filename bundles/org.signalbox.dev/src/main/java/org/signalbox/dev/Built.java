package org.signalbox.dev;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What came of building a project.
 *
 * @param bundle        its file
 * @param id            the bundle's symbolic name
 * @param version       of the bundle
 * @param classes       binary names of the classes that were compiled
 * @param compileMillis the compiler's time
 * @param bundleMillis  bnd's time
 * @param errors        what was wrong, line by line; when there is any, there is no bundle
 */
record Built(Path bundle, String id, String version, Set<String> classes, long compileMillis, long bundleMillis,
        List<String> errors) {
    boolean isGood() {
        return errors.isEmpty();
    }
}
