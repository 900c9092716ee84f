package org.signalbox.vswitch.engine;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.signalbox.vswitch.UpgradePlan;
import org.signalbox.vswitch.UpgradeStatus;
import org.signalbox.vswitch.UpgradeStatus.State;

/** One upgrade of an extension, and how far it is. Changed under the engine's lock; read by any thread. */
final class Upgrade {
    private final UpgradePlan plan;
    private final String id;
    private final String fromVersion;
    private final String toVersion;
    private final Comparison comparison = new Comparison();
    private final List<SwitchShadow> shadows = new CopyOnWriteArrayList<>();
    // what the old version remembered at the switch-over
    private final Map<LiveSwitch, List<StageState>> saved = new IdentityHashMap<>();
    private final long begunNanos = System.nanoTime();
    // null once it has ended, so that no bundle is held here
    private volatile InstalledExtension from;
    private volatile InstalledExtension to;
    private volatile Consumer<UpgradeStatus> ended;
    private volatile State state = State.SHADOWING;
    private volatile String reason = "";
    private volatile long probationEnd;

    Upgrade(final InstalledExtension from, final InstalledExtension to, final UpgradePlan plan,
            final Consumer<UpgradeStatus> ended) {
        this.id = from.id();
        this.from = from;
        this.to = to;
        this.fromVersion = from.version();
        this.toVersion = to.version();
        this.plan = plan;
        this.ended = ended;
    }

    UpgradePlan plan() {
        return plan;
    }

    String id() {
        return id;
    }

    /** The version in use before; null once the upgrade has ended. */
    InstalledExtension from() {
        return from;
    }

    /** The version that takes its place; null once the upgrade has ended. */
    InstalledExtension to() {
        return to;
    }

    Comparison comparison() {
        return comparison;
    }

    /** Those of switches where the versions were compared. */
    List<SwitchShadow> shadows() {
        return shadows;
    }

    void saved(final LiveSwitch on, final List<StageState> states) {
        saved.put(on, states);
    }

    /** What the old version remembered on a switch. */
    List<StageState> saved(final LiveSwitch on) {
        return saved.getOrDefault(on, List.of());
    }

    boolean is(final State asked) {
        return state == asked;
    }

    /** Any thread, while the versions are compared: whether there is nothing more to wait for. */
    boolean isCompared(final long nanos) {
        return state != State.SHADOWING || comparison.frames() >= plan.frames()
                || nanos - begunNanos >= plan.time().toNanos() || shadows.stream().allMatch(SwitchShadow::isOver)
                || shadows.stream().anyMatch(shadow -> !shadow.refusal().isEmpty());
    }

    /** Why the new version is not to be taken into use, as far as comparing them told; empty if it may be. */
    String objection() {
        final String refusal = shadows.stream().map(SwitchShadow::refusal).filter(why -> !why.isEmpty()).findFirst()
                .orElse("");
        if (!refusal.isEmpty() || plan.acceptDifferences() || comparison.differences() == 0) {
            return refusal;
        }
        return "it handles " + comparison.differences() + " of " + comparison.frames()
                + " frames in another way than " + fromVersion;
    }

    /** The new version is in use. */
    void begin(final long nanos) {
        probationEnd = nanos + plan.probation().toNanos();
        shadows.clear();
        state = State.PROBATION;
    }

    /** Any thread: whether the new version has stood its probation. */
    boolean isProven(final long nanos) {
        return state == State.PROBATION && nanos - probationEnd >= 0;
    }

    /** Nothing follows. @return who is to be told of it */
    Consumer<UpgradeStatus> end(final State as, final String why) {
        reason = why;
        state = as;
        final Consumer<UpgradeStatus> told = ended;
        from = null;
        to = null;
        ended = null;
        shadows.clear();
        saved.clear();
        return told;
    }

    UpgradeStatus status() {
        final State now = state;
        return new UpgradeStatus(id, fromVersion, toVersion, now, comparison.frames(), comparison.differences(),
                comparison.examples(), now.isEnd() ? reason : "");
    }
}
