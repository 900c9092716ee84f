package org.signalbox.fabric.repository;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.signalbox.command.RefusedException;

/**
 * A repository that has an index: a folder, or the URL of one. What the index says is not believed: it names files of
 * the repository and nothing else, and the caller compares what is fetched with it. Used by one thread.
 */
public final class IndexedRepository implements AutoCloseable {
    private static final String INDEX = "index.xml";
    private static final long LARGEST_INDEX = 32L << 20;
    private static final long LARGEST = 256L << 20;

    private final URI address;
    private final Optional<HttpFiles> http;
    private final List<Offered> bundles;

    /**
     * Reads the index.
     *
     * @param text the path of a folder, or a URL
     * @throws RefusedException with one sentence, if there is none, or it is not to be read
     */
    public IndexedRepository(String text) throws RefusedException {
        this.address = RepositoryAddress.of(text);
        this.http = RepositoryAddress.isRemote(address) ? Optional.of(new HttpFiles(HttpFiles.PATIENCE))
                : Optional.empty();
        boolean read = false;
        try {
            this.bundles = index();
            read = true;
        } finally {
            if (!read) {
                close();
            }
        }
    }

    private List<Offered> index() throws RefusedException {
        final URI index = address.resolve(INDEX);
        try {
            return IndexReader.read(contents(index));
        } catch (IOException fault) {
            throw new RefusedException(words(index) + ": found that it cannot be read (" + HttpFiles.describe(fault)
                    + "), expected the index of a repository", fault);
        } catch (IllegalArgumentException nonsense) { // for a URL without a host, too
            throw new RefusedException(words(index) + ": found a file that is no index (" + nonsense.getMessage()
                    + "), expected the XML of an OSGi repository", nonsense);
        }
    }

    private byte[] contents(URI index) throws IOException, RefusedException {
        if (http.isPresent()) {
            return http.get().get(index, LARGEST_INDEX).orElseThrow(() -> noIndex(index));
        }
        final Path file = Path.of(index);
        if (!Files.isRegularFile(file)) {
            throw noIndex(index);
        }
        if (Files.size(file) > LARGEST_INDEX) {
            throw new IOException("it has more than " + LARGEST_INDEX + " bytes");
        }
        return Files.readAllBytes(file);
    }

    private static RefusedException noIndex(URI index) {
        return new RefusedException(words(index)
                + ": found no such file, expected an index, as 'signalbox index FOLDER' makes it");
    }

    /** What it offers, in the order of the index. */
    public List<Offered> bundles() {
        return bundles;
    }

    /** Where it is, as a user knows it. */
    public String place() {
        return words(address);
    }

    private static String words(URI uri) {
        return RepositoryAddress.isRemote(uri) ? uri.toString() : Path.of(uri).toString();
    }

    /**
     * The file of a bundle.
     *
     * @param folder where to put what is read over the network
     * @throws RefusedException with one sentence, if it is not there, not of the size that the index says, or elsewhere
     */
    public Path fetch(Offered bundle, Path folder) throws RefusedException {
        if (bundle.size() < 1 || bundle.size() > LARGEST) {
            throw refused(bundle, "a size of " + bundle.size() + " bytes in the index", "at most " + LARGEST);
        }
        final URI uri = within(bundle);
        try {
            final Path file = http.isPresent()
                    ? folder.resolve(bundle.id() + "-" + bundle.version() + ".jar") : Path.of(uri);
            if (http.isPresent()) {
                Files.write(file, http.get().get(uri, bundle.size()).orElseThrow(() ->
                        refused(bundle, "no such file", bundle.url())));
            } else if (!Files.isRegularFile(file)) {
                throw refused(bundle, "no such file", bundle.url());
            } else if (!file.toRealPath().startsWith(Path.of(address).toRealPath())) {
                throw outside(bundle);
            }
            if (Files.size(file) != bundle.size()) {
                throw refused(bundle, "a file of " + Files.size(file) + " bytes",
                        bundle.size() + " bytes, as the index says");
            }
            return file;
        } catch (IOException fault) {
            throw refused(bundle, "a file that cannot be read (" + HttpFiles.describe(fault) + ")",
                    bundle.size() + " bytes, as the index says");
        }
    }

    private URI within(Offered bundle) throws RefusedException {
        try {
            final URI uri = address.resolve(new URI(bundle.url())).normalize();
            final URI inside = address.relativize(uri);
            if (!inside.isAbsolute() && !inside.getPath().isEmpty() && !inside.getPath().contains("..")
                    && inside.getPath().indexOf('\0') < 0
                    && inside.getQuery() == null && inside.getFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException nonsense) {
            throw outside(bundle);
        }
        throw outside(bundle);
    }

    private RefusedException outside(Offered bundle) {
        return refused(bundle, "the file '" + bundle.url().replaceAll("\\p{Cntrl}", "?") + "' in the index",
                "one that lies in the repository");
    }

    private RefusedException refused(Offered bundle, String found, String expected) {
        return new RefusedException(place() + ": found " + found + " for " + bundle.words() + ", expected " + expected);
    }

    @Override
    public void close() {
        http.ifPresent(HttpFiles::close);
    }
}
