package org.signalbox.ship;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Maven's name of an artifact. Source: Maven, "Naming Conventions" and "Repository Layout". */
record Coordinates(String group, String artifact, String version) {
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]*");

    /** Empty if a part is missing, or could be anything but part of a file's name. */
    static Optional<Coordinates> of(final String group, final String artifact, final String version) {
        return Stream.of(group, artifact, version).allMatch(
                part -> part != null && PART.matcher(part).matches() && !part.contains(".."))
                ? Optional.of(new Coordinates(group, artifact, version)) : Optional.empty();
    }

    /** The name of a file, without a folder. */
    String file(final String type) {
        return artifact + "-" + version + "." + type;
    }

    /** Where a file of a type is in a repository. */
    String place(final String type) {
        return group.replace('.', '/') + "/" + artifact + "/" + version + "/" + file(type);
    }

    /** Whether contents may change without a new version. */
    boolean isSnapshot() {
        return version.endsWith("-SNAPSHOT");
    }

    @Override
    public String toString() {
        return group + ":" + artifact + ":" + version;
    }
}
