package org.signalbox.vswitch.extension;

import org.osgi.annotation.versioning.ProviderType;

/** What the engine gives an extension for one switch. Safe to call from any thread. */
@ProviderType
public interface StageContext {
    /** Name of the switch. */
    String switchName();

    /**
     * A number for a reason to drop, for {@link IngressActions#drop} and {@link EgressActions#drop}. The same texts
     * give the same number. Not for the hot path.
     *
     * @param rule   which of the extension's rules, such as {@code acl[2]}
     * @param reason one clause for people, such as {@code deny inbound remote 10.0.0.0/8}
     */
    int dropReason(String rule, String reason);

    /**
     * A number for a rule of a port's policy that is counted when {@link FrameBatch#count} says that it decided; ask
     * for those of all rules whenever the policy is compiled. A rule with the same text as before counts on, wherever
     * it stands now. Not for the hot path.
     *
     * @param port whose policy has the rule
     * @param rule which of its rules, such as {@code acl[2]}
     * @param text the rule in words, such as {@code deny inbound remote 10.0.0.0/8}
     * @return {@link FrameBatch#UNCOUNTED} where rules are not counted, as by this default, or are too many
     */
    default int counter(StagePort port, String rule, String text) {
        return FrameBatch.UNCOUNTED;
    }

    /** Like {@link #counter(StagePort, String, String)}, for a rule of the switch's policy. */
    default int counter(String rule, String text) {
        return FrameBatch.UNCOUNTED;
    }

    /**
     * Whether the stage is one of a live switch, whose frames come from somewhere and go somewhere. Not so, as by this
     * default, of one in a simulation (a replay, a frame that is traced, a test), nor of one in the shadow of another
     * version: what such a stage tells the world outside would not be true.
     */
    default boolean isLive() {
        return false;
    }

    /**
     * Has the stage's {@link CapturingStage#originate} called soon, even when no frames come: for stages that act of
     * their own accord, such as by a timer. Never blocks; does nothing once the stage is closed. A simulation runs on
     * the time of its frames and ignores it, as this default does.
     */
    default void originateSoon() {
    }
}
