package org.signalbox.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pom that {@code new-extension} gives a project, and what others make of it. */
final class Poms {

    private static final Pattern DESCRIPTION = Pattern.compile("\\s*<description>.*</description>");
    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>.*?</dependency>", Pattern.DOTALL);
    private static final Pattern DEPENDENCIES = Pattern.compile("<dependencies>.*</dependencies>", Pattern.DOTALL);
    private static final Pattern BND = Pattern.compile("<!\\[CDATA\\[(.*)\\]\\]>", Pattern.DOTALL);
    private static final Pattern VERSION = Pattern.compile("<version>(.*)</version>");

    /**
     * A pom in parts.
     *
     * @param instructions lines for bnd
     * @param rest what else there is, but for the description
     */
    record Parts(List<String> dependencies, List<String> instructions, String rest) {
    }

    private Poms() {
    }

    /** The pom of a new extension. */
    static Parts made(final String name) throws IOException {
        final Path root = BuiltBundle.root();
        final String template = Files.readString(root.resolve("product/templates/extension/pom.xml"));
        final Matcher version = VERSION.matcher(Files.readString(root.resolve("pom.xml")));
        return parts(template.replace("@GROUP@", "org.example").replace("@NAME@", name).replace("@RELEASE@", "1.0.0")
                .replace("@VERSION@", version.results().findFirst().orElseThrow().group(1)));
    }

    static Parts read(final Path pom) throws IOException {
        return parts(Files.readString(pom));
    }

    private static Parts parts(final String pom) {
        final String bnd = BND.matcher(pom).results().findFirst().orElseThrow().group(1);
        final String rest = BND.matcher(DEPENDENCIES.matcher(DESCRIPTION.matcher(pom).replaceAll("")).replaceAll(""))
                .replaceAll("");
        return new Parts(DEPENDENCY.matcher(pom).results().map(match -> match.group()).toList(),
                bnd.lines().map(String::strip).filter(line -> !line.isEmpty()).toList(), rest);
    }
}
