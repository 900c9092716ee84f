package org.signalbox.extension.tracing.live.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A switch of a running process.
 *
 * @param socket of the process
 * @param name   of the switch
 * @param label  what users call it: its name, with {@code @} and the number of its process where another one before it
 *               has a switch of that name
 */
record CaptureSource(Path socket, String name, String label, List<Port> ports) {
    private static final long PATIENCE_MILLIS = 5_000;

    /** A port of it. */
    record Port(String name, String description) {
    }

    /** An answer that was no. */
    static final class RefusedQuestion extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedQuestion(String sentence) {
            super(sentence);
        }
    }

    /** What is to be captured of it. */
    record Wish(String ports, String direction, String snapLength, String filter) {
    }

    /** All there are now. */
    static List<CaptureSource> all(Path home) throws IOException {
        final List<CaptureSource> sources = new ArrayList<>();
        for (Path socket : CaptureSockets.living(home)) {
            try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                    Patience _ = new Patience(channel, PATIENCE_MILLIS)) {
                ask(channel, socket, "list");
                final String answer = new String(Channels.newInputStream(channel).readAllBytes(),
                        StandardCharsets.UTF_8);
                answer.lines().map(line -> line.split("\t", -1)).forEach(fields -> add(sources, socket, fields));
            } catch (IOException gone) {
                continue;
            }
        }
        return sources;
    }

    private static void add(List<CaptureSource> sources, Path socket, String[] fields) {
        if (fields[0].equals("switch")) {
            final boolean taken = sources.stream().anyMatch(each -> each.label.equals(fields[1]));
            sources.add(new CaptureSource(socket, fields[1],
                    fields[1] + (taken ? "@" + CaptureSockets.process(socket) : ""), new ArrayList<>()));
        } else if (fields[0].equals("port")) {
            sources.getLast().ports.add(new Port(fields[2], fields[3]));
        }
    }

    private static void ask(SocketChannel channel, Path socket, String question) throws IOException {
        channel.connect(UnixDomainSocketAddress.of(socket));
        final ByteBuffer line = ByteBuffer.wrap(
                (question.replaceAll("[\r\n]", " ") + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            channel.write(line);
        }
    }

    private static void requireOk(SocketChannel channel, Path socket, String question)
            throws IOException, RefusedQuestion {
        try (Patience _ = new Patience(channel, PATIENCE_MILLIS)) {
            ask(channel, socket, question);
            requireOk(Channels.newInputStream(channel));
        } catch (ClosedChannelException late) {
            throw new RefusedQuestion("found no answer, expected one in " + PATIENCE_MILLIS + " ms");
        }
    }

    /** @throws RefusedQuestion with one sentence, when it is no filter */
    void check(String filter) throws IOException, RefusedQuestion {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            requireOk(channel, socket, "check\t" + filter.replace('\t', ' '));
        }
    }

    /**
     * Writes a pcapng file without an end to a stream, until one of the two ends.
     *
     * @throws RefusedQuestion with one sentence
     */
    void capture(Wish wish, OutputStream to) throws IOException, RefusedQuestion {
        final String question = String.join("\t", "capture", name, wish.ports(), wish.direction(), wish.snapLength(),
                wish.filter().replace('\t', ' '));
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            requireOk(channel, socket, question);
            Channels.newInputStream(channel).transferTo(to);
        }
    }

    private static void requireOk(InputStream answer) throws IOException, RefusedQuestion {
        final ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = answer.read(); next >= 0 && next != '\n'; next = answer.read()) {
            line.write(next);
        }
        final String said = line.toString(StandardCharsets.UTF_8);
        if (!said.equals("ok")) {
            throw new RefusedQuestion(said.isEmpty() ? "found no answer, expected one"
                    : said.substring(said.indexOf('\t') + 1));
        }
    }
}
