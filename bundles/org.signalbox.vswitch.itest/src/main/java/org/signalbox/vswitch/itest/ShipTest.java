package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.CommandName;
import org.signalbox.command.Commands;
import org.signalbox.command.Invocation;
import org.signalbox.command.RefusedException;
import org.signalbox.command.Result;
import org.signalbox.face.Face;
import org.signalbox.face.Places;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.VirtualSwitches;

/** What {@code package} makes is installed by who trusts the developer, from a folder and over HTTP. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class ShipTest {
    private static final String MARKER = "org.signalbox.example.marker";
    private static final String METER = "com.acme.meter";
    private static final String UTIL = "com.acme.util";

    @InjectBundleContext
    BundleContext context;
    @InjectService
    Commands commands;
    @InjectService
    VirtualSwitches switches;
    @InjectService(filter = "(" + Face.NAME + "=package)", timeout = 10_000)
    Face pack;
    @InjectService(filter = "(" + Face.NAME + "=index)", timeout = 10_000)
    Face index;
    @TempDir
    Path folder;
    private Path repository;
    private HttpServer server;

    @BeforeEach
    void makeRepository() throws Exception {
        repository = folder.resolve("repository");
        say(pack, util(), "--sign", "--out", repository.toString());
        say(pack, meter("1.0.0"), "--sign", "--out", repository.toString());
        server = SimpleFileServer.createFileServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                repository.toRealPath(), SimpleFileServer.OutputLevel.NONE);
        server.start();
        run("Import-Fabric", Map.of("Path", Files.writeString(folder.resolve("f.yaml"), """
                trust: { signatures: require, store: %s }
                switches: [ { name: prod } ]
                """.formatted(Path.of(context.getProperty(Places.HOME), "keys", "developer.pem"))).toString()));
    }

    @AfterEach
    void leaveNothing() throws Exception {
        server.stop(0);
        run("Import-Fabric", Map.of("Path", Files.writeString(folder.resolve("f.yaml"), "{}").toString()));
        for (final Bundle each : context.getBundles()) {
            if (List.of(METER, UTIL).contains(each.getSymbolicName())) {
                each.uninstall();
            }
        }
    }

    private Result run(final String command, final Map<String, Object> parameters) throws RefusedException {
        return commands.run(Invocation.of(command, parameters, "test"));
    }

    private static String say(final Face face, final Object... arguments) throws Exception {
        final PrintStream before = System.out;
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThat(face.run(Arrays.stream(arguments).map(Object::toString).toList())).isZero();
            return out.toString(StandardCharsets.UTF_8);
        } finally {
            System.setOut(before);
        }
    }

    private Path util() throws IOException {
        final Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        headers(manifest, UTIL, "1.0.0");
        manifest.getMainAttributes().putValue("Export-Package", "com.acme.util;version=1.0");
        final Path file = folder.resolve("util.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            jar.putNextEntry(new JarEntry("META-INF/maven/com.acme/util/pom.properties"));
            jar.write(coordinates("util", "1.0.0"));
        }
        return file;
    }

    /** The marker under another name, which needs a package. */
    private Path meter(final String version) throws IOException {
        final Path file = folder.resolve("meter.jar");
        try (JarInputStream from = new JarInputStream(Files.newInputStream(
                Path.of(context.getProperty(Places.EXTENSIONS), MARKER + ".jar")))) {
            final Manifest manifest = from.getManifest();
            headers(manifest, METER, version);
            manifest.getMainAttributes().putValue("Import-Package",
                    manifest.getMainAttributes().getValue("Import-Package") + ",com.acme.util;version=\"[1,2)\"");
            try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(file), manifest)) {
                for (JarEntry entry = from.getNextJarEntry(); entry != null; entry = from.getNextJarEntry()) {
                    to.putNextEntry(new JarEntry(entry.getName()));
                    if (entry.getName().endsWith("/pom.properties")) {
                        to.write(coordinates("meter", version));
                    } else {
                        from.transferTo(to);
                    }
                }
            }
        }
        return file;
    }

    private static void headers(final Manifest manifest, final String name, final String version) {
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
        manifest.getMainAttributes().putValue("Bundle-Version", version);
    }

    private static byte[] coordinates(final String artifact, final String version) {
        return ("groupId=com.acme\nartifactId=" + artifact + "\nversion=" + version + "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private String address(final boolean remote) {
        return remote ? "http://127.0.0.1:" + server.getAddress().getPort() : repository.toString();
    }

    private List<String> installed() {
        return Arrays.stream(context.getBundles()).filter(each -> each.getState() == Bundle.ACTIVE)
                .map(Bundle::getSymbolicName).filter(List.of(METER, UTIL)::contains).sorted().toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeFoundInstalledAndRun(final boolean remote) throws Exception {
        assertThat(run("Find-VMSwitchExtension", Map.of("Repository", address(remote))).objects()).singleElement()
                .asString().contains("id=" + METER, "version=1.0.0", "needs=the package com.acme.util [1.0.0,2.0.0)");
        assertThat(run("Install-VMSwitchExtension",
                Map.of("Id", METER, "Repository", address(remote), "Version", "[1,2)")).objects()).singleElement()
                .hasToString("Row[extension=" + METER + " 1.0.0, with=" + UTIL + " 1.0.0]");
        assertThat(installed()).containsExactly(METER, UTIL);
        run("Enable-VMSwitchExtension", Map.of("VMSwitchName", "prod", "Name", METER));
        assertThat(switches.switches().getFirst().stages()).singleElement()
                .extracting(StageStatus::state).isEqualTo(StageStatus.State.RUNNING);
        assertThat(run("Get-ExtensionTrust", Map.of()).objects()).hasSize(2)
                .allSatisfy(each -> assertThat(each.toString()).contains("(developer key), trusted", "mayRun=true"));
        run("Uninstall-VMSwitchExtension", Map.of("Name", METER));
        assertThat(installed()).doesNotContain(METER);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeInstalledAsAFeature(final boolean remote) throws Exception {
        run("Install-Feature", Map.of("Id", "com.acme:util:1.0.0", "Repository", address(remote)));
        run("Install-Feature", Map.of("Id", "com.acme:meter:1.0.0", "Repository", address(remote)));
        assertThat(installed()).containsExactly(METER, UTIL);
        run("Uninstall-Feature", Map.of("Id", "com.acme:meter"));
        run("Uninstall-Feature", Map.of("Id", "com.acme:util"));
        assertThat(installed()).isEmpty();
    }

    @Test
    void shouldTakeTheNewestThatRunsHere() throws Exception {
        say(pack, meter("1.1.0"), "--sign", "--out", repository.toString());
        say(pack, meter("2.0.0"), "--sign", "--out", repository.toString());
        final Map<String, Object> any = Map.of("Id", METER, "Repository", address(false));
        assertThat(commands.run(new Invocation(CommandName.parse("Install-VMSwitchExtension"),
                any, "test", true)).messages()).containsExactly(
                "would install com.acme.meter 2.0.0 with com.acme.util 1.0.0");
        run("Install-VMSwitchExtension", Map.of("Id", METER, "Repository", address(false), "Version", "[1,2)"));
        assertThat(Arrays.stream(context.getBundles()).filter(each -> METER.equals(each.getSymbolicName())))
                .singleElement().extracting(each -> each.getVersion().toString()).isEqualTo("1.1.0");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldRefuseWhatWasTamperedWith(final boolean remote) throws Exception {
        final Path jar = repository.resolve("com/acme/meter/1.0.0/meter-1.0.0.jar");
        tamper(jar);
        assertRefused(remote, "do not match the SHA-256 of the index, expected what was published|"
                + "found a file of .* expected .* bytes, as the index says|cannot be read .* as the index says");
        say(index, repository);
        assertRefused(remote, "not what was signed: .*expected the jar as it was signed");
        Files.copy(meter("1.0.0"), jar, StandardCopyOption.REPLACE_EXISTING);
        say(index, repository);
        assertRefused(remote, "unsigned, expected a bundle signed by somebody who is trusted");
    }

    private void assertRefused(final boolean remote, final String sentence) {
        assertThatThrownBy(() -> run("Install-VMSwitchExtension", Map.of("Id", METER, "Repository", address(remote))))
                .isInstanceOf(RefusedException.class).hasMessageMatching(".*(" + sentence + ").*");
        assertThat(installed()).isEmpty();
    }

    /** Other code under the same signature. */
    private void tamper(final Path jar) throws IOException {
        final Path other = folder.resolve("tampered.jar");
        try (JarInputStream from = new JarInputStream(Files.newInputStream(jar), false);
                JarOutputStream to = new JarOutputStream(Files.newOutputStream(other), from.getManifest())) {
            for (JarEntry entry = from.getNextJarEntry(); entry != null; entry = from.getNextJarEntry()) {
                to.putNextEntry(new JarEntry(entry.getName()));
                from.transferTo(to);
                if (entry.getName().endsWith(".class")) {
                    to.write(0);
                }
            }
        }
        Files.move(other, jar, StandardCopyOption.REPLACE_EXISTING);
    }
}
