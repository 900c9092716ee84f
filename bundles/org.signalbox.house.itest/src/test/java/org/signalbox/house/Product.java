package org.signalbox.house;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The exported product as a process, as the launcher starts it. */
final class Product {

    private static final Path PRODUCT = BuiltBundle.root().resolve("product");
    private static final int PATIENCE_SECONDS = 900;

    private Product() {
    }

    /**
     * Runs a face of the headless product to its end.
     *
     * @param folder where its home and what it writes go
     * @param run the process's own, which it removes
     */
    static Run headless(final Path folder, final Path run, final String... arguments)
            throws IOException, InterruptedException {
        return Run.of(folder, command(folder, run, arguments), Map.of(), PATIENCE_SECONDS);
    }

    /** The command that runs a face of the headless product; see {@link #headless}. */
    static List<String> command(final Path folder, final Path run, final String... arguments) {
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
                "-jar", PRODUCT.resolve("target/headless.jar").toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
