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
     * Has the stage's {@link CapturingStage#originate} called soon, even when no frames come: for stages that act of
     * their own accord, such as by a timer. Never blocks; does nothing once the stage is closed. A simulation runs on
     * the time of its frames and ignores it, as this default does.
     */
    default void originateSoon() {
    }
}
