package org.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The archetype makes the projects that the launcher makes. Maven runs offline, as on a machine that has the kit. */
class ArchetypeTest {

    private static final int SECONDS = 120;
    // not in the temporary folder: what is removed with that must not be full of links
    private static final Path REPOSITORY = MavenRepository.folder("archetype");

    private static final Pattern GUIDE = Pattern.compile("mvn archetype:generate(.*\\\\\\n)*.*");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"capturing", "filtering", "forwarding"})
    void shouldMakeWhatTheLauncherMakes(final String kind) throws Exception {
        final LauncherCopy launcher = LauncherCopy.in(Files.createDirectory(folder.resolve("launcher")));
        launcher.make("my-2nd-one", kind);
        final Run run = generate("-DartifactId=my-2nd-one", "-Dkind=" + kind);
        assertThat(run.code()).as(run.out()).isZero();
        assertThat(files(folder.resolve("my-2nd-one"))).isEqualTo(files(launcher.folder().resolve("my-2nd-one")))
                .hasSize(4);
    }

    @Test
    void shouldBeCalledAsTheGuideSays() throws Exception {
        final List<String> words = List.of(guide().replace("\\\n", " ").strip().split("\\s+"));
        assertThat(words).startsWith("mvn", "archetype:generate");
        final Run run = maven(words.subList(2, words.size()));
        assertThat(run.code()).as(run.out()).isZero();
        assertThat(files(folder.resolve("no-ping")).get("src/main/java/com/acme/noping/NoPingExtension.java"))
                .startsWith("package com.acme.noping;");
    }

    /** The command in the docs, with the lines that it goes on in. */
    private static String guide() throws IOException {
        try (Stream<Path> docs = Files.walk(BuiltBundle.root().resolve("docs"))) {
            for (final Path doc : docs.filter(each -> each.toString().endsWith(".md")).toList()) {
                final Matcher command = GUIDE.matcher(Files.readString(doc));
                if (command.find()) {
                    return command.group();
                }
            }
        }
        throw new AssertionError("no guide says how to call the archetype");
    }

    @Test
    void shouldTakeTheVersionPackageAndClassThatAreGiven() throws Exception {
        final Run run = generate("-DgroupId=com.acme", "-Dversion=2.1.0", "-Dpackage=com.acme.net",
                "-DclassName=Quiet", "-DartifactId=no-ping", "-Dkind=filtering");
        assertThat(run.code()).as(run.out()).isZero();
        final Map<String, String> files = files(folder.resolve("no-ping"));
        assertThat(files).containsOnlyKeys("README.md", "pom.xml", "src/main/java/com/acme/net/Quiet.java",
                "src/test/java/com/acme/net/QuietTest.java");
        assertThat(files.get("pom.xml")).contains("<groupId>com.acme</groupId>", "<version>2.1.0</version>");
        assertThat(files.get("README.md")).contains("target/no-ping-2.1.0.jar", "`QuietTest`");
        assertThat(files.get("src/main/java/com/acme/net/Quiet.java")).startsWith("package com.acme.net;")
                .contains("class Quiet ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "no-ping | odd | found the kind \"odd\", expected capturing, filtering or forwarding",
        "No-ping | filtering | found the name \"No-ping\", expected lower-case letters, digits and single hyphens",
        "class | filtering | found the name \"class\", which has a meaning of its own, expected another"})
    void shouldRefuseInOneSentenceAndLeaveNothing(final String name, final String kind, final String sentence)
            throws Exception {
        final Run run = generate("-DartifactId=" + name, "-Dkind=" + kind);
        assertThat(run.code()).isNotZero();
        assertThat(run.out()).contains(sentence);
        assertThat(folder.resolve(name)).doesNotExist();
    }

    @Test
    void shouldLeaveWhatStoodThereWhenItRefuses() throws Exception {
        final Path note = Files.writeString(Files.createDirectory(folder.resolve("mine")).resolve("README.md"), "mine");
        assertThat(generate("-DartifactId=mine", "-Dkind=odd").code()).isNotZero();
        assertThat(files(folder.resolve("mine"))).containsOnlyKeys("README.md");
        assertThat(note).hasContent("mine");
    }

    private Run generate(final String... properties) throws Exception {
        final List<String> arguments = new ArrayList<>(List.of("-B", "-DarchetypeCatalog=local",
                "-DarchetypeGroupId=org.signalbox", "-DarchetypeArtifactId=org.signalbox.archetype",
                "-DarchetypeVersion=" + MavenRepository.version()));
        arguments.addAll(List.of(properties));
        return maven(arguments);
    }

    private Run maven(final List<String> arguments) throws Exception {
        MavenRepository.make(REPOSITORY);
        final String pom = Files.readString(BuiltBundle.root().resolve("pom.xml"));
        final List<String> command = new ArrayList<>(List.of("mvn", "-o", "-Dmaven.repo.local=" + REPOSITORY,
                "org.apache.maven.plugins:maven-archetype-plugin:" + MavenRepository.property(pom, "archetype.version")
                        + ":generate"));
        command.addAll(arguments);
        return Run.of(folder, command, Map.of(), SECONDS);
    }

    private static Map<String, String> files(final Path project) throws IOException {
        final Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(project)) {
            for (final Path file : all.filter(Files::isRegularFile).toList()) {
                // a byte for a character
                files.put(project.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }
}
