package org.signalbox.attachment.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Network namespaces of a test, which go with it; no interface of the test is ever outside. */
final class Networks implements AutoCloseable {
    private static final AtomicInteger MADE = new AtomicInteger();
    private static final int PATIENCE_SECONDS = 20;

    private final List<String> names = new ArrayList<>();

    /** Skips the test where the process may not make namespaces, or a program is missing. */
    Networks() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "needs Linux");
        assumeTrue(isPrivileged(), "needs the capabilities of root, to make network namespaces");
        for (final String program : List.of("ip", "ethtool")) {
            assumeTrue(Stream.of("/usr/sbin", "/sbin", "/usr/bin", "/bin")
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))), program + " is not installed");
        }
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

    /** A name that no other namespace of this machine has. */
    String name() {
        return "sbt" + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet();
    }

    /** A new namespace, without interfaces that are up; IPv6 is off, so that nothing is sent but by the test. */
    String add() {
        final String name = name();
        add(name);
        return name;
    }

    void add(final String name) {
        names.add(name);
        run("ip", "netns", "add", name);
        for (final String scope : List.of("all", "default")) {
            in(name, "sh", "-c", "echo 1 >/proc/sys/net/ipv6/conf/" + scope + "/disable_ipv6");
        }
    }

    void remove(final String name) {
        names.remove(name);
        run("ip", "netns", "del", name);
    }

    /** Runs {@code ip} in a namespace, its arguments as one text. */
    void ip(final String namespace, final String arguments) {
        final List<String> command = new ArrayList<>(List.of("ip", "-n", namespace));
        command.addAll(List.of(arguments.split(" ")));
        run(command.toArray(String[]::new));
    }

    /** Runs a program in a namespace. */
    void in(final String namespace, final String... command) {
        run(Stream.concat(Stream.of("ip", "netns", "exec", namespace), Stream.of(command)).toArray(String[]::new));
    }

    /** Two interfaces that are one cable, in a namespace and up. */
    void cable(final String namespace, final String one, final String other) {
        ip(namespace, "link add name " + one + " type veth peer name " + other);
        ip(namespace, "link set " + one + " up");
        ip(namespace, "link set " + other + " up");
    }

    private static void run(final String... command) {
        try {
            final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), String.join(" ", command) + " ends");
            assertEquals(0, process.exitValue(), () -> String.join(" ", command) + ": " + output);
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        List.copyOf(names).forEach(this::remove);
    }
}
