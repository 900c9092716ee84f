package org.signalbox.ship;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.feature.FeatureService;
import org.signalbox.command.RefusedException;
import org.signalbox.face.Face;
import org.signalbox.face.Places;

/**
 * The face {@code package}: builds a project, signs its bundle, and puts it with a feature file into a repository. Its
 * code is 1, with Maven's complaints on standard error, if the project cannot be built.
 */
@Component(property = Face.NAME + "=package")
public final class PackageFace implements Face {
    private static final int NOT_BUILT = 1;

    private final Path home;
    private final FeatureService features;
    private final MavenBuild maven;

    @Activate
    public PackageFace(final BundleContext context, @Reference final FeatureService features) {
        this(Optional.ofNullable(context.getProperty(Places.HOME)).map(Path::of)
                .orElseGet(() -> context.getDataFile("").toPath()), features, new MavenBuild("mvn"));
    }

    PackageFace(final Path home, final FeatureService features, final MavenBuild maven) {
        this.home = home;
        this.features = features;
        this.maven = maven;
    }

    @Override
    public int run(final List<String> arguments) throws InterruptedException {
        return Refusable.run("package", () -> pack(PackageRequest.parse(arguments)));
    }

    private int pack(final PackageRequest request) throws RefusedException, InterruptedException {
        final DeveloperKey developer = new DeveloperKey(home);
        // what is wrong with a key is said before minutes of building
        final Optional<SigningKey> key = !request.sign() ? Optional.empty()
                : Optional.of(request.keystore().isEmpty() ? developer.get()
                        : SigningKey.read(request.keystore().get(), request.alias(), request.password().orElseThrow()));
        final List<String> complaints = Files.isRegularFile(request.source()) ? List.of() : maven.run(request.source());
        if (!complaints.isEmpty()) {
            complaints.forEach(System.err::println);
            System.err.println("signalbox package: found that " + request.source()
                    + " cannot be built, expected a project that passes its tests");
            return NOT_BUILT;
        }
        deliver(request, key).forEach(System.out::println);
        if (request.sign() && request.keystore().isEmpty()) {
            System.out.println("signed with your own key, whose certificate is " + developer.certificate()
                    + "; who gets it as FILE trusts you by: Set-ExtensionTrust -Signatures require -Store FILE");
        }
        return 0;
    }

    private List<String> deliver(final PackageRequest request, final Optional<SigningKey> key)
            throws RefusedException {
        Path out = request.source();
        try {
            final BuiltBundle bundle = Files.isRegularFile(request.source()) ? BuiltBundle.read(request.source())
                    : BuiltBundle.inTarget(request.source().resolve("target"));
            out = request.out().orElseGet(() -> bundle.file().resolveSibling("repository"));
            final List<FeatureFile> brought = Files.isRegularFile(request.source()) ? List.of()
                    : FeatureFile.in(request.source().resolve("src/main/feature"), bundle, features);
            final List<FeatureFile> wanted = brought.isEmpty() ? List.of(FeatureFile.of(bundle)) : brought;
            try (Delivery delivery = Delivery.to(out)) {
                final RepositoryIndex index = new Parcel(out, delivery, key,
                        Path.of(System.getProperty("user.home"), ".m2", "repository")).fill(bundle, wanted);
                delivery.publish();
                return lines(out, bundle, wanted, index);
            }
        } catch (final IOException fault) {
            throw new RefusedException(out + ": found a folder that cannot be filled (" + fault
                    + "), expected one that can be read and written", fault);
        }
    }

    private static List<String> lines(final Path out, final BuiltBundle bundle, final List<FeatureFile> features,
            final RepositoryIndex index) {
        final List<String> lines = new ArrayList<>();
        lines.add("bundle " + bundle.symbolicName() + ": " + out.resolve(bundle.coordinates().place("jar")));
        features.forEach(each -> lines.add("feature " + each.id() + ": " + out.resolve(each.id().place("json"))));
        index.leftOut().forEach(each -> lines.add("left out of the index: " + each + " is no bundle"));
        lines.add("index of " + index.words() + ": " + out.resolve(RepositoryIndex.FILE));
        return lines;
    }
}
