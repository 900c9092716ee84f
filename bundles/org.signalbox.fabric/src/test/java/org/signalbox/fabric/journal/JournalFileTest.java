package org.signalbox.fabric.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.command.JournalEntry;
import org.signalbox.schema.JsonText;
import org.signalbox.schema.TreePatch;

class JournalFileTest {
    private static final TreePatch PATCH = TreePatch.diff(JsonText.parse("{\"a\": 1}"),
            JsonText.parse("{\"a\": null, \"switches\": [{\"name\": \"x\", \"policies\": {\"org.acme\": [1.5, \"\u20ac\"]}}]}"));

    @TempDir
    Path folder;

    private static JournalEntry entry(long number, Optional<TreePatch> patch) {
        return new JournalEntry(number, Instant.parse("2026-11-23T10:00:00.123456789Z"), "w\"ho\n", number,
                "New-VMSwitch -Name 'a b'", patch, Optional.empty(), number == 2 ? Optional.of(1L) : Optional.empty());
    }

    private Path file() {
        return folder.resolve("journal.jsonl");
    }

    private void write(JournalEntry... entries) throws IOException {
        try (JournalFile journal = JournalFile.open(folder, folder)) {
            for (JournalEntry entry : entries) {
                journal.append(entry);
            }
        }
    }

    private List<JournalEntry> read() throws IOException {
        try (JournalFile journal = JournalFile.open(folder, folder)) {
            return journal.entries();
        }
    }

    @Test
    void shouldReadWhatItWrote() throws IOException {
        write(entry(1, Optional.of(PATCH)), entry(2, Optional.empty()));
        write(entry(3, Optional.of(PATCH)));
        assertThat(read()).containsExactly(entry(1, Optional.of(PATCH)), entry(2, Optional.empty()),
                entry(3, Optional.of(PATCH)));
    }

    /** A crash may cut the last line anywhere; everything before it stays, and writing goes on behind it. */
    @Test
    void shouldDropALineThatWasCutAnywhere() throws IOException {
        write(entry(1, Optional.of(PATCH)), entry(2, Optional.of(PATCH)));
        final byte[] whole = Files.readAllBytes(file());
        final int first = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int cut = first; cut < whole.length; cut++) {
            Files.write(file(), Arrays.copyOf(whole, cut));
            write(entry(2, Optional.empty()));
            assertThat(read()).as("cut at " + cut).containsExactly(entry(1, Optional.of(PATCH)),
                    entry(2, Optional.empty()));
        }
    }

    @Test
    void shouldSetADamagedJournalAside() throws IOException {
        write(entry(1, Optional.of(PATCH)));
        Files.writeString(file(), "{\"number\": 7}\n", StandardOpenOption.APPEND);
        final byte[] damaged = Files.readAllBytes(file());
        assertThat(read()).isEmpty();
        write(entry(1, Optional.empty()));
        assertThat(read()).hasSize(1);
        try (var files = Files.list(folder)) {
            assertThat(files.filter(each -> each.toString().contains("damaged"))).singleElement()
                    .satisfies(aside -> assertThat(aside).hasBinaryContent(damaged));
        }
    }

    @Test
    void shouldLeaveAJournalToTheOneWhoHoldsIt() throws IOException {
        final Path other = folder.resolve("other");
        try (JournalFile held = JournalFile.open(folder, other); JournalFile second = JournalFile.open(folder, other)) {
            held.append(entry(1, Optional.empty()));
            second.append(entry(1, Optional.of(PATCH)));
        }
        assertThat(read()).containsExactly(entry(1, Optional.empty()));
        assertThat(other.resolve("journal.jsonl")).isNotEmptyFile();
    }
}
