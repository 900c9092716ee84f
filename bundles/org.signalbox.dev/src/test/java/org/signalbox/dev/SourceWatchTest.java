package org.signalbox.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceWatchTest {
    private static final long PATIENCE_MILLIS = 30_000;
    private static final long NOTHING_MILLIS = 100;

    @TempDir
    private Path folder;

    private SourceWatch watch;

    @BeforeEach
    void open() throws Exception {
        Files.createDirectories(folder.resolve("src/main/java/org"));
        Files.createDirectories(folder.resolve("src/test/java"));
        watch = new SourceWatch(folder, Set.of("pom.xml"));
    }

    @AfterEach
    void close() throws Exception {
        watch.close();
    }

    private void write(final String file) throws Exception {
        Files.writeString(folder.resolve(file), "saved");
    }

    private SourceWatch.Save saved() throws Exception {
        return watch.poll(PATIENCE_MILLIS).orElseThrow();
    }

    private Optional<SourceWatch.Save> nothing() throws Exception {
        return watch.poll(NOTHING_MILLIS);
    }

    @Test
    void shouldSeeASaveOnceWithTheTimeOfItsFile() throws Exception {
        final Path file = folder.resolve("src/main/java/org/A.java");
        write("src/main/java/org/A.java");
        write("src/main/java/org/A.java");
        final SourceWatch.Save save = saved();
        assertThat(save.project()).isFalse();
        assertThat(save.millis()).isEqualTo(Files.getLastModifiedTime(file).toMillis());
        assertThat(nothing()).isEmpty();
    }

    @Test
    void shouldSeeFoldersThatAreMadeLater() throws Exception {
        Files.createDirectories(folder.resolve("src/main/java/org/late/later"));
        saved();
        write("src/main/java/org/late/later/B.java");
        assertThat(saved().project()).isFalse();
        Files.delete(folder.resolve("src/main/java/org/late/later/B.java"));
        assertThat(saved().project()).isFalse();
    }

    @Test
    void shouldTellAPomFromASource() throws Exception {
        write("pom.xml");
        assertThat(saved().project()).isTrue();
    }

    @Test
    void shouldNotMindTestsAndWhatEditorsLeave() throws Exception {
        write("src/test/java/T.java");
        write("notes.txt");
        write("src/main/java/org/.A.java.swp");
        write("src/main/java/org/A.java~");
        write("src/main/java/org/4913");
        Files.createDirectories(folder.resolve("target/classes"));
        assertThat(nothing()).isEmpty();
    }
}
