package org.signalbox.fabric;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.signalbox.command.Command;
import org.signalbox.command.Commands;
import org.signalbox.face.Places;
import org.signalbox.fabric.extension.Extensions;
import org.signalbox.fabric.journal.JournalFile;
import org.signalbox.fabric.lock.OrderWatch;
import org.signalbox.fabric.trust.TrustGate;
import org.signalbox.vswitch.VirtualSwitches;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up the fabric of last time, and offers its commands as soon as it runs. What was never used is there at once;
 * a large fabric takes seconds, in which a thread of its own lets the rest of the product start.
 */
@Component(service = {})
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>='org.signalbox.command.Commands'",
        effective = "active")
public final class FabricStart {
    private static final Logger LOG = LoggerFactory.getLogger(FabricStart.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BundleContext context;
    private final VirtualSwitches switches;
    private final Extensions extensions;
    private final List<LiveWatch> watches;
    private final Thread thread = new Thread(this::run, "fabric start");
    private final Set<Command<?>> offered = new LinkedHashSet<>();
    private LiveFabric fabric;
    private boolean stopped;
    private volatile ServiceRegistration<Commands> registration;

    @Activate
    public FabricStart(BundleContext context, @Reference VirtualSwitches switches, @Reference Extensions extensions,
            @Reference TrustGate trust, @Reference OrderWatch order) {
        this.context = context;
        this.switches = switches;
        this.extensions = extensions;
        this.watches = List.of(trust, order);
    }

    @Activate
    void start() {
        if (JournalFile.isBlank(home())) {
            run();
        } else {
            thread.start();
        }
    }

    private Path own() {
        return context.getDataFile("journal").toPath();
    }

    private Path home() {
        return Optional.ofNullable(context.getProperty(Places.HOME)).map(Path::of).orElse(own());
    }

    private void run() {
        try {
            final JournalFile journal = JournalFile.open(home(),
                    Optional.ofNullable(context.getProperty(Places.RUN)).map(Path::of).orElse(own()));
            try {
                offer(new LiveFabric(switches, extensions, new AttachmentKinds(context), journal, Clock.systemUTC(),
                        watches));
            } catch (RuntimeException | Error fault) {
                journal.close();
                throw fault;
            }
        } catch (IOException | RuntimeException | Error fault) {
            LOG.error("There is no fabric: {}", fault.getMessage(), fault);
        }
    }

    private void offer(LiveFabric live) throws IOException {
        synchronized (this) {
            if (stopped) {
                live.close();
                return;
            }
            fabric = live;
            offered.forEach(live::addCommand);
        }
        registration = context.registerService(Commands.class, live, null);
    }

    /** Waits for it, unless that takes longer than one waits for a product to end; then it is not offered any more. */
    @Deactivate
    void stop() throws IOException, InterruptedException {
        if (thread.isAlive()) {
            thread.join(PATIENCE);
        }
        if (registration != null) {
            registration.unregister();
        }
        synchronized (this) {
            stopped = true;
            if (fabric != null) {
                fabric.close();
            }
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void addCommand(Command<?> command) {
        offered.add(command);
        if (fabric != null) {
            fabric.addCommand(command);
        }
    }

    synchronized void removeCommand(Command<?> command) {
        offered.remove(command);
        if (fabric != null) {
            fabric.removeCommand(command);
        }
    }
}
