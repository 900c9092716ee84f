package org.signalbox.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {
    @TempDir
    Path folder;

    @Test
    void shouldTakeBackWhatArrivedWhenTheRestCannot() throws Exception {
        Files.writeString(folder.resolve("there"), "old");
        Files.writeString(folder.resolve("file"), "in the way");
        try (Delivery delivery = Delivery.to(folder)) {
            delivery.put("a/fresh", "new".getBytes());
            delivery.put("there", "new".getBytes());
            delivery.put("file/late", "new".getBytes());
            assertThatThrownBy(delivery::publish).isInstanceOf(IOException.class);
        }
        assertThat(folder.resolve("there")).hasContent("old");
        assertThat(folder.resolve("a/fresh")).doesNotExist();
        assertThat(folder.resolve("file")).hasContent("in the way");
        assertThat(files()).noneMatch(name -> name.startsWith("."));
    }

    @Test
    void shouldReplaceWhatIsThereAndLeaveTheRest() throws Exception {
        Files.writeString(folder.resolve("there"), "old");
        Files.writeString(folder.resolve("other"), "other");
        try (Delivery delivery = Delivery.to(folder)) {
            delivery.put("there", "new".getBytes());
            delivery.put("dropped", "new".getBytes());
            delivery.drop("dropped");
            delivery.publish();
        }
        assertThat(files()).containsExactlyInAnyOrder("there", "other");
        assertThat(folder.resolve("there")).hasContent("new");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).toList();
        }
    }
}
