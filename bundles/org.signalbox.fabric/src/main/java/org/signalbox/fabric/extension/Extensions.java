package org.signalbox.fabric.extension;

import java.nio.file.Path;
import java.util.List;

import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.UpgradePlan;
import org.signalbox.vswitch.UpgradeStatus;

/** The extensions of this process and how they come and go. Safe to call from any thread. */
public interface Extensions {
    /** Whether the engine knows an extension now. */
    boolean isPresent(String id);

    /** Extensions that a document needs, kept only if it is accepted. */
    Provision provision();

    /**
     * Installs an extension from a file.
     *
     * @return its id and version
     * @throws RefusedException with one sentence, if it is no bundle, lacks something, or is no extension; everything
     *         is then as it was
     */
    String install(Path file) throws RefusedException;

    /** What {@link #install} would install: id and version. @throws RefusedException as far as the file alone tells */
    String describe(Path file) throws RefusedException;

    /** What a file would bring, whether it may be installed or not. @throws RefusedException if it is no bundle */
    FileOffer inspect(Path file) throws RefusedException;

    /**
     * Puts another version of an extension, from a file, in the place of the one in use; takes as long as both are
     * compared. Whichever loses is uninstalled: at once, or after the probation.
     *
     * @return on probation, or ended
     * @throws RefusedException with one sentence, if it is no bundle, lacks something, is no other version of an
     *         installed extension, or an upgrade of that is under way; everything is then as it was
     */
    UpgradeStatus upgrade(Path file, UpgradePlan plan) throws RefusedException;

    /**
     * What {@link #upgrade} would put in the place of what.
     *
     * @throws RefusedException as far as the file alone tells
     */
    String describeUpgrade(Path file) throws RefusedException;

    /** Upgrades under way, and those that ended, newest first. */
    List<UpgradeStatus> upgrades();

    /** Uninstalls an extension. @throws RefusedException with one sentence, if there is none of that id */
    void uninstall(String id) throws RefusedException;

    /** @throws RefusedException with one sentence, if there is no installed extension of that id */
    void refuseAbsent(String id) throws RefusedException;
}
