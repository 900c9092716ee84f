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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signalbox.schema.Schema;
import org.signalbox.schema.SchemaException;

/** A port in mode dgram against a machine that is played by a datagram socket of the test. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class DatagramPortTest {
    @TempDir
    private Path folder;
    private Path path;
    private Path peer;
    private final QemuAttachments attachments = new QemuAttachments();
    private final WorkerStandIn worker = new WorkerStandIn();

    @BeforeEach
    void place() {
        path = folder.resolve("switch.sock");
        peer = folder.resolve("vm1.sock");
    }

    @AfterEach
    void close() {
        worker.close();
        attachments.close();
    }

    private void attach() {
        worker.attach(attachments.attach(new QemuSettings(path.toString(), true, QemuSettings.Mode.DGRAM,
                Optional.of(peer.toString())), worker));
    }

    private DatagramMachine machine() throws IOException {
        return new DatagramMachine(peer, path);
    }

    /** A machine, and a port that is up. */
    private DatagramMachine connected() throws IOException {
        final DatagramMachine machine = machine();
        attach();
        worker.until("the machine is there", worker::isUp);
        return machine;
    }

    private void untilReceived(final int frames) {
        worker.until(frames + " frames came", () -> worker.received().size() == frames);
    }

    private static byte[] frame(final int number, final int length) {
        final byte[] frame = new byte[length];
        Arrays.fill(frame, (byte) number);
        return frame;
    }

    @Test
    void shouldCarryFramesBothWays() throws IOException {
        try (DatagramMachine machine = connected()) {
            assertTrue(machine.send(frame(1, 60)));
            assertTrue(machine.send(frame(2, 65_553)));
            untilReceived(2);
            assertArrayEquals(frame(1, 60), worker.received().get(0));
            assertArrayEquals(frame(2, 65_553), worker.received().get(1));
            assertTrue(worker.send(frame(3, 100)));
            assertTrue(worker.send(frame(4, 65_553)));
            assertEquals(2, worker.pending());
            worker.flush();
            worker.until("all is sent", () -> worker.pending() == 0);
            assertArrayEquals(frame(3, 100), machine.read().orElseThrow());
            assertArrayEquals(frame(4, 65_553), machine.read().orElseThrow());
            assertTrue(machine.read().isEmpty());
        }
        assertEquals(List.of("DOWN: waits for a machine at " + peer, "UP: QEMU at " + peer), worker.statuses());
    }

    @Test
    void shouldLeaveOutWhatIsNoFrame() throws IOException {
        try (DatagramMachine machine = connected()) {
            machine.send(new byte[0]);
            machine.send(frame(1, 65_554));
            machine.send(frame(2, 60));
            untilReceived(1);
            assertArrayEquals(frame(2, 60), worker.received().getFirst());
            assertTrue(worker.isUp());
        }
    }

    @Test
    void shouldSleepWhileNothingComes() throws IOException {
        try (DatagramMachine machine = connected()) {
            worker.until("it waits to be woken", () -> worker.turns() > 20 || !worker.isBusy());
            assertFalse(worker.isBusy(), "still wants to be polled after " + worker.turns() + " turns");
            final int before = worker.turns();
            machine.send(frame(1, 60));
            untilReceived(1);
            assertTrue(worker.turns() - before < 10, "turns " + (worker.turns() - before));
        }
    }

    @Test
    void shouldTakeAtOnceWhatAMachineSendsThatCame() throws IOException {
        attach();
        worker.until("the port has its socket", () -> Files.exists(path));
        worker.until("it sleeps", () -> !worker.isBusy());
        try (DatagramMachine machine = machine()) {
            machine.send(frame(1, 60));
            untilReceived(1);
            assertTrue(worker.isUp());
        }
    }

    @Test
    void shouldNoticeThatAMachineWentAndWelcomeItAgain() throws IOException {
        try (DatagramMachine machine = connected()) {
            machine.send(frame(1, 60));
        }
        worker.until("it noticed", () -> !worker.isUp());
        assertEquals(1, worker.received().size(), "what came before the end counts");
        assertEquals("DOWN: the machine went away; waits for a machine at " + peer, worker.statuses().getLast());
        assertFalse(worker.send(frame(9, 60)), "nobody is there");
        try (DatagramMachine again = machine()) {
            again.send(frame(2, 60));
            untilReceived(2);
            assertArrayEquals(frame(2, 60), worker.received().get(1));
            assertTrue(worker.send(frame(3, 60)));
            worker.flush();
            assertArrayEquals(frame(3, 60), again.read().orElseThrow());
        }
    }

    @Test
    void shouldFindOutBySendingThatAMachineWent() throws IOException {
        connected().close();
        assertTrue(worker.send(frame(1, 60)));
        worker.flush();
        worker.turn();
        assertFalse(worker.isUp());
        assertEquals(0, worker.pending());
    }

    @Test
    void shouldGoOnWithAMachineThatRestartedQuickly() throws IOException {
        connected().close();
        try (DatagramMachine again = machine()) {
            assertTrue(worker.send(frame(1, 60)));
            worker.flush();
            worker.until("the frame was sent", () -> worker.pending() == 0);
            assertArrayEquals(frame(1, 60), again.read().orElseThrow());
            again.send(frame(2, 60));
            untilReceived(1);
            assertTrue(worker.isUp());
        }
    }

    @Test
    void shouldBeServedByAMachineThatOutlivesAPort() throws IOException {
        try (DatagramMachine machine = connected()) {
            worker.close();
            assertFalse(machine.send(frame(9, 60)));
            attach();
            worker.until("the machine is there again", worker::isUp);
            machine.send(frame(1, 60));
            untilReceived(1);
            assertTrue(worker.send(frame(2, 60)));
            worker.flush();
            assertArrayEquals(frame(2, 60), machine.read().orElseThrow());
        }
    }

    @Test
    void shouldTakeFramesFromItsMachineOnly() throws IOException {
        attach();
        worker.until("the port has its socket", () -> Files.exists(path));
        try (DatagramMachine other = new DatagramMachine(folder.resolve("other.sock"), path)) {
            for (int k = 0; k < 100; k++) {
                worker.until("there is room for frame " + k, () -> other.send(frame(9, 60)));
            }
            worker.until("it sleeps", () -> !worker.isBusy());
            try (DatagramMachine machine = machine()) {
                worker.until("the machine is there", worker::isUp);
                assertFalse(other.send(frame(9, 60)));
                machine.send(frame(1, 60));
                untilReceived(1);
                assertArrayEquals(frame(1, 60), worker.received().getFirst());
            }
        }
    }

    @Test
    void shouldNotTakeForItsMachinesWhatOthersSentBefore() throws IOException {
        attach();
        worker.until("the port has its socket", () -> Files.exists(path));
        worker.until("it sleeps", () -> !worker.isBusy());
        try (DatagramMachine machine = machine();
                DatagramMachine other = new DatagramMachine(folder.resolve("other.sock"), path)) {
            assertTrue(other.send(frame(9, 60)));
            assertTrue(machine.send(frame(1, 60)));
            assertTrue(other.send(frame(8, 60)));
            worker.until("the machine is there", worker::isUp);
            machine.send(frame(2, 60));
            untilReceived(2);
            assertArrayEquals(frame(1, 60), worker.received().get(0));
            assertArrayEquals(frame(2, 60), worker.received().get(1));
        }
    }

    @Test
    void shouldSayThatAMachineTakesFramesFromSomebodyElse() throws IOException {
        final Path elsewhere = folder.resolve("elsewhere.sock");
        try (DatagramMachine other = new DatagramMachine(elsewhere, path); DatagramMachine machine = machine()) {
            machine.connect(elsewhere);
            attach();
            worker.until("it says so", () -> worker.statuses().size() == 2);
            assertEquals("DOWN: waits for a machine at " + peer + " (Operation not permitted)",
                    worker.statuses().getLast());
            assertTrue(other.read().isEmpty());
        }
    }

    @Test
    void shouldSayWhatTheKernelRefuses() throws IOException {
        final Path elsewhere = folder.resolve("elsewhere.sock");
        try (DatagramMachine other = new DatagramMachine(elsewhere, path); DatagramMachine machine = connected()) {
            machine.connect(elsewhere);
            assertTrue(worker.send(frame(1, 60)));
            assertTrue(worker.send(frame(2, 60)));
            worker.flush();
            assertEquals(List.of("2 refused by the socket of the machine"), worker.lost());
            assertEquals(0, worker.pending());
            worker.until("it noticed", () -> !worker.isUp());
            assertEquals("DOWN: the machine went away; waits for a machine at " + peer + " (Operation not permitted)",
                    worker.statuses().getLast());
            assertTrue(other.read().isEmpty());
        }
    }

    @Test
    void shouldServeAMachineThatConnects() throws IOException {
        attach();
        worker.until("the port has its socket", () -> Files.exists(path));
        try (DatagramMachine machine = machine()) {
            machine.connect(path);
            machine.send(frame(1, 60));
            untilReceived(1);
            assertTrue(worker.send(frame(2, 60)));
            worker.flush();
            assertArrayEquals(frame(2, 60), machine.read().orElseThrow());
        }
        worker.until("it noticed", () -> !worker.isUp());
    }

    @Test
    void shouldRefuseWhatAMachineThatDoesNotReadCannotTake() throws IOException {
        try (DatagramMachine machine = connected()) {
            int taken = 0;
            while (worker.send(frame(taken, 1500))) {
                taken++;
                worker.flush();
                assertTrue(taken < 100_000, "took " + taken + " frames that nobody reads");
            }
            assertTrue(worker.pending() > 0 && worker.pending() <= taken);
            worker.until("it sleeps", () -> !worker.isBusy());
            for (int i = 0; i < taken; i++) {
                assertArrayEquals(frame(i, 1500), next(machine));
            }
            worker.until("all is sent", () -> worker.pending() == 0);
            assertTrue(worker.send(frame(0, 1500)), "there is room again");
        }
    }

    /** The next frame, which the port may have to be woken for. */
    private byte[] next(final DatagramMachine machine) {
        final List<byte[]> came = new ArrayList<>();
        worker.until("the next frame is there", () -> machine.read().map(came::add).orElse(false));
        return came.getFirst();
    }

    @Test
    void shouldKeepOrderWhileAMachineReadsSlowly() throws IOException {
        try (DatagramMachine machine = connected()) {
            int sent = 0;
            int read = 0;
            while (read < 5_000) {
                for (int k = 0; k < 7 && sent < 5_000
                        && worker.send(ByteBuffer.allocate(60 + sent % 900).putInt(sent).array()); k++) {
                    sent++;
                }
                worker.flush();
                for (int k = 0; k < 6 && read < sent; k++) {
                    assertEquals(read++, ByteBuffer.wrap(next(machine)).getInt());
                }
            }
        }
    }

    @Test
    void shouldTakeAFloodInOrder() throws Exception {
        try (DatagramMachine machine = connected()) {
            final int frames = 20_000;
            final AtomicInteger sent = new AtomicInteger();
            worker.until("all came", () -> {
                while (sent.get() < frames && machine.send(ByteBuffer.allocate(64).putInt(sent.get()).array())) {
                    sent.incrementAndGet();
                }
                return worker.received().size() == frames;
            });
            for (int i = 0; i < frames; i++) {
                assertEquals(i, ByteBuffer.wrap(worker.received().get(i)).getInt());
            }
        }
    }

    @Test
    void shouldReplaceTheSocketOfADeadProcess() throws IOException {
        new DatagramMachine(path, peer).close();
        assertTrue(Files.exists(path), "a socket file outlives its process");
        connected().close();
    }

    @Test
    void shouldReplaceTheStreamSocketOfADeadProcess() throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path));
        }
        connected().close();
    }

    @Test
    void shouldLeaveTheSocketOfALiveProcessAlone() throws IOException {
        try (DatagramMachine live = new DatagramMachine(path, peer)) {
            attach();
            worker.until("it found the other", () -> worker.statuses().size() == 2);
            assertEquals("DOWN: found somebody listening at " + path + ", expected the path to be free",
                    worker.statuses().get(1));
            assertTrue(live.read().isEmpty(), "it did not disturb the other");
        }
        try (DatagramMachine machine = machine()) {
            worker.until("it took the place", worker::isUp);
            assertTrue(machine.send(frame(1, 60)));
        }
    }

    @Test
    void shouldLeaveAFileAloneThatIsNoSocket() throws IOException {
        Files.writeString(path, "precious");
        attach();
        worker.until("it found the file", () -> worker.statuses().size() == 2);
        assertEquals("DOWN: found a file at " + path + " that is no socket, expected none or a socket",
                worker.statuses().get(1));
        assertEquals("precious", Files.readString(path));
        worker.close();
        assertEquals("precious", Files.readString(path));
    }

    @Test
    void shouldTakeItsSocketFileWithItAndLeaveTheMachines() throws IOException {
        try (DatagramMachine machine = connected()) {
            worker.close();
            assertFalse(Files.exists(path));
            assertTrue(Files.exists(peer));
            assertFalse(machine.send(frame(1, 60)));
        }
    }

    @Test
    void shouldCreateTheFolderOfTheSocket() throws IOException {
        path = folder.resolve("run/signalbox/switch.sock");
        connected().close();
    }

    @Test
    void shouldLeakNoDescriptor() throws IOException {
        connected().close();
        worker.close();
        final long before = descriptors();
        for (int round = 0; round < 50; round++) {
            connected().close();
            worker.close();
        }
        Files.writeString(path, "no socket");
        for (int round = 0; round < 50; round++) {
            attach();
            worker.turn();
            worker.close();
        }
        assertEquals(before, descriptors());
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    @ParameterizedTest
    @CsvSource({"stream, true, /b, found a peer in mode stream", "dgram, true, , found no peer",
        "dgram, false, /b, found server: false in mode dgram", "dgram, true, /a, found \"/a\" twice",
        "dgram, true, b, expected the absolute path of a Unix socket"})
    void shouldRefuseSettingsThatMakeNoSense(final String mode, final boolean server, final String other,
            final String complaint) {
        final Map<String, Object> settings = new HashMap<>(
                Map.of("path", "/a", "mode", mode, "server", server));
        if (other != null) {
            settings.put("peer", other);
        }
        final SchemaException refused =
                assertThrows(SchemaException.class, () -> Schema.of(QemuSettings.class).bind(settings));
        assertTrue(refused.getMessage().contains(complaint), refused.getMessage());
    }

    @Test
    void shouldReadItsSettings() {
        assertEquals(new QemuSettings("/a", true, QemuSettings.Mode.DGRAM, Optional.of("/b")),
                Schema.of(QemuSettings.class).bind(Map.of("path", "/a", "mode", "dgram", "peer", "/b")));
    }
}
