package org.signalbox.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.FabricDocuments;
import org.signalbox.command.HostSpec;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;

/** The face from its arguments to its files, with a stand-in for the engine. */
@ResourceLock(Resources.SYSTEM_ERR)
class ReplayFaceTest {

    @TempDir
    private Path folder;

    private Path first;
    private Path second;
    private String error = "";

    @BeforeEach
    void writeCaptures() throws IOException {
        first = Captures.write(folder.resolve("first.pcapng"), List.of(new Captures.Frame(1_000, 1, 60, 60),
                new Captures.Frame(5_000, 2, 60, 1_500), new Captures.Frame(4_000, 3, 4, 4)));
        second = Captures.write(folder.resolve("second.pcapng"), List.of(new Captures.Frame(1_000, 4, 100, 100)));
    }

    @Test
    void shouldWriteWhatEachPortGotAndTheReport() throws Exception {
        final Path out = folder.resolve("new/out");
        assertEquals(0, replay("--fabric", "f", "--switch", "s", "--in", "b=" + second, "a=" + first, "--out",
                out.toString()), () -> error);

        assertEquals(List.of("a.pcapng", "b.pcapng", "c.pcapng", "report.json"), names(out));
        assertEquals(List.of(new Captures.Frame(1_000, 4, 100, 100)), Captures.read(out.resolve("a.pcapng")));
        assertEquals(List.of(new Captures.Frame(1_000, 1, 60, 60), new Captures.Frame(5_000, 2, 60, 1_500)),
                Captures.read(out.resolve("b.pcapng")));
        assertEquals(List.of(new Captures.Frame(1_000, 4, 100, 100), new Captures.Frame(1_000, 1, 60, 60),
                new Captures.Frame(5_000, 2, 60, 1_500)), Captures.read(out.resolve("c.pcapng")));
        assertEquals("""
                {
                  "frames": {
                    "in": 4,
                    "made": 0,
                    "copies": 7,
                    "delivered": 6,
                    "dropped": 1,
                    "held": 0
                  },
                  "drops": [
                    {
                      "extension": "switch",
                      "rule": "short",
                      "port": "a",
                      "direction": "ingress",
                      "reason": "too short",
                      "count": 1
                    }
                  ]
                }
                """, Files.readString(out.resolve("report.json")));
        assertEquals("", error);
    }

    @Test
    void shouldWriteATraceLineForEachFrame() throws Exception {
        final Path out = folder.resolve("out");
        assertEquals(0, replay(arguments(out, "s", "a=" + second, "--trace")), () -> error);

        assertEquals("""
                {"frame":1,"timeNanos":1000,"port":"a","length":100,"headers":{"vlan":0},\
                "ingress":[{"extension":"switch","verdict":"flood"}],\
                "copies":[{"port":"b","steps":[{"extension":"switch","verdict":"deliver"}]}]}
                """, Files.readString(out.resolve("trace.jsonl")));
    }

    @Test
    void shouldWarnOfExtensionsThatFailed() throws Exception {
        assertEquals(0, replay(arguments(folder.resolve("out"), "faulty", "a=" + first)));
        assertEquals("signalbox replay: warning: frames went past extension 'x': it threw\n", error);
    }

    @Test
    void shouldReplaceItsFilesAndLeaveOthersAlone() throws Exception {
        final Path out = Files.createDirectory(folder.resolve("out"));
        Files.writeString(out.resolve("notes.txt"), "mine");
        assertEquals(0, replay(arguments(out, "s", "a=" + first, "--trace")), () -> error);
        final Map<String, String> before = contents(out);
        assertEquals(0, replay(arguments(out, "s", "a=" + first, "--trace")), () -> error);
        assertEquals(before, contents(out));

        assertEquals(0, replay(arguments(out, "s", "a=" + first)), () -> error);
        assertEquals(List.of("a.pcapng", "b.pcapng", "c.pcapng", "notes.txt", "report.json"), names(out));
    }

