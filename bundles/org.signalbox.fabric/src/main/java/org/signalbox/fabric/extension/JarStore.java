package org.signalbox.fabric.extension;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.signalbox.command.RefusedException;

/**
 * Copies of the jars that were installed, by their digest. They last as long as the bundles: both live in the
 * framework's storage. Safe to call from any thread.
 */
@Component(service = JarStore.class)
public final class JarStore {
    /** The largest jar, in bytes. */
    static final long LARGEST = 256L << 20;

    private final Path folder;

    @Activate
    public JarStore(BundleContext context) throws IOException {
        this.folder = Files.createDirectories(context.getDataFile("jars").toPath());
    }

    /** Takes a copy of a bundle. @throws RefusedException with one sentence, if it is none or too large */
    public KeptJar keep(Path file) throws RefusedException {
        BundleFile.read(file);
        try {
            final Path copy = Files.createTempFile(folder, "new", ".jar");
            try {
                final String digest = copy(file, copy);
                final Path kept = folder.resolve(digest + ".jar");
                Files.move(copy, kept, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                return new KeptJar(BundleFile.read(kept).at(file), kept, digest);
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException fault) {
            throw new RefusedException(file + ": found a file that cannot be read (" + fault.getMessage()
                    + "), expected an OSGi bundle", fault);
        }
    }

    /** The copy with a digest, if there is one. */
    public Optional<KeptJar> find(String digest) throws RefusedException {
        final Path kept = folder.resolve(digest + ".jar");
        return Files.isRegularFile(kept) ? Optional.of(new KeptJar(BundleFile.read(kept), kept, digest))
                : Optional.empty();
    }

    /** The copy that a bundle was installed from, if it was installed from one. */
    public Optional<KeptJar> find(Bundle bundle) throws RefusedException {
        return KeptJar.isSourceOf(bundle) ? find(KeptJar.digest(bundle)) : Optional.empty();
    }

    /** SHA-256 of a file, in hexadecimal digits. */
    public static String digest(Path file) throws IOException {
        final MessageDigest digest = sha256();
        try (InputStream input = Files.newInputStream(file);
                OutputStream output = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            input.transferTo(output);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String copy(Path file, Path copy) throws IOException, RefusedException {
        final MessageDigest digest = sha256();
        try (InputStream input = Files.newInputStream(file);
                OutputStream output = new DigestOutputStream(Files.newOutputStream(copy), digest)) {
            final byte[] buffer = new byte[1 << 16];
            long total = 0;
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                total += read;
                if (total > LARGEST) {
                    throw new RefusedException(file + ": found more than " + (LARGEST >> 20)
                            + " MiB, expected a bundle of at most that");
                }
                output.write(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A SHA-256 to be filled. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
