package org.signalbox.fabric.extension;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in a clause why a bundle cannot run. */
final class BundleFailure {
    /** Felix: {@code Unable to resolve x [7](R 7.0): missing requirement [x [7](R 7.0)] osgi.wiring.package; (...)}. */
    private static final Pattern MISSING =
            Pattern.compile("missing requirement \\[[^]]*](?:\\([^)]*\\)])? ([^;]+); (\\S+)");

    private BundleFailure() {
    }

    static String sentence(Exception fault) {
        final String message = String.valueOf(fault.getMessage());
        final Matcher missing = MISSING.matcher(message);
        String namespace = null;
        String filter = null;
        while (missing.find()) {
            namespace = missing.group(1);
            filter = missing.group(2);
        }
        final String clause = namespace == null ? message : "a bundle that needs " + namespace + " " + filter
                + ", which nothing here offers";
        return clause.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
