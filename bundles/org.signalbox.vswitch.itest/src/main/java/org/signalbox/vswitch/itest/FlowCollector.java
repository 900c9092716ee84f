package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A collector of the nfdump tools on loopback: nfcapd for IPFIX, sfcapd for sFlow. It listens when it is made. */
final class FlowCollector implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;
    private static final Path SOCKETS = Path.of("/proc/net/udp");
    private static final int QUEUES = 4;
    private static final int DROPS = 12;

    private final Path folder;
    private final int port;
    private final Process process;

    /** Skips the test, and says so, without this program. */
    FlowCollector(final String program, final Path parent) throws IOException {
        Peer.assumeInstalled(program);
        Peer.assumeInstalled("nfdump");
        folder = Files.createDirectory(parent.resolve(program));
        port = freePort();
        // a buffer that holds all that is sent at once
        process = new ProcessBuilder(program, "-w", folder.toString(), "-b", "127.0.0.1", "-p", "" + port, "-t",
                "86400", "-B", "8000000").redirectErrorStream(true).redirectOutput(parent.resolve(program + ".log")
                        .toFile()).start();
        await(program + " listens", () -> socket() != null);
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    /** What a policy calls it. */
    String address() {
        return "127.0.0.1:" + port;
    }

    /** What the system knows of its socket, or null. */
    private String[] socket() {
        final String local = String.format(":%04X", port);
        try (Stream<String> lines = Files.lines(SOCKETS)) {
            return lines.map(line -> line.strip().split("\\s+")).filter(field -> field[1].endsWith(local)).findFirst()
                    .orElse(null);
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(final String what, final BooleanSupplier condition) {
        final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain until " + what).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** Has it take what was sent, write it down, and end. */
    void end() throws InterruptedException {
        await("all is taken", () -> socket()[QUEUES].endsWith(":00000000"));
        assertThat(socket()[DROPS]).as("datagrams that the system dropped").isEqualTo("0");
        process.destroy();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** Its totals in the words of nfdump, such as {@code Packets}. */
    Map<String, Long> totals() throws IOException, InterruptedException {
        final Map<String, Long> totals = new HashMap<>();
        for (final String line : nfdump("-I")) {
            if (line.matches("[\\w ]+: \\d+")) {
                final int colon = line.indexOf(": ");
                totals.put(line.substring(0, colon), Long.parseLong(line.substring(colon + 2)));
            }
        }
        return totals;
    }

    /** What nfdump prints of all that was collected. */
    List<String> nfdump(final String... options) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of("nfdump", "-R", folder.toString()));
        command.addAll(List.of(options));
        return Peer.lines(folder.getParent(), command);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
