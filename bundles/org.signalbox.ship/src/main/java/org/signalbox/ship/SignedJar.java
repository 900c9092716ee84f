package org.signalbox.ship;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

import jdk.security.jarsigner.JarSigner;
import jdk.security.jarsigner.JarSignerException;
import org.signalbox.command.RefusedException;

/**
 * What a jar holds and who signed all of it; of two that are equal the bytes may differ, as signing twice makes others.
 * Source: Java, "JAR File Specification", Signed JAR File.
 *
 * @param main     attributes of its manifest
 * @param contents SHA-256 of its files by their names, those about signatures aside
 * @param signers  who signed every one of them
 */
record SignedJar(Attributes main, Map<String, String> contents, Set<X509Certificate> signers) {
    private static final String ABOUT_SIGNATURES = "META-INF/(MANIFEST\\.MF|[^/]+\\.(SF|RSA|DSA|EC)|SIG-[^/]*)";

    /** @throws SecurityException if it is not what was signed */
    static SignedJar read(final Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            final Map<String, String> contents = new TreeMap<>();
            Set<X509Certificate> signers = null;
            for (final JarEntry entry : Collections.list(jar.entries())) {
                final String digest;
                try (InputStream input = jar.getInputStream(entry)) {
                    digest = Sha256.of(input);
                }
                if (entry.isDirectory() || entry.getName().toUpperCase(Locale.ROOT).matches(ABOUT_SIGNATURES)) {
                    continue;
                }
                if (contents.put(entry.getName(), digest) != null) {
                    throw new IOException("it has " + entry.getName() + " twice");
                }
                final Set<X509Certificate> own = signers(entry);
                if (signers == null) {
                    signers = own;
                }
                signers.retainAll(own);
            }
            return new SignedJar(jar.getManifest() == null ? new Attributes() : jar.getManifest().getMainAttributes(),
                    contents, signers == null ? Set.of() : signers);
        }
    }

    private static Set<X509Certificate> signers(final JarEntry entry) {
        final Set<X509Certificate> found = new HashSet<>();
        final CodeSigner[] signers = entry.getCodeSigners();
        for (int i = 0; signers != null && i < signers.length; i++) {
            found.add((X509Certificate) signers[i].getSignerCertPath().getCertificates().getFirst());
        }
        return found;
    }

    /** Signs a jar, and makes sure that all of it is signed then. */
    static void sign(final Path from, final Path to, final SigningKey key) throws RefusedException, IOException {
        try (ZipFile jar = new ZipFile(from.toFile()); OutputStream output = Files.newOutputStream(to)) {
            new JarSigner.Builder(key.key(), CertificateFactory.getInstance("X.509").generateCertPath(key.chain()))
                    .digestAlgorithm("SHA-256").signerName(key.fileName()).build().sign(jar, output);
        } catch (final JarSignerException | GeneralSecurityException fault) {
            throw new RefusedException(from + ": found that it cannot be signed (" + fault.getMessage()
                    + "), expected a jar and a key for signing", fault);
        }
        if (!read(to).signers().contains(key.signer())) {
            throw new RefusedException(from + ": found that not all of it is signed afterwards, expected a jar without "
                    + "entries that cannot be");
        }
    }
}
