package org.signalbox.attachment.qemu;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/**
 * The file of a Unix socket that a port binds. One that a dead process left behind is replaced; one that somebody
 * listens at, or a file that is no socket, is left alone. For one thread at a time.
 */
final class SocketFile {
    /** Linux's table of Unix sockets, whose last column is the path. */
    private static final Path KERNEL_TABLE = Path.of("/proc/net/unix");

    private final Path path;
    private Object key;

    SocketFile(final Path path) {
        this.path = path;
    }

    /** Binds a socket to the path; the exception says that something stands there already, or why it cannot be done. */
    @FunctionalInterface
    interface Binding {
        void bind() throws IOException;
    }

    /**
     * Makes the folder, and the file by binding a socket, twice if a dead process's file is in the way.
     *
     * @throws IOException whose message says what stands in the way, as a clause
     */
    void bind(final Binding binding) throws IOException {
        createFolder();
        try {
            binding.bind();
        } catch (final IOException e) {
            clear(e);
            binding.bind();
        }
        key = currentKey();
    }

    private void createFolder() throws IOException {
        final Path folder = path.getParent();
        try {
            Files.createDirectories(folder);
        } catch (final FileSystemException e) {
            final String why = e.getReason() == null ? "not permitted" : e.getReason();
            throw new IOException("cannot create the folder " + folder + " (" + why + ")", e);
        }
    }

    private void clear(final IOException refused) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("cannot listen at " + path + " (" + refused.getMessage() + ")", refused);
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isOther()) {
            throw new IOException("found a file at " + path + " that is no socket, expected none or a socket", refused);
        }
        if (isHeld()) {
            throw new IOException("found somebody listening at " + path + ", expected the path to be free", refused);
        }
        Files.delete(path);
    }

    /** Whether somebody listens; asks the kernel's table first, because to connect would look like a machine coming. */
    private boolean isHeld() throws IOException {
        if (Files.isReadable(KERNEL_TABLE)) {
            try (Stream<String> lines = Files.lines(KERNEL_TABLE)) {
                if (lines.anyMatch(line -> line.endsWith(" " + path))) {
                    return true;
                }
            }
        }
        try {
            Rendezvous.connect(path).close();
            return true;
        } catch (final ConnectException e) {
            return false;
        }
    }

    /** What tells our socket file from one that came to stand in its place; null where files have no such key. */
    private Object currentKey() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
    }

    /** Deletes the file if it still is the one that was bound. */
    void delete() throws IOException {
        if (key != null && Files.exists(path, LinkOption.NOFOLLOW_LINKS) && key.equals(currentKey())) {
            Files.delete(path);
        }
    }
}
