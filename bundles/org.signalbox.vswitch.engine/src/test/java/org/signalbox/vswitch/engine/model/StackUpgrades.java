package org.signalbox.vswitch.engine.model;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.vswitch.UpgradeStatus.State;
import org.signalbox.vswitch.engine.model.StackSwitch.Running;

/** Which version took the place of which one in a {@link StackModel}, and how that ended. */
public final class StackUpgrades {
    private static final class Upgrade {
        final StackOffer from;
        final StackOffer to;
        // what the old version remembered at the switch-over
        final Map<StackSwitch, List<StackMemory>> saved = new IdentityHashMap<>();
        State state = State.REFUSED;

        Upgrade(final StackOffer from, final StackOffer to) {
            this.from = from;
            this.to = to;
        }

        boolean isOnProbation() {
            return state == State.PROBATION;
        }

        String words() {
            return from.id() + " " + from.version() + " to " + to.version() + " " + state;
        }
    }

    private final StackModel model;
    private final List<Upgrade> upgrades = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    StackUpgrades(final StackModel model) {
        this.model = model;
    }

    /** Whether this cannot be an upgrade at all. */
    public boolean refuses(final String id, final int version) {
        return model.find(id).isEmpty() || waiting(id, version).filter(to ->
                to.kind() == model.find(id).get().kind()).isEmpty()
                || upgrades.stream().anyMatch(each -> each.isOnProbation() && each.to.id().equals(id));
    }

    private Optional<StackOffer> waiting(final String id, final int version) {
        return model.waiting().stream().filter(each -> each.id().equals(id) && each.version() == version).findFirst();
    }

    /** On all switches or on none; with all that the old version remembers and the new one understands. */
    public void run(final String id, final int version, final boolean probation) {
        final Upgrade upgrade = new Upgrade(model.find(id).orElseThrow(), waiting(id, version).orElseThrow());
        upgrades.addFirst(upgrade);
        final Map<StackSwitch, Running> prepared = new LinkedHashMap<>();
        for (final StackSwitch each : model.switches()) {
            final Optional<Running> next = each.prepare(upgrade.to);
            next.ifPresent(running -> prepared.put(each, running));
            if (next.isPresent() && next.get().failed) {
                return;
            }
        }
        for (final Map.Entry<StackSwitch, Running> each : prepared.entrySet()) {
            final Optional<List<StackMemory>> saved = each.getKey().exchange(each.getValue());
            if (saved.isEmpty()) {
                upgrade.saved.forEach((before, states) -> before.bringBack(upgrade.from, states));
                return;
            }
            upgrade.saved.put(each.getKey(), saved.get());
        }
        model.exchange(upgrade.from, upgrade.to);
        upgrade.state = probation ? State.PROBATION : State.DONE;
    }

    /** Whether a new version failed on its probation: then the old one is in use again. */
    public boolean attend() {
        boolean any = false;
        for (final Upgrade each : upgrades) {
            if (each.isOnProbation() && model.switches().stream().anyMatch(on -> on.hasFailed(each.to))) {
                model.exchange(each.to, each.from);
                model.switches().forEach(on -> on.bringBack(each.from, each.saved.getOrDefault(on, List.of())));
                end(each, State.ROLLED_BACK);
                any = true;
            }
        }
        return any;
    }

    /** Before a bundle leaves. */
    void leaves(final StackOffer offer) {
        for (final Upgrade each : upgrades) {
            if (each.isOnProbation() && each.from.equals(offer)) {
                end(each, State.DONE);
            } else if (each.isOnProbation() && each.to.equals(offer)) {
                // the old one is the next to come
                model.switches().forEach(on -> on.keep(each.saved.getOrDefault(on, List.of())));
                end(each, State.ROLLED_BACK);
            }
        }
    }

    private void end(final Upgrade upgrade, final State state) {
        upgrade.state = state;
        upgrade.saved.clear();
        told.add(upgrade.words());
    }

    /** How far they are, newest first. */
    public List<String> words() {
        return upgrades.stream().map(Upgrade::words).toList();
    }

    /** How those ended that were on probation; told to who asked for them. */
    public List<String> told() {
        return told.stream().sorted().toList();
    }
}
