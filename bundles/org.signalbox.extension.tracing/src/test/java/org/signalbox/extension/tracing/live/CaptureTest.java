package org.signalbox.extension.tracing.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.capture.CaptureReader;
import org.signalbox.command.RefusedException;

/** The life of a capture: how it ends, what its files are called, and that nobody waits for who does not read. */
@Timeout(60)
class CaptureTest {
    @TempDir
    private Path folder;

    private final FakeSwitch live = new FakeSwitch();
    private final Captures captures = new Captures(live.switches());

    @AfterEach
    void close() {
        captures.close();
    }

    private CaptureRequest request(final CaptureWays ways, final String... ports) throws RefusedException {
        return CaptureRequest.of(live.switches(), "lab", List.of(ports), ways, Optional.empty(), 100);
    }

    private Capture start(final CaptureRequest request, final CaptureOutput output) throws RefusedException {
        return captures.start(Optional.empty(), request, output);
    }

    private static void await(final BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static int count(final Path file) throws IOException {
        int count = 0;
        try (CaptureReader reader = CaptureReader.open(file)) {
            while (reader.next()) {
                count++;
            }
        }
        return count;
    }

    @Test
    void shouldEndAfterSoManyFramesWithAWholeFile() throws Exception {
        final Path file = folder.resolve("a.pcapng");
        final Capture capture = start(request(CaptureWays.BOTH).ending(Optional.empty(), Optional.of(5L)),
                new FileOutput(file, 0, 0, false));
        live.lost = 3;
        for (int k = 0; k < 4; k++) {
            live.pass(60);
        }
        await(() -> live.ended);
        assertThat(capture.row().state()).isEqualTo(Capture.State.COMPLETE);
        assertThat(capture.row().frames()).isEqualTo(5);
        assertThat(capture.row().lost()).isEqualTo(3);
        captures.close();
        assertThat(count(file)).isEqualTo(5);
    }

    @Test
    void shouldEndWithItsTimeAndWithItsSwitch() throws Exception {
        final Capture first = start(request(CaptureWays.BOTH).ending(Optional.of(1), Optional.empty()),
                new FileOutput(folder.resolve("a.pcapng"), 0, 0, false));
        await(() -> first.state().isOver());
        assertThat(first.row().reason()).isEmpty();
        live.ended = true;
        final Capture second = start(request(CaptureWays.BOTH), new FileOutput(folder.resolve("b.pcapng"), 0, 0, false));
        await(() -> second.state().isOver());
        assertThat(second.row().reason()).isEqualTo("switch lab is gone");
    }

    @Test
    void shouldKeepWhatPassesItsPortsInItsDirection() throws Exception {
        final Capture out = start(request(CaptureWays.OUT, "vm1"), new FileOutput(folder.resolve("o.pcapng"), 0, 0,
                false));
        live.pass(60);
        assertThat(out.row().frames()).isZero();
        // what leaves there may have entered anywhere
        assertThat(live.selection.ports()).isEmpty();
        captures.close();
        final FakeSwitch other = new FakeSwitch();
        final Captures more = new Captures(other.switches());
        more.start(Optional.empty(), request(CaptureWays.IN, "vm1"), new FileOutput(folder.resolve("i.pcapng"), 0, 0,
                false));
        other.pass(60);
        assertThat(more.list().getFirst().row().frames()).isEqualTo(1);
        assertThat(other.selection.ports()).containsExactly("vm1");
        assertThat(other.selection.snapLength()).isEqualTo(100);
        more.close();
    }

    @Test
    void shouldNameFilesThatTakeTurnsAndDropTheOldest() throws Exception {
        final Capture capture = start(request(CaptureWays.IN), new FileOutput(folder.resolve("ring.pcapng"), 4_096, 2,
                false));
        for (int k = 0; k < 100; k++) {
            live.pass(90);
        }
        capture.stop();
        final List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().toList();
        }
        assertThat(files).hasSize(2).allSatisfy(file -> {
            assertThat(file.getFileName().toString()).matches("ring_0000[3-9]_\\d{14}\\.pcapng");
            assertThat(count(file)).isPositive();
        });
        assertThat(capture.row().files()).isEqualTo(2);
        assertThat(capture.row().frames()).isEqualTo(100);
        assertThat(capture.row().size()).isGreaterThan(Files.size(files.getFirst()) + Files.size(files.getLast()));
    }

