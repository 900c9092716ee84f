package org.signalbox.fabric.feature;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

import org.osgi.service.feature.ID;
import org.signalbox.command.RefusedException;

/** Where artifacts are found by their Maven coordinates. */
interface Artifacts {
    /** What coordinates are made of: they become the name of a file. Source: Maven, "Naming Conventions". */
    Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]*");

    /**
     * The file of an artifact; empty if it is not here.
     *
     * @param type of the file unless the coordinates say it
     * @throws RefusedException with one sentence, if this place cannot be asked or gives something that is damaged
     */
    Optional<Path> find(ID id, String type) throws RefusedException;

    /** The place, as a user knows it. */
    String place();

    /** The name of an artifact's file: {@code artifact-version[-classifier].type}. */
    static String fileName(ID id, String type) {
        return id.getArtifactId() + "-" + id.getVersion() + id.getClassifier().map(each -> "-" + each).orElse("") + "."
                + id.getType().orElse(type);
    }

    /** Where Maven's repositories hold an artifact. Source: Maven, "Repository Layout". */
    static String layout(ID id, String type) {
        return id.getGroupId().replace('.', '/') + "/" + id.getArtifactId() + "/" + id.getVersion() + "/"
                + fileName(id, type);
    }

    /** Whether the coordinates name one file and nothing else. */
    static boolean isPlain(ID id) {
        return isPart(id.getGroupId()) && isPart(id.getArtifactId()) && isPart(id.getVersion())
                && id.getType().stream().allMatch(Artifacts::isPart)
                && id.getClassifier().stream().allMatch(Artifacts::isPart);
    }

    private static boolean isPart(String part) {
        return PART.matcher(part).matches() && !part.contains("..");
    }
}
