package org.signalbox.vswitch.engine;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.ToIntFunction;

import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.AttachmentProvider;
import org.signalbox.vswitch.attachment.ReceiveBuffer;

/**
 * A port's connection from the moment it gets an attachment, or has to do without one, until that changes; then the
 * port gets another link. What the attachment throws ends here: the link is down from then on and says why.
 */
final class PortLink implements AttachmentContext {
    private final String switchName;
    private final Port port;
    private final ToIntFunction<String> refusals;
    private volatile Runnable wake = () -> { };
    private final FaultLog log;
    private volatile Link link;
    private AttachmentProvider provider;
    private Attachment attachment;
    private boolean takesOffloads;
    // changed between two batches of all workers
    private MandatoryExtensions mandatory = MandatoryExtensions.NONE;
    // of the worker
    private boolean usable;
    private boolean waitsForFlush;
    private long surplus;
    private long lost;
    private int lostReason;

    /**
     * A link without an attachment yet.
     *
     * @param refusals the number of the reason to drop that an attachment gives
     */
    PortLink(final String switchName, final Port port, final ToIntFunction<String> refusals, final FaultLog log) {
        this.switchName = switchName;
        this.port = port;
        this.refusals = refusals;
        this.log = log;
        this.link = kind().map(kind -> new Link(LinkState.DOWN, "no attachment of kind " + kind + " is installed"))
                .orElse(Link.DISCONNECTED);
    }

    /** The kind of attachment that the port names. */
    Optional<String> kind() {
        return port.spec().attachment().keySet().stream().findFirst();
    }

    /** Attaches the port, before any worker knows of this link. */
    void attach(final AttachmentProvider by) {
        provider = by;
        link = new Link(LinkState.UP, "attached to " + kind().orElseThrow());
        try {
            final Object settings = port.spec().attachment().values().iterator().next();
            attachment = by.attach(Schema.of(by.settings()).bind(settings), this);
            takesOffloads = attachment.takesOffloads();
            usable = true;
        } catch (final IllegalArgumentException refused) {
            link = new Link(LinkState.DOWN, refused.getMessage());
        } catch (final Throwable thrown) {
            fail(thrown);
        }
    }

    /** A worker owns the port from now on: this wakes it. */
    void ownedBy(final Runnable owner) {
        wake = owner;
    }

    /** Who made the attachment; null without one. */
    AttachmentProvider provider() {
        return provider;
    }

    Port port() {
        return port;
    }

    /** Without its mandatory extensions a NIC is there, and down. */
    Link link() {
        final Link own = link;
        return own.state() == LinkState.DISCONNECTED || mandatory.run() ? own
                : new Link(LinkState.DOWN, mandatory.complaint());
    }

    /** In a task, or before any worker knows of this link: what has to run for frames to pass from now on. */
    void requires(final MandatoryExtensions now) {
        mandatory = now;
    }

    /** Whether there is a NIC and all that it requires, be it failed or not. */
    boolean isConnected() {
        return kind().isPresent() && mandatory.arePresent();
    }

    /** Whether the worker may take frames in here: it may call the attachment, and what has to run does. */
    boolean isOpen() {
        return usable && mandatory.run();
    }

    /** Whether the worker may call the attachment. */
    boolean isUsable() {
        return usable;
    }

    /** From now on no worker receives or transmits by this link; {@link #release} and {@link #close} follow. */
    void detach() {
        usable = false;
    }

    /** The last call of the worker that owns the port. */
    void release() {
        if (attachment != null) {
            try {
                attachment.release();
            } catch (final Throwable thrown) {
                fail(thrown);
            }
        }
    }

    void receive(final ReceiveBuffer buffer, final long nowNanos) {
        try {
            attachment.receive(buffer, nowNanos);
        } catch (final Throwable thrown) {
            fail(thrown);
        }
    }

    /** Whether frames of which something is left to be done may be handed over. */
    boolean takesOffloads() {
        return takesOffloads;
    }

    /** Hands a frame over; -1, or the reason why not. */
    int transmit(final MemorySegment memory, final long offset, final int length, final int wireLength,
            final long offload, final long nowNanos) {
        final LinkState state = link.state();
        if (!usable || state != LinkState.UP) {
            return state == LinkState.DISCONNECTED ? DropReasons.DISCONNECTED : DropReasons.LINK_DOWN;
        }
        if (!mandatory.run()) {
            return DropReasons.LINK_DOWN;
        }
        try {
            final boolean taken = offload == 0
                    ? attachment.transmit(memory, offset, length, wireLength, nowNanos)
                    : attachment.transmit(memory, offset, length, wireLength, offload, nowNanos);
            return taken ? -1 : DropReasons.QUEUE_FULL;
        } catch (final Throwable thrown) {
            fail(thrown);
            return DropReasons.ATTACHMENT_FAULT;
        }
    }

    /** Notes that something was transmitted in this burst; true the first time. */
    boolean needsFlush() {
        final boolean first = !waitsForFlush;
        waitsForFlush = true;
        return first;
    }

    /** Notes that a copy was handed over as so many segments. */
    void becameSegments(final int segments) {
        surplus += segments - 1;
    }

    /**
     * Copies that the attachment took in this burst and lost, for {@link #lostReason}; they are counted now. A copy that
     * became segments is one, though each of them may be lost.
     */
    long takeLost() {
        final long copies = lost == 0 ? 0 : Math.max(1, lost - surplus);
        lost = 0;
        surplus = 0;
        return copies;
    }

    int lostReason() {
        return lostReason;
    }

    void flush() {
        waitsForFlush = false;
        if (usable) {
            try {
                attachment.flush();
            } catch (final Throwable thrown) {
                fail(thrown);
            }
        }
    }

    long pending() {
        try {
            return attachment == null ? 0 : attachment.pending();
        } catch (final Throwable thrown) {
            return 0;
        }
    }

    long nextPollNanos() {
        try {
            return attachment.nextPollNanos();
        } catch (final Throwable thrown) {
            fail(thrown);
            return Long.MAX_VALUE;
        }
    }

    /** After the worker let go of it. */
    void close() {
        if (attachment != null) {
            try {
                attachment.close();
            } catch (final Throwable thrown) {
                log.failed("attachment " + kind().orElse(""), switchName, thrown);
            }
        }
    }

    private void fail(final Throwable thrown) {
        usable = false;
        link = new Link(LinkState.DOWN, "the attachment failed: "
                + (thrown.getMessage() == null ? thrown.getClass().getName() : thrown.getMessage()));
        log.failed("attachment " + kind().orElse(""), switchName, thrown);
    }

    @Override
    public String switchName() {
        return switchName;
    }

    @Override
    public String portName() {
        return port.name();
    }

    @Override
    public Optional<MacAddress> mac() {
        return port.spec().mac();
    }

    @Override
    public void wake() {
        wake.run();
    }

    @Override
    public void lost(final long frames, final String reason) {
        lost += frames;
        lostReason = refusals.applyAsInt(reason);
    }

    @Override
    public void status(final LinkState state, final String reason) {
        link = new Link(state, reason);
        wake.run();
    }
}
