package org.signalbox.attachment.qemu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.schema.Schema;
import org.signalbox.schema.SchemaException;

/** A port against a machine that is played by a socket of the test. */
@Timeout(60)
class QemuPortTest {
    @TempDir
    private Path folder;
    private Path path;
    private final QemuAttachments attachments = new QemuAttachments();
    private final WorkerStandIn worker = new WorkerStandIn();

    @BeforeEach
    void place() {
        path = folder.resolve("vm1.sock");
    }

    @AfterEach
    void close() {
        worker.close();
        attachments.close();
    }

    private void attach(final boolean server) {
        worker.attach(attachments.attach(
                new QemuSettings(path.toString(), server, QemuSettings.Mode.STREAM, Optional.empty()), worker));
    }

    private SocketChannel connected() throws IOException {
        attach(true);
        worker.until("the port listens", () -> Files.exists(path));
        final SocketChannel machine = SocketChannel.open(UnixDomainSocketAddress.of(path));
        worker.until("the machine is there", worker::isUp);
        return machine;
    }

    private static void write(final SocketChannel machine, final byte[]... frames) throws IOException {
        for (final byte[] frame : frames) {
            final ByteBuffer bytes = ByteBuffer.allocate(4 + frame.length).putInt(frame.length).put(frame).flip();
            while (bytes.hasRemaining()) {
                machine.write(bytes);
            }
        }
    }

    private static byte[] read(final SocketChannel machine) throws IOException {
        final ByteBuffer length = fully(machine, 4);
        return fully(machine, length.getInt()).array();
    }

