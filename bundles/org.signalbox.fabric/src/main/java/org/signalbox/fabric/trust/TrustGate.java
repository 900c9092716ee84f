package org.signalbox.fabric.trust;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.command.SignaturePolicy;
import org.signalbox.command.TrustSpec;
import org.signalbox.face.Places;
import org.signalbox.fabric.LiveWatch;
import org.signalbox.fabric.extension.KeptJar;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets bundles resolve as the live document's trust has it, however they came. What the product is made of is not asked
 * about: bundles that were here when this one started, those of the drop folder and of commands aside. A bundle that
 * runs when the policy becomes stricter is stopped; one that was refused is started when it becomes laxer.
 */
@Component(service = {TrustGate.class, SignatureCheck.class})
public final class TrustGate implements LiveWatch, ResolverHookFactory, SignatureCheck {
    private static final Logger LOG = LoggerFactory.getLogger(TrustGate.class);
    private static final long REFRESH_SECONDS = 30;

    private final BundleContext context;
    private final Path folder;
    private final Clock clock;
    private final Set<Bundle> product = new HashSet<>();
    private final Map<Bundle, Verdict> verdicts = new ConcurrentHashMap<>();
    private final Set<Bundle> tolerated = ConcurrentHashMap.newKeySet();
    private final ServiceRegistration<ResolverHookFactory> registration;
    private volatile TrustSpec trust = TrustSpec.DEFAULT;
    private volatile TrustStore store;

    @Activate
    public TrustGate(BundleContext context) throws IOException {
        this(context, Clock.systemUTC());
    }

    TrustGate(BundleContext context, Clock clock) throws IOException {
        this.context = context;
        this.clock = clock;
        this.folder = Files.createDirectories(context.getDataFile("verify").toPath());
        this.store = new TrustStore(Set.of(), clock);
        final Optional<String> drop = Optional.ofNullable(context.getProperty(Places.DROP))
                .map(path -> new File(path).toURI().toString());
        for (Bundle bundle : context.getBundles()) {
            if (!KeptJar.isSourceOf(bundle)
                    && drop.filter(place -> bundle.getLocation().startsWith(place)).isEmpty()) {
                product.add(bundle);
            }
        }
        this.registration = context.registerService(ResolverHookFactory.class, this, null);
    }

    /** What a bundle came to. @param modified when it was looked at; @param store by which */
    private record Verdict(long modified, TrustStore store, SignatureState state) {
    }

    /** A bundle that is no part of the product. */
    public record Judged(String name, String version, SignatureState state, boolean accepted) {
    }

    @Deactivate
    void close() {
        registration.unregister();
    }

    @Override
    public void check(FabricDocument document) throws RefusedException {
        TrustStore.read(document.trust().store(), clock);
    }

    @Override
    public synchronized void live(FabricDocument document) {
        if (document.trust().equals(trust)) {
            tolerated.clear();
            return;
        }
        final List<Bundle> refused = others().filter(bundle -> !isAccepted(bundle)).toList();
        try {
            store = TrustStore.read(document.trust().store(), clock);
        } catch (RefusedException unreadable) {
            LOG.warn("Nobody is trusted: {}", unreadable.getMessage());
            store = new TrustStore(Set.of(), clock);
        }
        trust = document.trust();
        tolerated.clear();
        stop(others().filter(bundle -> !isAccepted(bundle) && !refused.contains(bundle)).toList());
        refused.stream().filter(this::isAccepted).forEach(TrustGate::startAgain);
    }

    private Stream<Bundle> others() {
        return Arrays.stream(context.getBundles()).filter(bundle -> !product.contains(bundle));
    }

