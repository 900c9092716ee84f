package org.signalbox.workbench.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.FollowedFrame;

/** Frames as text and as a capture. */
@Timeout(60)
class TakenAlongTest {

    private static final List<FollowedFrame> FRAMES =
            List.of(Frames.frame(1, 1_000_000_000L, 7, true), Frames.frame(2, 2_000_000_000L, 9, false));

    @TempDir
    Path folder;

    @Test
    void shouldPrintStepsAsTheConsoleDoes() {
        assertThat(StepText.of(FRAMES.stream().map(FollowedFrame::decision).toList())).isEqualTo("""
                Frame  Time                  VMNetworkAdapterName  Direction  Extension    Verdict  Rule  Reason  Changed
                -----  ----                  --------------------  ---------  ---------    -------  ----  ------  -------
                    1  1970-01-01T00:00:01Z  web                   ingress    switch       forward  rule  why
                    1  1970-01-01T00:00:01Z  db                    egress     switch       rewrite  rule  why     tag none -> 10
                    1  1970-01-01T00:00:01Z  db                    egress     switch       deliver  rule  why
                    2  1970-01-01T00:00:02Z  web                   ingress    switch       forward  rule  why
                    2  1970-01-01T00:00:02Z  db                    egress     acme.filter  drop     rule  why
                """);
    }

    @Test
    void shouldWriteWhatWiresharkReads() throws Exception {
        final Path file = folder.resolve("trace.pcapng");
        final long count = PassageCapture.write(file, FRAMES.stream().flatMap(frame -> Passage.of(frame).stream()));
        assertThat(count).isEqualTo(3);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        final Process tshark;
        try {
            tshark = new ProcessBuilder("tshark", "-n", "-r", file.toString(), "-T", "fields", "-E", "separator=|",
                    "-e", "frame.interface_name", "-e", "frame.packet_flags_direction", "-e", "vlan.id", "-e",
                    "udp.dstport", "-e", "frame.comment").redirectErrorStream(false).start();
        } catch (final IOException absent) {
            assumeTrue(false, "tshark is not installed: " + absent.getMessage());
            throw absent;
        }
        final String printed = new String(tshark.getInputStream().readAllBytes());
        assertThat(tshark.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(printed.lines()).containsExactly(
                "web|0x00000001||7|web: to db: rule why",
                "db|0x00000002|10|7|db: from web; switch changed tag none -> 10; delivered: rule why",
                "web|0x00000001||9|web: to nobody: rule why; not to db, acme.filter dropped it: rule why");
    }

    @Test
    void shouldRefuseAPlaceThatCannotBeWrittenInOneSentence() {
        assertThatThrownBy(() -> PassageCapture.write(folder.resolve("nowhere/trace.pcapng"), Stream.of()))
                .isInstanceOf(RefusedException.class).hasMessageContaining("expected a place for a capture");
    }
}
