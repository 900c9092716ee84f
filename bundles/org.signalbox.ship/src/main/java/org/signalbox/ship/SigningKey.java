package org.signalbox.ship;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.signalbox.command.RefusedException;

/**
 * A key that signs, and the certificates that vouch for it.
 *
 * @param chain the signer's certificate first
 */
record SigningKey(PrivateKey key, List<X509Certificate> chain) {
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
    /** Source: Java, "JAR File Specification", Signature File. */
    private static final int MOST_OF_A_NAME = 8;
    private static final String ANY_USAGE = "2.5.29.37.0";

    /**
     * @param keystore     a PKCS #12 or JKS file
     * @param alias        of the key; not needed where there is one
     * @param passwordFile its first line opens both the keystore and the key
     * @throws RefusedException with one sentence
     */
    static SigningKey read(final Path keystore, final Optional<String> alias, final Path passwordFile)
            throws RefusedException {
        final char[] password = password(passwordFile);
        if (!Files.isRegularFile(keystore)) {
            throw new RefusedException(keystore + ": found no such file, expected a keystore");
        }
        try {
            final KeyStore keys = KeyStore.getInstance(keystore.toFile(), password);
            final String name = alias(keystore, keys, alias);
            final List<X509Certificate> chain = Arrays.stream(keys.getCertificateChain(name))
                    .map(X509Certificate.class::cast).toList();
            refuseUnfit(keystore, chain.getFirst());
            return new SigningKey((PrivateKey) keys.getKey(name, password), chain);
        } catch (final UnrecoverableKeyException locked) {
            throw wrongPassword(keystore, passwordFile, locked);
        } catch (final IOException | GeneralSecurityException | ClassCastException fault) {
            if (fault.getCause() instanceof UnrecoverableKeyException) {
                throw wrongPassword(keystore, passwordFile, fault);
            }
            throw new RefusedException(keystore + ": found a file that is no keystore (" + fault.getMessage()
                    + "), expected PKCS #12", fault);
        }
    }

    private static RefusedException wrongPassword(final Path keystore, final Path file, final Exception fault) {
        return new RefusedException(keystore + ": found that the password in " + file
                + " does not open it, expected the right one", fault);
    }

    private static char[] password(final Path file) throws RefusedException {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("").toCharArray();
        } catch (final IOException | RuntimeException fault) { // the latter for what is no text
            throw new RefusedException(file + ": found a file that cannot be read (" + fault.getMessage()
                    + "), expected one with a password in its first line", fault);
        }
    }

    private static String alias(final Path keystore, final KeyStore keys, final Optional<String> asked)
            throws GeneralSecurityException, RefusedException {
        final List<String> names = new ArrayList<>();
        for (final String each : Collections.list(keys.aliases())) {
            if (keys.isKeyEntry(each) && keys.getCertificateChain(each) != null) {
                names.add(each);
            }
        }
        Collections.sort(names);
        if (asked.isPresent() && names.contains(asked.get())) {
            return asked.get();
        }
        if (asked.isEmpty() && names.size() == 1) {
            return names.getFirst();
        }
        throw new RefusedException(keystore + ": found " + (asked.isPresent() ? "no key '" + asked.get() + "'"
                : names.isEmpty() ? "no key with a certificate" : names.size() + " keys") + ", expected "
                + (names.isEmpty() ? "one" : "--alias with one of " + String.join(", ", names)));
    }

    /** What receivers would refuse is not worth signing with. */
    private static void refuseUnfit(final Path keystore, final X509Certificate signer)
            throws RefusedException, CertificateException {
        final boolean[] usage = signer.getKeyUsage();
        final List<String> more = signer.getExtendedKeyUsage();
        if (usage != null && !usage[0]
                || more != null && !more.contains(CODE_SIGNING) && !more.contains(ANY_USAGE)) {
            throw new RefusedException(keystore + ": found a certificate that is made for something else, expected one "
                    + "for signing code");
        }
        try {
            signer.checkValidity();
        } catch (final CertificateException notNow) {
            throw new RefusedException(keystore + ": found a certificate that is valid from "
                    + signer.getNotBefore().toInstant() + " to " + signer.getNotAfter().toInstant()
                    + ", expected one that is valid now", notNow);
        }
    }

    /** What files about its signatures are called: others that sign the same jar have another name. */
    String fileName() throws CertificateException, IOException {
        return Sha256.of(new ByteArrayInputStream(signer().getEncoded())).substring(0, MOST_OF_A_NAME)
                .toUpperCase(Locale.ROOT);
    }

    X509Certificate signer() {
        return chain.getFirst();
    }
}
