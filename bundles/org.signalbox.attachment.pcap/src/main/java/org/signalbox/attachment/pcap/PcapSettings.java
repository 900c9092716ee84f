package org.signalbox.attachment.pcap;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;

/** What may stand under {@code attachment: { pcap: ... }}. Relative paths are those of the process. */
@Doc("Plays a capture into the port, records what is delivered to the port, or both.")
public record PcapSettings(
        @Doc("Capture (pcap or pcapng) whose frames enter at the port.") Optional<String> read,
        @Doc("File (pcapng) that gets every frame delivered to the port; what is in it is lost.")
        Optional<String> write,
        @Doc("How fast to play: 1 as fast as the time stamps say, 10 ten times as fast, 0 without waiting.")
        @Default("1") @Range(min = 0, max = 1_000_000) double speed,
        @Doc("Whether to begin again at the end of the capture.") @Default("false") boolean loop) {

    public PcapSettings {
        if (read.isEmpty() && write.isEmpty()) {
            throw new IllegalArgumentException("found neither 'read' nor 'write', expected at least one of them");
        }
        final Optional<Path> readFile = read.map(PcapSettings::absolute);
        final Optional<Path> writeFile = write.map(PcapSettings::absolute);
        if (readFile.isPresent() && readFile.equals(writeFile)) {
            throw new IllegalArgumentException("found '" + read.get() + "' as 'read' and 'write', expected two files");
        }
    }

    private static Path absolute(final String file) {
        try {
            return Path.of(file).toAbsolutePath().normalize();
        } catch (final InvalidPathException e) {
            throw new IllegalArgumentException("found '" + file + "', expected the path of a file", e);
        }
    }
}
