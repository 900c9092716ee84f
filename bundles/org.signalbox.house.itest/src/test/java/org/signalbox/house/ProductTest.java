package org.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exported product as a process: its exit code, and what it leaves behind. */
class ProductTest {

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
        return Product.headless(folder, run, arguments);
    }
}
