package org.signalbox.extension.tracing.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.signalbox.command.RefusedException;
import org.signalbox.extension.tracing.live.client.Patience;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.Following.Selection;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.SwitchStatus;

/**
 * One question of a program and its answer. A question is a line of fields with tabs between them:
 *
 * <ul>
 * <li>{@code list}: a line for each live switch, {@code switch NAME}, and for each of its ports,
 * {@code port SWITCH NAME DESCRIPTION}
 * <li>{@code check FILTER}: {@code ok}, or {@code refused SENTENCE}
 * <li>{@code capture SWITCH PORT,... in|out|both SNAPLENGTH FILTER}, the ports or the filter empty for all:
 * {@code refused SENTENCE}, or {@code ok} and behind that line a pcapng file without an end, until one side closes
 * </ul>
 *
 * Who does not ask within five seconds is not heard.
 */
final class CaptureConversation {
    static final String OK = "ok";
    static final String REFUSED = "refused\t";
    private static final long PATIENCE_MILLIS = 5_000;
    private static final int LONGEST_QUESTION = 1 << 16;
    private static final String TAB = "\t";
    private static final int CAPTURE_FIELDS = 6;

    private final Captures captures;
    private final SocketChannel channel;

    CaptureConversation(Captures captures, SocketChannel channel) {
        this.captures = captures;
        this.channel = channel;
    }

    void run() throws IOException {
        final String[] fields;
        try (Patience _ = new Patience(channel, PATIENCE_MILLIS)) {
            fields = question().split(TAB, -1);
        }
        try {
            switch (fields[0]) {
                case "list" -> {
                    try (Patience _ = new Patience(channel, PATIENCE_MILLIS)) {
                        list();
                    }
                }
                case "check" -> {
                    CaptureRequest.filter(Optional.of(fields.length > 1 ? fields[1] : ""));
                    say(OK);
                }
                case "capture" -> capture(fields);
                default -> throw new RefusedException(
                        "found the question '" + fields[0] + "', expected list, check or capture");
            }
        } catch (RefusedException refused) {
            say(REFUSED + refused.getMessage());
        }
    }

    private String question() throws IOException {
        final ByteArrayOutputStream line = new ByteArrayOutputStream();
        final ByteBuffer one = ByteBuffer.allocate(1);
        while (line.size() < LONGEST_QUESTION && channel.read(one.clear()) == 1 && one.get(0) != '\n') {
            line.write(one.get(0));
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private void say(String line) throws IOException {
        final ByteBuffer bytes = ByteBuffer.wrap((line.replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void list() throws IOException {
        for (SwitchStatus each : captures.switches().switches()) {
            say("switch" + TAB + each.spec().name());
            for (PortStatus port : each.ports()) {
                say(String.join(TAB, "port", each.spec().name(), port.spec().name(), port.spec().vlan().text()));
            }
        }
    }

    private void capture(String[] fields) throws RefusedException, IOException {
        if (fields.length != CAPTURE_FIELDS) {
            throw new RefusedException(
                    "found a question of " + fields.length + " fields, expected " + CAPTURE_FIELDS);
        }
        final CaptureRequest request = CaptureRequest.of(captures.switches(), fields[1],
                fields[2].isEmpty() ? List.of() : List.of(fields[2].split(",")), ways(fields[3]),
                Optional.of(fields[5]).filter(text -> !text.isBlank()), snapLength(fields[4]));
        final Capture capture =
                captures.start(Optional.empty(), request, new ConnectionOutput(channel, this::say));
        try {
            final ByteBuffer nothing = ByteBuffer.allocate(1);
            // nothing more is asked: it returns when who asked has left
            channel.read(nothing);
        } finally {
            capture.stop();
            captures.forget(capture);
        }
    }

    private static CaptureWays ways(String word) throws RefusedException {
        for (CaptureWays each : CaptureWays.values()) {
            if (Schema.word(each).equals(word)) {
                return each;
            }
        }
        throw new RefusedException("found the direction '" + word + "', expected in, out or both");
    }

    private static int snapLength(String number) throws RefusedException {
        if (number.matches("[1-9][0-9]{0,5}")) {
            return Math.min(Integer.parseInt(number), Selection.MOST_SNAP_LENGTH);
        }
        throw new RefusedException("found the snap length '" + number + "', expected a number of bytes from 1");
    }
}
