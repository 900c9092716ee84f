package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.Commands;
import org.signalbox.command.Invocation;
import org.signalbox.command.RefusedException;
import org.signalbox.command.Result;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.VirtualSwitches;

/** Signatures and order locks of real extensions, by commands, by documents and by the drop folder. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class TrustAndLockTest {
    private static final String FILTERING = "org.signalbox.extension.filtering";
    private static final String MARKER = "org.signalbox.example.marker";

    @TempDir
    static Path keys;

    @InjectBundleContext
    BundleContext context;
    @InjectService
    Commands commands;
    @InjectService
    VirtualSwitches switches;
    @TempDir
    Path folder;
    private Path dropped;

    @BeforeEach
    @AfterEach
    void empty() throws Exception {
        dropped = Path.of(context.getProperty("signalbox.drop"), "trust-test.jar");
        Files.deleteIfExists(dropped);
        await("the drop folder", () -> Arrays.stream(context.getBundles())
                .noneMatch(bundle -> bundle.getLocation().endsWith("trust-test.jar")));
        importText("{}");
        for (String id : List.of(FILTERING, MARKER)) {
            if (find(id).isPresent()) {
                run("Uninstall-VMSwitchExtension", Map.of("Name", id));
            }
        }
        assertThat(commands.warnings()).isEmpty();
    }

    private Result run(String command, Map<String, Object> parameters) throws RefusedException {
        return commands.run(Invocation.of(command, parameters, "test"));
    }

    private void importText(String text) throws RefusedException, IOException {
        run("Import-Fabric", Map.of("Path", Files.writeString(folder.resolve("f.yaml"), text).toString()));
    }

    private Optional<Bundle> find(String name) {
        return Arrays.stream(context.getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName())).findFirst();
    }

    private static Path shipped(String id) {
        return Path.of(System.getProperty("signalbox.extensions"), id + ".jar");
    }

    private static void tool(String name, String... arguments) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", name).toString());
        command.addAll(Arrays.asList(arguments));
        final Path log = keys.resolve("tool.log");
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }

    /** A copy of the marker, signed by Acme, and Acme's certificate. */
    @BeforeAll
    static void sign() throws IOException, InterruptedException {
        final String store = keys.resolve("keys.p12").toString();
        tool("keytool", "-genkeypair", "-alias", "acme", "-dname", "CN=Acme", "-keyalg", "EC", "-keystore", store,
                "-storepass", "changeit");
        tool("keytool", "-exportcert", "-rfc", "-alias", "acme", "-keystore", store, "-storepass", "changeit", "-file",
                certificate());
        final Path jar = Files.copy(shipped(MARKER), keys.resolve("signed.jar"));
        tool("jarsigner", "-keystore", store, "-storepass", "changeit", jar.toString(), "acme");
    }

    private static String certificate() {
        return keys.resolve("acme.pem").toString();
    }

    private static void await(final String what, final BooleanSupplier condition) {
        final long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited thirty seconds for " + what).isLessThan(end);
            Thread.yield();
        }
    }

    @Test
    void shouldRunOnlyWhatIsSignedByWhomTheDocumentTrusts() throws Exception {
        importText("""
                trust: { signatures: require, store: %s }
                switches: [ { name: prod } ]
                """.formatted(certificate()));
        assertThatThrownBy(() -> run("Install-VMSwitchExtension", Map.of("Path", shipped(FILTERING).toString())))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("unsigned, expected a bundle signed by somebody who is trusted");
        assertThatThrownBy(() -> run("Enable-VMSwitchExtension", Map.of("VMSwitchName", "prod", "Name", FILTERING)))
                .isInstanceOf(RefusedException.class).hasMessageContaining("signed by somebody who is trusted");
        run("Install-VMSwitchExtension", Map.of("Path", keys.resolve("signed.jar").toString()));
        run("Enable-VMSwitchExtension", Map.of("VMSwitchName", "prod", "Name", MARKER));
        assertThat(switches.switches().getFirst().stages()).singleElement()
                .extracting(StageStatus::state).isEqualTo(StageStatus.State.RUNNING);
        assertThat(run("Get-ExtensionTrust", Map.of()).objects()).singleElement().asString()
                .contains("signed by Acme, trusted", "mayRun=true", "policy=require");
    }

    @Test
    void shouldKeepAnUnsignedBundleOfTheDropFolderFromRunningUntilThePolicyAllowsIt() throws Exception {
        run("Set-ExtensionTrust", Map.of("Signatures", "require", "Store", certificate()));
        Files.createDirectories(dropped.getParent());
        Files.copy(shipped(FILTERING), dropped, StandardCopyOption.REPLACE_EXISTING);
        await("the warning", () -> !commands.warnings().isEmpty());
        assertThat(commands.warnings()).singleElement().asString()
                .startsWith("the bundle " + FILTERING).endsWith("is unsigned, and does not run");
        assertThat(find(FILTERING).orElseThrow().getState()).isEqualTo(Bundle.INSTALLED);
        run("Undo-Change", Map.of());
        await("it to run", () -> find(FILTERING).orElseThrow().getState() == Bundle.ACTIVE);
        assertThat(commands.warnings()).isEmpty();
        run("Redo-Change", Map.of());
        assertThat(find(FILTERING).orElseThrow().getState()).isEqualTo(Bundle.INSTALLED);
    }

    @Test
    void shouldLetADocumentBothAllowAndEnable() throws Exception {
        run("Set-ExtensionTrust", Map.of("Signatures", "require", "Store", certificate()));
        importText("switches: [ { name: prod, extensions: [ " + FILTERING + " ] } ]");
        assertThat(switches.switches().getFirst().stages()).singleElement()
                .extracting(StageStatus::state).isEqualTo(StageStatus.State.RUNNING);
        assertThatThrownBy(() -> importText("trust: { signatures: require, store: " + folder + "/none.pem }"))
                .isInstanceOf(RefusedException.class).hasMessageContaining("none.pem");
        assertThatThrownBy(() -> importText("trust: { store: none.pem }")).hasMessageEndingWith(
                "found 'none.pem', expected an absolute path, so that it does not depend on where the product is "
                        + "started");
    }

    @Test
    void shouldWarnOfDriftFromALockAndRevertIt() throws Exception {
        importText("switches: [ { name: prod, extensions: [ " + FILTERING + ", " + MARKER + " ] } ]");
        run("Lock-VMSwitchExtension", Map.of("VMSwitchName", "prod"));
        assertThat(commands.warnings()).isEmpty();
        run("Move-VMSwitchExtension", Map.of("VMSwitchName", "prod", "Name", MARKER, "Before", FILTERING));
        assertThat(commands.warnings()).singleElement().asString()
                .startsWith("switch 'prod' is not as it was locked: " + FILTERING + " stands below " + MARKER);
        run("Restore-VMSwitchExtensionLock", Map.of("VMSwitchName", "prod"));
        assertThat(commands.warnings()).isEmpty();

        run("Uninstall-VMSwitchExtension", Map.of("Name", MARKER));
        assertThat(commands.warnings()).singleElement().asString().endsWith(MARKER + " is not installed");
        run("Install-VMSwitchExtension", Map.of("Path", keys.resolve("signed.jar").toString()));
        assertThat(commands.warnings()).singleElement().asString()
                .contains(MARKER + " has other contents than the locked");
        assertThat(run("Get-VMSwitchExtensionLock", Map.of()).objects()).hasSize(2)
                .anySatisfy(row -> assertThat(row.toString()).contains("has other contents"));
        assertThat(run("Repair-VMSwitchExtensionLock", Map.of("VMSwitchName", "prod")).objects()).hasSize(1);
        assertThat(commands.warnings()).isEmpty();
        run("Unlock-VMSwitchExtension", Map.of("VMSwitchName", "prod"));
        assertThat(run("Get-VMSwitchExtensionLock", Map.of()).objects()).isEmpty();

        run("Set-ExtensionTrust", Map.of("Signatures", "require"));
        assertThat(commands.warnings()).filteredOn(each -> each.contains("is unsigned, and does not run")).hasSize(2);
        run("Undo-Change", Map.of());
        assertThat(commands.warnings()).as("of what was stopped and runs again").isEmpty();
    }
}
