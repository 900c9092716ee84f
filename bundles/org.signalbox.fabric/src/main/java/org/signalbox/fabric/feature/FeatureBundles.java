package org.signalbox.fabric.feature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.feature.FeatureService;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.extension.BundleFile;
import org.signalbox.fabric.extension.ExtensionBundles;
import org.signalbox.fabric.extension.JarStore;
import org.signalbox.fabric.extension.KeptJar;
import org.signalbox.fabric.trust.SignatureCheck;
import org.signalbox.schema.SchemaException;

/** Features as bundles and configurations of this framework. */
@Component
public final class FeatureBundles implements Features {
    private final BundleContext context;
    private final ExtensionBundles extensions;
    private final JarStore jars;
    private final SignatureCheck signatures;
    private final FeatureService service;
    private final Path folder;
    private final Configurations configurations;
    private final Path file;
    private FeatureState state;

    @Activate
    public FeatureBundles(BundleContext context, @Reference ExtensionBundles extensions, @Reference JarStore jars,
            @Reference SignatureCheck signatures, @Reference FeatureService service,
            @Reference ConfigurationAdmin admin) throws IOException {
        this.context = context;
        this.extensions = extensions;
        this.jars = jars;
        this.signatures = signatures;
        this.service = service;
        this.folder = Files.createDirectories(context.getDataFile("features").toPath());
        this.configurations = new Configurations(admin);
        this.file = folder.resolve("installed.json");
        this.state = FeatureState.read(file);
    }

    /**
     * A feature as it would be installed.
     *
     * @param jars of its bundles
     */
    private record Plan(FeatureText text, List<KeptJar> jars) {
        String id() {
            return text.id().getGroupId() + ":" + text.id().getArtifactId();
        }

        FeatureState.Installed installed() {
            return new FeatureState.Installed(id(), text.id().getVersion(), text.name(),
                    jars.stream().map(each -> each.bundle().name()).toList(),
                    List.copyOf(text.configurations().keySet()));
        }
    }

    @Override
    public synchronized List<Status> list() {
        return state.features().stream().map(this::status).toList();
    }

    private Status status(FeatureState.Installed feature) {
        return new Status(feature.id(), feature.version(), feature.name(), feature.bundles(), feature.configurations(),
                feature.bundles().stream().filter(bundle -> find(bundle).isEmpty()).toList());
    }

    @Override
    public synchronized Status install(Request request) throws RefusedException {
        final Plan plan = plan(request, false);
        return change(plan.id(), Optional.of(plan));
    }

    @Override
    public synchronized Status update(Request request) throws RefusedException {
        final Plan plan = plan(request, true);
        return change(plan.id(), Optional.of(plan));
    }

    @Override
    public synchronized void uninstall(String id) throws RefusedException {
        change(installed(id).id(), Optional.empty());
    }

    @Override
    public synchronized String describe(Request request, boolean update) throws RefusedException {
        final Plan plan = plan(request, update);
        final FeatureState.Installed after = plan.installed();
        return "would " + (update ? "update " + plan.id() + " " + installed(plan.id()).version() + " to "
                : "install " + plan.id() + " ") + after.version() + ": "
                + (after.bundles().isEmpty() ? "no bundles" : after.bundles().stream()
                        .map(each -> each + (find(each).isPresent() ? " (here already)" : ""))
                        .collect(Collectors.joining(", ")))
                + (after.configurations().isEmpty() ? ""
                        : "; configurations " + String.join(", ", after.configurations()))
                + without(plan);
    }

    private String without(Plan plan) {
        final Optional<FeatureState.Installed> before = state.find(plan.id());
        final List<String> going = before.isEmpty() ? List.of()
                : leaving(before.get(), plan.jars()).stream().map(FeatureBundles::name).toList();
        return going.isEmpty() ? "" : "; what goes is " + String.join(", ", going);
    }

    @Override
    public synchronized String describeUninstall(String id) throws RefusedException {
        final FeatureState.Installed feature = installed(id);
        final List<String> going = leaving(feature, List.of()).stream().map(FeatureBundles::name).toList();
        return "would uninstall " + feature.id() + " " + feature.version() + ": "
                + (going.isEmpty() ? "no bundles" : String.join(", ", going));
    }

    private FeatureState.Installed installed(String id) throws RefusedException {
        final List<String> ids = state.features().stream().map(FeatureState.Installed::id).toList();
        return state.find(id).orElseThrow(() -> new RefusedException("found no installed feature "
                + SchemaException.describe(id) + ", expected "
                + (ids.isEmpty() ? "one that is installed, of which there are none"
                        : "one of " + String.join(", ", ids))));
    }

