package org.signalbox.verify;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;

import org.osgi.framework.Constants;
import org.signalbox.command.RefusedException;

/**
 * The file of an extension, as it lies there.
 *
 * @param bytes    the file
 * @param manifest of the bundle
 * @param packages that its classes refer to
 * @param classes  its class files by the names of their classes
 * @param policies what is written in {@value #POLICIES}, or empty
 */
record ExtensionJar(byte[] bytes, Attributes manifest, Set<String> packages, Map<String, byte[]> classes,
        String policies) {
    /** Where a bundle may say under which policies it is to be judged. */
    static final String POLICIES = "META-INF/signalbox/policies.json";

    static final String API = "org.signalbox.vswitch.extension";

    private static final String CLASS = ".class";

    /** @throws RefusedException if it is no bundle that could be an extension */
    static ExtensionJar read(final Path file) throws RefusedException {
        try {
            final byte[] bytes = Files.readAllBytes(file);
            final ExtensionJar jar = read(file, bytes);
            if (jar.symbolicName().isEmpty()) {
                throw refused(file, "a file that is no OSGi bundle, since it has no " + Constants.BUNDLE_SYMBOLICNAME);
            }
            if (!jar.header(Constants.IMPORT_PACKAGE).contains(API)) {
                throw refused(file, "a bundle that does not import " + API);
            }
            return jar;
        } catch (final IOException e) {
            throw refused(file, "a file that cannot be read as a jar (" + e + ")");
        }
    }

    private static ExtensionJar read(final Path file, final byte[] bytes) throws IOException, RefusedException {
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(bytes))) {
            final Manifest manifest = jar.getManifest();
            if (manifest == null) {
                throw refused(file, "a file that is no jar with a manifest in front");
            }
            final Set<String> packages = new TreeSet<>();
            final Map<String, byte[]> classes = new TreeMap<>();
            String policies = "";
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                if (entry.getName().equals(POLICIES)) {
                    policies = new String(jar.readAllBytes(), StandardCharsets.UTF_8);
                } else if (entry.getName().endsWith(CLASS)) {
                    final byte[] code = jar.readAllBytes();
                    classes.put(entry.getName().replace(CLASS, "").replace('/', '.'), code);
                    addPackages(code, packages);
                }
            }
            return new ExtensionJar(bytes, manifest.getMainAttributes(), packages, classes, policies);
        } catch (final IllegalArgumentException e) {
            throw refused(file, "a class file that cannot be read (" + e.getMessage() + ")");
        }
    }

    private static void addPackages(final byte[] code, final Set<String> packages) {
        for (final PoolEntry entry : ClassFile.of().parse(code).constantPool()) {
            if (entry instanceof final ClassEntry type) {
                final String name = type.asInternalName().replaceFirst("^\\[+L?", "");
                if (name.contains("/")) {
                    packages.add(name.substring(0, name.lastIndexOf('/')).replace('/', '.'));
                }
            }
        }
    }

    private static RefusedException refused(final Path file, final String what) {
        return new RefusedException(file + ": found " + what + ", expected the bundle of an extension");
    }

    String symbolicName() {
        return header(Constants.BUNDLE_SYMBOLICNAME).split(";")[0].strip();
    }

    String version() {
        return header(Constants.BUNDLE_VERSION);
    }

    /** A header of the manifest, or the empty text. */
    String header(final String name) {
        final String value = manifest.getValue(name);
        return value == null ? "" : value;
    }

    /** SHA-256 of the file, in hexadecimal digits. */
    String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
