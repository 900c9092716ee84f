package org.signalbox.fabric.trust;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.osgi.framework.Bundle;
import org.signalbox.fabric.extension.JarStore;

/** What the framework holds of a bundle, which is what would run, whatever lies at its location now. */
public final class InstalledContents {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final int MOST_ENTRIES = 65_535;
    private static final long MOST_BYTES = 1L << 30;

    private final Bundle bundle;
    private final List<String> names = new ArrayList<>();

    /** @throws IOException if it has more entries than a jar should */
    public InstalledContents(Bundle bundle) throws IOException {
        this.bundle = bundle;
        collect("/");
        names.sort(Comparator.comparing((String name) -> !name.equals(MANIFEST)).thenComparing(name -> name));
    }

    private void collect(String folder) throws IOException {
        final Enumeration<String> paths = bundle.getEntryPaths(folder);
        for (String path : paths == null ? List.<String>of() : Collections.list(paths)) {
            if (path.endsWith("/")) {
                collect(path);
            } else {
                names.add(path);
            }
            if (names.size() > MOST_ENTRIES) {
                throw new IOException("it has more than " + MOST_ENTRIES + " entries");
            }
        }
    }

    boolean hasSignature() {
        return names.stream().anyMatch(JarSignature::isSignatureFile);
    }

    /** SHA-256 of its files and their names, in the order of names, in hexadecimal digits. */
    public String digest() throws IOException {
        final MessageDigest digest = JarStore.sha256();
        try (OutputStream output = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            copy(name -> digest.update((name + "\0").getBytes(StandardCharsets.UTF_8)), output);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Writes a jar with the same entries. */
    void write(Path jar) throws IOException {
        try (ZipOutputStream output = new ZipOutputStream(Files.newOutputStream(jar))) {
            output.setLevel(0);
            copy(name -> output.putNextEntry(new ZipEntry(name)), output);
        }
    }

    /** What is done before a file's contents are copied. */
    private interface Before {
        void begin(String name) throws IOException;
    }

    private void copy(Before before, OutputStream output) throws IOException {
        long bytes = 0;
        final byte[] buffer = new byte[1 << 16];
        for (String name : names) {
            final URL entry = bundle.getEntry(name);
            if (entry == null) {
                throw new IOException("it has no " + name + " though it lists it");
            }
            before.begin(name);
            try (InputStream input = entry.openStream()) {
                for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                    bytes += read;
                    if (bytes > MOST_BYTES) {
                        throw new IOException("it unpacks to more than " + MOST_BYTES + " bytes");
                    }
                    output.write(buffer, 0, read);
                }
            }
        }
    }
}
