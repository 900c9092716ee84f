package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.face.Face;
import org.signalbox.vswitch.itest.Scene.Played;
import org.signalbox.vswitch.itest.Scene.Sent;

/** Open vSwitch judges filtering. */
@ExtendWith(ServiceExtension.class)
class OpenVSwitchFilteringTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("signalbox.nightly");
    private static final int SETS = NIGHTLY ? 500 : 40;
    private static final int FRAMES = 150;

    @TempDir
    private Path folder;

    @InjectService(filter = "(" + Face.NAME + "=replay)", timeout = 10_000)
    Face replay;

    @Test
    void shouldPassWhatOpenVSwitchPasses() throws Exception {
        final long seed = Long.getLong("signalbox.seed", System.nanoTime());
        final Random random = new Random(seed);
        final FilterWorld world = new FilterWorld(random, 2);
        final List<FilterRules> rules = new ArrayList<>();
        final List<Scene> scenes = new ArrayList<>();
        for (int set = 0; set < SETS; set++) {
            rules.add(FilterRules.random(world, random, 60));
            final Scene scene = new Scene(rules.getLast().document());
            for (int k = 0; k < FRAMES; k++) {
                final boolean inbound = random.nextBoolean();
                scene.send(inbound ? "world" : "guest", world.frame(inbound));
            }
            scenes.add(scene.send("world", FilterWorld.mark(true, set)).send("guest", FilterWorld.mark(false, set)));
        }
        final long t0 = System.nanoTime();
        final Map<String, List<byte[]>> theirs = judge(rules, scenes);
        final long t1 = System.nanoTime();
        int passed = 0;
        for (int set = 0; set < SETS; set++) {
            final Played played = scenes.get(set).play(replay, Files.createDirectory(folder.resolve("set" + set)));
            for (final String port : List.of("guest", "world")) {
                final List<byte[]> ours = played.frames(port);
                final List<byte[]> peers = set(theirs.get(port), set);
                assertThat(texts(ours)).as("seed %d, set %d, port %s, %s", seed, set, port, rules.get(set))
                        .isEqualTo(texts(peers));
                passed += ours.size();
            }
        }
        System.out.printf("seed %d: passed %d of %d, ovs %d ms, ours %d ms%n", seed, passed, SETS * FRAMES,
                (t1 - t0) / 1000000, (System.nanoTime() - t1) / 1000000);
    }

    private static List<String> texts(final List<byte[]> frames) {
        return frames.stream().map(HexFormat.of()::formatHex).toList();
    }

    private static List<byte[]> set(final List<byte[]> frames, final int set) {
        int from = 0;
        int at = 0;
        for (int marks = 0; marks <= set; at++) {
            if (FilterWorld.isMark(frames.get(at)) && marks++ < set) {
                from = at + 1;
            }
        }
        return frames.subList(from, at);
    }

    private Map<String, List<byte[]>> judge(final List<FilterRules> rules, final List<Scene> scenes) throws Exception {
        final Map<String, List<byte[]>> got = new HashMap<>();
        try (OpenVSwitch peer = new OpenVSwitch(Files.createDirectory(folder.resolve("ovs")),
                Map.of("guest", "vlan_mode=trunk", "world", "vlan_mode=trunk"), "-- set bridge br fail-mode=secure"
                        + " -- set open . other_config:vlan-limit=2")) {
            for (int set = 0; set < rules.size(); set++) {
                peer.flows(rules.get(set).openFlow());
                for (final Sent sent : scenes.get(set).sent()) {
                    peer.enter(sent.port(), sent.frame());
                }
            }
            peer.settle();
            for (final String port : List.of("guest", "world")) {
                got.put(port, Scene.read(peer.capture(port)));
            }
        }
        return got;
    }
}
