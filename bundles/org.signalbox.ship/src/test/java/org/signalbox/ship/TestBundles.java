package org.signalbox.ship;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Writes bundles as Maven and bnd would. */
final class TestBundles {

    private TestBundles() {
    }

    /** A bundle with one text. @param headers names and values in turn */
    static Path write(final Path file, final String group, final String artifact, final String version,
            final String text, final String... headers) throws IOException {
        final Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", artifact);
        manifest.getMainAttributes().putValue("Bundle-Version", version.replace("-", "."));
        for (int i = 0; i < headers.length; i += 2) {
            manifest.getMainAttributes().putValue(headers[i], headers[i + 1]);
        }
        final Properties coordinates = new Properties();
        coordinates.putAll(Map.of("groupId", group, "artifactId", artifact, "version", version));
        final ByteArrayOutputStream properties = new ByteArrayOutputStream();
        coordinates.store(properties, null);
        final Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("META-INF/maven/" + group + "/" + artifact + "/pom.properties", properties.toByteArray());
        files.put("text", text.getBytes(StandardCharsets.UTF_8));
        return write(file, manifest, files);
    }

    /** An archive. @param manifest or null */
    static Path write(final Path file, final Manifest manifest, final Map<String, byte[]> files) throws IOException {
        Files.createDirectories(file.getParent());
        try (JarOutputStream jar = manifest == null ? new JarOutputStream(Files.newOutputStream(file))
                : new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (final Map.Entry<String, byte[]> each : files.entrySet()) {
                jar.putNextEntry(new JarEntry(each.getKey()));
                jar.write(each.getValue());
            }
        }
        return file;
    }
}