    @Test
    void shouldBeStoppedWhileNobodyOpensOrReadsThePipe() throws Exception {
        final Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        final Capture unopened = start(request(CaptureWays.BOTH), new PipeOutput(pipe));
        assertThat(unopened.row().state()).isEqualTo(Capture.State.WAITING);
        unopened.stop();
        assertThat(unopened.row().state()).isEqualTo(Capture.State.COMPLETE);

        final Process reader = new ProcessBuilder("sh", "-c", "exec tail -f /dev/null <" + pipe).start();
        final Capture unread = start(request(CaptureWays.BOTH), new PipeOutput(pipe));
        final Thread worker = Thread.ofPlatform().daemon().start(() -> {
            try {
                while (!live.ended) {
                    live.pass(100);
                }
            } catch (final InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        // more than the pipe holds
        await(() -> unread.row().size() > 1 << 16);
        unread.stop();
        worker.join();
        assertThat(unread.row().state()).isEqualTo(Capture.State.COMPLETE);
        reader.destroy();
    }

    @Test
    void shouldNotWaitForAPipeThatIsGone() throws Exception {
        final Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        final Capture capture = start(request(CaptureWays.BOTH), new PipeOutput(pipe));
        assertThat(capture.row().state()).isEqualTo(Capture.State.WAITING);
        Files.delete(pipe);
        await(() -> capture.state().isOver());
        assertThat(capture.row().reason()).isEqualTo(pipe
                + ": found a pipe that cannot be written (no such file or folder), expected one that somebody reads");
    }

    @Test
    void shouldSayWhenTheReaderHasLeft() throws Exception {
        final Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        final Process reader = new ProcessBuilder("head", "-c", "1", pipe.toString()).start();
        final Capture capture = start(request(CaptureWays.BOTH), new PipeOutput(pipe));
        reader.waitFor();
        while (!capture.state().isOver()) {
            live.pass(100);
        }
        assertThat(capture.row().state()).isEqualTo(Capture.State.FAILED);
        assertThat(capture.row().reason()).startsWith(pipe + ": found that no more can be written (Broken pipe)");
    }

    @Test
    void shouldHaveNamesOnceAndForgetWhatIsOver() throws Exception {
        final Capture first = start(request(CaptureWays.IN), new FileOutput(folder.resolve("1"), 0, 0, false));
        final Capture second = start(request(CaptureWays.IN), new FileOutput(folder.resolve("2"), 0, 0, false));
        assertThat(List.of(first.name(), second.name())).containsExactly("lab", "lab-2");
        assertThatThrownBy(() -> captures.start(Optional.of("lab"), request(CaptureWays.IN),
                new FileOutput(folder.resolve("3"), 0, 0, false))).isInstanceOf(RefusedException.class)
                .hasMessage("found a capture 'lab' that runs, expected another name");
        assertThat(captures.isWritten(folder.resolve("1"))).isTrue();
        first.stop();
        assertThat(captures.isWritten(folder.resolve("1"))).isFalse();
        assertThatThrownBy(() -> captures.running("lab")).isInstanceOf(RefusedException.class);
        assertThat(captures.list()).containsExactly(first, second);
        assertThat(start(request(CaptureWays.IN), new FileOutput(folder.resolve("4"), 0, 0, false)).name())
                .isEqualTo("lab");
        assertThat(captures.list()).doesNotContain(first);
    }

    @Test
    void shouldWriteWhatWaitsAndCountWhatComesTooLate() throws Exception {
        final Capture capture = start(request(CaptureWays.IN), new FileOutput(folder.resolve("a"), 0, 0, false));
        live.pass(60);
        live.waiting = 7;
        capture.stop();
        assertThat(capture.row().frames()).isEqualTo(8);
        assertThat(count(folder.resolve("a"))).isEqualTo(8);
        live.pass(60);
        assertThat(capture.row().frames()).isEqualTo(8);
        assertThat(capture.row().lost()).isEqualTo(1);
    }

    @Test
    void shouldEndWithItsTimeThoughTheReaderHasStopped() throws Exception {
        final Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        final Process reader = new ProcessBuilder("sh", "-c", "exec tail -f /dev/null <" + pipe).start();
        final Capture unread = start(request(CaptureWays.BOTH).ending(Optional.of(1), Optional.empty()),
                new PipeOutput(pipe));
        final Thread worker = Thread.ofPlatform().daemon().start(() -> {
            try {
                while (!live.ended) {
                    live.pass(100);
                }
            } catch (final InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        await(() -> unread.state().isOver());
        assertThat(unread.state()).isEqualTo(Capture.State.COMPLETE);
        assertThat(unread.row().size()).isGreaterThan(1 << 16);
        worker.join();
        reader.destroy();
    }

    @Test
    void shouldBeginNoFileForItsInterfacesAlone() throws Exception {
        // less than the interfaces take
        final Capture capture = start(request(CaptureWays.IN), new FileOutput(folder.resolve("r"), 150, 0, false));
        live.pass(100);
        live.pass(100);
        live.pass(100);
        capture.stop();
        assertThat(capture.row().files()).isEqualTo(3);
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all.toList()).hasSize(3).allSatisfy(file -> assertThat(count(file)).isEqualTo(1));
        }
    }

    @Test
    void shouldLetNobodyElseReadItsFiles() throws Exception {
        final Capture capture = start(request(CaptureWays.IN), new FileOutput(folder.resolve("a"), 0, 0, false));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a"))))
                .isEqualTo("rw-------");
        capture.stop();
    }

    private String whatIf(final Path path, final boolean force) throws RefusedException {
        return new StartVMSwitchCapture(captures).whatIf(new StartVMSwitchCapture.Parameters("lab", path.toString(),
                List.of(), Optional.empty(), CaptureWays.BOTH, 100, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), force));
    }

    @Test
    void shouldTakeNoDeviceForAPipe() throws Exception {
        final Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        assertThat(whatIf(pipe, false)).isEqualTo("Would capture switch lab to " + pipe + ".");
        final Path device = Path.of("/dev/null");
        assertThatThrownBy(() -> whatIf(device, false)).isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("/dev/null: found a character device, expected a place that is free");
        assertThat(whatIf(device, true)).contains("/dev/null");
        final Path socket = folder.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            assertThatThrownBy(() -> whatIf(socket, true)).isInstanceOf(RefusedException.class)
                    .hasMessage(socket + ": found no file, expected a place that is free, or a named pipe");
        }
    }

    @Test
    void shouldRefuseBlockDevices() throws Exception {
        final List<Path> devices;
        try (Stream<Path> all = Files.list(Path.of("/sys/class/block"))) {
            devices = all.map(each -> Path.of("/dev").resolve(each.getFileName())).filter(Files::exists).toList();
        }
        assumeFalse(devices.isEmpty(), "a block device");
        assertThatThrownBy(() -> whatIf(devices.getFirst(), true)).isInstanceOf(RefusedException.class)
                .hasMessageContaining(": found a block device, expected");
    }
}
