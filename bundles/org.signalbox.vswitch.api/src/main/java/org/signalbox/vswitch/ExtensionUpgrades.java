package org.signalbox.vswitch;

import java.util.List;
import java.util.function.Consumer;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Puts one version of an extension in the place of another while frames pass. A second version of an extension that
 * comes while one is in use waits: it is not called until an upgrade asks for it, or the other leaves. Safe to call
 * from any thread.
 */
@ProviderType
public interface ExtensionUpgrades {
    /** Versions of an extension that wait, the one that would follow first. */
    List<String> waiting(String extension);

    /**
     * Upgrades an extension on all live switches that enable it. First the new version runs in the shadow of the old
     * one: its stages get the state and copies of the frames, what they do is compared and has no effect. Then, between
     * two batches of each switch, state is handed over and the new version's stages take the place of the old ones, so
     * that no frame is lost, doubled or overtaken. The old version then waits; should the new one fail during the
     * probation, it comes back on all switches, with its state of the switch-over. Counters go on.
     *
     * <p>Blocks for the time of the shadow, during which switches can be changed and read; ports and policies that
     * change are compared as changed. The old version stays in use when the versions differ (unless that is accepted),
     * when the new one fails, is slow, or refuses a policy, when it leaves, and when a switch changes its number of
     * workers meanwhile. When the old one leaves meanwhile, the new one takes its place without its state, as ever.
     *
     * @param version one of {@link #waiting}
     * @param ended   told once of the end of a probation, by a thread of its own
     * @return the upgrade on probation, or ended
     * @throws IllegalArgumentException with one sentence, if there is no such version, it is of another kind, or an
     *                                  upgrade of the extension is under way; nothing was changed
     */
    UpgradeStatus upgrade(String extension, String version, UpgradePlan plan, Consumer<UpgradeStatus> ended);

    /**
     * Ends the probation of an extension's upgrade before its time: the new version is in use for good, unless it has
     * failed already. Does nothing while none is on probation.
     */
    void confirm(String extension);

    /** The latest upgrades of this process, those under way and those that ended, newest first. Never blocks. */
    List<UpgradeStatus> upgrades();
}
