package org.signalbox.vswitch.attachment;

import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.LinkState;

/** What the engine gives an attachment. Safe to call from any thread unless it says otherwise, never blocks. */
@ProviderType
public interface AttachmentContext {
    /** Name of the switch. */
    String switchName();

    /** Name of the port, unique on the switch. */
    String portName();

    /** The port's address, when it has one. */
    Optional<MacAddress> mac();

    /** Frames wait in {@link Attachment#receive}: the worker polls soon if it sleeps. */
    void wake();

    /**
     * Frames that were taken over will never be passed on, since the world refused them: they are dropped at the port
     * instead of delivered. Called by the worker only, within a call of the attachment.
     *
     * @param frames 1 or more, of which {@link Attachment#pending} counts none any more
     * @param reason why, in one clause; one of few, since each is counted by itself
     */
    default void lost(long frames, String reason) {
    }

    /** Whether frames can pass, and in one clause why not, or to what the port is attached. */
    void status(LinkState link, String reason);
}
