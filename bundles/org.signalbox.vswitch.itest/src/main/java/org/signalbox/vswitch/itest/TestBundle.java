package org.signalbox.vswitch.itest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.signalbox.vswitch.itest.partner.Activator;

/** Bundles made of classes of this one, that register an extension of their own when they are started. */
final class TestBundle {
    private TestBundle() {
    }

    /**
     * The bundle's bytes.
     *
     * @param extension of which an instance is registered
     * @param more      headers
     * @param others    classes that it needs
     */
    static byte[] of(final String id, final String version, final Class<?> extension, final Map<String, String> more,
            final Class<?>... others) throws IOException {
        final Map<String, String> headers = new LinkedHashMap<>(Map.of("Manifest-Version", "1.0",
                "Bundle-ManifestVersion", "2", "Bundle-SymbolicName", id, "Bundle-Version", version, "Bundle-Activator",
                Activator.class.getName(), Activator.EXTENSION, extension.getName(), "Import-Package",
                "org.osgi.framework,org.signalbox.frame,org.signalbox.vswitch,org.signalbox.vswitch.extension"));
        headers.putAll(more);
        final Manifest manifest = new Manifest();
        final Attributes main = manifest.getMainAttributes();
        headers.forEach(main::putValue);
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            add(jar, Activator.class);
            add(jar, extension);
            for (final Class<?> other : others) {
                add(jar, other);
            }
        }
        return bytes.toByteArray();
    }

    private static void add(final JarOutputStream jar, final Class<?> type) throws IOException {
        final String entry = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(entry));
        try (InputStream code = type.getClassLoader().getResourceAsStream(entry)) {
            code.transferTo(jar);
        }
        jar.closeEntry();
    }
}
