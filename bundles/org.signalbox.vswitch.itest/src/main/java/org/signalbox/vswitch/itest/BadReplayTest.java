package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.capture.CaptureWriter;
import org.signalbox.face.Face;

/** Bad input to a replay: one sentence, exit 2, and nothing left behind. */
@ExtendWith(ServiceExtension.class)
class BadReplayTest {

    private static final String FABRIC = """
            switches:
              - name: prod
                ports:
                  - { name: a, mac: "02:00:00:00:00:01" }
                  - { name: b }
            """;

    @TempDir
    private Path folder;

    @InjectService(filter = "(" + Face.NAME + "=replay)", timeout = 10_000)
    Face replay;

    @Test
    void shouldRefuseACaptureThatIsCutSomewhere() throws Exception {
        final byte[] whole = Files.readAllBytes(capture());
        for (int length = 0; length < whole.length; length += 5) {
            if (length != 28 && (length - 60) % 96 != 0) {
                final Path cut = Files.write(folder.resolve("cut.pcapng"), Arrays.copyOf(whole, length));
                assertRefused(FABRIC, "prod", "a=" + cut);
            }
        }
    }

    @Test
    void shouldRefuseAForeignFileAFolderAndNone() throws Exception {
        final Path picture = Files.writeString(folder.resolve("picture.pcap"), "GIF89a".repeat(20));
        assertRefused(FABRIC, "prod", "a=" + picture);
        assertRefused(FABRIC, "prod", "a=" + folder);
        assertRefused(FABRIC, "prod", "a=" + folder.resolve("absent.pcap"));
        assertRefused(FABRIC, "prod", "a=" + capture() + "\nb");
    }

    @Test
    void shouldRefuseAPortOrASwitchThatDoesNotExist() throws Exception {
        assertRefused(FABRIC, "prod", "c=" + capture());
        assertRefused(FABRIC, "test", "a=" + capture());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "switches: [ { name: prod, colour: red } ]",
        "switches: [ { name: prod, ports: 7 } ]",
        "switches: [ { name: prod, ports: [ { name: a, vlan: { mode: access, id: 5000 } } ] } ]",
        "switches: [ { name: prod, ports: [ { name: a }, { name: a } ] } ]",
        "switches: [ { name: prod, extensions: [ org.nobody.nothing ], ports: [ { name: a } ] } ]",
        "switches: [ { name: prod",
        "",
        "\0\1\2",
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
            + "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n"
            + "f: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\nswitches: *g\n",
    })
    void shouldRefuseADocumentWithoutSense(final String document) throws Exception {
        assertRefused(document, "prod", "a=" + capture());
    }

    private void assertRefused(final String document, final String switchName, final String input) throws Exception {
        final Path fabric = Files.writeString(folder.resolve("fabric.yaml"), document);
        final Path present = Files.createDirectories(folder.resolve("present"));
        Files.writeString(present.resolve("a.pcapng"), "of somebody else");
        for (final Path out : new Path[] {folder.resolve("absent/out"), present}) {
            final Map<Path, Long> before = files();
            final Replayed replayed =
                    Replayed.run(replay, out, fabric, "--switch", switchName, "--in", input, "--trace");
            assertThat(replayed.exit()).as(replayed.error()).isEqualTo(2);
            assertThat(replayed.error()).startsWith("signalbox replay: ").containsOnlyOnce("\n").endsWith("\n");
            assertThat(files()).as(replayed.error()).isEqualTo(before);
        }
    }

    private Map<Path, Long> files() throws IOException {
        final Map<Path, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.toList()) {
                sizes.put(file, Files.isDirectory(file) ? -1 : Files.size(file));
            }
        }
        return sizes;
    }

    private Path capture() throws IOException {
        final Path file = folder.resolve("whole.pcapng");
        try (CaptureWriter writer = CaptureWriter.create(file)) {
            writer.addInterface("");
            for (int i = 0; i < 3; i++) {
                writer.write(0, i, MemorySegment.ofArray(new byte[64]), 0, 64, 64);
            }
        }
        return file;
    }
}
