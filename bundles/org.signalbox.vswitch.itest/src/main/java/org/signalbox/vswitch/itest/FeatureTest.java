package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.Commands;
import org.signalbox.command.Invocation;
import org.signalbox.command.RefusedException;
import org.signalbox.command.Result;

/** Features with real extensions, by commands, in the framework of the product. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class FeatureTest {
    private static final String FILTERING = "org.signalbox.extension.filtering";
    private static final String MARKER = "org.signalbox.example.marker";
    private static final String ID = "com.acme:bundle";

    @InjectBundleContext
    BundleContext context;
    @InjectService
    Commands commands;
    @InjectService
    ConfigurationAdmin configurations;
    @TempDir
    Path folder;

    @AfterEach
    void leaveNothing() throws Exception {
        if (!run("Get-Feature", Map.of()).objects().isEmpty()) {
            run("Uninstall-Feature", Map.of("Id", ID));
        }
        assertThat(isInstalled(FILTERING)).isFalse();
        assertThat(isInstalled(MARKER)).isFalse();
    }

    private Result run(String command, Map<String, Object> parameters) throws RefusedException {
        return commands.run(Invocation.of(command, parameters, "test"));
    }

    private boolean isInstalled(String name) {
        return Arrays.stream(context.getBundles()).anyMatch(bundle -> name.equals(bundle.getSymbolicName()));
    }

    private String feature(String version, String configurations, String... artifacts) throws IOException {
        final Path shipped = Path.of(context.getProperty("signalbox.extensions"));
        for (final String each : artifacts) {
            Files.write(folder.resolve(each + "-1.jar"), Files.readAllBytes(shipped.resolve(each + ".jar")));
        }
        final String bundles = String.join(", ",
                Arrays.stream(artifacts).map(each -> "{ \"id\": \"com.acme:" + each + ":1\" }").toList());
        return Files.writeString(folder.resolve("feature-" + version + ".json"), """
                { "feature-resource-version": "1.0", "id": "%s:%s",
                  "bundles": [ %s ], "configurations": { %s } }
                """.formatted(ID, version, bundles, configurations)).toString();
    }

    private Object unit() throws Exception {
        final Configuration[] found = configurations.listConfigurations("(service.pid=com.acme.meter~left)");
        return found == null ? null : found[0].getProperties().get("unit");
    }

    @Test
    void shouldInstallUpdateAndRemoveExtensionsWithTheirConfiguration() throws Exception {
        run("Install-Feature", Map.of("Path",
                feature("1", "\"com.acme.meter~left\": { \"unit\": \"bytes\" }", FILTERING)));
        assertThat(isInstalled(FILTERING)).isTrue();
        assertThat(unit()).isEqualTo("bytes");
        assertThat(run("Get-Feature", Map.of()).objects()).singleElement().asString()
                .contains(ID, "version=1", FILTERING, "com.acme.meter~left");
        run("Update-Feature", Map.of("Path",
                feature("2", "\"com.acme.meter~left\": { \"unit\": \"frames\" }", FILTERING, MARKER)));
        assertThat(isInstalled(MARKER)).isTrue();
        assertThat(unit()).isEqualTo("frames");
        run("Uninstall-Feature", Map.of("Id", ID));
        assertThat(unit()).isNull();
    }

    @Test
    void shouldLeaveEverythingAsItWasWhenOneBundleIsDamaged() throws Exception {
        final int before = context.getBundles().length;
        final String file = feature("1", "\"com.acme.meter~left\": {}", FILTERING, MARKER);
        Files.writeString(folder.resolve(MARKER + "-1.jar"), "no archive");
        assertThatThrownBy(() -> run("Install-Feature", Map.of("Path", file))).isInstanceOf(RefusedException.class)
                .hasMessageContaining("expected an OSGi bundle");
        assertThat(context.getBundles()).hasSize(before);
        assertThat(unit()).isNull();
    }
}
