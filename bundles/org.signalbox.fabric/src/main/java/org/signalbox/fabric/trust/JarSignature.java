package org.signalbox.fabric.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * The signature of a jar, as {@code jarsigner} makes it: every entry is read and its digest compared. Source: Java,
 * "JAR File Specification", Signed JAR File.
 */
final class JarSignature {
    private static final int MOST_ENTRIES = 65_535;
    private static final long MOST_BYTES = 1L << 30;

    private JarSignature() {
    }

    /** What all entries of a jar have in common, in the order of signers. */
    private static final class Tally {
        private final long most;
        private final Set<String> names = new HashSet<>();
        private final List<String> unsigned = new ArrayList<>();
        private Set<CodeSigner> signers;
        private boolean hasSignature;
        private int signed;
        private long bytes;

        Tally(long most) {
            this.most = most;
        }
    }

    /** What a jar comes to; {@link SignatureState.Kind#DAMAGED} where it cannot be verified. */
    static SignatureState of(Path file, TrustStore store) {
        return of(file, store, MOST_BYTES);
    }

    /** @param most bytes that it may unpack to */
    static SignatureState of(Path file, TrustStore store, long most) {
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            final Tally tally = new Tally(most);
            final byte[] buffer = new byte[1 << 16];
            for (JarEntry entry : Collections.list(jar.entries())) {
                count(jar, entry, tally, buffer);
            }
            return state(jar, tally, store);
        } catch (SecurityException | IOException | IllegalArgumentException fault) {
            return damaged(String.valueOf(fault.getMessage()).replaceAll("\\p{Cntrl}+", " "));
        }
    }

    private static SignatureState damaged(String why) {
        return new SignatureState(SignatureState.Kind.DAMAGED, "not what was signed: " + why);
    }

    private static void count(JarFile jar, JarEntry entry, Tally tally, byte[] buffer) throws IOException {
        if (!tally.names.add(entry.getName())) {
            throw new IOException("it has " + entry.getName() + " twice");
        }
        if (tally.names.size() > MOST_ENTRIES) {
            throw new IOException("it has more than " + MOST_ENTRIES + " entries");
        }
        try (InputStream input = jar.getInputStream(entry)) {
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                tally.bytes += read;
                if (tally.bytes > tally.most) {
                    throw new IOException("it unpacks to more than " + tally.most + " bytes");
                }
            }
        }
        tally.hasSignature |= isSignatureFile(entry.getName());
        if (entry.isDirectory() || isAboutSignatures(entry.getName())) {
            return;
        }
        final CodeSigner[] signers = entry.getCodeSigners();
        if (signers == null) {
            tally.unsigned.add(entry.getName());
            return;
        }
        tally.signed++;
        if (tally.signers == null) {
            tally.signers = new LinkedHashSet<>(List.of(signers));
        } else {
            tally.signers.retainAll(Set.of(signers));
        }
    }

    private static SignatureState state(JarFile jar, Tally tally, TrustStore store) throws IOException {
        if (tally.signed == 0) {
            return tally.hasSignature && !tally.unsigned.isEmpty()
                    ? damaged("its signature fits nothing in it, or is made with what is too weak today")
                    : SignatureState.UNSIGNED;
        }
        final Manifest manifest = jar.getManifest();
        for (Map.Entry<String, Attributes> each : manifest.getEntries().entrySet()) {
            final boolean digested = each.getValue().keySet().stream()
                    .anyMatch(key -> key.toString().toLowerCase(Locale.ROOT).endsWith("-digest"));
            if (digested && !tally.names.contains(each.getKey())) {
                return damaged(each.getKey() + " was taken away");
            }
        }
        if (!tally.unsigned.isEmpty()) {
            return new SignatureState(SignatureState.Kind.PARTLY,
                    "signed in part: nobody signed " + tally.unsigned.getFirst());
        }
        if (tally.signers.isEmpty()) {
            return new SignatureState(SignatureState.Kind.PARTLY, "signed in part: nobody signed all of it");
        }
        final List<SignatureState> states = tally.signers.stream()
                .map(signer -> store.judge(signer.getSignerCertPath().getCertificates())).toList();
        return states.stream().filter(each -> each.kind() == SignatureState.Kind.TRUSTED).findFirst()
                .orElse(states.getFirst());
    }

    /** Whether a name is that of a signature file. */
    static boolean isSignatureFile(String name) {
        return name.toUpperCase(Locale.ROOT).matches("META-INF/[^/]+\\.SF");
    }

    private static boolean isAboutSignatures(String name) {
        return name.toUpperCase(Locale.ROOT).matches("META-INF/(MANIFEST\\.MF|[^/]+\\.(SF|RSA|DSA|EC)|SIG-[^/]*)");
    }
}
