package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A Linux host for a test: a network namespace, which goes with the test. What it sends stays in such namespaces. */
final class Host implements AutoCloseable {
    private static final AtomicInteger MADE = new AtomicInteger();
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final Path IPERF = Path.of("/usr/bin/iperf3");
    private static final int IPERF_PORT = 5201;
    private static final String LISTENING = "0A";
    private static final int PATIENCE_SECONDS = 60;

    private final String name = "sbi" + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet();
    private final List<Process> started = new ArrayList<>();

    /** Skips the test where there can be no such host. */
    Host() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "needs Linux");
        assumeTrue(isPrivileged(), "needs the capabilities of root, to make network namespaces");
        assumeTrue(Stream.of("/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip", "/bin/ip")
                .anyMatch(path -> Files.isExecutable(Path.of(path))), "ip is not installed");
        assumeTrue(Files.isExecutable(BUSYBOX), "needs " + BUSYBOX);
        run(List.of("ip", "netns", "add", name));
        ip("link set lo up");
    }

    /** Whether CAP_NET_ADMIN, CAP_NET_RAW and CAP_SYS_ADMIN are in effect. */
    private static boolean isPrivileged() {
        final long needed = 1L << 12 | 1L << 13 | 1L << 21;
        try (Stream<String> lines = Files.lines(Path.of("/proc/thread-self/status"))) {
            return lines.filter(line -> line.startsWith("CapEff:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & needed) == needed);
        } catch (final IOException e) {
            return false;
        }
    }

    /** Name of the namespace. */
    String name() {
        return name;
    }

    /** Runs {@code ip} there, its arguments as one text. */
    void ip(final String arguments) {
        final List<String> command = new ArrayList<>(List.of("ip", "-n", name));
        command.addAll(Arrays.asList(arguments.split(" ")));
        run(command);
    }

    /** Writes to a file of the kernel's, such as a setting below /proc/sys. */
    void write(final String file, final String text) {
        run(here(BUSYBOX.toString(), "sh", "-c", "echo " + text + " >" + file));
    }

    /** Gives an interface its addresses: 02:00:00:09:00:0NUMBER, 10.9.0.NUMBER and fd09::NUMBER. */
    void address(final String device, final int number, final int mtu) {
        ip("link set " + device + " mtu " + mtu + " address 02:00:00:09:00:0" + number);
        ip("addr add 10.9.0." + number + "/24 dev " + device);
        ip("-6 addr add fd09::" + number + "/64 dev " + device + " nodad");
        ip("link set " + device + " up");
    }

    /** Connects an interface of its own with one of another host by a cable; the other's end is up. */
    void cable(final String device, final Host to, final String there, final int mtu) {
        ip("link add name " + device + " type veth peer name " + there + " netns " + to.name);
        ip("link set " + device + " mtu " + mtu);
        ip("link set " + device + " up");
        to.ip("link set " + there + " mtu " + mtu);
        to.ip("link set " + there + " up");
    }

    private List<String> here(final String... command) {
        return Stream.concat(Stream.of("ip", "netns", "exec", name), Stream.of(command)).toList();
    }

    /** Whether one echo request, with so many bytes of payload, is answered within a second. */
    boolean pings(final String address, final int bytes) {
        final Process process = start(here(BUSYBOX.toString(), "ping", "-c", "1", "-W", "1", "-s", "" + bytes, address),
                Redirect.PIPE, Redirect.DISCARD);
        return ended(process) == 0;
    }

    /** Serves one TCP connection at a port: what comes is written to a file. It serves when this returns. */
    Process receiveTcp(final int port, final Path file) {
        final Process process = start(here(BUSYBOX.toString(), "nc", "-l", "-p", "" + port), Redirect.PIPE,
                Redirect.to(file.toFile()));
        untilListens(port);
        return process;
    }

    private void untilListens(final int port) {
        final String socket = String.format(":%04X", port);
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (lines("/proc/net/tcp", "/proc/net/tcp6").stream().map(line -> line.strip().split("\\s+"))
                .noneMatch(field -> field.length > 3 && field[1].endsWith(socket) && field[3].equals(LISTENING))) {
            assertThat(System.nanoTime()).as(name + " listens at port " + port).isLessThan(deadline);
        }
    }

    /** Sends a file over a TCP connection until the peer has closed it; what the peer sent is written to another. */
    void sendTcp(final String address, final int port, final Path file, final Path answer) {
        final Process process = start(here(BUSYBOX.toString(), "nc", address, "" + port),
                Redirect.from(file.toFile()), Redirect.to(answer.toFile()));
        assertThat(ended(process)).as("nc to " + address).isZero();
    }

    /** Serves one measurement of iperf3, and skips the test without iperf3. It serves when this returns. */
    Process serveMeasurement() {
        assumeTrue(Files.isExecutable(IPERF), "needs " + IPERF);
        final Process process = start(here(IPERF.toString(), "-s", "-1"), Redirect.PIPE, Redirect.DISCARD);
        untilListens(IPERF_PORT);
        return process;
    }

    /**
     * Measures with iperf3 how much another host that serves takes.
     *
     * @param options such as {@code -u -b 100M}, separated by blanks
     * @param report  file for what iperf3 says
     */
    Process measure(final String address, final int seconds, final String options, final Path report) {
        final List<String> command =
                new ArrayList<>(here(IPERF.toString(), "-c", address, "-t", "" + seconds, "-i", "0"));
        command.addAll(List.of(options.split(" ")));
        return start(command, Redirect.PIPE, Redirect.to(report.toFile()));
    }

    /** How many packets it threw away because of a checksum. */
    long checksumErrors() {
        long errors = 0;
        List<String> names = List.of();
        for (final String line : lines("/proc/net/snmp")) {
            final List<String> fields = List.of(line.split(" "));
            if (fields.size() > 1 && Character.isLetter(fields.get(1).charAt(0))) {
                names = fields;
            } else if (names.contains("InCsumErrors")) {
                errors += Long.parseLong(fields.get(names.indexOf("InCsumErrors")));
            }
        }
        for (final String line : lines("/proc/net/snmp6")) {
            final String[] field = line.split("\\s+");
            errors += field[0].endsWith("InCsumErrors") ? Long.parseLong(field[1]) : 0;
        }
        return errors;
    }

    private List<String> lines(final String... files) {
        return run(here(Stream.concat(Stream.of("cat"), Stream.of(files)).toArray(String[]::new))).lines().toList();
    }

    /** What a program there prints; it must end well. */
    String said(final String... command) {
        return run(here(command));
    }

    /** Starts a program there, which ends with the host at the latest. */
    Process serve(final Path log, final String... command) {
        return start(here(command), Redirect.PIPE, Redirect.to(log.toFile()));
    }

    private Process start(final List<String> command, final Redirect input, final Redirect output) {
        try {
            final Process process = new ProcessBuilder(command).redirectInput(input).redirectOutput(output)
                    .redirectError(Redirect.DISCARD).start();
            started.add(process);
            return process;
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its exit code. */
    static int ended(final Process process) {
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(process.info() + " ends").isTrue();
            return process.exitValue();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String run(final List<String> command) {
        try {
            final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(ended(process)).as(String.join(" ", command) + ": " + output).isZero();
            return output;
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
        run(List.of("ip", "netns", "del", name));
    }
}
