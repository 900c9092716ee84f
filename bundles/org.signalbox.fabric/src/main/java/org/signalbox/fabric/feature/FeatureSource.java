package org.signalbox.fabric.feature;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.osgi.service.feature.FeatureService;
import org.osgi.service.feature.ID;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.cmdlet.FilePath;
import org.signalbox.fabric.repository.HttpFiles;
import org.signalbox.fabric.repository.RepositoryAddress;
import org.signalbox.schema.SchemaException;

/** Finds a feature file and the files of its bundles, once. What was fetched is there until this is closed. */
final class FeatureSource implements AutoCloseable {
    private static final String JAR = "jar";
    private static final String TYPE = "json";
    /** Source: OSGi Compendium 8.1, 159.2.1, the classifier of a feature that is not the only artifact of its id. */
    private static final String CLASSIFIER = "osgifeature";

    private final FeatureService service;
    private final Path fetched;

    /** @param folder of this process, for what is fetched */
    FeatureSource(FeatureService service, Path folder) throws IOException {
        this.service = service;
        this.fetched = Files.createTempDirectory(folder, "fetched");
    }

    @Override
    public void close() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(fetched)) {
            for (Path each : files) {
                Files.delete(each);
            }
        }
        Files.delete(fetched);
    }

    /**
     * A feature and where its bundles are.
     *
     * @param files of its bundles, in its order
     */
    record Found(FeatureText text, List<Path> files) {
    }

    /** @throws RefusedException with one sentence, if something is not where it should be */
    Found find(Features.Request request) throws RefusedException {
        if (request.path().isPresent() == request.id().isPresent()) {
            throw new RefusedException("found "
                    + (request.path().isPresent() ? "both -Path and -Id" : "neither -Path nor -Id") + ", expected one of them: a feature file or its folder, or an id in a repository");
        }
        final Optional<Artifacts> repository = request.repository().isEmpty() ? Optional.empty()
                : Optional.of(repository(request.repository().get()));
        final Path file = request.path().isPresent() ? file(FilePath.of(request.path().get()))
                : fromRepository(request.id().get(), repository.orElseThrow(() -> new RefusedException(
                        "found -Id without -Repository, expected a folder or the URL of a Maven repository")));
        final FeatureText text = FeatureText.read(file, service);
        final List<Artifacts> places = new ArrayList<>();
        if (request.path().isPresent()) {
            places.add(new FolderArtifacts(file.toAbsolutePath().getParent()));
        }
        repository.ifPresent(places::add);
        final List<Path> files = new ArrayList<>();
        for (ID bundle : text.bundles()) {
            files.add(find(bundle, places).orElseThrow(() -> new RefusedException(text.file()
                    + ": found no file of the bundle " + bundle + ", expected " + Artifacts.fileName(bundle, JAR)
                    + " in " + places.stream().map(Artifacts::place).collect(Collectors.joining(" or ")))));
        }
        return new Found(text, files);
    }

    private Path fromRepository(String text, Artifacts repository) throws RefusedException {
        final ID id = id(text);
        final Optional<Path> plain = repository.find(id, TYPE);
        if (plain.isPresent()) {
            return plain.get();
        }
        final ID classified =
                service.getID(id.getGroupId(), id.getArtifactId(), id.getVersion(), TYPE, CLASSIFIER);
        return repository.find(classified, TYPE).orElseThrow(() -> new RefusedException(repository.place()
                + ": found no feature " + id + ", expected " + Artifacts.layout(id, TYPE)));
    }

    private ID id(String text) throws RefusedException {
        final String expected = ", expected group:artifact:version";
        try {
            final ID id = service.getIDfromMavenCoordinates(text);
            if (Artifacts.isPlain(id)) {
                return id;
            }
        } catch (IllegalArgumentException nonsense) {
            throw new RefusedException("found the id " + SchemaException.describe(text) + expected, nonsense);
        }
        throw new RefusedException("found the id " + SchemaException.describe(text) + expected);
    }

    private static Optional<Path> find(ID id, List<Artifacts> places) throws RefusedException {
        for (Artifacts each : places) {
            final Optional<Path> file = each.find(id, JAR);
            if (file.isPresent()) {
                return file;
            }
        }
        return Optional.empty();
    }

    private static Path file(Path path) throws RefusedException {
        if (Files.isRegularFile(path)) {
            return path;
        }
        if (!Files.isDirectory(path)) {
            throw new RefusedException(path + ": found no such file, expected a feature file or a folder with one");
        }
        final List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*.json")) {
            files.forEach(found::add);
        } catch (IOException fault) {
            throw new RefusedException(path + ": found a folder that cannot be read (" + fault.getMessage()
                    + "), expected one with a feature file", fault);
        }
        if (found.size() != 1) {
            throw new RefusedException(path + ": found " + (found.isEmpty() ? "no .json file"
                    : found.size() + " .json files") + ", expected one feature file, or its name");
        }
        return found.getFirst();
    }

    private Artifacts repository(String text) throws RefusedException {
        final URI address = RepositoryAddress.of(text);
        return RepositoryAddress.isRemote(address) ? new HttpArtifacts(address, fetched, HttpFiles.PATIENCE)
                : new FolderArtifacts(Path.of(address));
    }
}
