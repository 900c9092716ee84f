package org.signalbox.fabric.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.command.SignaturePolicy;
import org.signalbox.command.TrustSpec;
import org.signalbox.fabric.extension.JarStore;
import org.signalbox.fabric.extension.TestJars;

/** Bundles that come by other ways than commands, in a real framework. */
class TrustGateTest {
    @TempDir
    static Path keys;
    private static TestSigners signers;
    private static String ca;

    @TempDir
    Path folder;
    private Framework framework;
    private TrustGate gate;

    @BeforeAll
    static void make() throws Exception {
        signers = new TestSigners(keys);
        ca = signers.pem("ca").toString();
    }

    @BeforeEach
    void start() throws Exception {
        framework = new FrameworkFactory().newFramework(
                Map.of("org.osgi.framework.storage", folder.resolve("cache").toString()));
        framework.start();
        install(bundle("product")).start();
        gate = new TrustGate(framework.getBundleContext());
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    private Path bundle(String name) throws Exception {
        return TestJars.bundle(folder.resolve(name + ".jar"), Map.of("org/acme/A.class", "A", "org/B.class", "B"), name,
                "1");
    }

    private Bundle install(Path file) throws Exception {
        return framework.getBundleContext().installBundle(file.toUri().toString());
    }

    private static FabricDocument trusting(SignaturePolicy policy) {
        return FabricDocument.EMPTY.withTrust(new TrustSpec(policy, Optional.of(ca)));
    }

    @Test
    void shouldKeepOutWhatNobodyVouchesForHoweverItCame() throws Exception {
        gate.live(trusting(SignaturePolicy.REQUIRE));
        final Bundle unsigned = install(bundle("unsigned"));
        assertThatThrownBy(unsigned::start).isInstanceOf(BundleException.class);
        assertThat(unsigned.getState()).isEqualTo(Bundle.INSTALLED);
        final Bundle strange = install(signers.sign("stranger", bundle("strange")));
        assertThatThrownBy(strange::start).isInstanceOf(BundleException.class);
        final Bundle good = install(signers.sign("acme", bundle("good")));
        good.start();
        assertThat(good.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(gate.warnings()).containsExactly("the bundle unsigned 1.0.0 is unsigned, and does not run",
                "the bundle strange 1.0.0 is signed by Stranger, not trusted, and does not run");
        assertThat(gate.judged()).extracting(TrustGate.Judged::name, TrustGate.Judged::accepted).containsExactly(
                tuple("good", true), tuple("strange", false),
                tuple("unsigned", false));
        unsigned.uninstall();
        assertThat(gate.warnings()).hasSize(1);
    }

    @Test
    void shouldJudgeAFileThatIsNotInstalled() throws Exception {
        final TrustSpec strict = trusting(SignaturePolicy.REQUIRE).trust();
        final Path unsigned = bundle("unsigned");
        assertThat(gate.judge(unsigned, strict)).extracting(each -> each.state().words(),
                SignatureCheck.Judgement::mayRun).containsExactly("unsigned", false);
        assertThat(gate.judge(unsigned, TrustSpec.DEFAULT).mayRun()).isTrue();
        assertThat(gate.judge(signers.sign("acme", bundle("good")), strict).mayRun()).isTrue();
    }

    @Test
    void shouldLookAgainAtABundleThatWasUpdated() throws Exception {
        gate.live(trusting(SignaturePolicy.REQUIRE));
        final Bundle bundle = install(signers.sign("acme", bundle("good")));
        bundle.start();
        try (InputStream unsigned = Files.newInputStream(bundle("good"))) {
            assertThatThrownBy(() -> bundle.update(unsigned)).isInstanceOf(BundleException.class);
        }
        assertThat(bundle.getState()).isEqualTo(Bundle.INSTALLED);
        assertThat(gate.warnings()).containsExactly("the bundle good 1.0.0 is unsigned, and does not run");
    }

    @Test
    void shouldStopWhatRunsWhenThePolicyBecomesStricterAndStartItAgain() throws Exception {
        final Bundle unsigned = install(bundle("unsigned"));
        unsigned.start();
        final Bundle good = install(signers.sign("acme", bundle("good")));
        good.start();
        gate.live(trusting(SignaturePolicy.REQUIRE));
        assertThat(unsigned.getState()).isEqualTo(Bundle.INSTALLED);
        assertThat(good.getState()).isEqualTo(Bundle.ACTIVE);
        gate.live(trusting(SignaturePolicy.WARN));
        assertThat(unsigned.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(gate.warnings())
                .containsExactly("the bundle unsigned 1.0.0 is unsigned, and runs all the same");
        gate.live(trusting(SignaturePolicy.ALLOW));
        assertThat(gate.warnings()).isEmpty();
        assertThat(framework.getBundleContext().getBundles()[1].getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void shouldStopWhoseSignerIsNotTrustedAnyMoreAndStartItAgain() throws Exception {
        gate.live(trusting(SignaturePolicy.REQUIRE));
        final Bundle good = install(signers.sign("acme", bundle("good")));
        good.start();
        gate.live(FabricDocument.EMPTY.withTrust(new TrustSpec(SignaturePolicy.REQUIRE, Optional.empty())));
        assertThat(good.getState()).isEqualTo(Bundle.INSTALLED);
        assertThat(gate.warnings()).hasSize(1);
        gate.live(trusting(SignaturePolicy.REQUIRE));
        assertThat(good.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(gate.warnings()).isEmpty();
    }

    @Test
    void shouldKeepOutWhatWasTamperedWithUnderEveryPolicy() throws Exception {
        final Path jar = signers.sign("acme", bundle("tampered"));
        try (var zip = FileSystems.newFileSystem(jar)) {
            Files.writeString(zip.getPath("org/B.class"), "X");
        }
        final Bundle tampered = install(jar);
        for (SignaturePolicy policy : SignaturePolicy.values()) {
            gate.live(trusting(policy));
            assertThatThrownBy(tampered::start).as(policy.name()).isInstanceOf(BundleException.class);
        }
        assertThat(gate.warnings()).singleElement().asString().startsWith("the bundle tampered 1.0.0 is not what was "
                + "signed: ").endsWith(", and does not run");
    }

    @Test
    void shouldCheckAFileBeforeItIsInstalled() throws Exception {
        final JarStore jars = new JarStore(framework.getBundleContext());
        final TrustSpec require = trusting(SignaturePolicy.REQUIRE).trust();
        final TrustSpec warn = trusting(SignaturePolicy.WARN).trust();
        final Path unsigned = bundle("unsigned");
        assertThatThrownBy(() -> gate.check(jars.keep(unsigned), require)).isInstanceOf(RefusedException.class)
                .hasMessage(unsigned + ": found unsigned 1.0.0 unsigned, expected a bundle signed by somebody who is "
                        + "trusted");
        assertThat(gate.check(jars.keep(unsigned), warn)).hasValue(unsigned + ": found unsigned 1.0.0 unsigned");
        assertThat(gate.check(jars.keep(unsigned), TrustSpec.DEFAULT)).isEmpty();
        assertThat(gate.check(jars.keep(signers.sign("acme", bundle("good"))), require)).isEmpty();
    }

    @Test
    void shouldRefuseADocumentWhoseStoreCannotBeRead() {
        assertThatThrownBy(() -> gate.check(FabricDocument.EMPTY.withTrust(new TrustSpec(SignaturePolicy.REQUIRE,
                Optional.of(folder + "/none.pem"))))).isInstanceOf(RefusedException.class);
        gate.live(FabricDocument.EMPTY.withTrust(new TrustSpec(SignaturePolicy.REQUIRE,
                Optional.of(folder + "/none.pem"))));
        assertThat(gate.judged()).isEqualTo(List.of());
    }
}
