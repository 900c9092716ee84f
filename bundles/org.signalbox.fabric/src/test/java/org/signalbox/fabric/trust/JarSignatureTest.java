package org.signalbox.fabric.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.extension.TestJars;
import org.signalbox.fabric.trust.SignatureState.Kind;

/** Jars signed and spoiled in every way. */
class JarSignatureTest {
    @TempDir
    static Path keys;
    private static TestSigners signers;
    private static TrustStore store;

    @TempDir
    Path folder;

    @BeforeAll
    static void make() throws Exception {
        signers = new TestSigners(keys);
        store = TrustStore.read(Optional.of(signers.pem("ca").toString()), Clock.systemUTC());
    }

    private Path jar() throws Exception {
        return TestJars.bundle(folder.resolve("a.jar"), Map.of("org/acme/A.class", "A", "org/acme/B.class", "B"),
                "org.acme", "1");
    }

    private static SignatureState state(Path jar) {
        return JarSignature.of(jar, store);
    }

    /** Changes a jar's files as a thief would. */
    private static Path edit(Path jar, String entry, String content) throws Exception {
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            if (content == null) {
                Files.delete(zip.getPath(entry));
            } else {
                Files.writeString(zip.getPath(entry), content);
            }
        }
        return jar;
    }

    @Test
    void shouldTellWhoSigned() throws Exception {
        assertThat(state(jar())).isEqualTo(new SignatureState(Kind.UNSIGNED, "unsigned"));
        assertThat(state(signers.sign("acme", jar())))
                .isEqualTo(new SignatureState(Kind.TRUSTED, "signed by Acme, trusted"));
        assertThat(state(signers.sign("stranger", jar())))
                .isEqualTo(new SignatureState(Kind.UNTRUSTED, "signed by Stranger, not trusted"));
        assertThat(state(signers.sign("expired", jar()))).satisfies(state -> {
            assertThat(state.kind()).isEqualTo(Kind.EXPIRED);
            assertThat(state.words()).startsWith("signed by Acme of old, whose certificate is valid from ");
        });
        assertThat(state(signers.sign("web", jar())).kind()).as("made for TLS").isEqualTo(Kind.UNTRUSTED);
    }

    @Test
    void shouldTrustOneOfTwoSigners() throws Exception {
        assertThat(state(signers.sign("acme", signers.sign("stranger", jar()))).kind()).isEqualTo(Kind.TRUSTED);
    }

    @Test
    void shouldFindEveryTampering() throws Exception {
        assertThat(state(edit(signers.sign("acme", jar()), "org/acme/A.class", "X")).kind()).isEqualTo(Kind.DAMAGED);
        assertThat(state(edit(signers.sign("acme", jar()), "org/acme/A.class", null))).satisfies(state -> {
            assertThat(state.kind()).isEqualTo(Kind.DAMAGED);
            assertThat(state.words()).isEqualTo("not what was signed: org/acme/A.class was taken away");
        });
        assertThat(state(edit(signers.sign("acme", jar()), "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n")).kind())
                .isEqualTo(Kind.DAMAGED);
        assertThat(state(edit(signers.sign("acme", jar()), "META-INF/ACME.EC", null)).kind()).isEqualTo(Kind.DAMAGED);
        assertThat(state(edit(signers.sign("acme", jar()), "META-INF/ACME.EC", "nonsense")).kind())
                .isEqualTo(Kind.DAMAGED);
        assertThat(state(edit(signers.sign("acme", jar()), "org/acme/C.class", "C")))
                .isEqualTo(new SignatureState(Kind.PARTLY, "signed in part: nobody signed org/acme/C.class"));
    }

    @Test
    void shouldNotTakeASignatureOffUnnoticed() throws Exception {
        final Path jar = edit(signers.sign("acme", jar()), "META-INF/ACME.EC", null);
        assertThat(state(edit(jar, "META-INF/ACME.SF", null)).kind()).isEqualTo(Kind.UNSIGNED);
    }

    @Test
    void shouldBoundWhatItReads() throws Exception {
        final Path many = folder.resolve("many.jar");
        try (OutputStream file = Files.newOutputStream(many); ZipOutputStream zip = new ZipOutputStream(file)) {
            for (int i = 0; i < 66_000; i++) {
                zip.putNextEntry(new ZipEntry("e" + i));
            }
        }
        assertThat(state(many).words()).isEqualTo("not what was signed: it has more than 65535 entries");
        final Path bomb = edit(jar(), "zeros", "0".repeat(100_000));
        assertThat(JarSignature.of(bomb, store, 50_000).words())
                .isEqualTo("not what was signed: it unpacks to more than 50000 bytes");
        assertThat(state(Files.writeString(folder.resolve("x.jar"), "no archive")).kind()).isEqualTo(Kind.DAMAGED);
    }

    @Test
    void shouldCountValidityNow() throws Exception {
        final Path jar = signers.sign("acme", jar());
        final TrustStore later = TrustStore.read(Optional.of(signers.pem("ca").toString()),
                Clock.offset(Clock.systemUTC(), Duration.ofDays(3650)));
        assertThat(JarSignature.of(jar, later).kind()).isEqualTo(Kind.EXPIRED);
    }

    @Test
    void shouldTrustTheSignersOwnCertificate() throws Exception {
        final TrustStore own = TrustStore.read(Optional.of(signers.p12("stranger").toString()), Clock.systemUTC());
        assertThat(JarSignature.of(signers.sign("stranger", jar()), own).kind()).isEqualTo(Kind.TRUSTED);
        assertThat(JarSignature.of(signers.sign("acme", jar()), own).kind()).isEqualTo(Kind.UNTRUSTED);
        assertThat(JarSignature.of(signers.sign("acme", jar()), new TrustStore(Set.of(), Clock.systemUTC())).kind())
                .isEqualTo(Kind.UNTRUSTED);
    }

    @Test
    void shouldReadAFolderAndRefuseWhatHoldsNoCertificates() throws Exception {
        signers.pem("acme");
        assertThat(JarSignature.of(signers.sign("acme", jar()),
                TrustStore.read(Optional.of(keys.toString()), Clock.systemUTC())).kind()).isEqualTo(Kind.TRUSTED);
        assertThatThrownBy(() -> TrustStore.read(Optional.of(folder.toString()), Clock.systemUTC()))
                .isInstanceOf(RefusedException.class)
                .hasMessage(folder + ": found no certificate, expected PEM or PKCS #12");
        final Path text = Files.writeString(folder.resolve("x.pem"), "nonsense");
        assertThatThrownBy(() -> TrustStore.read(Optional.of(text.toString()), Clock.systemUTC()))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> TrustStore.read(Optional.of(folder + "/none.p12"), Clock.systemUTC()))
                .isInstanceOf(RefusedException.class).hasMessageContaining("found no certificates that can be read");
    }
}
