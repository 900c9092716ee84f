package org.signalbox.extension.tracing.live.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.extension.tracing.live.client.CaptureSource.RefusedQuestion;

/** What Wireshark is told, and what for that is asked of a process; here of one that gives set answers. */
@Timeout(60)
class ExtcapTest {
    @TempDir
    private Path home;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private ServerSocketChannel server;

    @BeforeEach
    void serve() throws IOException {
        final Path socket = CaptureSockets.of(home, ProcessHandle.current().pid());
        Files.createDirectories(socket.getParent());
        // of a process that is gone
        Files.createFile(CaptureSockets.of(home, 2_000_000_000L));
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    answer(server.accept());
                }
            } catch (final IOException closed) {
                return;
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void answer(final SocketChannel channel) throws IOException {
        try (channel) {
            final StringBuilder line = new StringBuilder();
            for (int next = Channels.newInputStream(channel).read(); next != '\n';
                    next = Channels.newInputStream(channel).read()) {
                line.append((char) next);
            }
            asked.add(line.toString());
            Channels.newOutputStream(channel).write(answer(line.toString()).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String answer(final String question) {
        if (question.endsWith("bad")) {
            return "refused\tfound bad\n";
        }
        return switch (question.split("\t")[0]) {
            case "list" -> "switch\tlab\nport\tlab\tvm1\tuntagged\nswitch\tlab\n";
            case "check" -> "ok\n";
            default -> "ok\nPCAPNG";
        };
    }

    private List<String> extcap(final String... arguments) throws IOException, RefusedQuestion {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Extcap(home, new PrintStream(out, true, StandardCharsets.UTF_8)).run(List.of(arguments));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void shouldListSwitchesAndPorts() throws Exception {
        final long process = ProcessHandle.current().pid();
        assertThat(extcap("--extcap-interfaces", "--extcap-version=4.0")).containsExactly(
                "extcap {version=1.0}{display=Signalbox}",
                "interface {value=signalbox:lab}{display=Signalbox switch lab}",
                "interface {value=signalbox:lab:vm1}{display=Signalbox switch lab, port vm1}",
                "interface {value=signalbox:lab@" + process + "}{display=Signalbox switch lab@" + process + "}");
        assertThat(extcap("--extcap-dlts", "--extcap-interface", "signalbox:lab")).containsExactly(
                "dlt {number=1}{name=EN10MB}{display=Ethernet}");
        assertThat(extcap("--extcap-config", "--extcap-interface", "signalbox:lab")).hasSize(5)
                .first().asString().startsWith("arg {number=0}{call=--direction}");
    }

    @Test
    void shouldSayNothingOfAFilterThatIsOne() throws Exception {
        final String[] start = {"--extcap-interface", "signalbox:lab:vm1", "--extcap-capture-filter"};
        assertThat(extcap(start[0], start[1], start[2], "tcp")).isEmpty();
        assertThat(extcap(start[0], start[1], start[2], "bad")).containsExactly("found bad");
    }

    @Test
    void shouldWriteWhatItIsToldToThePipe() throws Exception {
        final Path fifo = Files.createFile(home.resolve("fifo"));
        extcap("--capture", "--extcap-interface", "signalbox:lab:vm1", "--fifo", fifo.toString(), "--direction", "in",
                "--extcap-capture-filter=tcp\tport 80");
        assertThat(fifo).hasContent("PCAPNG");
        assertThat(asked.getLast()).isEqualTo("capture\tlab\tvm1\tin\t262144\ttcp port 80");
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        CaptureClient.capture(home, List.of("--switch", "lab", "--port", "vm1", "--port", "vm2", "--snaplen", "96"), out);
        assertThat(out).hasToString("PCAPNG");
        assertThat(asked.getLast()).isEqualTo("capture\tlab\tvm1,vm2\tboth\t96\t");
    }

    @Test
    void shouldRefuseInOneSentence() {
        assertThatThrownBy(() -> extcap("--what")).isInstanceOf(RefusedQuestion.class);
        assertThatThrownBy(() -> extcap("--capture", "--fifo", home.resolve("f").toString(), "--extcap-interface",
                "eth0")).hasMessage("found no interface 'eth0', expected one that --extcap-interfaces lists");
        assertThatThrownBy(() -> CaptureClient.capture(home, List.of("--port"), new ByteArrayOutputStream()))
                .hasMessageStartingWith("found '--port', expected [--switch NAME]");
        assertThatThrownBy(() -> CaptureClient.capture(home, List.of(), new ByteArrayOutputStream()))
                .hasMessageStartingWith("found several switches, expected --switch with one of lab, lab@");
        assertThatThrownBy(() -> CaptureClient.capture(home, List.of("--switch", "lab", "--filter", "bad"),
                new ByteArrayOutputStream())).isInstanceOf(RefusedQuestion.class).hasMessage("found bad");
        assertThatThrownBy(() -> CaptureClient.capture(home.resolve("empty"), List.of(), new ByteArrayOutputStream()))
                .hasMessage("found no switch that runs, expected one in another process");
    }

    private String run(final int exit, final OutputStream to, final String... arguments) {
        final ByteArrayOutputStream errors = new ByteArrayOutputStream();
        assertThat(CaptureClient.run(arguments, to, new PrintStream(errors, true, StandardCharsets.UTF_8)))
                .isEqualTo(exit);
        return errors.toString(StandardCharsets.UTF_8);
    }

    private static OutputStream failing(final String reason) {
        return new OutputStream() {
            @Override
            public void write(final int octet) throws IOException {
                throw new IOException(reason);
            }
        };
    }

    @Test
    void shouldEndInSilenceForAReaderWhoLeavesOnly() {
        final String[] capture = {"capture", home.toString(), "--switch", "lab"};
        assertThat(run(0, failing("Broken pipe"), capture)).isEmpty();
        assertThat(run(1, failing("No space left on device"), capture)).isEqualTo("signalbox capture: found that no more"
                + " can be captured (No space left on device), expected a process that answers, and room\n");
        assertThat(run(1, new ByteArrayOutputStream(), "extcap", home.toString(), "--capture", "--extcap-interface",
                "signalbox:lab", "--fifo", home.resolve("no/fifo").toString())).hasLineCount(1).contains("no/fifo");
        assertThat(run(2, new ByteArrayOutputStream(), "capture", home.toString(), "--what")).hasLineCount(1);
    }
}