    private static ByteBuffer fully(final SocketChannel machine, final int bytes) throws IOException {
        final ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            assertTrue(machine.read(buffer) >= 0, "end of the stream");
        }
        return buffer.flip();
    }

    private static byte[] frame(final int number, final int length) {
        final byte[] frame = new byte[length];
        Arrays.fill(frame, (byte) number);
        return frame;
    }

    @Test
    void shouldCarryFramesBothWays() throws IOException {
        try (SocketChannel machine = connected()) {
            write(machine, frame(1, 60), frame(2, 1514));
            worker.until("two frames came", () -> worker.received().size() == 2);
            assertArrayEquals(frame(1, 60), worker.received().get(0));
            assertArrayEquals(frame(2, 1514), worker.received().get(1));
            assertTrue(worker.send(frame(3, 100)));
            assertEquals(1, worker.pending());
            worker.flush();
            assertEquals(0, worker.pending());
            assertArrayEquals(frame(3, 100), read(machine));
        }
        assertEquals(List.of("DOWN: waits for a machine at " + path, "UP: QEMU at " + path), worker.statuses());
    }

    @Test
    void shouldPutAFrameTogetherThatComesByteByByte() throws IOException {
        try (SocketChannel machine = connected()) {
            final byte[] bytes = ByteBuffer.allocate(24).putInt(20).put(frame(7, 20)).array();
            for (final byte each : bytes) {
                assertEquals(0, worker.received().size());
                machine.write(ByteBuffer.wrap(new byte[] {each}));
                worker.turn();
            }
            worker.until("the frame came", () -> worker.received().size() == 1);
            assertArrayEquals(frame(7, 20), worker.received().getFirst());
        }
    }

    @Test
    void shouldSleepWhileNothingComes() throws IOException {
        try (SocketChannel machine = connected()) {
            worker.until("it waits to be woken", () -> worker.turns() > 20 || !worker.isBusy());
            assertFalse(worker.isBusy(), "still wants to be polled after " + worker.turns() + " turns");
            write(machine, frame(1, 60));
            worker.until("it was woken", () -> worker.received().size() == 1);
        }
    }

    @Test
    void shouldWelcomeAMachineAgainAfterItWent() throws IOException {
        try (SocketChannel machine = connected()) {
            write(machine, frame(1, 60));
        }
        worker.until("it noticed", () -> !worker.isUp());
        assertEquals(1, worker.received().size(), "what came before the end counts");
        assertEquals("DOWN: the machine went away; waits for a machine at " + path, worker.statuses().getLast());
        assertFalse(worker.send(frame(9, 60)), "nobody is there");
        try (SocketChannel again = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            write(again, frame(2, 60));
            worker.until("the second machine's frame came", () -> worker.received().size() == 2);
            assertArrayEquals(frame(2, 60), worker.received().get(1));
        }
    }

    @Test
    void shouldRefuseASecondMachine() throws IOException {
        try (SocketChannel machine = connected();
                SocketChannel second = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            second.configureBlocking(false);
            final ByteBuffer one = ByteBuffer.allocate(1);
            worker.until("the second one is sent away", () -> readsEnd(second, one));
            write(machine, frame(1, 60));
            worker.until("the first one is still served", () -> worker.received().size() == 1);
        }
    }

    private static boolean readsEnd(final SocketChannel channel, final ByteBuffer buffer) {
        try {
            return channel.read(buffer) < 0;
        } catch (final IOException e) {
            return true;
        }
    }

    @Test
    void shouldCloseAConnectionThatLies() throws IOException {
        try (SocketChannel machine = connected()) {
            write(machine, frame(1, 60));
            machine.write(ByteBuffer.allocate(8).putInt(-1).putInt(0).flip());
            worker.until("the lie was found", () -> !worker.isUp());
            assertEquals(1, worker.received().size());
            assertEquals("DOWN: found a frame of 4294967295 bytes, expected 1 to 65553; waits for a machine at " + path,
                    worker.statuses().getLast());
            assertEquals(-1, machine.read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void shouldRefuseWhatAMachineThatDoesNotReadCannotTake() throws IOException {
        try (SocketChannel machine = connected()) {
            int taken = 0;
            while (worker.send(frame(taken, 1500))) {
                taken++;
                worker.flush();
                assertTrue(taken < 100_000, "took " + taken + " frames that nobody reads");
            }
            assertTrue(worker.pending() > 0 && worker.pending() <= taken);
            assertFalse(worker.send(frame(0, 1500)));
            final int sent = taken;
            for (int i = 0; i < sent; i++) {
                final int next = i;
                worker.until("frame " + next + " is written", () -> sent - worker.pending() > next);
                assertArrayEquals(frame(next, 1500), read(machine));
            }
            worker.until("all is written", () -> worker.pending() == 0);
            assertTrue(worker.send(frame(0, 1500)), "there is room again");
        }
    }

    @Test
    void shouldTakeAFloodInOrder() throws Exception {
        try (SocketChannel machine = connected()) {
            final int frames = 20_000;
            final Thread flood = Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; i < frames; i++) {
                        write(machine, ByteBuffer.allocate(64).putInt(i).array());
                    }
                } catch (final IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            worker.until("all came", () -> worker.received().size() == frames);
            flood.join();
            for (int i = 0; i < frames; i++) {
                assertEquals(i, ByteBuffer.wrap(worker.received().get(i)).getInt());
            }
        }
    }

    @Test
    void shouldReplaceTheSocketOfADeadProcess() throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path));
        }
        assertTrue(Files.exists(path), "a socket file outlives its process");
        connected().close();
    }

    @Test
    void shouldLeaveTheSocketOfALiveProcessAlone() throws IOException {
        try (ServerSocketChannel live = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            live.bind(UnixDomainSocketAddress.of(path));
            live.configureBlocking(false);
            attach(true);
            worker.until("it found the other", () -> worker.statuses().size() == 2);
            assertEquals("DOWN: found somebody listening at " + path + ", expected the path to be free",
                    worker.statuses().get(1));
            assertEquals(null, live.accept(), "it did not disturb the other");
        }
        worker.until("it took the place", () -> worker.statuses().size() == 3);
        try (SocketChannel machine = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            worker.until("the machine is there", worker::isUp);
            assertTrue(machine.isConnected());
        }
    }

    @Test
    void shouldLeaveAFileAloneThatIsNoSocket() throws IOException {
        Files.writeString(path, "precious");
        attach(true);
        worker.until("it found the file", () -> worker.statuses().size() == 2);
        assertEquals("DOWN: found a file at " + path + " that is no socket, expected none or a socket",
                worker.statuses().get(1));
        assertEquals("precious", Files.readString(path));
    }

    @Test
    void shouldTakeItsSocketFileWithIt() throws IOException {
        try (SocketChannel machine = connected()) {
            worker.close();
            assertFalse(Files.exists(path));
            assertEquals(-1, machine.read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void shouldConnectToAMachineThatListensLater() throws IOException {
        attach(false);
        worker.until("it found nobody", () -> worker.statuses().size() == 2);
        assertTrue(worker.statuses().get(1).startsWith("DOWN: waits for a machine that listens at " + path + " ("));
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(path));
            worker.until("it connected", worker::isUp);
            try (SocketChannel machine = listening.accept()) {
                write(machine, frame(1, 60));
                worker.until("a frame came", () -> worker.received().size() == 1);
            }
            worker.until("it noticed the end", () -> !worker.isUp());
            worker.until("it connected again", worker::isUp);
        }
    }

    @Test
    void shouldCreateTheFolderOfTheSocket() throws IOException {
        path = folder.resolve("run/signalbox/vm1.sock");
        connected().close();
    }

    @Test
    void shouldRefuseAPathThatIsNone() {
        final Schema<QemuSettings> schema = Schema.of(QemuSettings.class);
        assertEquals(new QemuSettings("/run/vm1.sock", true, QemuSettings.Mode.STREAM, Optional.empty()),
                schema.bind(Map.of("path", "/run/vm1.sock")));
        for (final String wrong : List.of("", "vm1.sock", "/" + "x".repeat(107), "/a\0b")) {
            final SchemaException refused =
                    assertThrows(SchemaException.class, () -> schema.bind(Map.of("path", wrong)));
            assertTrue(refused.getMessage().contains("expected the absolute path of a Unix socket"),
                    refused.getMessage());
        }
    }
}
