package org.signalbox.extension.tracing.live;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

import org.signalbox.capture.CaptureException;
import org.signalbox.capture.CaptureWriter;

/**
 * A file, or files that take turns and are named as {@code dumpcap -b} does: {@code web.pcapng} gives
 * {@code web_00001_20261126154709.pcapng} and so on, of which the oldest go.
 */
final class FileOutput implements CaptureOutput {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

    private final Path path;
    private final long fileSize;
    private final int fileCount;
    private final Set<OpenOption> options;
    private final Deque<Path> files = new ArrayDeque<>();
    private int number;
    private volatile FileChannel channel;

    /**
     * @param fileSize  bytes after which the next file's turn comes; 0 for one file
     * @param fileCount files that are kept; 0 for all
     * @param replaces  whether a file that is there is emptied
     */
    FileOutput(Path path, long fileSize, int fileCount, boolean replaces) {
        this.path = path;
        this.fileSize = fileSize;
        this.fileCount = fileCount;
        this.options = replaces
                ? Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)
                : Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public CaptureWriter next() throws IOException {
        final Path file = fileSize == 0 ? path : numbered();
        try {
            channel = FileChannel.open(file, options, attributes(file));
        } catch (IOException fault) {
            throw new IOException(file + ": found a file that cannot be written (" + CaptureException.reason(fault)
                    + "), expected a place for a capture", fault);
        }
        synchronized (files) {
            files.add(file);
        }
        removeOldest();
        return CaptureWriter.to(channel);
    }

    /** A new file is the user's own, as dumpcap's are: it holds what others said. */
    private static FileAttribute<?>[] attributes(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }

    private Path numbered() {
        final String name = path.getFileName().toString();
        final int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        return path.resolveSibling("%s_%05d_%s%s".formatted(name.substring(0, dot), ++number,
                TIME.format(LocalDateTime.now()), name.substring(dot)));
    }

    private void removeOldest() throws IOException {
        while (fileCount > 0 && places() > fileCount) {
            synchronized (files) {
                Files.deleteIfExists(files.remove());
            }
        }
    }

    @Override
    public boolean waits() {
        return false;
    }

    @Override
    public boolean isFull(long bytes) {
        return fileSize > 0 && bytes >= fileSize;
    }

    @Override
    public void abort() {
        CaptureOutput.close(channel);
    }

    @Override
    public String place() {
        synchronized (files) {
            return (files.isEmpty() ? path : files.getLast()).toString();
        }
    }

    @Override
    public int places() {
        synchronized (files) {
            return files.size();
        }
    }
}