    private Plan plan(Request request, boolean update) throws RefusedException {
        final Plan plan = read(request);
        final Optional<FeatureState.Installed> before = state.find(plan.id());
        if (update) {
            installed(plan.id());
        } else if (before.isPresent()) {
            throw new RefusedException(plan.text().file() + ": found " + plan.id() + " " + plan.text().id().getVersion()
                    + " while version " + before.get().version() + " is installed, expected a feature that is not "
                    + "installed, or Update-Feature");
        }
        refuseConflicts(plan, before);
        configurations.refuseForeign(plan.text(),
                before.map(FeatureState.Installed::configurations).orElse(List.of()));
        return plan;
    }

    private Plan read(Request request) throws RefusedException {
        try (FeatureSource source = new FeatureSource(service, folder)) {
            final FeatureSource.Found found = source.find(request);
            final List<KeptJar> kept = new ArrayList<>();
            for (Path each : found.files()) {
                final KeptJar jar = jars.keep(each);
                signatures.check(jar, signatures.live());
                kept.add(jar);
            }
            return new Plan(found.text(), kept);
        } catch (IOException fault) {
            throw new RefusedException("found that nothing can be fetched (" + fault.getMessage()
                    + "), expected room for it", fault);
        }
    }

    private void refuseConflicts(Plan plan, Optional<FeatureState.Installed> before) throws RefusedException {
        final List<Bundle> leaving = before.isPresent() ? leaving(before.get(), plan.jars()) : List.of();
        for (KeptJar jar : plan.jars()) {
            final BundleFile bundle = jar.bundle();
            for (Bundle other : context.getBundles()) {
                if (!bundle.symbolicName().equals(other.getSymbolicName()) || leaving.contains(other)) {
                    continue;
                }
                final boolean same = bundle.version().equals(other.getVersion());
                if (same && KeptJar.isSourceOf(other) && !jar.isInstalledAs(other)) {
                    throw new RefusedException(bundle.file() + ": found other contents than those of the "
                            + bundle.name() + " that is installed, expected the same or another version");
                }
                if (!same && extensions.isPresent(bundle.symbolicName())) {
                    throw new RefusedException(bundle.file() + ": found " + bundle.name() + " while version "
                            + other.getVersion() + " is installed, expected an extension that is not installed");
                }
            }
        }
    }

    /** Bundles of a feature that nobody has any more once it consists of others. */
    private List<Bundle> leaving(FeatureState.Installed feature, List<KeptJar> staying) {
        return feature.bundles().stream()
                .filter(bundle -> state.brought().contains(bundle) && !state.isUsedBeside(feature.id(), bundle))
                .flatMap(bundle -> find(bundle).stream())
                .filter(bundle -> staying.stream().noneMatch(jar -> jar.isInstalledAs(bundle))).toList();
    }

    private Status change(String id, Optional<Plan> plan) throws RefusedException {
        final Optional<FeatureState.Installed> before = state.find(id);
        final Optional<FeatureState.Installed> after = plan.map(Plan::installed);
        final List<KeptJar> wanted = plan.map(Plan::jars).orElse(List.of());
        final List<Bundle> leaving = before.isPresent() ? leaving(before.get(), wanted) : List.of();
        final List<KeptJar> coming = wanted.stream().filter(jar -> find(jar.bundle().name())
                .filter(bundle -> !leaving.contains(bundle)).isEmpty()).toList();
        final List<String> brought = new ArrayList<>(state.brought());
        leaving.forEach(bundle -> brought.remove(name(bundle)));
        coming.forEach(jar -> brought.add(jar.bundle().name()));
        final FeatureState next = state.with(id, after, brought);
        try (UndoSteps undo = new UndoSteps()) {
            configure(before, plan, undo);
            new BundleSwap(context, extensions, jars, undo).run(coming, leaving,
                    wanted.stream().map(KeptJar::bundle).toList());
            next.write(file);
            undo.keep();
            state = next;
        } catch (IOException fault) {
            throw new RefusedException("found that the feature cannot be written down (" + fault.getMessage()
                    + "), expected room for it", fault);
        }
        return after.map(this::status).orElse(null);
    }

    private void configure(Optional<FeatureState.Installed> before, Optional<Plan> plan, UndoSteps undo)
            throws IOException {
        final List<String> old = before.map(FeatureState.Installed::configurations).orElse(List.of());
        if (plan.isPresent()) {
            for (var each : plan.get().text().configurations().entrySet()) {
                undo.add(configurations.set(each.getKey(), each.getValue()));
            }
        }
        for (String pid : old) {
            if (plan.isEmpty() || !plan.get().text().configurations().containsKey(pid)) {
                undo.add(configurations.delete(pid));
            }
        }
    }

    private Optional<Bundle> find(String name) {
        return Arrays.stream(context.getBundles()).filter(bundle -> name(bundle).equals(name)).findFirst();
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
