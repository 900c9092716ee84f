package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
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
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.VirtualSwitches;

/**
 * Two real Linux guests ping each other on two addresses each while filtering is plugged in, unplugged, plugged in
 * again and disabled. What is denied stops and comes back; nothing else is ever lost.
 */
@ExtendWith(ServiceExtension.class)
@Timeout(300)
class QemuGuestsTest {
    private static final String FILTERING = "org.signalbox.extension.filtering";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final Pattern LOAD_COMES_BACK =
            Pattern.compile(".* tcp 10.0.0.1:7: [1-9]\\d*/s out, [1-9]\\d*/s back");
    private static final String OPEN = "10.0.0.";
    private static final String DENIED = "10.0.1.";

    /** $SELF and $PEER are 1 and 2, or the other way round. A guest ends by itself, should nobody end it. */
    private static final String SCRIPT = """
            (sleep 280; reboot -f) &
            ip link set lo up
            ip addr add 10.0.0.$SELF/24 dev eth0
            ip addr add 10.0.1.$SELF/24 dev eth0
            ip link set eth0 up
            nc -ll -p 7 -e cat &
            until ping -c 1 -W 1 10.0.0.$PEER >/dev/null && ping -c 1 -W 1 10.0.1.$PEER >/dev/null; do sleep 0.1; done
            head -c 100000 /dev/urandom >/sent
            nc 10.0.0.7 7 </sent >/echoed
            cmp /sent /echoed && echo "ECHO SAME"
            echo bye | nc -w 2 10.0.0.7 9 || echo "PORT CLOSED"
            ping -i 0.2 10.0.0.$PEER &
            ping -i 0.2 10.0.1.$PEER &
            wait
            """;

    @TempDir
    private Path folder;
    @InjectService(timeout = 10_000)
    Commands commands;
    @InjectService(timeout = 10_000)
    VirtualSwitches switches;
    private final List<GuestMachine> guests = new ArrayList<>();
    private final Path drop = Path.of(System.getProperty("signalbox.drop"), "filtering-of-the-guests.jar");

    @AfterEach
    void end() throws IOException, RefusedException {
        guests.forEach(GuestMachine::close);
        guests.clear();
        Files.deleteIfExists(drop);
        importFabric("switches: []\n");
        until("filtering is gone", () -> !isFilteringThere());
    }

    private void importFabric(final String document) throws IOException, RefusedException {
        final Path file = Files.writeString(folder.resolve("fabric.yaml"), document);
        run("Import-Fabric", Map.of("Path", file.toString()));
    }

    private void run(final String command, final Map<String, Object> parameters) throws RefusedException {
        commands.run(Invocation.of(command, parameters, "test"));
    }

    private boolean isFilteringThere() {
        return switches.extensions().stream().anyMatch(extension -> extension.id().equals(FILTERING));
    }

