package org.signalbox.verify.binary;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;

/**
 * A bundle of the API as it was released, or as it runs here. One thread at a time.
 *
 * @param origin   its name and version, for people
 * @param packages that it exports, with their versions
 */
public record Release(String origin, Map<String, Version> packages, Function<String, ClassModel> classes) {
    private static final Pattern EXPORT = Pattern.compile("(?:^|,)([\\w.]+);version=\"([^\"]+)\"");

    /** One in a jar file. */
    public static Release ofJar(final InputStream file) throws IOException {
        final Map<String, byte[]> codes = new HashMap<>();
        try (JarInputStream jar = new JarInputStream(file)) {
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                codes.put(entry.getName(), jar.readAllBytes());
            }
            final Map<String, Version> packages = new HashMap<>();
            final Matcher exports = EXPORT.matcher(header(jar, Constants.EXPORT_PACKAGE));
            while (exports.find()) {
                packages.put(exports.group(1), Version.parseVersion(exports.group(2)));
            }
            return new Release(header(jar, Constants.BUNDLE_SYMBOLICNAME) + " "
                    + header(jar, Constants.BUNDLE_VERSION), packages,
                    once(name -> Optional.ofNullable(codes.get(name + ".class")).map(ByteArrayInputStream::new)
                            .map(InputStream.class::cast)));
        }
    }

    private static String header(final JarInputStream jar, final String name) {
        final String value = jar.getManifest().getMainAttributes().getValue(name);
        return value == null ? "" : value;
    }

    /** One that is installed. */
    public static Release of(final Bundle bundle) {
        final Map<String, Version> packages = new HashMap<>();
        bundle.adapt(BundleRevision.class).getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)
                .forEach(each -> packages.put(
                        (String) each.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE),
                        (Version) each.getAttributes().get(Constants.VERSION_ATTRIBUTE)));
        return new Release(bundle.getSymbolicName() + " " + bundle.getVersion(), packages,
                once(name -> Optional.ofNullable(bundle.getEntry(name + ".class")).map(Release::open)));
    }

    /** The classes of the JDK that runs. */
    static ClassModel ofJdk(final String name) {
        final InputStream code = Object.class.getResourceAsStream("/" + name + ".class");
        return code == null ? null : parse(code);
    }

    private static InputStream open(final URL url) {
        try {
            return url.openStream();
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Function<String, ClassModel> once(final Function<String, Optional<InputStream>> code) {
        final Map<String, Optional<ClassModel>> parsed = new HashMap<>();
        return name -> parsed.computeIfAbsent(name, each -> code.apply(each).map(Release::parse)).orElse(null);
    }

    private static ClassModel parse(final InputStream code) {
        try (code) {
            return ClassFile.of().parse(code.readAllBytes());
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
