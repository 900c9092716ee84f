package org.signalbox.ship;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.signalbox.command.RefusedException;

/**
 * Bundles and features on their way into a repository. What was published there under a version stays as it is:
 * snapshots alone may be replaced.
 */
final class Parcel {
    private static final String JAR = "jar";
    private static final String JSON = "json";

    private final Path repository;
    private final Delivery delivery;
    private final Optional<SigningKey> key;
    private final Path others;

    /**
     * @param key    signs the project's bundle, and others that nobody signed
     * @param others the Maven repository that bundles of a feature come from which are not in this one
     */
    Parcel(final Path repository, final Delivery delivery, final Optional<SigningKey> key, final Path others) {
        this.repository = repository;
        this.delivery = delivery;
        this.key = key;
        this.others = others;
    }

    /** Puts features, the bundle of a project and others of the features there, with the index of all. */
    RepositoryIndex fill(final BuiltBundle bundle, final List<FeatureFile> features)
            throws RefusedException, IOException {
        final Set<Coordinates> bundles = new LinkedHashSet<>();
        bundles.add(bundle.coordinates());
        features.forEach(feature -> bundles.addAll(feature.bundles()));
        for (final Coordinates each : bundles) {
            if (each.equals(bundle.coordinates())) {
                put(bundle.file(), each, true);
            } else if (!Files.isRegularFile(repository.resolve(each.place(JAR)))) {
                put(other(each), each, false);
            }
        }
        for (final FeatureFile each : features) {
            final String name = each.id().place(JSON);
            delivery.put(name, each.contents());
            final Path there = repository.resolve(name);
            keep(name, each.id(), Files.exists(there) && Files.mismatch(there, delivery.now(name)) == -1);
        }
        final RepositoryIndex index = RepositoryIndex.of(delivery.bundles());
        delivery.put(RepositoryIndex.FILE, index.xml());
        return index;
    }

    private Path other(final Coordinates bundle) throws RefusedException {
        final Path file = others.resolve(bundle.place(JAR));
        if (!Files.isRegularFile(file)) {
            throw new RefusedException("found no file of the bundle " + bundle + " of a feature, expected "
                    + bundle.place(JAR) + " in " + repository + " or " + others);
        }
        return file;
    }

    /** @param own whether it is the project's, which is signed even if somebody else has signed it */
    private void put(final Path file, final Coordinates bundle, final boolean own)
            throws RefusedException, IOException {
        final String name = bundle.place(JAR);
        final Path staged = delivery.file(name);
        final Set<X509Certificate> signers = read(file).signers();
        if (key.isPresent() && (own ? !signers.contains(key.get().signer()) : signers.isEmpty())) {
            SignedJar.sign(file, staged, key.get());
        } else {
            Files.copy(file, staged);
        }
        final Path there = repository.resolve(name);
        keep(name, bundle, Files.exists(there) && (Files.mismatch(there, staged) == -1
                || read(there).equals(read(staged))));
    }

    private static SignedJar read(final Path file) throws RefusedException {
        try {
            return SignedJar.read(file);
        } catch (final IOException | SecurityException fault) {
            throw new RefusedException(file + ": found a jar that is damaged or not what was signed ("
                    + fault.getMessage() + "), expected a bundle", fault);
        }
    }

    /** @param same whether the repository has it already */
    private void keep(final String name, final Coordinates id, final boolean same)
            throws RefusedException, IOException {
        if (same) {
            delivery.drop(name);
            return;
        }
        final Path there = repository.resolve(name);
        if (Files.exists(there) && !id.isSnapshot()) {
            throw new RefusedException(there + ": found other contents under this version already, expected a new "
                    + "version of " + id);
        }
        delivery.put(name + Sha256.SUFFIX, (Sha256.of(delivery.now(name)) + "\n").getBytes());
    }
}
