package org.signalbox.vswitch.itest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A QEMU process without KVM whose NIC is on a Unix socket, and what its guest printed on the serial console. */
final class GuestMachine implements AutoCloseable {
    /** What is in a guest besides the kernel. */
    static final Path BUSYBOX = Path.of("/bin/busybox");

    private static final Path QEMU = Path.of("/usr/bin/qemu-system-x86_64");
    private static final Pattern ECHO = Pattern.compile("\\d+ bytes from ([0-9.]+): seq=(\\d+) .*");

    private final Process process;
    private final List<String> console = new CopyOnWriteArrayList<>();
    private final Thread reader;

    /**
     * Starts a machine.
     *
     * @param wire       what its NIC is on: {@link #stream} or {@link #datagrams}
     * @param parameters {@code NAME=value}, given to the guest's script as its environment
     */
    GuestMachine(final Path kernel, final Path image, final String wire, final String mac, final String parameters)
            throws IOException {
        process = new ProcessBuilder(QEMU.toString(), "-accel", "tcg", "-m", "96", "-nodefaults", "-no-user-config",
                "-display", "none", "-no-reboot", "-serial", "stdio",
                "-kernel", vmlinuz(kernel).toString(), "-initrd", image.toString(),
                "-append", "console=ttyS0 quiet panic=-1 " + parameters,
                "-netdev", wire,
                "-device", "virtio-net-pci,netdev=n0,romfile=,mac=" + mac)
                .redirectErrorStream(true).redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        reader = Thread.ofPlatform().daemon().start(this::read);
    }

    /** An unpacked kernel package; skips the test where there can be no guest. */
    static Path kernel() {
        final String folder = System.getenv("SIGNALBOX_KERNEL");
        assumeTrue(folder != null, "SIGNALBOX_KERNEL names no unpacked kernel package");
        assumeTrue(Files.isExecutable(QEMU), "needs " + QEMU);
        assumeTrue(Files.isExecutable(BUSYBOX), "needs " + BUSYBOX);
        return Path.of(folder);
    }

    /** A connection to a port that listens. */
    static String stream(final Path port) {
        return "stream,id=n0,server=off,addr.type=unix,addr.path=" + port;
    }

    /** Datagrams between a socket of the machine's own and the port's. */
    static String datagrams(final Path machine, final Path port) {
        return "dgram,id=n0,local.type=unix,local.path=" + machine + ",remote.type=unix,remote.path=" + port;
    }

    private static Path vmlinuz(final Path kernel) throws IOException {
        try (var files = Files.list(kernel.resolve("boot"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("vmlinuz")).findFirst()
                    .orElseThrow(() -> new IOException("found no vmlinuz in " + kernel.resolve("boot")));
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                console.add(line.strip());
            }
        } catch (final IOException e) {
            console.add("the console broke: " + e.getMessage());
        }
    }

    /** Whether the guest printed this line. */
    boolean printed(final String line) {
        return console.contains(line);
    }

    /** The sequence numbers of the answers that pings got from an address, in the order in which they came. */
    List<Integer> answers(final String address) {
        final List<Integer> sequence = new ArrayList<>();
        for (final String line : console) {
            final Matcher matcher = ECHO.matcher(line);
            if (matcher.matches() && matcher.group(1).equals(address)) {
                sequence.add(Integer.parseInt(matcher.group(2)));
            }
        }
        return sequence;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What was printed last. */
    String tail() {
        return String.join("\n", console.subList(Math.max(0, console.size() - 25), console.size()));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            reader.join(10_000);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
