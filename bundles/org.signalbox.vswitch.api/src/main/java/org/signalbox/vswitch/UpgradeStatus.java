package org.signalbox.vswitch;

import java.util.List;

/**
 * An upgrade of an extension at one moment.
 *
 * @param extension   its id
 * @param from        version that was in use before
 * @param to          version that is to take its place
 * @param state       how far it is
 * @param frames      frames and copies that both versions were handed while they were compared
 * @param differences how many of them they handled in different ways
 * @param examples    the first of those, {@value #EXAMPLES} at most
 * @param reason      why it ended as it did, in one clause; empty while it goes on, and when all went well
 */
public record UpgradeStatus(String extension, String from, String to, State state, long frames, long differences,
        List<UpgradeDifference> examples, String reason) {
    /** Differences that are shown. */
    public static final int EXAMPLES = 16;

    /** Copies the list. */
    public UpgradeStatus {
        examples = List.copyOf(examples);
    }

    /** How far an upgrade is. */
    public enum State {
        /** The new version sees copies of what the old one is handed. */
        SHADOWING,
        /** The new version is in use; a fault brings back the old one. */
        PROBATION,
        /** The new version is in use for good. */
        DONE,
        /** The new version was in use and had to give way. */
        ROLLED_BACK,
        /** The new version never was in use. */
        REFUSED;

        /** Whether nothing follows. */
        public boolean isEnd() {
            return this != SHADOWING && this != PROBATION;
        }
    }
}
