package org.signalbox.verify;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
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
    private Optional<Map<String, Object>> portPolicy = Optional.empty();
    private Optional<Map<String, Object>> switchPolicy = Optional.empty();
    private Bundle bundle;
    private Extension extension;
    private Lab lab;
    private Played ordinary;
    private int installs;

    Subject(final BundleContext context, final Simulations simulations, final VirtualSwitches switches,
            final ExtensionJar jar) {
        this.context = context;
        this.simulations = simulations;
        this.switches = switches;
        this.jar = jar;
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
        return awaited(() -> switches.extensions().stream().anyMatch(each -> each.id().equals(id())));
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

    void policies(final Optional<Map<String, Object>> ofPort, final Optional<Map<String, Object>> ofSwitch) {
        portPolicy = ofPort;
        switchPolicy = ofSwitch;
        lab = new Lab(simulations, id(), portPolicy, switchPolicy);
    }

    Optional<Map<String, Object>> portPolicy() {
        return portPolicy;
    }

    Optional<Map<String, Object>> switchPolicy() {
        return switchPolicy;
    }

    Lab lab() {
        return lab;
    }

    /** Ordinary frames, always the same. */
    List<Sent> traffic() {
        return new OrdinaryTraffic(SEED).frames(ORDINARY_FRAMES);
    }

    List<Sent> hostileTraffic() {
        return new HostileTraffic(SEED).frames();
    }

    /** The ordinary frames after their way through the extension, in batches of the engine, with decisions. */
    Played ordinary() {
        if (ordinary == null) {
            ordinary = lab.play(traffic(), Lab.WHOLE_BATCHES, true);
        }
        return ordinary;
    }

    /** Takes the bundle out; nothing of it is held here afterwards. */
    void unplug() throws BundleException {
        final Bundle gone = bundle;
        bundle = null;
        extension = null;
        ordinary = null;
        if (gone != null && gone.getState() != Bundle.UNINSTALLED) {
            gone.uninstall();
        }
    }

    @Override
    public void close() throws BundleException {
        unplug();
    }
}