    private void until(final String what, final BooleanSupplier condition) {
        final long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(() -> "waited in vain until " + what + "; consoles:\n" + consoles())
                    .isLessThan(deadline);
            assertThat(guests).as(this::consoles).allMatch(GuestMachine::isAlive);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private String consoles() {
        return guests.stream().map(GuestMachine::tail).collect(Collectors.joining("\n----\n"));
    }

    /** How many answers each of the two guests got from the other's address in a network. */
    private List<Integer> answers(final String network) {
        return List.of(guests.get(0).answers(network + 2).size(), guests.get(1).answers(network + 1).size());
    }

    private void untilBothGot(final int more, final String network) {
        final List<Integer> before = answers(network);
        until("both got " + more + " more answers from " + network + "x", () -> {
            final List<Integer> now = answers(network);
            return IntStream.range(0, 2).allMatch(guest -> now.get(guest) >= before.get(guest) + more);
        });
    }

    private void expectOnlyTheDeniedOneStopped() {
        untilBothGot(5, OPEN);
        final List<Integer> before = answers(DENIED);
        untilBothGot(10, OPEN);
        assertThat(answers(DENIED)).as("answers from the denied address").isEqualTo(before);
    }

    private void expectBothGoOn() {
        untilBothGot(5, DENIED);
        untilBothGot(5, OPEN);
    }

    private void plugIn() throws IOException {
        final Path jar = Path.of(System.getProperty("signalbox.extensions"), FILTERING + ".jar");
        final Path aside = Files.copy(jar, folder.resolve("filtering.jar"), StandardCopyOption.REPLACE_EXISTING);
        Files.createDirectories(drop.getParent());
        Files.move(aside, drop, StandardCopyOption.ATOMIC_MOVE);
        until("filtering is there", this::isFilteringThere);
    }

    private void unplug() throws IOException {
        Files.delete(drop);
        until("filtering is gone", () -> !isFilteringThere());
    }

    private SwitchStatus status() {
        return switches.switches().stream().filter(one -> one.spec().name().equals("guests")).findFirst().orElseThrow();
    }

    private Map<String, Long> drops() {
        return status().drops().stream().collect(
                Collectors.groupingBy(DropCount::extension, Collectors.summingLong(DropCount::count)));
    }

    @Test
    void shouldStopOnlyWhatIsDeniedWhileFilteringIsPluggedInAndOut() throws IOException, RefusedException {
        final Path kernel = GuestMachine.kernel();
        final Path image = folder.resolve("guest.cpio.gz");
        GuestImage.write(image, kernel, GuestMachine.BUSYBOX, SCRIPT);
        importFabric("""
                switches:
                  - name: guests
                    ports:
                      - name: vm1
                        mac: "02:00:00:00:00:01"
                        attachment: { qemu: { path: "%1$s/vm1.sock" } }
                      - name: vm2
                        mac: "02:00:00:00:00:02"
                        attachment: { qemu: { path: "%1$s/vm2.sock" } }
                        policies:
                          %2$s:
                            acl: [ { action: deny, direction: inbound, remote: 10.0.1.1 } ]
                      - name: echo
                        attachment:
                          lab:
                            addresses: [10.0.0.7/24]
                            serves: [echo-tcp]
                            load: [{ to: 10.0.0.1, protocol: tcp, rate: 20, size: 1000 }]
                """.formatted(folder, FILTERING));
        for (int self = 1; self <= 2; self++) {
            final Path socket = folder.resolve("vm" + self + ".sock");
            until("the port listens at " + socket, () -> Files.exists(socket));
            guests.add(new GuestMachine(kernel, image, GuestMachine.stream(socket), "02:00:00:00:00:0" + self,
                    "SELF=" + self + " PEER=" + (3 - self)));
        }

        expectBothGoOn();
        assertThat(guests).as(this::consoles)
                .allMatch(guest -> guest.printed("ECHO SAME") && guest.printed("PORT CLOSED"));
        until("Linux echoes what a lab guest sends", () -> LOAD_COMES_BACK.matcher(
                status().ports().getLast().reason()).matches());
        final Map<String, Long> before = drops();

        plugIn();
        expectBothGoOn();
        run("Enable-VMSwitchExtension", Map.of("VMSwitchName", "guests", "Name", FILTERING));
        expectOnlyTheDeniedOneStopped();
        unplug();
        expectBothGoOn();
        plugIn();
        expectOnlyTheDeniedOneStopped();
        run("Disable-VMSwitchExtension", Map.of("VMSwitchName", "guests", "Name", FILTERING));
        expectBothGoOn();

        final Map<String, Long> after = drops();
        assertThat(after.get(FILTERING)).isGreaterThan(20);
        after.keySet().removeIf(FILTERING::equals);
        assertThat(after).as("drops by anybody else").isEqualTo(before);
        for (int self = 1; self <= 2; self++) {
            final List<Integer> open = guests.get(self - 1).answers(OPEN + (3 - self));
            assertThat(open).as("not one is missing").isEqualTo(IntStream.range(0, open.size()).boxed().toList());
            final List<Integer> denied = guests.get(self - 1).answers(DENIED + (3 - self));
            final long gaps = IntStream.range(1, denied.size())
                    .filter(i -> denied.get(i) != denied.get(i - 1) + 1).count();
            assertThat(gaps).as("gaps in " + denied).isEqualTo(2);
            assertThat(denied.getFirst()).isZero();
        }
    }
}
