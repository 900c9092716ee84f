package org.signalbox.attachment.linux;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the interfaces of all ports, each second and when something happened to one, on a thread of its own: to
 * open, ask or close one waits for locks of the kernel, for some milliseconds, which no worker may do.
 */
@Component(service = Interfaces.class)
public final class Interfaces {
    private static final Logger LOG = LoggerFactory.getLogger(Interfaces.class);
    private static final long PERIOD_SECONDS = 1;

    private final Set<LinuxPort> ports = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("signalbox-linux-interfaces").factory());
    private Readiness readiness;

    @Activate
    public Interfaces() {
        thread.scheduleWithFixedDelay(() -> ports.forEach(Interfaces::tend), PERIOD_SECONDS, PERIOD_SECONDS,
                TimeUnit.SECONDS);
    }

    /** A port whose device is opened soon. */
    Attachment attach(final LinuxPort.Opener opener, final Optional<String> namespace,
            final boolean offload, final AttachmentContext context) {
        final LinuxPort port = new LinuxPort(opener, namespace, offload, context, this);
        ports.add(port);
        tendSoon(port);
        return port;
    }

    /** Has a port looked after as soon as the thread is free. */
    void tendSoon(final LinuxPort port) {
        thread.execute(() -> tend(port));
    }

    private static void tend(final LinuxPort port) {
        try {
            port.tend();
        } catch (final RuntimeException e) {
            LOG.error("an interface could not be looked after", e);
        }
    }

    /** A port is about to be closed. */
    void forget(final LinuxPort port) {
        ports.remove(port);
    }

    /** Who waits for frames; begins to wait when first asked for. */
    synchronized Readiness readiness() throws LinuxException {
        if (readiness == null) {
            final String system = System.getProperty("os.name");
            if (!system.equals("Linux")) {
                throw new LinuxException("found " + system + ", expected Linux", null);
            }
            readiness = new Readiness();
        }
        return readiness;
    }

    /** After all ports were closed. */
    @Deactivate
    synchronized void close() {
        thread.shutdown();
        if (readiness != null) {
            readiness.close();
        }
    }
}
