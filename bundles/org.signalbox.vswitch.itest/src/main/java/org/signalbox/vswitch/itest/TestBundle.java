package org.signalbox.vswitch.itest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;
import org.signalbox.vswitch.itest.partner.Activator;

/** Bundles made of classes of this one, that register an extension of their own when they are started. */
final class TestBundle {
    private static final List<String> API = List.of("org.signalbox.frame", "org.signalbox.vswitch",
            "org.signalbox.vswitch.extension");

    private TestBundle() {
    }

    /**
     * The bundle's bytes.
     *
     * @param extension of which an instance is registered
     * @param more      headers
     * @param others    classes that it needs besides those that are nested in it
     */
    static byte[] of(final String id, final String version, final Class<?> extension, final Map<String, String> more,
            final Class<?>... others) throws IOException {
        final Map<String, byte[]> classes = new LinkedHashMap<>();
        add(classes, extension.getNestMembers());
        add(classes, others);
        return of(id, version, extension.getName(), more, classes);
    }

    /** The same of class files by the names of their entries. */
    static byte[] of(final String id, final String version, final String extension, final Map<String, String> more,
            final Map<String, byte[]> classes) throws IOException {
        final Map<String, String> headers = new LinkedHashMap<>(Map.of("Manifest-Version", "1.0",
                "Bundle-ManifestVersion", "2", "Bundle-SymbolicName", id, "Bundle-Version", version, "Bundle-Activator",
                Activator.class.getName(), Activator.EXTENSION, extension, "Import-Package",
                "org.osgi.framework," + imports()));
        headers.putAll(more);
        final Manifest manifest = new Manifest();
        final Attributes main = manifest.getMainAttributes();
        headers.forEach(main::putValue);
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        add(classes, Activator.class);
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (final Map.Entry<String, byte[]> each : classes.entrySet()) {
                jar.putNextEntry(new JarEntry(each.getKey()));
                jar.write(each.getValue());
                jar.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** The API with the ranges that bnd writes for what is built against it as it is. */
    private static String imports() {
        return FrameworkUtil.getBundle(TestBundle.class).adapt(BundleWiring.class)
                .getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .map(wire -> wire.getCapability().getAttributes())
                .filter(attributes -> API.contains(attributes.get(PackageNamespace.PACKAGE_NAMESPACE)))
                .map(attributes -> {
                    final Version version = (Version) attributes.get("version");
                    return attributes.get(PackageNamespace.PACKAGE_NAMESPACE) + ";version=\"[" + version.getMajor()
                            + "." + version.getMinor() + "," + (version.getMajor() + 1) + ")\"";
                }).distinct().collect(Collectors.joining(","));
    }

    private static void add(final Map<String, byte[]> classes, final Class<?>... types) throws IOException {
        for (final Class<?> type : types) {
            final String entry = type.getName().replace('.', '/') + ".class";
            try (InputStream code = type.getClassLoader().getResourceAsStream(entry)) {
                classes.put(entry, code.readAllBytes());
            }
        }
    }
}
