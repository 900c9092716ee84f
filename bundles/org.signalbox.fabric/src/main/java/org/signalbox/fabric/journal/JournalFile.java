package org.signalbox.fabric.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import org.signalbox.command.JournalEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal on disk: one line of JSON per entry, appended and forced to the disk before the command counts as done.
 * A line that a crash cut short is dropped; a journal that cannot be read is set aside under another name. One
 * process at a time holds a journal. Not safe for several threads.
 */
public final class JournalFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);
    private static final String NAME = "journal.jsonl";

    private final FileChannel channel;
    private final List<JournalEntry> entries;

    private JournalFile(FileChannel channel, List<JournalEntry> entries) {
        this.channel = channel;
        this.entries = entries;
    }

    /**
     * Opens the journal of a folder, which is made if need be; if another process holds it or it cannot be written,
     * that of a second folder.
     *
     * @throws IOException if neither can be opened
     */
    public static JournalFile open(Path folder, Path otherwise) throws IOException {
        try {
            final JournalFile first = tryOpen(folder);
            if (first != null) {
                return first;
            }
            LOG.info("Another process keeps the journal in {}; this one keeps its own in {}", folder, otherwise);
        } catch (IOException fault) {
            LOG.warn("No journal can be kept in {}; this process keeps its own in {}", folder, otherwise, fault);
        }
        final JournalFile second = tryOpen(otherwise);
        if (second == null) {
            throw new IOException("another process keeps the journal in " + otherwise);
        }
        return second;
    }

    /** Whether there is nothing in a folder's journal, or none. */
    public static boolean isBlank(Path folder) {
        return folder.resolve(NAME).toFile().length() == 0;
    }

    /** The journal of a folder, or null if another process holds it. */
    private static JournalFile tryOpen(Path folder) throws IOException {
        Files.createDirectories(folder);
        final Path file = folder.resolve(NAME);
        final FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        if (!lock(channel)) {
            channel.close();
            return null;
        }
        final byte[] bytes = Files.readAllBytes(file);
        int whole = bytes.length;
        while (whole > 0 && bytes[whole - 1] != '\n') {
            whole--;
        }
        try {
            final List<JournalEntry> entries = read(bytes, whole);
            channel.truncate(whole).position(whole);
            return new JournalFile(channel, entries);
        } catch (IllegalArgumentException damaged) {
            final Path aside = folder.resolve("journal-damaged-" + System.currentTimeMillis() + ".jsonl");
            LOG.warn("The journal cannot be read and is kept as {}: {}", aside, damaged.getMessage());
            Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
            channel.truncate(0).position(0);
            return new JournalFile(channel, List.of());
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private static List<JournalEntry> read(byte[] bytes, int length) {
        final List<JournalEntry> entries = new ArrayList<>();
        new String(bytes, 0, length, StandardCharsets.UTF_8).lines().forEach(line -> {
            final JournalEntry entry = JournalLine.read(line);
            if (entry.number() != entries.size() + 1) {
                throw new IllegalArgumentException("found entry " + entry.number() + " after " + entries.size()
                        + ", expected numbers without gaps");
            }
            entries.add(entry);
        });
        return List.copyOf(entries);
    }

    /** What stood in the journal when it was opened. */
    public List<JournalEntry> entries() {
        return entries;
    }

    /** Writes an entry to the disk. @throws IOException if it is not there for good; nothing of it is kept then */
    public void append(JournalEntry entry) throws IOException {
        final long start = channel.position();
        try {
            final ByteBuffer line = ByteBuffer.wrap((JournalLine.write(entry) + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        } catch (IOException fault) {
            channel.truncate(start).position(start);
            throw fault;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
