package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.face.Face;
import org.signalbox.vswitch.itest.Scene.Played;
import org.signalbox.vswitch.itest.Scene.Sent;

/**
 * Open vSwitch gets the same frames as a replay, and every port must get the same. Where the two are meant to differ,
 * the scenes go round it:
 * <ul>
 * <li>Priority: Open vSwitch trusts it, so all ports here have {@code ieeePriorityTag}.
 * <li>A trunk without a list carries every VLAN there and none here, so all lists are written.
 * <li>A port at which mirrored frames leave carries nothing else there; here it has traffic of its own. In the scenes
 * it is in a VLAN of its own and silent.
 * <li>A mirrored frame is tagged there as the port where it leaves would have it, here as its source has it, so that an
 * analyser sees what the source sees. In the scenes both come to the same.
 * <li>Open vSwitch mirrors frames to reserved addresses, which here do not pass the edge. In an RSPAN VLAN it keeps the
 * priority, which here is 0, and it sends the mirror of a frame back to the port where the frame came from, which is
 * no analyser's.
 * <li>Open vSwitch keeps a priority tag in VLAN 0 where its priority is not 0, and clears the drop eligible indicator.
 * <li>Open vSwitch does not forward the addresses of Cisco's and Extreme's protocols either; here only those that IEEE
 * 802.1Q reserves are kept back.
 * <li>A full table forgets the oldest address there; here it learns nothing new, so that a flood of addresses does not
 * push out the stations that are known.
 * <li>What Open vSwitch does not have (private VLANs, limits of a port, the address a port may send from, uplinks that
 * never exchange frames) is judged by the model in the engine's tests.
 * </ul>
 */
