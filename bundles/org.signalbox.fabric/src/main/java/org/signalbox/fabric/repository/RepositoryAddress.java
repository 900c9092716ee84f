package org.signalbox.fabric.repository;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.signalbox.command.RefusedException;
import org.signalbox.schema.SchemaException;

/** Reads what a user gives as a repository. */
public final class RepositoryAddress {

    private RepositoryAddress() {
    }

    /**
     * The repository's URL, of the scheme {@code file}, {@code http} or {@code https}, with a slash at its end.
     *
     * @param text the path of a folder, or a URL
     * @throws RefusedException with one sentence, if it is neither, or there is no such folder
     */
    public static URI of(String text) throws RefusedException {
        try {
            if (text.matches("(?i)https?://.*")) {
                final URI uri = URI.create(text);
                if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
                    throw new IllegalArgumentException("it has a query or a fragment");
                }
                return folder(uri);
            }
            final Path folder = text.matches("(?i)file:.*") ? Path.of(URI.create(text)) : Path.of(text);
            if (Files.isDirectory(folder)) {
                return folder.toUri();
            }
        } catch (FileSystemNotFoundException | IllegalArgumentException nonsense) {
            throw new RefusedException("found the repository " + SchemaException.describe(text)
                    + ", expected a folder, or a URL that begins with http, https or file", nonsense);
        }
        throw new RefusedException("found no folder " + SchemaException.describe(text)
                + ", expected one, or a URL that begins with http, https or file");
    }

    /** A URL with a slash at its end: what is relative to it lies within. */
    public static URI folder(URI uri) {
        return uri.getPath().endsWith("/") ? uri : URI.create(uri + "/");
    }

    /** Whether files are read over the network. */
    public static boolean isRemote(URI repository) {
        return !repository.getScheme().equalsIgnoreCase("file");
    }
}
