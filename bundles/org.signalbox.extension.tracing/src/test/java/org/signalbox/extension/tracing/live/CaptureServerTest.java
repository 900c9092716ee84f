package org.signalbox.extension.tracing.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.extension.tracing.live.client.CaptureSockets;

/** Who is served over the socket, and what is said to those who are not. */
@Timeout(60)
class CaptureServerTest {
    @TempDir
    private Path home;

    private final FakeSwitch live = new FakeSwitch();
    private final Captures captures = new Captures(live.switches());

    private Path socket() {
        return CaptureSockets.of(home, ProcessHandle.current().pid());
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket()));
    }

    private String ask(final String question) throws IOException {
        try (SocketChannel channel = connect()) {
            Channels.newOutputStream(channel).write((question + "\n").getBytes(StandardCharsets.UTF_8));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void shouldSayWhyACaptureDoesNotBegin() throws Exception {
        final CaptureServer server = new CaptureServer(captures, Optional.of(home));
        live.refusal = "found 8 who follow switch lab, expected fewer";
        assertThat(ask("capture\tlab\t\tboth\t100\t")).isEqualTo("refused\t" + live.refusal + "\n");
        server.close();
    }

    @Test
    void shouldHangUpOnThoseWhoSayNothing() throws Exception {
        final CaptureServer server = new CaptureServer(captures, Optional.of(home));
        final List<SocketChannel> silent = new ArrayList<>();
        for (int k = 0; k < 32; k++) {
            silent.add(connect());
        }
        for (final SocketChannel each : silent) {
            // until it is closed
            assertThat(Channels.newInputStream(each).read()).isNegative();
            each.close();
        }
        assertThat(ask("list")).startsWith("switch\tlab\n");
        server.close();
    }

    @Test
    void shouldLetNobodyElseIntoAFolderThatIsThere() throws Exception {
        final Path folder = Files.createDirectory(socket().getParent());
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        final CaptureServer server = new CaptureServer(captures, Optional.of(home));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
        assertThat(ask("check\ttcp")).isEqualTo("ok\n");
        server.close();
    }

    @Test
    void shouldServeNobodyInAFolderThatIsALink() throws Exception {
        final Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        Files.createSymbolicLink(socket().getParent(), elsewhere);
        final CaptureServer server = new CaptureServer(captures, Optional.of(home));
        assertThat(elsewhere).isEmptyDirectory();
        server.close();
    }
}
