package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.signalbox.vswitch.UpgradePlan;
import org.signalbox.vswitch.UpgradeStatus;
import org.signalbox.vswitch.UpgradeStatus.State;

/**
 * Puts one version of an extension in the place of another on all live switches, and back if that fails. The engine's
 * lock is held for the steps, and not while versions are compared or on probation.
 */
final class Upgrades {
    private static final int REMEMBERED = 100;
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final ReentrantLock lock;
    private final ExtensionCatalog catalog;
    private final Supplier<List<LiveSwitch>> live;
    private final FaultLog log;
    // newest first
    private final List<Upgrade> upgrades = new CopyOnWriteArrayList<>();

    /** @param live the switches that there are now */
    Upgrades(final ReentrantLock lock, final ExtensionCatalog catalog, final Supplier<List<LiveSwitch>> live,
            final FaultLog log) {
        this.log = log;
        this.lock = lock;
        this.catalog = catalog;
        this.live = live;
    }

    List<UpgradeStatus> list() {
        return upgrades.stream().map(Upgrade::status).toList();
    }

    /** See {@link org.signalbox.vswitch.ExtensionUpgrades#upgrade}. */
    UpgradeStatus run(final String id, final String version, final UpgradePlan plan,
            final Consumer<UpgradeStatus> ended) {
        final Upgrade upgrade;
        lock.lock();
        try {
            upgrade = admit(id, version, plan, ended);
            if (plan.hasShadow()) {
                shadow(upgrade);
            }
        } finally {
            lock.unlock();
        }
        if (plan.hasShadow()) {
            while (!upgrade.isCompared(System.nanoTime()) && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        }
        lock.lock();
        try {
            if (upgrade.is(State.SHADOWING) && Thread.currentThread().isInterrupted()) {
                refuse(upgrade, "it was interrupted");
            } else if (upgrade.is(State.SHADOWING)) {
                exchange(upgrade);
            }
        } finally {
            lock.unlock();
        }
        return upgrade.status();
    }

    private Upgrade admit(final String id, final String version, final UpgradePlan plan,
            final Consumer<UpgradeStatus> ended) {
        final InstalledExtension from = catalog.find(id).orElseThrow(() -> new IllegalArgumentException(
                "found no extension " + id + " in use, expected one that is installed"));
        final InstalledExtension to = catalog.waiting(id).stream().filter(each -> each.version().equals(version))
                .findFirst().orElseThrow(() -> new IllegalArgumentException("found no version " + version + " of " + id
                        + " that waits, expected one beside " + from.version()));
        if (from.kind() != to.kind()) {
            throw new IllegalArgumentException("found that " + id + " " + version + " is a " + word(to) + " extension, "
                    + "expected a " + word(from) + " one as " + from.version() + " is");
        }
        for (final Upgrade other : upgrades) {
            if (other.id().equals(id) && !other.status().state().isEnd()) {
                throw new IllegalArgumentException("found that an upgrade of " + id + " to " + other.status().to()
                        + (other.is(State.PROBATION) ? " is on probation" : " is under way")
                        + ", expected that one to end first");
            }
        }
        final Upgrade upgrade = new Upgrade(from, to, plan, ended);
        upgrades.addFirst(upgrade);
        while (upgrades.size() > REMEMBERED && upgrades.getLast().status().state().isEnd()) {
            upgrades.removeLast();
        }
        return upgrade;
    }

    private static String word(final InstalledExtension of) {
        return of.kind().name().toLowerCase(Locale.ROOT);
    }

    private void shadow(final Upgrade upgrade) {
        try {
            for (final LiveSwitch each : live.get()) {
                final SwitchShadow shadow = each.shadow(upgrade.to(), upgrade.comparison());
                if (shadow != null) {
                    upgrade.shadows().add(shadow);
                }
            }
        } catch (final RuntimeException | Error thrown) {
            refuse(upgrade, "its stages cannot be made: " + thrown);
        }
    }

    private void endShadows(final Upgrade upgrade) {
        upgrade.shadows().forEach(shadow -> live.get().forEach(each -> each.end(shadow)));
    }

    private void refuse(final Upgrade upgrade, final String why) {
        endShadows(upgrade);
        upgrade.end(State.REFUSED, why);
    }

    private void exchange(final Upgrade upgrade) {
        endShadows(upgrade);
        final String objection = upgrade.objection();
        if (!objection.isEmpty()) {
            upgrade.end(State.REFUSED, objection);
            return;
        }
        final List<HandOver> prepared = new ArrayList<>();
        final List<LiveSwitch> on = new ArrayList<>();
        final String unfit = prepare(upgrade, on, prepared);
        if (!unfit.isEmpty()) {
            prepared.forEach(over -> over.next().close());
            upgrade.end(State.REFUSED, unfit);
            return;
        }
        for (int k = 0; k < on.size(); k++) {
            on.get(k).exchange(prepared.get(k));
            final String refusal = prepared.get(k).refusal();
            if (!refusal.isEmpty()) {
                prepared.subList(k + 1, on.size()).forEach(over -> over.next().close());
                on.subList(0, k).forEach(each -> bringBack(upgrade, each));
                upgrade.end(State.REFUSED, "on switch " + on.get(k).spec().name() + " " + refusal);
                return;
            }
            upgrade.saved(on.get(k), prepared.get(k).saved());
        }
        catalog.exchange(upgrade.from(), upgrade.to());
        if (upgrade.plan().probation().isZero()) {
            upgrade.end(State.DONE, "");
        } else {
            upgrade.begin(System.nanoTime());
        }
    }

    /** Makes stages for all switches; why not, or empty. */
    private String prepare(final Upgrade upgrade, final List<LiveSwitch> on, final List<HandOver> prepared) {
        try {
            for (final LiveSwitch each : live.get()) {
                final HandOver over = each.prepare(upgrade.to(), false);
                if (over != null) {
                    on.add(each);
                    prepared.add(over);
                    if (over.next().fault() != null) {
                        return "it fails on switch " + each.spec().name() + ": " + over.next().fault();
                    }
                }
            }
            return "";
        } catch (final RuntimeException | Error thrown) {
            return "its stages cannot be made: " + thrown;
        }
    }

    /** The old version is in use on a switch again. */
    private void bringBack(final Upgrade upgrade, final LiveSwitch on) {
        try {
            on.keep(upgrade.saved(on));
            final HandOver over = on.prepare(upgrade.from(), true);
            if (over != null) {
                on.exchange(over);
            }
        } catch (final RuntimeException | Error thrown) {
            // the other switches are to have it nevertheless
            log.failed(upgrade.id(), on.spec().name(), thrown);
        }
    }

    /** Any thread: whether there is something to {@link #attend} to. */
    boolean isDue(final long nanos) {
        for (final Upgrade upgrade : upgrades) {
            if (upgrade.is(State.PROBATION) && (upgrade.isProven(nanos) || fault(upgrade) != null)) {
                return true;
            }
        }
        return false;
    }

    private String fault(final Upgrade upgrade) {
        final InstalledExtension to = upgrade.to();
        for (final LiveSwitch each : live.get()) {
            final String fault = to == null ? null : each.fault(to);
            if (fault != null) {
                return "it failed on switch " + each.spec().name() + ": " + fault;
            }
        }
        return null;
    }

    /** See {@link org.signalbox.vswitch.ExtensionUpgrades#confirm}. */
    void confirm(final String id) {
        lock.lock();
        try {
            for (final Upgrade upgrade : upgrades) {
                if (upgrade.id().equals(id) && upgrade.is(State.PROBATION) && fault(upgrade) == null) {
                    end(upgrade, State.DONE, "");
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock: ends probations that are over, and brings old versions back. */
    void attend(final long nanos) {
        for (final Upgrade upgrade : upgrades) {
            if (upgrade.is(State.PROBATION)) {
                final String fault = fault(upgrade);
                if (fault != null) {
                    catalog.exchange(upgrade.to(), upgrade.from());
                    live.get().forEach(each -> bringBack(upgrade, each));
                    end(upgrade, State.ROLLED_BACK, fault);
                } else if (upgrade.isProven(nanos)) {
                    end(upgrade, State.DONE, "");
                }
            }
        }
    }

    /** Under the lock, before an extension leaves: no shadow of it is called when this returns. */
    void leaves(final InstalledExtension extension) {
        for (final Upgrade upgrade : upgrades) {
            final boolean old = upgrade.from() == extension;
            if (!old && upgrade.to() != extension) {
                continue;
            }
            final String why = extension.version() + " has left";
            if (upgrade.is(State.SHADOWING)) {
                refuse(upgrade, why + " meanwhile");
            } else if (old) {
                end(upgrade, State.DONE, why + " before the end of the probation");
            } else {
                // the old one, which comes next, finds it
                live.get().forEach(each -> each.keep(upgrade.saved(each)));
                end(upgrade, State.ROLLED_BACK, why);
            }
        }
    }

    private static void end(final Upgrade upgrade, final State as, final String why) {
        final Consumer<UpgradeStatus> ended = upgrade.end(as, why);
        final UpgradeStatus status = upgrade.status();
        // who is told may uninstall a bundle, which comes back here for the lock
        Thread.ofPlatform().daemon().name("upgrade ended").inheritInheritableThreadLocals(false)
                .start(() -> ended.accept(status));
    }

    /** Under the lock: the engine ends. */
    void close() {
        for (final Upgrade upgrade : upgrades) {
            if (upgrade.is(State.SHADOWING)) {
                refuse(upgrade, "the engine was stopped meanwhile");
            }
        }
    }
}