@ExtendWith(ServiceExtension.class)
class OpenVSwitchPeerTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int FRAMES = 300;
    private static final int PORTS = 6;
    private static final int STATIONS = 6;

    @TempDir
    private Path folder;

    @InjectService(filter = "(" + Face.NAME + "=replay)", timeout = 10_000)
    Face replay;

    /** A VLAN mode in both languages. */
    enum Mode {
        UNTAGGED("untagged", "vlan_mode=access tag=0"),
        ACCESS_10("access, id: 10", "vlan_mode=access tag=10"),
        ACCESS_20("access, id: 20", "vlan_mode=access tag=20"),
        TRUNK("trunk, allowed: [10, 20]", "vlan_mode=trunk trunks=0,10,20"),
        TRUNK_NATIVE_10("trunk, native: 10, allowed: [20-21]", "vlan_mode=native-untagged tag=10 trunks=20,21"),
        TRUNK_NATIVE_21("trunk, native: 21, allowed: [10]", "vlan_mode=native-untagged tag=21 trunks=10"),
        TRUNK_ONLY_22("trunk, native: 21, allowed: [22]", "vlan_mode=native-untagged tag=21 trunks=22"),
        TRUNK_PRUNED("trunk, allowed: [10-22], pruned: [11-20]", "vlan_mode=trunk trunks=0,10,21,22");

        private final String ours;
        private final String theirs;

        Mode(final String ours, final String theirs) {
            this.ours = ours;
            this.theirs = theirs;
        }
    }

    @RepeatedTest(3)
    void shouldDeliverWhatOpenVSwitchDelivers() throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final Map<String, Mode> ports = new LinkedHashMap<>();
        for (int k = 0; k < PORTS; k++) {
            ports.put("p" + k, Mode.values()[random.nextInt(Mode.values().length)]);
        }
        final Scene scene = scene(ports, Map.of(), "");
        for (int k = 0; k < FRAMES; k++) {
            final int[] tags = random.ints(random.nextInt(3), 0, 6)
                    .map(each -> each == 0 ? 0 : random.nextInt(8) << 13 | new int[] {10, 10, 20, 21, 22}[each - 1])
                    .toArray();
            scene.pause(random.nextInt(40) == 0 ? (299 + random.nextInt(3)) * SECOND : SECOND);
            scene.send("p" + random.nextInt(PORTS), destination(random), station(random), tags);
        }

        compare(scene, columns(ports), "", "seed " + seed);
    }

    private static String destination(final Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> "*";
            case 1 -> "01:00:5e:00:00:01";
            case 2 -> "01:80:c2:00:00:" + HexFormat.of().toHexDigits((byte) random.nextInt(18));
            case 3 -> "99";
            default -> station(random);
        };
    }

    private static String station(final Random random) {
        return String.valueOf(10 + random.nextInt(STATIONS));
    }

    @Test
    void shouldMirrorWhatOpenVSwitchMirrors() throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final Map<String, Mode> ports = new LinkedHashMap<>();
        ports.put("p0", Mode.TRUNK);
        ports.put("p1", Mode.UNTAGGED);
        ports.put("p2", Mode.ACCESS_10);
        ports.put("p3", Mode.TRUNK);
        ports.put("out", Mode.ACCESS_20);
        final Scene scene = scene(ports, Map.of("p0", "mirroring: source, ", "p3", "mirroring: source, ", "out",
                "mirroring: destination, "), "");
        for (int k = 0; k < FRAMES; k++) {
            scene.pause(SECOND).send("p" + random.nextInt(4), random.nextInt(5) == 0 ? "*" : station(random),
                    station(random), random.nextInt(3) == 0 ? new int[] {10} : new int[0]);
        }
        final Map<String, String> theirs = columns(ports);
        theirs.put("out", "vlan_mode=trunk trunks=0,10,20");

        compare(scene, theirs, "-- --id=@a get port p0 -- --id=@b get port p3 -- --id=@o get port out"
                + " -- --id=@m create mirror name=m select_src_port=@a,@b select_dst_port=@a,@b output_port=@o"
                + " -- set bridge br mirrors=@m", "seed " + seed);
    }

    @Test
    void shouldMirrorIntoAVlanLikeOpenVSwitch() throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final Map<String, Mode> ports = new LinkedHashMap<>();
        ports.put("p0", Mode.UNTAGGED);
        ports.put("p1", Mode.UNTAGGED);
        ports.put("p2", Mode.TRUNK);
        ports.put("p3", Mode.TRUNK_ONLY_22);
        ports.put("p4", Mode.TRUNK_ONLY_22);
        final Scene scene = scene(ports, Map.of(),
                "mirrors: [ { name: m, sources: [p0], to: { mode: rspan, vlan: 22 } } ]\n");
        for (int k = 0; k < FRAMES; k++) {
            final int port = random.nextInt(5);
            scene.pause(SECOND).send("p" + port, random.nextInt(5) == 0 ? "*" : station(random), station(random),
                    port > 2 ? new int[] {22} : random.nextBoolean() && port == 2 ? new int[] {10} : new int[0]);
        }

        compare(scene, columns(ports), "-- --id=@a get port p0 -- --id=@m create mirror name=m select_src_port=@a"
                + " select_dst_port=@a output_vlan=22 -- set bridge br mirrors=@m flood_vlans=22", "seed " + seed);
    }

    private static Scene scene(final Map<String, Mode> ports, final Map<String, String> more, final String rest) {
        return new Scene("ports:\n" + ports.entrySet().stream().map(port -> "  - { name: " + port.getKey()
                + ", ieeePriorityTag: true, " + more.getOrDefault(port.getKey(), "") + "vlan: { mode: "
                + port.getValue().ours + " } }\n").collect(Collectors.joining()) + rest);
    }

    private static Map<String, String> columns(final Map<String, Mode> ports) {
        final Map<String, String> columns = new LinkedHashMap<>();
        ports.forEach((port, mode) -> columns.put(port, mode.theirs));
        return columns;
    }

    /** Port by port, what Open vSwitch sent and what a replay delivered. */
    private void compare(final Scene scene, final Map<String, String> ports, final String bridge, final String what)
            throws Exception {
        try (OpenVSwitch peer = new OpenVSwitch(Files.createDirectory(folder.resolve("ovs")), ports, bridge)) {
            long nowNanos = Scene.START_NANOS;
            for (final Sent sent : scene.sent()) {
                peer.pass((sent.timeNanos() - nowNanos) / SECOND);
                peer.enter(sent.port(), sent.frame());
                nowNanos = sent.timeNanos();
            }
            peer.settle();
            final Played played = scene.play(replay, folder);
            for (final String port : ports.keySet()) {
                final List<String> ours = played.frames(port).stream().map(HexFormat.of()::formatHex).toList();
                final List<String> theirs = Scene.read(peer.capture(port)).stream()
                        .map(HexFormat.of()::formatHex).toList();
                for (int k = 0; k < Math.max(ours.size(), theirs.size()); k++) {
                    assertThat(k < ours.size() ? ours.get(k) : "nothing")
                            .as("%s, frame %s at port %s of %s", what, k, port, ports)
                            .isEqualTo(k < theirs.size() ? theirs.get(k) : "nothing");
                }
            }
        }
    }
}
