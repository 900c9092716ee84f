package org.signalbox.fabric.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

import org.signalbox.command.RefusedException;

/**
 * Trusted certificates. A signer is trusted whose certificate is one of them, or leads to one of them by RFC 5280's
 * path validation. Validity counts now, not when the jar was signed, and revocation is not asked about: that would take a
 * network. A certificate that is made for something else than signing code does not count.
 */
final class TrustStore {
    /** What Java's own trust stores are opened with: their contents are public. */
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
    private static final String ANY_USAGE = "2.5.29.37.0";
    private static final int LARGEST = 1 << 22;

    private final Set<X509Certificate> trusted;
    private final Clock clock;

    TrustStore(Set<X509Certificate> trusted, Clock clock) {
        this.trusted = Set.copyOf(trusted);
        this.clock = clock;
    }

    /** @throws RefusedException with one sentence, if there are no certificates where they should be */
    static TrustStore read(Optional<String> store, Clock clock) throws RefusedException {
        if (store.isEmpty()) {
            return new TrustStore(Set.of(), clock);
        }
        final Path path = Path.of(store.get());
        try {
            final Set<X509Certificate> found = new HashSet<>();
            if (Files.isDirectory(path)) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*.{pem,crt,cer}")) {
                    for (Path each : files) {
                        found.addAll(certificates(each));
                    }
                }
            } else {
                found.addAll(certificates(path));
            }
            if (found.isEmpty()) {
                throw new RefusedException(path + ": found no certificate, expected PEM or PKCS #12");
            }
            return new TrustStore(found, clock);
        } catch (IOException | GeneralSecurityException fault) {
            throw new RefusedException(path + ": found no certificates that can be read (" + fault.getMessage()
                    + "), expected PEM, a folder of PEM files, or PKCS #12 with the password changeit", fault);
        }
    }

    private static Set<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " has more than " + LARGEST + " bytes");
        }
        final Set<X509Certificate> found = new HashSet<>();
        try (InputStream input = Files.newInputStream(file)) {
            if (!file.toString().matches("(?i).*\\.(p12|pfx)")) {
                CertificateFactory.getInstance("X.509").generateCertificates(input)
                        .forEach(each -> found.add((X509Certificate) each));
                return found;
            }
            final KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(input, PASSWORD);
            for (String alias : Collections.list(keys.aliases())) {
                if (keys.getCertificate(alias) instanceof X509Certificate certificate) {
                    found.add(certificate);
                }
            }
            return found;
        }
    }

    /** What a signer comes to. @param chain the signer's certificate first */
    SignatureState judge(List<? extends Certificate> chain) {
        final X509Certificate signer = (X509Certificate) chain.getFirst();
        final String by = "signed by " + name(signer);
        final Date now = Date.from(clock.instant());
        try {
            if (leadsToTrusted(chain, now) && isForCode(signer)) {
                return new SignatureState(SignatureState.Kind.TRUSTED, by + ", trusted");
            }
        } catch (CertificateExpiredException | CertificateNotYetValidException notNow) {
            return new SignatureState(SignatureState.Kind.EXPIRED, by + ", whose certificate is valid from "
                    + signer.getNotBefore().toInstant() + " to " + signer.getNotAfter().toInstant());
        } catch (GeneralSecurityException other) {
            return new SignatureState(SignatureState.Kind.UNTRUSTED, by + ", whose certificate is not accepted ("
                    + String.valueOf(other.getMessage()).replaceAll("\\p{Cntrl}+", " ") + ")");
        }
        return new SignatureState(SignatureState.Kind.UNTRUSTED, by + ", not trusted");
    }

    private boolean leadsToTrusted(List<? extends Certificate> chain, Date now) throws GeneralSecurityException {
        final List<X509Certificate> path = new ArrayList<>();
        for (Certificate each : chain) {
            if (trusted.contains(each)) {
                break;
            }
            path.add((X509Certificate) each);
        }
        if (path.isEmpty()) {
            ((X509Certificate) chain.getFirst()).checkValidity(now);
            return true;
        }
        final Set<TrustAnchor> anchors = new HashSet<>();
        trusted.forEach(each -> anchors.add(new TrustAnchor(each, null)));
        if (anchors.isEmpty()) {
            return false;
        }
        final PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.setRevocationEnabled(false);
        parameters.setDate(now);
        try {
            CertPathValidator.getInstance("PKIX").validate(
                    CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            return true;
        } catch (CertPathValidatorException refused) {
            if (refused.getReason() == BasicReason.EXPIRED || refused.getReason() == BasicReason.NOT_YET_VALID) {
                throw new CertificateExpiredException(refused.getMessage());
            }
            if (refused.getReason() == PKIXReason.NO_TRUST_ANCHOR) {
                return false;
            }
            throw refused;
        }
    }

    private static boolean isForCode(X509Certificate signer) throws CertificateException {
        final List<String> usages = signer.getExtendedKeyUsage();
        final boolean[] key = signer.getKeyUsage();
        return (usages == null || usages.contains(CODE_SIGNING) || usages.contains(ANY_USAGE))
                && (key == null || key[0]);
    }

    /** The common name, or all of the name where it has none. */
    static String name(X509Certificate certificate) {
        final String whole = certificate.getSubjectX500Principal().getName();
        String name = whole;
        try {
            for (Rdn each : new LdapName(whole).getRdns()) {
                name = each.getType().equalsIgnoreCase("CN") ? String.valueOf(each.getValue()) : name;
            }
        } catch (InvalidNameException odd) {
            name = whole;
        }
        return name.replaceAll("\\p{Cntrl}+", " ");
    }
}
