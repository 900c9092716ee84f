package org.signalbox.attachment.linux;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;

/** What tests of ports share: namespaces, and ports that are closed when the test ends. */
@Timeout(120)
abstract class PortsTest {
    private final List<WorkerStandIn> workers = new ArrayList<>();
    private Networks networks;
    private Interfaces interfaces;

    @BeforeEach
    void make() {
        networks = new Networks();
        interfaces = new Interfaces();
    }

    @AfterEach
    void close() {
        workers.forEach(WorkerStandIn::close);
        if (interfaces != null) {
            interfaces.close();
        }
        if (networks != null) {
            networks.close();
        }
    }

    Networks networks() {
        return networks;
    }

    Interfaces interfaces() {
        return interfaces;
    }

    WorkerStandIn packet(final String namespace, final String name) {
        return packet(interfaces, namespace, name);
    }

    WorkerStandIn packet(final Interfaces by, final String namespace, final String name) {
        final WorkerStandIn worker = worker();
        worker.attach(new PacketAttachments(by).attach(
                new PacketSettings(name, true, Optional.of(namespace)), worker));
        return worker;
    }

    WorkerStandIn tap(final String namespace, final String name, final boolean create, final boolean offload) {
        return tap(new TapAttachments(interfaces), namespace, name, create, offload);
    }

    WorkerStandIn tap(final TapAttachments by, final String namespace, final String name, final boolean create,
            final boolean offload) {
        final WorkerStandIn worker = worker();
        worker.attach(by.attach(
                new TapSettings(name, create, offload, Optional.of(namespace)), worker));
        return worker;
    }

    private WorkerStandIn worker() {
        final WorkerStandIn worker = new WorkerStandIn();
        workers.add(worker);
        return worker;
    }

    /** Ends a port before the test does. */
    void close(final WorkerStandIn worker) {
        workers.remove(worker);
        worker.close();
    }
}
