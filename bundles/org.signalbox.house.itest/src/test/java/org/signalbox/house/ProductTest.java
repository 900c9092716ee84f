package org.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exported product as a process: its exit code, and what it leaves behind. */
class ProductTest {

    private static final Path PRODUCT = BuiltBundle.root().resolve("product");

    @TempDir
    Path folder;
    private Path run;

    @BeforeEach
    void makeRunFolder() throws Exception {
        run = Files.createDirectory(folder.resolve("a run"));
    }

    @Test
    void shouldRefuseAFaceThatItDoesNotHave() throws Exception {
        final Run refused = headless("workbench");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).isEqualTo("signalbox: this product has no face named workbench\n");
    }

    @Test
    void shouldRemoveItsFolder() throws Exception {
        headless("workbench");
        assertThat(run).doesNotExist();
    }

    private Run headless(final String... arguments) throws Exception {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // the flags of this JVM are the product's
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + run,
                "-Dorg.osgi.framework.storage=" + run.resolve("framework"),
                "-Dsignalbox.run=" + run,
                "-Dsignalbox.home=" + folder.resolve("home"),
                "-Dfelix.fileinstall.dir=" + run.resolve("drop"),
                "-Djava.util.logging.config.file=" + PRODUCT.resolve("logging.properties"),
                "-Dlogback.configurationFile=" + PRODUCT.resolve("logback.xml"),
                "-jar", PRODUCT.resolve("target/headless.jar").toString()));
        command.addAll(List.of(arguments));
        return Run.of(folder, command);
    }
}
