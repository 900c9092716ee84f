package org.signalbox.fabric.lock;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.signalbox.command.FabricDocument;
import org.signalbox.fabric.LiveWatch;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.LockedExtension;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.extension.Extension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the stacks of switches with their locks whenever an extension comes, goes or is upgraded, or a document changes. */
@Component(service = OrderWatch.class)
public final class OrderWatch implements LiveWatch {
    private static final Logger LOG = LoggerFactory.getLogger(OrderWatch.class);

    private final Bundle framework;
    private final VirtualSwitches switches;
    private final BundleDigests digests = new BundleDigests();
    private final Collection<ServiceReference<Extension>> services =
            new ConcurrentSkipListSet<>(Comparator.<ServiceReference<Extension>>reverseOrder());
    private final ServiceTracker<Extension, Bundle> tracker;
    private volatile FabricDocument document = FabricDocument.EMPTY;
    private volatile List<String> warnings = List.of();

    @Activate
    public OrderWatch(BundleContext context, @Reference VirtualSwitches switches) {
        this.framework = context.getBundle(0);
        this.switches = switches;
        this.tracker = new ServiceTracker<>(context, Extension.class, new ServiceTrackerCustomizer<>() {
            @Override
            public Bundle addingService(ServiceReference<Extension> reference) {
                services.add(reference);
                compare();
                return reference.getBundle();
            }

            @Override
            public void modifiedService(ServiceReference<Extension> reference, Bundle bundle) {
                // its properties say nothing about what it is
            }

            @Override
            public void removedService(ServiceReference<Extension> reference, Bundle bundle) {
                services.remove(reference);
                compare();
            }
        });
        tracker.open();
    }

    @Deactivate
    void close() {
        tracker.close();
    }

    @Override
    public void check(FabricDocument next) {
        // any lock can be watched
    }

    @Override
    public void live(FabricDocument live) {
        document = live;
        compare();
    }

    @Override
    public void operated() {
        compare();
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    /** The live document. */
    public FabricDocument document() {
        return document;
    }

    /** What a locked switch's lock and stack have; empty where there is no lock. */
    public List<Drift> drift(PlacedSwitch on) {
        return on.spec().orderLock().map(lock -> Drift.of(on.spec(), lock, this::installed)).orElse(List.of());
    }

    /** An extension as it is now, if it is installed and runs. */
    public Optional<LockedExtension> installed(String id) {
        return bundle(id).map(bundle -> new LockedExtension(id, bundle.getVersion().toString(), digests.of(bundle)));
    }

    /** The bundle of an extension; of two versions that run the one that the engine uses. */
    Optional<Bundle> bundle(String id) {
        final List<Bundle> found = services.stream().map(ServiceReference::getBundle)
                .filter(bundle -> bundle != null && id.equals(bundle.getSymbolicName())).toList();
        if (found.size() < 2) {
            return found.stream().findFirst();
        }
        final Optional<String> used = switches.extensions().stream().filter(each -> each.id().equals(id))
                .map(ExtensionStatus::version).findFirst();
        return found.stream().filter(bundle -> used.filter(bundle.getVersion().toString()::equals).isPresent())
                .findFirst().or(() -> Optional.of(found.getFirst()));
    }

    private synchronized void compare() {
        if (framework.getState() == Bundle.STOPPING) {
            return; // everything goes, and nobody is to be alarmed
        }
        final List<String> next = new ArrayList<>();
        for (PlacedSwitch each : PlacedSwitch.of(document)) {
            final List<Drift> drift = drift(each).stream().filter(Drift::isDrift).toList();
            if (!drift.isEmpty()) {
                next.add("switch '" + each.liveName() + "' is not as it was locked: " + drift.getFirst().id() + " "
                        + drift.getFirst().words()
                        + (drift.size() == 1 ? "" : ", and " + (drift.size() - 1) + " more"));
            }
        }
        next.stream().filter(each -> !warnings.contains(each)).forEach(each -> LOG.warn("{}", each));
        warnings.stream().filter(each -> !next.contains(each)).forEach(each -> LOG.info("no longer: {}", each));
        warnings = List.copyOf(next);
    }
}
