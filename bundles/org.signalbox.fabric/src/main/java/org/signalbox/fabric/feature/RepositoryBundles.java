package org.signalbox.fabric.feature;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.extension.BundleFile;
import org.signalbox.fabric.extension.BundleOffer;
import org.signalbox.fabric.extension.ExtensionBundles;
import org.signalbox.fabric.extension.JarStore;
import org.signalbox.fabric.extension.KeptJar;
import org.signalbox.fabric.repository.ExtensionRepositories;
import org.signalbox.fabric.repository.IndexedRepository;
import org.signalbox.fabric.repository.Offered;
import org.signalbox.fabric.repository.Selection;
import org.signalbox.fabric.trust.SignatureCheck;

/** Installs bundles of repositories into this framework. */
@Component
public final class RepositoryBundles implements ExtensionRepositories {
    private final BundleContext context;
    private final ExtensionBundles extensions;
    private final JarStore jars;
    private final SignatureCheck signatures;
    private final Path folder;

    @Activate
    public RepositoryBundles(BundleContext context, @Reference ExtensionBundles extensions, @Reference JarStore jars,
            @Reference SignatureCheck signatures) throws IOException {
        this.context = context;
        this.extensions = extensions;
        this.jars = jars;
        this.signatures = signatures;
        this.folder = Files.createDirectories(context.getDataFile("repository").toPath());
    }

    @Override
    public List<Offer> list(String repository) throws RefusedException {
        try (IndexedRepository indexed = new IndexedRepository(repository)) {
            final Selection selection = new Selection(indexed, here());
            return indexed.bundles().stream().filter(Offered::isExtension)
                    .sorted(Comparator.comparing(Offered::id)
                            .thenComparing(Comparator.comparing(Offered::version).reversed()))
                    .map(each -> new Offer(each.id(), each.version().toString(), each.description(),
                            selection.needs(each)))
                    .toList();
        }
    }

    @Override
    public synchronized List<String> install(Request request) throws RefusedException {
        final List<KeptJar> plan = plan(request);
        try (UndoSteps undo = new UndoSteps()) {
            new BundleSwap(context, extensions, jars, undo).run(plan, List.of(),
                    plan.stream().map(KeptJar::bundle).toList());
            undo.keep();
        }
        return names(plan);
    }

    @Override
    public synchronized List<String> describe(Request request) throws RefusedException {
        return names(plan(request));
    }

    private static List<String> names(List<KeptJar> plan) {
        return plan.stream().map(each -> each.bundle().name()).toList();
    }

    private List<BundleOffer> here() {
        return Arrays.stream(context.getBundles()).map(bundle -> bundle.adapt(BundleRevision.class))
                .filter(Objects::nonNull).flatMap(revision -> revision.getDeclaredCapabilities(null).stream())
                .map(each -> new BundleOffer(each.getNamespace(), each.getAttributes())).toList();
    }

    private List<KeptJar> plan(Request request) throws RefusedException {
        try (IndexedRepository repository = new IndexedRepository(request.repository())) {
            final Path fetched = Files.createTempDirectory(folder, "fetched");
            try {
                final List<KeptJar> plan = new ArrayList<>();
                for (Offered each : new Selection(repository, here()).of(request.id(), request.version())) {
                    plan.add(take(repository, each, fetched));
                }
                extensions.refuseInstalled(plan.getFirst().bundle());
                for (KeptJar jar : plan) {
                    refuseInstalled(repository, jar.bundle());
                }
                return plan;
            } finally {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(fetched)) {
                    for (Path file : files) {
                        Files.delete(file);
                    }
                }
                Files.delete(fetched);
            }
        } catch (IOException fault) {
            throw new RefusedException("found that nothing can be fetched (" + fault.getMessage()
                    + "), expected room for it", fault);
        }
    }

    /** An index may say that what is here already lacks what it has, or that another version of it is needed. */
    private void refuseInstalled(IndexedRepository repository, BundleFile coming) throws RefusedException {
        for (Bundle each : context.getBundles()) {
            if (coming.symbolicName().equals(each.getSymbolicName())
                    && (coming.version().equals(each.getVersion()) || extensions.isPresent(coming.symbolicName()))) {
                throw new RefusedException(repository.place() + ": found that " + coming.name()
                        + " would come along while version " + each.getVersion()
                        + " is installed, expected a bundle that is not");
            }
        }
    }

    /** What is installed later is what was looked at here. */
    private KeptJar take(IndexedRepository repository, Offered bundle, Path fetched) throws RefusedException {
        final KeptJar jar = jars.keep(repository.fetch(bundle, fetched));
        if (!jar.digest().equals(bundle.sha256())) {
            throw new RefusedException(repository.place() + ": found contents of " + bundle.words()
                    + " that do not match the SHA-256 of the index, expected what was published");
        }
        if (!jar.bundle().name().equals(bundle.words())) {
            throw new RefusedException(repository.place() + ": found " + jar.bundle().name() + " under the name of "
                    + bundle.words() + " in the index, expected what it says");
        }
        signatures.check(jar, signatures.live());
        return jar;
    }
}
