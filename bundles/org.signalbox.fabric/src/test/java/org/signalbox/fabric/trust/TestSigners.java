package org.signalbox.fabric.trust;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;

import jdk.security.jarsigner.JarSigner;

/**
 * Keys made by keytool: {@code ca}, whom tests trust; {@code acme}, {@code expired} and {@code web} (for TLS only),
 * whom it vouches for; {@code stranger}, for whom nobody does.
 */
final class TestSigners {
    private static final String PASSWORD = "changeit";

    private final Path folder;
    private final Path keys;

    TestSigners(Path folder) throws Exception {
        this.folder = folder;
        this.keys = folder.resolve("keys.p12");
        make("ca", "CN=Acme CA", "-ext", "bc:c");
        make("acme", "CN=Acme", "-signer", "ca");
        make("expired", "CN=Acme of old", "-signer", "ca", "-startdate", "-10d", "-validity", "1");
        make("web", "CN=www.acme.com", "-signer", "ca", "-ext", "eku=serverAuth");
        make("stranger", "CN=Stranger");
    }

    private void make(String alias, String name, String... more) throws Exception {
        final List<String> command = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-dname", name, "-keyalg",
                "EC", "-keystore", keys.toString(), "-storepass", PASSWORD));
        command.addAll(Arrays.asList(more));
        keytool(command);
    }

    private void keytool(List<String> arguments) throws Exception {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(arguments);
        final Path log = folder.resolve("keytool.log");
        final Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        if (!process.waitFor(180, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(Files.readString(log));
        }
    }

    /** A PEM file with one certificate. */
    Path pem(String alias) throws Exception {
        final Path file = folder.resolve(alias + ".pem");
        keytool(List.of("-exportcert", "-rfc", "-alias", alias, "-keystore", keys.toString(), "-storepass", PASSWORD,
                "-file", file.toString()));
        return file;
    }

    /** A PKCS #12 file that trusts one certificate. */
    Path p12(String alias) throws Exception {
        final Path file = folder.resolve(alias + ".p12");
        keytool(List.of("-importcert", "-noprompt", "-alias", alias, "-file", pem(alias).toString(), "-keystore",
                file.toString(), "-storepass", PASSWORD));
        return file;
    }

    /** Signs a jar in its place. */
    Path sign(String alias, Path jar) throws Exception {
        final KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(keys)) {
            store.load(input, PASSWORD.toCharArray());
        }
        final Path signed = jar.resolveSibling(jar.getFileName() + ".signed");
        try (ZipFile zip = new ZipFile(jar.toFile()); OutputStream output = Files.newOutputStream(signed)) {
            new JarSigner.Builder((PrivateKey) store.getKey(alias, PASSWORD.toCharArray()),
                    CertificateFactory.getInstance("X.509").generateCertPath(
                            Arrays.asList(store.getCertificateChain(alias)))).signerName(alias).build()
                    .sign(zip, output);
        }
        Files.move(signed, jar, StandardCopyOption.REPLACE_EXISTING);
        return jar;
    }
}
