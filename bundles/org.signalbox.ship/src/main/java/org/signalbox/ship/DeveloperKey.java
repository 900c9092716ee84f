package org.signalbox.ship;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import javax.naming.ldap.Rdn;

import org.signalbox.command.RefusedException;

/**
 * The key of who develops here, for who has none: made once by Java's keytool, in a folder that only its owner may
 * read. ECDSA on P-256, with a certificate for signing code that it signed itself.
 */
final class DeveloperKey {
    private static final String KEYSTORE = "developer.p12";
    private static final String PASSWORD = "developer.password";
    private static final String CERTIFICATE = "developer.pem";
    private static final String ALIAS = "developer";
    private static final int PASSWORD_BYTES = 24;
    private static final String TEN_YEARS = "3650";

    private final Path folder;

    /** @param home the folder of this user's state */
    DeveloperKey(final Path home) {
        this.folder = home.resolve("keys");
    }

    /** What receivers are to trust. */
    Path certificate() {
        return folder.resolve(CERTIFICATE);
    }

    /** The key, made if there is none yet. */
    SigningKey get() throws RefusedException, InterruptedException {
        if (!Files.exists(folder)) {
            try {
                make();
            } catch (final IOException fault) {
                throw new RefusedException(folder + ": found that no key can be made (" + fault.getMessage()
                        + "), expected a place for one", fault);
            }
        }
        return SigningKey.read(folder.resolve(KEYSTORE), Optional.of(ALIAS), folder.resolve(PASSWORD));
    }

    private void make() throws IOException, InterruptedException {
        Files.createDirectories(folder.getParent());
        final Path draft = Files.createTempDirectory(folder.getParent(), ".keys");
        try {
            final byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            Files.writeString(hidden(draft.resolve(PASSWORD)), HexFormat.of().formatHex(random));
            final String owner = Rdn.escapeValue(System.getProperty("user.name") + " (developer key)");
            keytool(draft, "-genkeypair", "-alias", ALIAS, "-dname", "CN=" + owner, "-keyalg", "EC", "-groupname",
                    "secp256r1", "-sigalg", "SHA256withECDSA", "-validity", TEN_YEARS, "-ext", "ku=digitalSignature",
                    "-ext", "eku=codeSigning", "-storetype", "PKCS12");
            keytool(draft, "-exportcert", "-rfc", "-alias", ALIAS, "-file", draft.resolve(CERTIFICATE).toString());
            hidden(draft.resolve(KEYSTORE));
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            for (final String each : List.of(PASSWORD, KEYSTORE, CERTIFICATE)) {
                Files.deleteIfExists(draft.resolve(each));
            }
            Files.deleteIfExists(draft);
        }
    }

    /** A file that only its owner may read, made if it is not there. */
    private static Path hidden(final Path file) throws IOException {
        final var own = PosixFilePermissions.fromString("rw-------");
        return Files.exists(file) ? Files.setPosixFilePermissions(file, own)
                : Files.createFile(file, PosixFilePermissions.asFileAttribute(own));
    }

    private static void keytool(final Path draft, final String... arguments) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of("-keystore", draft.resolve(KEYSTORE).toString(), "-storepass:file",
                draft.resolve(PASSWORD).toString()));
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
    }
}
