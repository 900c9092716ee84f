package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.signalbox.schema.Path;
import org.signalbox.vswitch.Simulations.Decisions;
import org.signalbox.vswitch.Simulations.Deliveries;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.VirtualSwitches.Refusal;

/** The open simulations. */
final class SimulatedSwitches {
    private final ExtensionCatalog catalog;
    private final FaultLog log;
    private final Set<SimulatedSwitch> open = ConcurrentHashMap.newKeySet();

    SimulatedSwitches(final ExtensionCatalog catalog, final FaultLog log) {
        this.catalog = catalog;
        this.log = log;
    }

    /** Under the engine's lock. @throws IllegalArgumentException when the spec cannot be run */
    SimulatedSwitch open(final SwitchSpec spec, final int batch, final Deliveries deliveries,
            final Decisions decisions) {
        return open(spec, batch, deliveries, decisions, null);
    }

    /** As above. @param from the live switch as which it begins, or null */
    SimulatedSwitch open(final SwitchSpec spec, final int batch, final Deliveries deliveries,
            final Decisions decisions, final LiveSnapshot from) {
        final List<Refusal> refusals = new ArrayList<>(
                new SpecCheck(catalog::find, _ -> Optional.empty()).check(List.of(spec)));
        refusals.addAll(new StackOrder(catalog::find).check(spec.extensions(), Path.ROOT.index(0).key("extensions"),
                from == null ? List.of() : from.spec().extensions()));
        if (!refusals.isEmpty()) {
            throw new IllegalArgumentException("switch " + spec.name() + ": "
                    + SpecCheck.sentence(refusals.getFirst()));
        }
        final List<InstalledExtension> extensions = new ArrayList<>();
        for (final String id : spec.extensions()) {
            final Optional<InstalledExtension> installed = catalog.find(id);
            if (installed.isEmpty() && (from == null || !from.toleratesAbsence(id))) {
                throw new IllegalArgumentException(
                        "switch " + spec.name() + ": found extension \"" + id + "\", expected one that is installed");
            }
            installed.ifPresent(extensions::add);
        }
        final SimulatedSwitch simulation =
                new SimulatedSwitch(spec, extensions, log, batch, deliveries, decisions, open::remove, from);
        open.add(simulation);
        simulation.requireStages();
        return simulation;
    }

    /** Ends the simulations that use an extension, before it leaves. */
    void leave(final InstalledExtension extension) {
        for (final SimulatedSwitch simulation : List.copyOf(open)) {
            if (!simulation.leave(extension)) {
                tellOfHanging(extension.id(), "it left");
            }
        }
    }

    void close() {
        for (final SimulatedSwitch simulation : List.copyOf(open)) {
            if (!simulation.abandon("the engine is closed")) {
                tellOfHanging(simulation.extensions(), "the engine was closed");
            }
        }
    }

    private void tellOfHanging(final String who, final String what) {
        log.failed(who, "a simulation",
                new IllegalStateException(what + " in the middle of a batch that did not end within a second"));
    }
}
