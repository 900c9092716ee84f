package org.signalbox.ship;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files. */
final class Sha256 {
    /** What a file's name is followed by in the name of the file that holds its digest. */
    static final String SUFFIX = ".sha256";

    private Sha256() {
    }

    /** In lower-case hexadecimal digits. */
    static String of(final Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return of(input);
        }
    }

    /** Of what is left of a stream. */
    static String of(final InputStream input) throws IOException {
        try {
            final MessageDigest digest = MessageDigest.getInstance("SHA-256");
            input.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (final NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