    /** Those that run are wired anew, at which the hook stops them; they keep their wish to run. */
    private void stop(List<Bundle> bundles) {
        final List<Bundle> resolved = bundles.stream().filter(bundle -> bundle.getState() != Bundle.INSTALLED).toList();
        if (resolved.isEmpty()) {
            return;
        }
        resolved.forEach(bundle -> LOG.warn("{}", complaint(bundle, state(bundle))));
        final CountDownLatch done = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(resolved, event -> done.countDown());
        try {
            if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("Bundles that are not trusted did not stop within {} s: {}", REFRESH_SECONDS, resolved);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void startAgain(Bundle bundle) {
        try {
            bundle.start();
        } catch (BundleException fault) {
            LOG.warn("{} may run now and does not", bundle, fault);
        }
    }

    @Override
    public Optional<String> check(KeptJar jar, TrustSpec by) throws RefusedException {
        final SignatureState state = state(jar.jar(), by);
        final String found = jar.bundle().file() + ": found " + jar.bundle().name() + " " + state.words();
        if (isRefused(state, by)) {
            throw new RefusedException(found + ", expected " + (state.kind() == SignatureState.Kind.DAMAGED
                    ? "the jar as it was signed" : "a bundle signed by somebody who is trusted"));
        }
        return isWarned(state, by) ? Optional.of(found) : Optional.empty();
    }

    @Override
    public Judgement judge(Path file, TrustSpec by) throws RefusedException {
        final SignatureState state = state(file, by);
        return new Judgement(state, !isRefused(state, by));
    }

    private SignatureState state(Path file, TrustSpec by) throws RefusedException {
        return JarSignature.of(file, by.equals(trust) ? store : TrustStore.read(by.store(), clock));
    }

    @Override
    public TrustSpec live() {
        return trust;
    }

    @Override
    public void tolerate(Bundle bundle) {
        tolerated.add(bundle);
    }

    private static boolean isRefused(SignatureState state, TrustSpec by) {
        return state.kind() == SignatureState.Kind.DAMAGED
                || by.signatures() == SignaturePolicy.REQUIRE && state.kind() != SignatureState.Kind.TRUSTED;
    }

    private static boolean isWarned(SignatureState state, TrustSpec by) {
        return by.signatures() == SignaturePolicy.WARN && state.kind() != SignatureState.Kind.TRUSTED;
    }

    private boolean isAccepted(Bundle bundle) {
        return tolerated.contains(bundle) || !isRefused(state(bundle), trust);
    }

    private SignatureState state(Bundle bundle) {
        final TrustStore by = store;
        final Verdict known = verdicts.get(bundle);
        if (known != null && known.modified() == bundle.getLastModified() && known.store() == by) {
            return known.state();
        }
        final Verdict fresh = new Verdict(bundle.getLastModified(), by, verify(bundle, by));
        verdicts.put(bundle, fresh);
        verdicts.keySet().removeIf(each -> each.getState() == Bundle.UNINSTALLED);
        return fresh.state();
    }

    private SignatureState verify(Bundle bundle, TrustStore by) {
        if (bundle.getLocation().startsWith("reference:")) {
            return new SignatureState(SignatureState.Kind.UNSIGNED, "unsigned, as its file may change any time");
        }
        try {
            final InstalledContents contents = new InstalledContents(bundle);
            if (!contents.hasSignature()) {
                return SignatureState.UNSIGNED;
            }
            final Path copy = Files.createTempFile(folder, "bundle", ".jar");
            try {
                contents.write(copy);
                return JarSignature.of(copy, by);
            } finally {
                Files.delete(copy);
            }
        } catch (IOException | IllegalStateException fault) {
            return new SignatureState(SignatureState.Kind.DAMAGED, "not what was signed: " + fault.getMessage());
        }
    }

    /** All bundles that are no part of the product, by name. */
    public List<Judged> judged() {
        return others().filter(bundle -> bundle.getState() != Bundle.UNINSTALLED).map(bundle -> new Judged(
                String.valueOf(bundle.getSymbolicName()), bundle.getVersion().toString(), state(bundle),
                isAccepted(bundle))).sorted(Comparator.comparing(Judged::name)).toList();
    }

    @Override
    public List<String> warnings() {
        final List<String> warnings = new ArrayList<>();
        for (Bundle bundle : others().toList()) {
            final Verdict known = verdicts.get(bundle);
            if (known != null && !tolerated.contains(bundle)
                    && (isRefused(known.state(), trust) || isWarned(known.state(), trust))) {
                warnings.add(complaint(bundle, known.state()));
            }
        }
        return warnings;
    }

    private String complaint(Bundle bundle, SignatureState state) {
        return "the bundle " + bundle.getSymbolicName() + " " + bundle.getVersion() + " is " + state.words()
                + (isRefused(state, trust) ? ", and does not run" : ", and runs all the same");
    }

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        return new ResolverHook() {
            @Override
            public void filterResolvable(Collection<BundleRevision> candidates) {
                candidates.removeIf(revision -> isKeptOut(revision.getBundle()));
            }

            @Override
            public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> others) {
                // which version of a singleton runs is none of this gate's business
            }

            @Override
            public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
                // who is wired to whom neither
            }

            @Override
            public void end() {
                // nothing is held
            }
        };
    }

    private boolean isKeptOut(Bundle bundle) {
        if (product.contains(bundle) || bundle.getBundleId() == 0) {
            return false;
        }
        final boolean first = !verdicts.containsKey(bundle);
        final boolean kept = !isAccepted(bundle);
        if (first && (kept || isWarned(state(bundle), trust))) {
            LOG.warn("{}", complaint(bundle, state(bundle)));
        }
        return kept;
    }
}
