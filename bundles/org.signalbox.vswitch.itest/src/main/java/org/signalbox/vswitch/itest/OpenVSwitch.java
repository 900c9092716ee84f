package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A bridge of Open vSwitch in userspace, on a clock that stands still. Its daemons are children of this process, see an
 * empty network namespace, and keep their database, sockets and captures in one folder; its ports are dummies that
 * nothing but this class reaches.
 */
final class OpenVSwitch implements AutoCloseable {
    private static final String SCHEMA = "/usr/share/openvswitch/vswitch.ovsschema";
    private static final int PATIENCE_MILLIS = 30_000;
    /** Every frame is decided anew; revalidators would learn from cached decisions, at times of their own. */
    private static final String NO_CACHE = "other_config:flow-limit=0";
    private static final String PATIENCE = "--timeout=" + PATIENCE_MILLIS / 1_000;
    /**
     * Ways into a network namespace of one's own: as root, or as root of a namespace of users, which some systems
     * forbid.
     */
    private static final List<List<String>> ISOLATIONS = List.of(List.of("unshare", "--net"),
            List.of("unshare", "--map-root-user", "--net"));

    private final Path folder;
    private final List<String> isolated;
    private final List<Process> daemons = new ArrayList<>();

    /**
     * Starts it, or skips the test where it is not installed.
     *
     * @param ports  from the name of each port to its columns, such as {@code tag=10}
     * @param bridge more commands for ovs-vsctl, each after a {@code --}
     */
    OpenVSwitch(final Path folder, final Map<String, String> ports, final String bridge) throws Exception {
        this.folder = folder;
        List.of("ovsdb-tool", "ovsdb-server", "ovs-vswitchd", "ovs-vsctl").forEach(Peer::assumeInstalled);
        isolated = isolation();
        assumeTrue(!isolated.isEmpty(), "network namespaces are not allowed");
        Peer.lines(folder, List.of("ovsdb-tool", "create", file("conf.db"), SCHEMA));
        try {
            startDaemon("ovsdb-server", file("conf.db"), "--remote=punix:" + file("db"));
            startDaemon("ovs-vswitchd", "unix:" + file("db"), "--enable-dummy=override", "--disable-system");
            final List<String> settings = new ArrayList<>(List.of("ovs-vsctl", "--db=unix:" + file("db"), "--retry",
                    PATIENCE, "set", "open", ".", NO_CACHE, "--", "add-br", "br", "--", "set", "bridge", "br",
                    "datapath_type=dummy", "fail-mode=standalone"));
            ports.forEach((port, columns) -> {
                settings.addAll(List.of("--", "add-port", "br", port));
                settings.addAll(List.of(columns.split(" ")));
                settings.addAll(List.of("--", "set", "interface", port, "type=dummy",
                        "options:tx_pcap=" + capture(port)));
            });
            settings.addAll(bridge.isEmpty() ? List.of() : List.of(bridge.split(" ")));
            Peer.lines(folder, settings);
            call("time/stop");
        } catch (final Exception | Error failed) {
            close();
            throw failed;
        }
    }

    private List<String> isolation() throws IOException, InterruptedException {
        for (final List<String> way : ISOLATIONS) {
            if (Peer.succeeds(folder, command(way, "true"))) {
                return way;
            }
        }
        return List.of();
    }

    private void startDaemon(final String program, final String... arguments) throws IOException {
        final ProcessBuilder builder = new ProcessBuilder(command(command(isolated, program, arguments),
                "--pidfile=" + file(program + ".pid"), "--unixctl=" + file(program + ".ctl")))
                .redirectErrorStream(true).redirectOutput(folder.resolve(program + ".log").toFile());
        List.of("OVS_RUNDIR", "OVS_LOGDIR", "OVS_DBDIR", "OVS_SYSCONFDIR")
                .forEach(place -> builder.environment().put(place, folder.toString()));
        daemons.add(builder.start());
    }

    private static List<String> command(final List<String> first, final String program, final String... arguments) {
        final List<String> command = new ArrayList<>(first);
        command.add(program);
        command.addAll(List.of(arguments));
        return command;
    }

    private String file(final String name) {
        return folder.resolve(name).toString();
    }

    /** What left at a port. */
    Path capture(final String port) {
        return folder.resolve(port + ".pcap");
    }

    /** A frame enters at a port; it is forwarded before the next command is taken. */
    void enter(final String port, final byte[] frame) throws IOException {
        call("netdev-dummy/receive", port, HexFormat.of().formatHex(frame));
    }

    /** Gives the bridge these flows of OpenFlow and no others, in the words of ovs-ofctl. */
    void flows(final List<String> flows) throws IOException, InterruptedException {
        control("replace-flows", Files.write(folder.resolve("flows"), flows).toString());
    }

    /** A command of ovs-ofctl for the bridge. */
    void control(final String command, final String argument) throws IOException, InterruptedException {
        assertThat(Peer.complaints(folder,
                List.of("ovs-ofctl", "--bundle", command, "unix:" + file("br.mgmt"), argument)))
                .as("complaints of ovs-ofctl").isEmpty();
    }

    /** A command of ovs-vsctl, which waits until it has its effect. */
    void configure(final String... command) throws IOException, InterruptedException {
        assertThat(Peer.complaints(folder, command(List.of("ovs-vsctl", "--db=unix:" + file("db"), PATIENCE),
                command[0], Arrays.copyOfRange(command, 1, command.length)))).as("complaints of ovs-vsctl").isEmpty();
    }

    /** Lets time pass. */
    void pass(final long seconds) throws IOException {
        call("time/warp", String.valueOf(TimeUnit.SECONDS.toMillis(seconds)));
    }

    /** Returns when all that entered was forwarded. */
    void settle() throws IOException {
        call("revalidator/purge");
    }

    /**
     * A command over the control socket, which speaks JSON-RPC; the answers to ours hold no brace. Each has a
     * connection of its own: connections are taken between two rounds of forwarding, while several commands over one
     * may be answered within one round.
     */
    private void call(final String method, final String... parameters) throws IOException {
        final String request = "{\"id\":0,\"method\":\"" + method + "\",\"params\":["
                + String.join(",", Stream.of(parameters).map(each -> '"' + each + '"').toList()) + "]}";
        final StringBuilder answer = new StringBuilder();
        try (SocketChannel control = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector answers = Selector.open()) {
            control.connect(UnixDomainSocketAddress.of(file("ovs-vswitchd.ctl")));
            control.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            control.configureBlocking(false);
            control.register(answers, SelectionKey.OP_READ);
            final ByteBuffer in = ByteBuffer.allocate(4_096);
            while (answer.isEmpty() || answer.charAt(answer.length() - 1) != '}') {
                answers.selectedKeys().clear();
                if (answers.select(PATIENCE_MILLIS) == 0 || control.read(in) < 0) {
                    throw new IOException("ovs-vswitchd does not answer " + method + ": \"" + answer + '"');
                }
                answer.append(StandardCharsets.UTF_8.decode(in.flip()));
                in.clear();
            }
        }
        if (!answer.toString().contains("\"error\":null")) {
            throw new IOException("ovs-vswitchd to " + method + ": " + answer);
        }
    }

    @Override
    public void close() {
        daemons.reversed().forEach(OpenVSwitch::end);
    }

    private static void end(final Process daemon) {
        daemon.destroy();
        try {
            if (daemon.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        daemon.destroyForcibly();
    }
}