    @Test
    void shouldLeaveNothingBehindWhenACaptureTurnsOutCut() throws Exception {
        final byte[] whole = Files.readAllBytes(first);
        final Path cut = Files.write(folder.resolve("cut.pcapng"), Arrays.copyOf(whole, whole.length - 1));
        assertRefused("'" + cut
                + "': record 3 at byte 248: found a block length of 36, expected at most the 35 bytes left",
                "s", "a=" + cut);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "s | x=FIRST | found no port 'x' on switch 's', expected one of a, b, c",
        "t | a=FIRST | found no switch 't' in the fabric, expected one of one/s, one/refused, two/refused, two/faulty",
        "refused | a=FIRST | found 2 switches 'refused' in the fabric, expected one of one/s, one/refused, "
            + "two/refused, two/faulty",
        "one/refused | a=FIRST | found a hub, expected a switch",
        "s | a=absent.pcap | 'absent.pcap': no such file",
        "s | a=FIRST b= | found 'b=' after --in, expected PORT=CAPTURE",
        "s | a=FIRST --speed | found '--speed', expected " + ReplayRequest.USAGE,
        "s | a=FIRST --switch s | found --switch twice, expected it once",
    })
    void shouldRefuseWithOneSentence(final String switchName, final String rest, final String sentence)
            throws Exception {
        assertRefused(sentence, switchName, rest.replace("FIRST", first.toString()).split(" "));
    }

    @Test
    void shouldRefuseAnOutputThatIsNoFolder() throws Exception {
        assertEquals(2, replay(arguments(first, "s", "a=" + first)));
        assertEquals("signalbox replay: found the file '" + first + "', expected a folder for --out\n", error);
        final Path out = Files.createDirectories(folder.resolve("out/b.pcapng")).getParent();
        assertEquals(2, replay(arguments(out, "s", "a=" + first)));
        assertEquals(List.of("b.pcapng"), names(out));
    }

    @Test
    void shouldLeaveNothingBehindWhenInterrupted() throws Exception {
        final List<Captures.Frame> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.add(new Captures.Frame(i, i, 60, 60));
        }
        final Path capture = Captures.write(folder.resolve("many.pcapng"), many);
        final Path out = folder.resolve("out");
        final ReplayFace face = new ReplayFace(new OneDocument(), (spec, deliveries, decisions) -> {
            Thread.currentThread().interrupt();
            return new Hub().open(spec, deliveries, decisions);
        });
        assertThrows(InterruptedException.class, () -> face.run(List.of(arguments(out, "s", "a=" + capture))));
        Thread.interrupted();
        assertFalse(Files.exists(out));
    }

    private void assertRefused(final String sentence, final String switchName, final String... rest)
            throws Exception {
        final Path absent = folder.resolve("absent/out");
        final Path present = Files.createDirectory(folder.resolve("present"));
        Files.writeString(present.resolve("report.json"), "of an earlier run");
        for (final Path out : List.of(absent, present)) {
            final List<String> before = names(folder);
            assertEquals(2, replay(arguments(out, switchName, rest)));
            assertEquals("signalbox replay: " + sentence + "\n", error);
            assertEquals(before, names(folder));
        }
        assertEquals(Map.of("report.json", "of an earlier run"), contents(present));
    }

    private static String[] arguments(final Path out, final String switchName, final String... rest) {
        return Stream.concat(Stream.of("--out", out.toString(), "--fabric", "f", "--switch", switchName, "--in"),
                Stream.of(rest)).toArray(String[]::new);
    }

    private int replay(final String... arguments) throws InterruptedException {
        final PrintStream before = System.err;
        final ByteArrayOutputStream caught = new ByteArrayOutputStream();
        System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            return new ReplayFace(new OneDocument(), new Hub()).run(List.of(arguments));
        } finally {
            System.setErr(before);
            error = caught.toString(StandardCharsets.UTF_8);
        }
    }

    private static List<String> names(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Map<String, String> contents(final Path folder) throws IOException {
        final Map<String, String> contents = new TreeMap<>();
        for (final String name : names(folder)) {
            contents.put(name, Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1));
        }
        return contents;
    }

    /** Three hosts' worth of switches, whatever file is asked for. */
    private static final class OneDocument implements FabricDocuments {
        @Override
        public Loaded load(final Path file) throws RefusedException {
            return new Loaded(new FabricDocument(List.of(new HostSpec("one", List.of(hub("s"), hub("refused"))),
                    new HostSpec("two", List.of(hub("refused"), hub("faulty", "x")))), List.of()), List.of());
        }

        @Override
        public String text(final FabricDocument document) {
            throw new UnsupportedOperationException();
        }

        private static SwitchSpec hub(final String name, final String... extensions) {
            return new SwitchSpec(name, SwitchType.PRIVATE, List.of(extensions), Stream.of("a", "b", "c")
                    .map(port -> new PortSpec(port, Optional.empty(), Vlan.UNTAGGED, true, Map.of(), Map.of()))
                    .toList());
        }
    }
}
