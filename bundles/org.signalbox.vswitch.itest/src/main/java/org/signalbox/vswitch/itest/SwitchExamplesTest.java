package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.face.Face;
import org.signalbox.vswitch.itest.Scene.Played;

/**
 * What the switch does with a frame, one short story for each part of it: a document, a capture, a replay, and what
 * each port got. tshark reads the mirrors.
 */
@ExtendWith(ServiceExtension.class)
class SwitchExamplesTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long BETWEEN_FRAMES = 1_000;
    private static final String THREE = """
            ports:
              - name: a
              - name: b
              - name: c
            """;

    @TempDir
    private Path folder;

    @InjectService(filter = "(" + Face.NAME + "=replay)", timeout = 10_000)
    Face replay;

    @Test
    void shouldFollowAStationThatMoves() throws Exception {
        final Played played = new Scene(THREE)
                .send("a", "*", "x")
                .send("c", "x", "y")
                .send("b", "*", "x")
                .send("c", "x", "y")
                .send("b", "x", "z")
                .play(replay, folder);

        assertThat(played.got("a")).containsExactly("2", "3");
        assertThat(played.got("b")).containsExactly("1", "4");
        assertThat(played.got("c")).containsExactly("1", "3");
        assertThat(played.drops()).isEqualTo(Map.of("samePort b", 1L));
    }

    @Test
    void shouldForgetAStationThatWasSilentForTheAgeingTime() throws Exception {
        final Played played = new Scene("forwardingTable: { ageing: 10 }\n" + THREE)
                .send("a", "*", "x")
                .pause(10 * SECOND - BETWEEN_FRAMES - 1)
                .send("b", "x", "y")
                .pause(1 - BETWEEN_FRAMES)
                .send("b", "x", "y")
                .play(replay, folder);

        assertThat(played.got("a")).containsExactly("2", "3");
        assertThat(played.got("c")).as("the second one is flooded").containsExactly("1", "3");
        assertThat(played.drops()).isEmpty();
    }

    @Test
    void shouldFloodToStationsForWhichTheTableHadNoPlace() throws Exception {
        final Scene scene = new Scene("forwardingTable: { ageing: 10, limit: 16 }\n" + THREE);
        for (int station = 10; station < 27; station++) {
            scene.send("a", "*", String.valueOf(station));
        }
        final Played played = scene
                .send("b", "25", "b")
                .send("b", "26", "b")
                .send("c", "*", "10")
                .send("b", "10", "b")
                .pause(10 * SECOND)
                .send("a", "*", "26")
                .send("b", "26", "b")
                .send("b", "25", "b")
                .play(replay, folder);

        assertThat(played.got("a")).containsExactly("18", "19", "20", "23", "24");
        assertThat(played.got("c").subList(17, played.got("c").size()))
                .as("19 to the seventeenth station, 21 to a known one that moved, 24 to a forgotten one")
                .containsExactly("19", "21", "22", "24");
        assertThat(played.drops()).isEmpty();
    }

    @Test
    void shouldLearnNoMoreThanAPortMayAndForwardAllTheSame() throws Exception {
        final Played played = new Scene("""
                ports:
                  - { name: a, limits: { learned: 1 } }
                  - name: b
                  - name: c
                """)
                .send("a", "*", "x")
                .send("a", "*", "y")
                .send("b", "x", "z")
                .send("b", "y", "z")
                .play(replay, folder);

        assertThat(played.got("a")).containsExactly("3", "4");
        assertThat(played.got("c")).containsExactly("1", "2", "4");
        assertThat(played.drops()).isEmpty();
    }

    @Test
    void shouldKeepAStaticAddressWhereItIs() throws Exception {
        final Played played = new Scene("""
                ports:
                  - { name: a, staticAddresses: [ { mac: "02:00:00:00:00:78" } ] }
                  - name: b
                  - name: c
                """)
                .send("b", "x", "y")
                .send("c", "*", "x")
                .pause(400 * SECOND)
                .send("b", "x", "y")
                .play(replay, folder);

        assertThat(played.got("a")).containsExactly("1", "2", "3");
        assertThat(played.got("c")).isEmpty();
        assertThat(played.drops()).isEmpty();
    }

    @Test
    void shouldLimitAStormAndNothingElse() throws Exception {
        final Scene scene = new Scene("""
                ports:
                  - { name: a, limits: { storm: 3 } }
                  - name: b
                """).send("b", "*", "y");
        for (int k = 0; k < 5; k++) {
            scene.send("a", "*", "x");
        }
        final Played played = scene
                .send("a", "y", "x")
                .send("a", "01:00:5e:00:00:01", "x")
                .send("a", "n", "x")
                .send("b", "*", "y")
                .pause(SECOND)
                .send("a", "n", "x")
                .play(replay, folder);

        assertThat(played.got("b")).containsExactly("2", "3", "4", "7", "11");
        assertThat(played.got("a")).containsExactly("1", "10");
        assertThat(played.drops()).isEqualTo(Map.of("stormLimit a", 4L));
    }

    @Test
    void shouldLetNoBpduAndNothingElseOfTheLinkThrough() throws Exception {
        final Scene scene = new Scene("""
                type: external
                ports:
                  - name: a
                  - { name: h, type: host }
                  - { name: u, type: uplink }
                """);
        for (final String port : List.of("a", "h", "u")) {
            scene.send(port, "01:80:c2:00:00:00", "x")
                    .send(port, "01:80:c2:00:00:08", "x")
                    .send(port, "01:80:c2:00:00:0e", "x")
                    .send(port, "01:80:c2:00:00:10", port);
        }
        final Played played = scene.play(replay, folder);

        assertThat(played.got("a")).containsExactly("8", "12");
        assertThat(played.got("h")).containsExactly("4", "12");
        assertThat(played.got("u")).containsExactly("4", "8");
        assertThat(played.drops()).isEqualTo(
                Map.of("bpduGuard a", 2L, "linkLocal a", 1L, "linkLocal h", 3L, "linkLocal u", 3L));
    }

    @Test
    void shouldNeverForwardFromOneUplinkToAnother() throws Exception {
        final Played played = new Scene("""
                type: external
                ports:
                  - { name: u, type: uplink }
                  - { name: v, type: uplink }
                  - name: a
                """)
                .send("u", "*", "x")
                .send("v", "x", "y")
                .send("a", "*", "z")
                .send("a", "x", "z")
                .play(replay, folder);

        assertThat(played.got("a")).containsExactly("1");
        assertThat(played.got("u")).containsExactly("3", "4");
        assertThat(played.got("v")).containsExactly("3");
        assertThat(played.drops()).isEqualTo(Map.of("uplinkLoop v", 1L));
    }

    @Test
    void shouldCarryAPrivateVlanOverATrunk() throws Exception {
        final Played played = new Scene("""
                ports:
                  - { name: i, vlan: { mode: private, primary: 100, secondary: 101, role: isolated } }
                  - { name: j, vlan: { mode: private, primary: 100, secondary: 101, role: isolated } }
                  - { name: c, vlan: { mode: private, primary: 100, secondary: 102, role: community } }
                  - { name: p, vlan: { mode: private, primary: 100, secondaries: [101-102], role: promiscuous } }
                  - { name: t, vlan: { mode: trunk, native: 1, allowed: [100-102] } }
                """)
                .send("i", "*", "i")
                .send("c", "*", "c")
                .send("p", "*", "p")
                .send("t", "*", "r", 100)
                .send("t", "*", "s", 101)
                .send("t", "*", "t", 102)
                .send("j", "i", "j")
                .send("i", "r", "i")
                .play(replay, folder);

        assertThat(played.got("i")).containsExactly("3", "4");
        assertThat(played.got("j")).containsExactly("3", "4");
        assertThat(played.got("c")).containsExactly("3", "4", "6");
        assertThat(played.got("p")).containsExactly("1", "2", "4", "5", "6");
        assertThat(played.got("t")).containsExactly("1 tag 101", "2 tag 102", "3 tag 100", "8 tag 101");
        assertThat(played.drops()).isEqualTo(Map.of("isolated j", 1L));
    }

    @Test
    void shouldMirrorOnceToEachDestinationAndNeverAMirror() throws Exception {
        final Played played = new Scene("""
                ports:
                  - { name: a, mirroring: source }
                  - { name: b, mirroring: source, vlan: { mode: access, id: 10 } }
                  - { name: x, mirroring: destination, vlan: { mode: access, id: 99 } }
                  - { name: y, mirroring: destination }
                  - { name: t, vlan: { mode: trunk, native: 1, allowed: [300] } }
                mirrors:
                  - { name: onlooker, sources: [x], to: { mode: rspan, vlan: 300 } }
                """)
                .send("a", "*", "p")
                .send("y", "p", "q")
                .send("b", "*", "r")
                .send("t", "*", "s", 300)
                .send("x", "*", "v")
                .play(replay, folder);

        assertThat(played.got("a")).containsExactly("2");
        assertThat(played.got("x")).containsExactly("1", "2", "3");
        assertThat(played.got("y")).as("1 came anyway, 2 is its own").containsExactly("1", "3");
        assertThat(played.got("t")).as("what x sends, not what it gets").containsExactly("5 tag 300");
        assertThat(played.drops()).isEqualTo(
                Map.of("noDestination b", 1L, "noDestination t", 1L, "noDestination x", 1L));
    }

    @Test
    void shouldMirrorIntoAVlanOfItsOwn() throws Exception {
        final Played played = new Scene("""
                type: external
                ports:
                  - { name: a, vlan: { mode: trunk, native: 1, allowed: [10] }, ieeePriorityTag: true }
                  - { name: u, type: uplink, vlan: { mode: trunk, native: 1, allowed: [10, 300] } }
                  - { name: v, type: uplink, vlan: { mode: trunk, native: 1, allowed: [300] } }
                mirrors:
                  - { name: away, sources: [a], to: { mode: rspan, vlan: 300 } }
                """)
                .send("a", "*", "p", 5 << 13 | 10)
                .send("u", "p", "q", 10)
                .play(replay, folder);

        assertThat(played.got("a")).containsExactly("2 tag 10");
        assertThat(played.got("u")).containsExactly("1 tag " + (5 << 13 | 10), "1 tag 300");
        assertThat(played.got("v")).as("what came from an uplink goes to no other").containsExactly("1 tag 300");
        assertThat(dissected(played.capture("u"), "-e", "vlan.id", "-e", "vlan.priority", "-e", "eth.src"))
                .containsExactly("10|5|02:00:00:00:00:70", "300|0|02:00:00:00:00:70");
    }

    @Test
    void shouldMirrorInPacketsThatWiresharkReads() throws Exception {
        final Played played = new Scene("""
                type: external
                ports:
                  - { name: a, vlan: { mode: trunk, native: 1, allowed: [10] }, ieeePriorityTag: true }
                  - { name: b, vlan: { mode: access, id: 1 } }
                  - { name: u, type: uplink, vlan: { mode: access, id: 50 } }
                mirrors:
                  - name: away
                    sources: [a, b]
                    to:
                      mode: erspan
                      port: u
                      sourceMac: "02:aa:00:00:00:01"
                      destinationMac: "02:aa:00:00:00:02"
                      source: 192.0.2.1
                      destination: 198.51.100.7
                      session: 1000
                """)
                .send("a", "*", "p", 6 << 13 | 10)
                .send("a", "*", "p")
                .send("b", "p", "q")
                .play(replay, folder);

        assertThat(played.got("u")).containsExactly("0800", "0800", "0800");
        assertThat(dissected(played.capture("u"), "-E", "occurrence=f", "-e", "eth.dst", "-e", "eth.src", "-e",
                "ip.src", "-e", "ip.dst", "-e", "ip.ttl", "-e", "ip.flags.df", "-e", "ip.len", "-e",
                "ip.checksum.status", "-e", "ip.id")).containsExactly(
                "02:aa:00:00:00:02|02:aa:00:00:00:01|192.0.2.1|198.51.100.7|64|1|100|1|0x0000",
                "02:aa:00:00:00:02|02:aa:00:00:00:01|192.0.2.1|198.51.100.7|64|1|100|1|0x0001",
                "02:aa:00:00:00:02|02:aa:00:00:00:01|192.0.2.1|198.51.100.7|64|1|100|1|0x0002");
        assertThat(dissected(played.capture("u"), "-e", "gre.flags_and_version", "-e", "gre.proto", "-e",
                "gre.sequence_number", "-e", "erspan.version", "-e", "erspan.vlan", "-e", "erspan.cos", "-e",
                "erspan.encap", "-e", "erspan.truncated", "-e", "erspan.spanid", "-e", "erspan.index")).containsExactly(
                "0x1000|0x88be|0|1|10|6|3|0|1000|0",
                "0x1000|0x88be|1|1|1|0|0|0|1000|0",
                "0x1000|0x88be|2|1|1|0|0|0|1000|0");
        assertThat(dissected(played.capture("u"), "-E", "occurrence=l", "-e", "eth.dst", "-e", "eth.src", "-e",
                "vlan.id", "-e", "vlan.priority", "-e", "data.len", "-e", "_ws.malformed", "-e",
                "_ws.expert.severity")).containsExactly(
                "ff:ff:ff:ff:ff:ff|02:00:00:00:00:70|10|6|46||",
                "ff:ff:ff:ff:ff:ff|02:00:00:00:00:70|||50||",
                "02:00:00:00:00:70|02:00:00:00:00:71|||50||");
    }

    /** What tshark says of each frame, the fields that the options name divided by bars. */
    private List<String> dissected(final Path capture, final String... options) throws Exception {
        return Peer.lines(folder, Stream.concat(Stream.of("tshark", "-n", "-r", capture.toString(), "-o",
                "ip.check_checksum:TRUE", "-T", "fields", "-E", "separator=|"), Stream.of(options)).toList());
    }
}
