package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.frame.TcpFlags;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.AttachmentProvider;
import org.signalbox.vswitch.attachment.ReceiveBuffer;

/**
 * Connections through a switch whose workers meet one direction each: a client may connect and is not to be reached
 * otherwise. What comes back is let in whoever meets it, what is strewn in is not, and connections live on when the
 * switch gets another number of workers.
 */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(300)
class StatefulFilteringTest {
    private static final String FILTERING = "org.signalbox.extension.filtering";
    private static final int CONNECTIONS = 8_000;
    /** That are on their way at a time: less than a ring holds. */
    private static final int WINDOW = 100;
    private static final int FIRST_PORT = 1_024;
    private static final long PATIENCE_SECONDS = 60;
    private static final IpAddress CLIENT = IpAddress.parse("10.8.1.1");
    private static final IpAddress SERVER = IpAddress.parse("10.8.1.2");
    private static final MacAddress CLIENT_MAC = new MacAddress(0x0200_0008_0101L);
    private static final MacAddress SERVER_MAC = new MacAddress(0x0200_0008_0102L);

    @InjectBundleContext
    BundleContext context;
    @InjectService(timeout = 10_000)
    VirtualSwitches switches;
    private final End client = new End();
    private final End server = new End();
    private Bundle filtering;
    private ServiceRegistration<AttachmentProvider> ends;

    /** No settings. */
    public record Settings() {
    }

    /** What is behind a port: frames that wait to enter, and what it does with those that arrive. */
    private final class End implements Attachment {
        private final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicInteger connected = new AtomicInteger();
        private final AtomicInteger data = new AtomicInteger();
        private volatile AttachmentContext port;

        void send(final byte[] frame) {
            waiting.add(frame);
            port.wake();
        }

        @Override
        public void receive(final ReceiveBuffer buffer, final long nowNanos) {
            while (buffer.limit() > 0 && !waiting.isEmpty()) {
                final byte[] frame = waiting.peek();
                if (!buffer.add(MemorySegment.ofArray(frame), 0, frame.length, frame.length)) {
                    return;
                }
                waiting.remove();
                sent.incrementAndGet();
            }
        }

        @Override
        public boolean transmit(final MemorySegment memory, final long offset, final int length, final int wireLength,
                final long nowNanos) {
            final int tcp = 34;
            final int flags = memory.get(ValueLayout.JAVA_BYTE, offset + tcp + 13) & 0xFF;
            final int there = port(memory, offset + tcp);
            final int here = port(memory, offset + tcp + 2);
            if (this == server && flags == TcpFlags.SYN) {
                send(fromServer(there, TcpFlags.SYN | TcpFlags.ACK));
                send(fromServer(there + 20_000, TcpFlags.ACK));
            } else if (this == client && flags == (TcpFlags.SYN | TcpFlags.ACK)) {
                connected.incrementAndGet();
                send(fromClient(here, TcpFlags.ACK));
            } else {
                data.incrementAndGet();
            }
            return true;
        }

        @Override
        public void close() {
            port = null;
        }
    }

    private static int port(final MemorySegment memory, final long at) {
        return (memory.get(ValueLayout.JAVA_BYTE, at) & 0xFF) << 8
                | memory.get(ValueLayout.JAVA_BYTE, at + 1) & 0xFF;
    }

    private static byte[] fromClient(final int port, final int flags) {
        return new FrameBuilder().ethernet(SERVER_MAC, CLIENT_MAC).ipv4(CLIENT, SERVER)
                .tcp(port, 80, 1, 1, flags, 1_000).build();
    }

    private static byte[] fromServer(final int port, final int flags) {
        return new FrameBuilder().ethernet(CLIENT_MAC, SERVER_MAC).ipv4(SERVER, CLIENT)
                .tcp(80, port, 1, 1, flags, 1_000).build();
    }

    @BeforeEach
    void plugIn() throws BundleException {
        filtering = context.installBundle(
                Path.of(System.getProperty("signalbox.extensions"), FILTERING + ".jar").toUri().toString());
        filtering.start();
        ends = context.registerService(AttachmentProvider.class, new AttachmentProvider() {
            @Override
            public Class<? extends Record> settings() {
                return Settings.class;
            }

            @Override
            public Attachment attach(final Record settings, final AttachmentContext at) {
                final End end = at.portName().equals("client") ? client : server;
                end.port = at;
                return end;
            }
        }, new Hashtable<>(Map.of(AttachmentProvider.KIND, "end")));
    }

    @AfterEach
    void end() throws BundleException {
        switches.apply(List.of());
        ends.unregister();
        filtering.uninstall();
    }

    private static SwitchSpec spec(final int workers) {
        return new SwitchSpec("flows", SwitchType.PRIVATE, List.of(FILTERING), List.of(
                new PortSpec("client", Optional.of(CLIENT_MAC), Vlan.UNTAGGED, false, Map.of("end", Map.of()),
                        Map.of(FILTERING, Map.of("extendedAcl", List.of(
                                Map.of("action", "allow", "direction", "outbound", "protocol", "tcp", "stateful", true,
                                        "weight", 10L),
                                Map.of("action", "deny", "direction", "inbound", "weight", 1L))))),
                new PortSpec("server", Optional.of(SERVER_MAC), Vlan.UNTAGGED, false, Map.of("end", Map.of()),
                        Map.of()))).withWorkers(workers);
    }

    private static void until(final String what, final BooleanSupplier condition) {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain until " + what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private long denied() {
        return switches.switches().getFirst().drops().stream()
                .filter(drop -> drop.rule().equals("extendedAcl[1]")).mapToLong(DropCount::count).sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 1})
    void shouldLetInWhatComesBackAndNothingElse(final int workers) {
        switches.apply(List.of(spec(workers)));
        until("both ends are there", () -> client.port != null && server.port != null);
        for (int k = 0; k < CONNECTIONS; k++) {
            final int begun = k;
            until("earlier connections are there", () -> begun - client.connected.get() < WINDOW);
            client.send(fromClient(FIRST_PORT + k, TcpFlags.SYN));
        }
        until("all are connected", () -> client.connected.get() == CONNECTIONS
                && server.data.get() == CONNECTIONS);
        until("what was strewn in is denied", () -> denied() == CONNECTIONS);
        assertThat(client.data.get()).isZero();

        switches.apply(List.of(spec(3 - workers)));
        for (int k = 0; k < CONNECTIONS; k++) {
            final int begun = k;
            until("earlier frames have arrived", () -> begun - client.data.get() < WINDOW);
            server.send(fromServer(FIRST_PORT + k, TcpFlags.ACK));
        }
        until("all have arrived", () -> client.data.get() == CONNECTIONS);
        assertThat(denied()).isEqualTo(CONNECTIONS);
    }
}
