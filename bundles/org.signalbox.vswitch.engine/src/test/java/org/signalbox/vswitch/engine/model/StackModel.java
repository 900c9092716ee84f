package org.signalbox.vswitch.engine.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;

/**
 * What the extensions of some switches should be and do: section 2 of the pages on semantics, written down once more.
 * It is told of the same changes as the engine, one at a time, and says what every frame meets and becomes.
 */
public final class StackModel {
    private final List<StackOffer> installed = new ArrayList<>();
    private final List<StackOffer> waiting = new ArrayList<>();
    private final Map<String, StackSwitch> switches = new LinkedHashMap<>();
    private final StackAccount account = new StackAccount();
    private final StackUpgrades upgrades = new StackUpgrades(this);
    private StackOffer armed;
    private StackOffer.Fault fault;
    private String where = "";

    /** What came of all this since it was looked at last. */
    public StackAccount account() {
        return account;
    }

    /**
     * From now on the extension fails at its next call of this kind.
     *
     * @param on the switch on which it does, empty for any
     */
    public void arm(final StackOffer offer, final StackOffer.Fault kind, final String on) {
        armed = offer;
        fault = kind;
        where = on;
    }

    /** No extension fails from now on. */
    public void disarm() {
        armed = null;
    }

    boolean isArmed(final StackOffer offer, final StackOffer.Fault kind) {
        return offer.equals(armed) && fault == kind;
    }

    boolean isArmed(final StackOffer offer, final StackOffer.Fault kind, final StackSwitch on) {
        return isArmed(offer, kind) && (where.isEmpty() || where.equals(on.spec().name()));
    }

    /** Newest first. */
    public List<StackOffer> installed() {
        return List.copyOf(installed);
    }

    /** Those whose id is taken, in the order in which they came. */
    public List<StackOffer> waiting() {
        return List.copyOf(waiting);
    }

    Optional<StackOffer> find(final String id) {
        return installed.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    public StackSwitch at(final String name) {
        return switches.get(name);
    }

    Collection<StackSwitch> switches() {
        return switches.values();
    }

    public StackUpgrades upgrades() {
        return upgrades;
    }

    // bundles

    /** Installed is bound to every switch and disabled, unless the switch has waited for it. */
    public void install(final StackOffer offer) {
        if (find(offer.id()).isPresent()) {
            waiting.add(offer);
            return;
        }
        installed.addFirst(offer);
        switches.values().forEach(each -> each.enable(offer));
    }

    /** A switch goes on without it, and with the next of the same id if there is one. */
    public void remove(final StackOffer offer) {
        upgrades.leaves(offer);
        waiting.remove(offer);
        if (installed.remove(offer)) {
            switches.values().forEach(each -> each.disable(offer.id()));
            final Optional<StackOffer> next = waiting.stream().filter(each -> each.id().equals(offer.id())).findFirst();
            next.ifPresent(each -> {
                waiting.remove(each);
                install(each);
            });
        }
    }

    /** Who waits takes the place of who is in use, and that one is the next to follow. */
    void exchange(final StackOffer inUse, final StackOffer waits) {
        installed.set(installed.indexOf(inUse), waits);
        waiting.remove(waits);
        waiting.addFirst(inUse);
    }

    // specs

    /** Whether this cannot be at all. */
    public boolean refuses(final List<SwitchSpec> desired) {
        return desired.stream().anyMatch(this::refuses);
    }

    private boolean refuses(final SwitchSpec spec) {
        final List<String> ids = spec.extensions();
        final long forwarding =
                present(ids).stream().filter(each -> each.kind() == ExtensionKind.FORWARDING).count();
        return ids.stream().distinct().count() < ids.size() || forwarding > 1 || spec.ports().stream()
                .anyMatch(port -> installed.stream().anyMatch(each -> isWrong(port, each.id())));
    }

    static boolean isWrong(final PortSpec port, final String id) {
        return StackPolicy.of(port.policies().get(id)).value() > StackPolicy.MOST;
    }

    List<StackOffer> present(final List<String> ids) {
        return ids.stream().flatMap(id -> find(id).stream()).toList();
    }

    /** Where the orders contradict what extensions declare, but for what runs so already. */
    public List<String> misplaced(final List<SwitchSpec> desired) {
        final List<String> all = new ArrayList<>();
        for (int k = 0; k < desired.size(); k++) {
            final List<StackOffer> present = present(desired.get(k).extensions());
            final StackSwitch known = at(desired.get(k).name());
            final List<String> running = known == null ? List.of() : known.spec().extensions();
            final List<String> found = new ArrayList<>();
            for (final StackOffer below : present) {
                for (final StackOffer above : present.subList(0, present.indexOf(below))) {
                    final int was = running.indexOf(above.id());
                    if (below.precedes(above) && (was < 0 || was > running.indexOf(below.id()))) {
                        found.add("[" + k + "] \"" + below.id() + "\" below \"" + above.id() + "\"");
                    }
                }
            }
            all.addAll(!found.isEmpty() && isCircular(present) ? List.of("[" + k + "] circle") : found);
        }
        return all;
    }

    /** Whether some of them cannot be put into any order. */
    private static boolean isCircular(final List<StackOffer> among) {
        final List<StackOffer> left = new ArrayList<>(among);
        while (left.removeIf(each -> left.stream().noneMatch(other -> other.precedes(each)))) {
            continue;
        }
        return !left.isEmpty();
    }

    /** The newest goes on top of its type, below those only that have to precede it. */
    public List<String> with(final List<String> ids, final String id) {
        final List<String> next = new ArrayList<>(ids);
        int place = 0;
        for (int k = 0; k < ids.size(); k++) {
            final Optional<StackOffer> above = find(ids.get(k));
            final Optional<StackOffer> added = find(id);
            if (above.isPresent() && added.isPresent() && above.get().precedes(added.get())) {
                place = k + 1;
            }
        }
        next.add(place, id);
        return next;
    }

    public void apply(final List<SwitchSpec> desired) {
        final List<String> names = desired.stream().map(SwitchSpec::name).toList();
        switches.values().stream().filter(each -> !names.contains(each.spec().name())).forEach(StackSwitch::close);
        final Map<String, StackSwitch> next = new LinkedHashMap<>();
        for (final SwitchSpec spec : desired) {
            final StackSwitch known = switches.get(spec.name());
            final StackSwitch now = known == null ? new StackSwitch(this, spec) : known;
            now.change(spec);
            next.put(spec.name(), now);
        }
        switches.clear();
        switches.putAll(next);
    }

    /** So long a time passes that whatever may be started anew is. */
    public void rest() {
        switches.values().forEach(StackSwitch::restart);
    }

    /** Frames that waited at ports that are open now come in. */
    public void open() {
        switches.values().forEach(StackSwitch::open);
    }
}
