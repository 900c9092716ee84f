package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.Commands;
import org.signalbox.command.Invocation;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.VirtualSwitches;

/**
 * Four real Linux guests, two by streams and two by datagrams, ping each other through a switch of two workers. One is
 * killed and started again, in the nightly run each after the other, and the others do not miss a single answer.
 */
@ExtendWith(ServiceExtension.class)
@Timeout(600)
class ManyGuestsTest {
    private static final int GUESTS = 4;
    private static final int ANSWERS = 5;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final String ADDRESS = "10.0.0.";

    /** $SELF is its number. A guest ends by itself, should nobody end it. */
    private static final String SCRIPT = """
            (sleep 580; reboot -f) &
            ip link set lo up
            ip addr add 10.0.0.$SELF/24 dev eth0
            ip link set eth0 up
            peers=$(echo 1 2 3 4 | tr -d $SELF)
            for peer in $peers; do until ping -c 1 -W 1 10.0.0.$peer >/dev/null; do sleep 0.1; done; done
            for peer in $peers; do ping -i 0.2 10.0.0.$peer & done
            wait
            """;

    @TempDir
    private Path folder;
    @InjectService(timeout = 10_000)
    Commands commands;
    @InjectService(timeout = 10_000)
    VirtualSwitches switches;
    private final Map<Integer, GuestMachine> guests = new TreeMap<>();
    private Path kernel;
    private Path image;

    @AfterEach
    void end() throws IOException, RefusedException {
        guests.values().forEach(GuestMachine::close);
        importFabric("switches: []\n");
    }

    private void importFabric(final String document) throws IOException, RefusedException {
        final Path file = Files.writeString(folder.resolve("fabric.yaml"), document);
        commands.run(Invocation.of("Import-Fabric", Map.of("Path", file.toString()), "test"));
    }

    private void until(final String what, final BooleanSupplier condition) {
        final long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(() -> "waited in vain until " + what + "; " + ports() + consoles())
                    .isLessThan(deadline);
            assertThat(guests.values()).as(this::consoles).allMatch(GuestMachine::isAlive);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private String consoles() {
        return guests.values().stream().map(GuestMachine::tail).collect(Collectors.joining("\n----\n"));
    }

    private SwitchStatus status() {
        return switches.switches().stream().filter(one -> one.spec().name().equals("many")).findFirst().orElseThrow();
    }

    private String ports() {
        return status().ports().stream().map(port -> port.spec().name() + " " + port.link() + ": " + port.reason())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private PortStatus port(final int guest) {
        return status().ports().get(guest - 1);
    }

    private Path socket(final String name) {
        return folder.resolve(name + ".sock");
    }

    private static boolean isByDatagrams(final int guest) {
        return guest > GUESTS / 2;
    }

    private String document() {
        return IntStream.rangeClosed(1, GUESTS).mapToObj(guest -> """
                      - name: vm%1$d
                        mac: "02:00:00:00:00:0%1$d"
                        attachment: { qemu: { path: "%2$s"%3$s } }
                """.formatted(guest, socket("port" + guest), isByDatagrams(guest)
                        ? ", mode: dgram, peer: \"%s\"".formatted(socket("vm" + guest)) : ""))
                .collect(Collectors.joining("", """
                        switches:
                          - name: many
                            workers: 2
                            ports:
                        """, ""));
    }

    private void start(final int guest) throws IOException {
        final Path port = socket("port" + guest);
        until("the port has its socket " + port, () -> Files.exists(port));
        guests.put(guest, new GuestMachine(kernel, image, isByDatagrams(guest)
                        ? GuestMachine.datagrams(socket("vm" + guest), port) : GuestMachine.stream(port),
                "02:00:00:00:00:0" + guest, "SELF=" + guest));
    }

    /** The sequence numbers that came back, by "from to", of all flows between guests that are there. */
    private Map<String, List<Integer>> flows() {
        final Map<String, List<Integer>> flows = new TreeMap<>();
        guests.forEach((from, guest) -> guests.keySet().stream().filter(to -> !to.equals(from))
                .forEach(to -> flows.put(from + " " + to, guest.answers(ADDRESS + to))));
        return flows;
    }

    private void untilAllGotMore() {
        final Map<String, List<Integer>> before = flows();
        until("each got more answers from each", () -> flows().entrySet().stream()
                .allMatch(flow -> flow.getValue().size() >= before.get(flow.getKey()).size() + ANSWERS));
    }

    @Test
    void shouldNotDisturbTheOthersWhenAGuestIsKilledAndStartedAgain() throws IOException, RefusedException {
        kernel = GuestMachine.kernel();
        image = folder.resolve("guest.cpio.gz");
        GuestImage.write(image, kernel, GuestMachine.BUSYBOX, SCRIPT);
        importFabric(document());
        for (int guest = 1; guest <= GUESTS; guest++) {
            start(guest);
        }
        untilAllGotMore();
        final int last = Boolean.getBoolean("signalbox.nightly") ? 1 : GUESTS;
        for (int guest = GUESTS; guest >= last; guest--) {
            final Map<String, List<Integer>> before = flows();
            killAndStartAgain(guest);
            expectNoGaps(guest, before);
        }
        assertThat(status().drops()).as("drops other than at the port of a guest that was away")
                .allMatch(drop -> Integer.parseInt(drop.port().substring(2)) >= last);
    }

    private void killAndStartAgain(final int guest) throws IOException {
        guests.remove(guest).close();
        untilAllGotMore();
        until("the port noticed", () -> port(guest).link() == LinkState.DOWN);
        assertThat(port(guest).reason()).startsWith("the machine went away; waits for a machine at ");
        start(guest);
        untilAllGotMore();
    }

    /** Not one answer is missing in the flows between the other guests, since there were so many. */
    private void expectNoGaps(final int killed, final Map<String, List<Integer>> before) {
        flows().forEach((flow, answers) -> {
            if (!flow.contains("" + killed)) {
                final List<Integer> now = answers.subList(before.get(flow).size() - 1, answers.size());
                assertThat(now).as("answers of " + flow).isEqualTo(
                        IntStream.range(now.getFirst(), now.getFirst() + now.size()).boxed().toList());
            }
        });
    }
}
