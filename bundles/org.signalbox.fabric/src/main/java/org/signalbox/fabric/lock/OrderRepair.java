package org.signalbox.fabric.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.fabric.extension.ExtensionBundles;
import org.signalbox.fabric.extension.KeptJar;
import org.signalbox.vswitch.LockedExtension;

/** Puts the bundles back that a lock names. */
@Component(service = OrderRepair.class)
public final class OrderRepair {
    private final OrderWatch watch;
    private final ExtensionBundles extensions;

    @Activate
    public OrderRepair(@Reference OrderWatch watch, @Reference ExtensionBundles extensions) {
        this.watch = watch;
        this.extensions = extensions;
    }

    /** A bundle to put back. @param old what is there in its place */
    private record Step(KeptJar jar, Optional<Bundle> old) {
    }

    /**
     * Puts back what differs in version or contents.
     *
     * @return names and versions of what was put back
     * @throws RefusedException with one sentence; where a bundle is not to be found, nothing was changed
     */
    public List<String> repair(PlacedSwitch on) throws RefusedException {
        final List<String> done = new ArrayList<>();
        for (Step step : steps(on)) {
            if (step.old().isPresent()) {
                extensions.replace(step.old().get(), step.jar());
            } else {
                extensions.install(step.jar());
            }
            done.add(step.jar().bundle().name());
        }
        return done;
    }

    /** What {@link #repair} would put back. */
    public List<String> missing(PlacedSwitch on) throws RefusedException {
        return steps(on).stream().map(step -> step.jar().bundle().name()).toList();
    }

    private List<Step> steps(PlacedSwitch on) throws RefusedException {
        final List<Step> steps = new ArrayList<>();
        for (Drift each : watch.drift(on)) {
            if (each.locked().isEmpty() || each.now().equals(each.locked())) {
                continue;
            }
            final LockedExtension locked = each.locked().get();
            final Optional<Bundle> old = watch.bundle(each.id());
            if (old.isPresent() && !KeptJar.isSourceOf(old.get())) {
                throw new RefusedException("found that " + each.id() + " came from " + old.get().getLocation()
                        + ", expected that to be replaced by the locked version " + locked.version());
            }
            steps.add(new Step(extensions.find(locked.id(), locked.digest()).orElseThrow(() -> new RefusedException(
                    "found no bundle " + locked.id() + " " + locked.version()
                            + " with the locked contents, expected it " + extensions.folderInWords())), old));
        }
        return steps;
    }
}
