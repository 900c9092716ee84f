package org.signalbox.attachment.pcap;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.attachment.AttachmentContext;

/** Keeps what an attachment says, in order, to be waited for. */
final class RecordedContext implements AttachmentContext {

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @Override
    public String switchName() {
        return "s";
    }

    @Override
    public String portName() {
        return "p";
    }

    @Override
    public Optional<MacAddress> mac() {
        return Optional.empty();
    }

    @Override
    public void wake() {
        said.add("wake");
    }

    @Override
    public void status(final LinkState link, final String reason) {
        said.add(link + " " + reason);
    }

    /** What the attachment says next, within ten seconds. */
    String next() throws InterruptedException {
        final String next = said.poll(10, TimeUnit.SECONDS);
        assertNotNull(next, "the attachment says nothing");
        return next;
    }
}
