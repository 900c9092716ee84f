package org.signalbox.verify;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.jar.Attributes;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.signalbox.vswitch.Simulations;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.extension.Extension;

/** The bundle under judgement, and what the checks share of it. One thread at a time. */
final class Subject implements AutoCloseable {
    private static final long SEED = 0x5EED;
    private static final int ORDINARY_FRAMES = 2_000;
    private static final long APPEAR_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final BundleContext context;
    private final Simulations simulations;
    private final VirtualSwitches switches;
    private final ExtensionJar jar;
    private final List<Sent> traffic = new OrdinaryTraffic(SEED).frames(ORDINARY_FRAMES);
    private Bundle bundle;
    private Extension extension;
    private Trials trials;
    private int installs;

    Subject(final BundleContext context, final Simulations simulations, final VirtualSwitches switches,
            final ExtensionJar jar) {
        this.context = context;
        this.simulations = simulations;
        this.switches = switches;
        this.jar = jar;
    }

    /** One of an extension without a bundle, for what judges its behaviour alone. */
    static Subject of(final Simulations simulations, final String id, final Extension extension) {
        final Attributes manifest = new Attributes();
        manifest.putValue(Constants.BUNDLE_SYMBOLICNAME, id);
        final Subject subject = new Subject(null, simulations, null,
                new ExtensionJar(new byte[0], manifest, Set.of(), Map.of(), ""));
        subject.extension = extension;
        return subject;
    }

    ExtensionJar jar() {
        return jar;
    }

    String id() {
        return jar.symbolicName();
    }

    /** Whether the framework has a bundle of that name already, that is not the subject's. */
    boolean isTaken() {
        return Arrays.stream(context.getBundles()).anyMatch(other -> id().equals(other.getSymbolicName()));
    }

    /** The bundles of the framework, to see what they export. */
    List<Bundle> bundles() {
        return List.of(context.getBundles());
    }

    Bundle bundle() {
        return bundle;
    }

    Extension extension() {
        return extension;
    }

    void install() throws BundleException {
        bundle = context.installBundle("verify:" + id() + ":" + installs++, new ByteArrayInputStream(jar.bytes()));
    }

    /** Starts the bundle and waits for a service. @return the extensions that it offers */
    List<ServiceReference<?>> start() throws BundleException {
        bundle.start();
        awaited(() -> !offers().isEmpty());
        final List<ServiceReference<?>> offers = offers();
        if (offers.size() == 1) {
            extension = (Extension) context.getService(offers.getFirst());
        }
        return offers;
    }

    private List<ServiceReference<?>> offers() {
        final ServiceReference<?>[] services = bundle.getRegisteredServices();
        return services == null ? List.of() : Arrays.stream(services)
                .filter(each -> List.of((String[]) each.getProperty("objectClass")).contains(Extension.class.getName()))
                .toList();
    }

    /** Waits until the switch has taken the extension in. @return false if it does not */
    boolean isTakenIn() {
        return switches == null || awaited(
                () -> switches.extensions().stream().anyMatch(each -> each.id().equals(id())));
    }

    private static boolean awaited(final BooleanSupplier condition) {
        final long end = System.nanoTime() + APPEAR_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return true;
    }

    /**
     * Those that the bundle names, or else those that could be made.
     *
     * @throws IllegalArgumentException if the bundle's are none
     */
    List<Policies> policies() {
        return jar.policies().isEmpty() ? Trials.policies(extension) : Policies.parse(jar.policies());
    }

    Lab lab(final Policies policies) {
        return new Lab(simulations, id(), policies);
    }

    /** A stage of its own, outside of any switch, under the policies with which it does most. */
    DrivenStage drive() {
        return new DrivenStage(extension, trials().busiest().policies());
    }

    /** Policies to judge it under; the first who asks has them chosen, which runs the extension. */
    Trials trials() {
        if (trials == null) {
            trials = new Trials(simulations, id());
            trials.choose(policies(), traffic());
        }
        return trials;
    }

    /** The frame that a switch is at, for who finds that it does not come back. */
    Optional<Sent> inFlight() {
        return trials == null ? Optional.empty() : trials.inFlight();
    }

    /** Ordinary frames, always the same. */
    List<Sent> traffic() {
        return traffic;
    }

    List<Sent> hostileTraffic() {
        return new HostileTraffic(SEED).frames();
    }

    /** Takes the bundle out; nothing of it is held here afterwards. */
    void unplug() throws BundleException {
        final Bundle gone = bundle;
        bundle = null;
        extension = null;
        if (gone != null && gone.getState() != Bundle.UNINSTALLED) {
            gone.uninstall();
        }
    }

    @Override
    public void close() throws BundleException {
        unplug();
    }
}
