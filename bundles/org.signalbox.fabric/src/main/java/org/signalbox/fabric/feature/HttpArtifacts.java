package org.signalbox.fabric.feature;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.osgi.service.feature.ID;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.repository.HttpFiles;
import org.signalbox.fabric.repository.RepositoryAddress;

/**
 * Artifacts of a Maven repository that is read over HTTP. Releases only: a snapshot's file there has another name than
 * its coordinates say. Each file is taken only with its checksum, SHA-256 or SHA-1, which stands beside it. Source:
 * Maven, "Repository Layout" and "Checksums".
 */
final class HttpArtifacts implements Artifacts {
    private static final long LARGEST = 256L << 20;
    private static final int LARGEST_CHECKSUM = 1024;

    private final URI repository;
    private final Path folder;
    private final Duration patience;

    /**
     * @param folder   where to put files
     * @param patience for one file
     */
    HttpArtifacts(URI repository, Path folder, Duration patience) {
        this.repository = RepositoryAddress.folder(repository);
        this.folder = folder;
        this.patience = patience;
    }

    /** A checksum that may stand beside a file. */
    private record Checksum(String suffix, String algorithm) {
        private static final List<Checksum> BEST_FIRST =
                List.of(new Checksum(".sha256", "SHA-256"), new Checksum(".sha1", "SHA-1"));
    }

    @Override
    public Optional<Path> find(ID id, String type) throws RefusedException {
        if (id.getVersion().endsWith("-SNAPSHOT")) {
            throw new RefusedException(place() + ": found that " + id + " is asked for, expected a version that was "
                    + "released, since this repository is read over HTTP");
        }
        final URI uri = repository.resolve(Artifacts.layout(id, type));
        try (HttpFiles files = new HttpFiles(patience)) {
            final Optional<byte[]> content = files.get(uri, LARGEST);
            if (content.isEmpty()) {
                return Optional.empty();
            }
            check(files, uri, content.get());
            // two groups may have an artifact of one name
            final Path file = folder.resolve(
                    Path.of(id.getGroupId() + "_" + Artifacts.fileName(id, type)).getFileName());
            Files.write(file, content.get());
            return Optional.of(file);
        } catch (IOException | IllegalArgumentException fault) { // the latter for a URL without a host
            throw new RefusedException(uri + ": found that it cannot be read (" + HttpFiles.describe(fault)
                    + "), expected a Maven repository", fault);
        }
    }

    private static void check(HttpFiles files, URI uri, byte[] content) throws IOException, RefusedException {
        for (Checksum each : Checksum.BEST_FIRST) {
            final Optional<byte[]> expected = files.get(URI.create(uri + each.suffix()), LARGEST_CHECKSUM);
            if (expected.isPresent()) {
                // some tools write the name of the file behind it
                final String first = new String(expected.get(), StandardCharsets.US_ASCII).strip().split("\\s+")[0];
                if (!first.toLowerCase(Locale.ROOT).equals(digest(each.algorithm(), content))) {
                    throw new RefusedException(uri + ": found contents that do not match its " + each.suffix()
                            + ", expected what was published");
                }
                return;
            }
        }
        throw new RefusedException(uri + ": found neither .sha256 nor .sha1 beside it, expected a checksum");
    }

    private static String digest(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    @Override
    public String place() {
        return repository.toString();
    }
}
