package org.signalbox.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import aQute.bnd.osgi.repository.XMLResourceParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.resource.Capability;
import org.osgi.resource.Resource;

/** Indexes, as bnd's own reader sees them. */
class IndexFaceTest {
    @TempDir
    Path folder;

    private static Ran run(final String... arguments) throws Exception {
        return Ran.of(new IndexFace(), arguments);
    }

    private Path meter() throws Exception {
        return TestBundles.write(folder.resolve("com/acme/meter/1.0.0/meter 1.0.0.jar"), "com.acme", "meter", "1.0.0",
                "x", "Bundle-Name", "Acme Meter", "Import-Package", "com.acme.util;version=\"[1,2)\"",
                "Provide-Capability",
                "osgi.service;objectClass:List<String>=\"org.signalbox.vswitch.extension.Extension\"");
    }

    private void util() throws Exception {
        TestBundles.write(folder.resolve("util.jar"), "com.acme", "util", "1.2.0", "y",
                "Export-Package", "com.acme.util;version=1.2");
    }

    private static Object attribute(final Resource resource, final String namespace, final String name) {
        final List<Capability> found = resource.getCapabilities(namespace);
        assertThat(found).as(namespace).hasSize(1);
        return found.getFirst().getAttributes().get(name);
    }

    @Test
    void shouldSayWhatBundlesAreOfferAndNeed() throws Exception {
        final Path jar = meter();
        util();
        assertThat(run(folder.toString())).isEqualTo(new Ran(0, List.of(folder + "/index.xml: 2 bundles"), List.of()));
        final List<Resource> read = XMLResourceParser.getResources(folder.resolve("index.xml").toFile(),
                folder.toUri());
        assertThat(read).hasSize(2);
        final Resource meter = read.stream().filter(each ->
                attribute(each, "osgi.identity", "osgi.identity").equals("meter")).findFirst().orElseThrow();
        assertThat(attribute(meter, "osgi.identity", "version")).hasToString("1.0.0");
        assertThat(Path.of(URI.create(attribute(meter, "osgi.content", "url").toString()))).isEqualTo(jar);
        assertThat(attribute(meter, "osgi.content", "size")).isEqualTo(Files.size(jar));
        assertThat(attribute(meter, "osgi.content", "osgi.content")).isEqualTo(HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar))));
        assertThat(attribute(meter, "osgi.wiring.bundle", "osgi.wiring.bundle")).isEqualTo("meter");
        assertThat(attribute(meter, "osgi.service", "objectClass").toString())
                .contains("org.signalbox.vswitch.extension.Extension");
        assertThat(meter.getRequirements("osgi.wiring.package")).singleElement().satisfies(need ->
                assertThat(need.getDirectives().get("filter")).contains("(osgi.wiring.package=com.acme.util)"));
        final Resource util = read.get(1 - read.indexOf(meter));
        assertThat(attribute(util, "osgi.wiring.package", "osgi.wiring.package")).isEqualTo("com.acme.util");
        assertThat(attribute(util, "osgi.wiring.package", "version")).hasToString("1.2.0");
    }

    @Test
    void shouldFollowALinkToTheFolder() throws Exception {
        meter();
        final Path link = Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-link"), folder);
        try {
            assertThat(run(link.toString())).isEqualTo(new Ran(0, List.of(link + "/index.xml: 1 bundle"), List.of()));
        } finally {
            Files.delete(link);
        }
    }

    @Test
    void shouldNameAJarWhoseManifestIsNone() throws Exception {
        Files.write(folder.resolve("odd.jar"), oddJar());
        final Ran ran = run(folder.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).singleElement().asString().contains("odd.jar: found a jar that cannot be read");
    }

    private static byte[] oddJar() throws Exception {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write("no header\n".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void shouldMakeTheSameBytesOfTheSameBundles() throws Exception {
        final Path jar = meter();
        util();
        run(folder.toString());
        final byte[] first = Files.readAllBytes(folder.resolve("index.xml"));
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000_000_000L));
        run(folder.toString());
        assertThat(Files.readAllBytes(folder.resolve("index.xml"))).isEqualTo(first);
        assertThat(new String(first)).doesNotContain(folder.toString());
    }

    @Test
    void shouldTellOfArchivesThatAreNoBundles() throws Exception {
        util();
        TestBundles.write(folder.resolve("a/plain.jar"), null, Map.of("x", new byte[1]));
        TestBundles.write(folder.resolve("b/manifest.jar"), new Manifest(), Map.of("x", new byte[1]));
        Files.writeString(folder.resolve("a/notes.txt"), "no jar");
        assertThat(run(folder.toString()).out()).containsExactly("left out: a/plain.jar is no bundle",
                "left out: b/manifest.jar is no bundle", folder + "/index.xml: 1 bundle");
    }

    @Test
    void shouldRefuseABrokenJarAndLeaveTheOldIndex() throws Exception {
        util();
        run(folder.toString());
        final byte[] before = Files.readAllBytes(folder.resolve("index.xml"));
        final byte[] whole = Files.readAllBytes(meter());
        Files.write(folder.resolve("half.jar"), Arrays.copyOf(whole, whole.length / 2));
        final Ran ran = run(folder.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).singleElement().asString()
                .startsWith("signalbox index: half.jar: found a jar that cannot be read (")
                .endsWith("), expected a bundle");
        assertThat(Files.readAllBytes(folder.resolve("index.xml"))).isEqualTo(before);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(each -> each.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }

    @Test
    void shouldRefuseWhatIsNoFolder() throws Exception {
        assertThat(run("nowhere").err()).containsExactly(
                "signalbox index: found no folder nowhere, expected one with bundles");
        assertThat(run().err()).containsExactly("signalbox index: found '', expected index FOLDER");
        assertThat(run("a", "b").code()).isEqualTo(2);
    }
}
