package org.signalbox.bench;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.signalbox.capture.CaptureWriter;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.FabricDocuments;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.replay.ReplayFace;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.engine.Engine;

/**
 * A whole replay, files read and written included, per frame: ten million frames in four captures, from each of four
 * ports to each other. Nothing is warmed up, as a replay runs once in its process; the first of the figures is the one
 * that counts. Needs 2 GB in the folder for temporary files.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseG1GC")
public class ReplayBenchmark {

    private static final int PORTS = 4;
    private static final int FRAMES = 10_000_000;
    private static final int FLOWS = 100;
    private static final int FRAME_LENGTH = 64;

    private Path folder;
    private ReplayFace face;
    private List<String> arguments;

    @Setup
    public void writeCaptures() throws IOException {
        folder = Files.createTempDirectory("replay");
        arguments = new ArrayList<>(List.of("--fabric", "f", "--switch", "bench", "--out",
                folder.resolve("out").toString(), "--in"));
        for (int port = 0; port < PORTS; port++) {
            arguments.add("p" + port + "=" + writeCapture(port));
        }
        face = new ReplayFace(new OneSwitch(), new Engine());
    }

    @TearDown
    public void removeFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public int replay() throws InterruptedException {
        final int exit = face.run(arguments);
        if (exit != 0) {
            throw new IllegalStateException("the replay ended with " + exit);
        }
        return exit;
    }

    private Path writeCapture(final int port) throws IOException {
        final Path file = folder.resolve("p" + port + ".pcapng");
        final MemorySegment[] frames = IntStream.range(0, FLOWS).mapToObj(flow -> frame(port, flow))
                .toArray(MemorySegment[]::new);
        try (CaptureWriter writer = CaptureWriter.create(file)) {
            writer.addInterface("p" + port);
            for (int i = 0; i < FRAMES / PORTS; i++) {
                writer.write(0, 1_700_000_000_000_000_000L + i * 1_000L + port, frames[i % FLOWS], 0, FRAME_LENGTH,
                        FRAME_LENGTH);
            }
        }
        return file;
    }

    private static MemorySegment frame(final int from, final int flow) {
        final int to = (from + 1 + flow % (PORTS - 1)) % PORTS;
        return MemorySegment.ofArray(new FrameBuilder().ethernet(mac(to), mac(from))
                .ipv4(IpAddress.ofV4(0x0A00_0001 + from), IpAddress.ofV4(0x0A00_0001 + to))
                .udp(1_000 + flow, 7).pad(FRAME_LENGTH).build());
    }

    private static MacAddress mac(final int port) {
        return new MacAddress(0x0200_0000_0001L + port);
    }

    /** The document of one switch whose ports have nothing special. */
    private static final class OneSwitch implements FabricDocuments {
        @Override
        public Loaded load(final Path file) {
            final List<PortSpec> ports = IntStream.range(0, PORTS).mapToObj(port -> new PortSpec("p" + port,
                    Optional.of(mac(port)), Vlan.UNTAGGED, false, Map.of(), Map.of())).toList();
            return new Loaded(new FabricDocument(List.of(),
                    List.of(new SwitchSpec("bench", SwitchType.PRIVATE, List.of(), ports))), List.of());
        }

        @Override
        public String text(final FabricDocument document) {
            throw new UnsupportedOperationException();
        }
    }
}
