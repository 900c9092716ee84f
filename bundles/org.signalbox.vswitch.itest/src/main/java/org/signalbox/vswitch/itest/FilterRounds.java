package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.signalbox.face.Face;
import org.signalbox.vswitch.itest.Replayed.Drop;
import org.signalbox.vswitch.itest.Scene.Played;

/** Rules and frames that a replay and a referee get, round by round: at both ports the same must leave. */
final class FilterRounds {
    private static final int SETS = Boolean.getBoolean("signalbox.nightly") ? 250 : 25;
    private static final int FRAMES = 150;
    private static final int CONVERSATIONS = 20;
    private static final int GUARDED = 5 * FRAMES;
    private static final int RULES = 60;
    private static final String GUEST = "guest";
    private static final String WORLD = "world";

    static final String FILTERING = "org.signalbox.extension.filtering";
    private static final String DOCUMENT = """
            extensions: [%1$s]
            ports:
              - { name: world, ieeePriorityTag: true, vlan: { mode: trunk, native: 1, allowed: [2-4094] } }
              - name: guest
                ieeePriorityTag: true
                vlan: { mode: trunk, native: 1, allowed: [2-4094] }
                policies:
                  %1$s:
            """;

    private final Face replay;
    private final FilterReferee referee;
    private final Path folder;
    private final String name;
    private int rounds;
    private int entered;
    private int passed;

    /** @param name what the rounds are called where they fail; with the seed */
    FilterRounds(final Face replay, final FilterReferee referee, final Path folder, final String name) {
        this.replay = replay;
        this.referee = referee;
        this.folder = folder;
        this.name = name;
    }

    /** A frame that goes to the guest, or comes from it, after a pause. */
    record Frame(boolean inbound, byte[] bytes, long pauseNanos) {
        Frame(final boolean inbound, final byte[] bytes) {
            this(inbound, bytes, 0);
        }
    }

    /** One to print, or the one to repeat. */
    static long seed() {
        return Long.getLong("signalbox.seed", System.nanoTime());
    }

    /** Random rules over random frames. */
    void play(final FilterWorld world) throws Exception {
        for (int set = 0; set < SETS; set++) {
            play(FilterRules.random(world, RULES), Stream.generate(() -> {
                final boolean inbound = world.random().nextBoolean();
                return new Frame(inbound, world.frame(inbound));
            }).limit(FRAMES).toList());
        }
        end();
    }

    /** Random rules over all frames of captures, some of them at a time. */
    void play(final ForeignFrames captures) throws Exception {
        final List<Frame> frames = captures.frames();
        System.out.printf("%s: %d frames, and %d left out%n", name, frames.size(), captures.leftOut());
        assertThat(frames.size()).as("frames that are sound").isGreaterThan(5 * captures.leftOut());
        for (int first = 0; first < frames.size(); first += 2 * FRAMES) {
            play(FilterRules.random(captures, RULES),
                    frames.subList(first, Math.min(first + 2 * FRAMES, frames.size())));
        }
        end();
    }

    /** Random stateful entries over conversations. */
    void play(final Random random, final boolean timed) throws Exception {
        final Conversations conversations = new Conversations(random, timed);
        for (int set = 0; set < SETS; set++) {
            play(StatefulRules.random(random), conversations.mixed(CONVERSATIONS));
        }
        end();
    }

    /** All guards over what servers, clients and routers say. */
    void playGuards(final Random random) throws Exception {
        for (final boolean dhcp : List.of(true, false)) {
            for (final boolean router : List.of(true, false)) {
                play(new GuardRules(dhcp, router), GuardRules.frames(random, GUARDED));
            }
        }
        end();
    }

    private void play(final FilterPolicy rules, final List<Frame> frames) throws Exception {
        final Scene scene = new Scene(DOCUMENT.formatted(FILTERING) + rules.yaml());
        frames.forEach(frame -> scene.pause(frame.pauseNanos())
                .send(frame.inbound() ? WORLD : GUEST, frame.bytes()));
        final Map<String, List<byte[]>> theirs = referee.judge(rules, scene.sent());
        final Played played = scene.play(replay, Files.createDirectory(folder.resolve("round" + rounds)));
        final Map<Drop, Long> drops = played.replayed().drops();
        for (final String port : List.of(GUEST, WORLD)) {
            final List<String> ours = texts(played.frames(port));
            final List<String> peers = texts(theirs.get(port));
            assertThat(ours.equals(peers)).as(() -> ("%s, round %d: at %s the referee lets pass %s, we let pass %s; "
                    + "%s; we drop by %s")
                    .formatted(name, rounds, port, without(peers, ours), without(ours, peers), rules, drops)).isTrue();
            passed += ours.size();
        }
        entered += scene.sent().size();
        rounds++;
    }

    /** The first frame that is not among the others, and how many more there are. */
    private static String without(final List<String> frames, final List<String> others) {
        final List<String> rest = new ArrayList<>(frames);
        others.forEach(rest::remove);
        return rest.isEmpty() ? "no more" : rest.getFirst() + " and " + (rest.size() - 1) + " more";
    }

    private static List<String> texts(final List<byte[]> frames) {
        return frames.stream().map(HexFormat.of()::formatHex).toList();
    }

    /** Says how much was compared, and fails where it was all one: everything passed, or nothing. */
    private void end() {
        System.out.printf("%s: %d sets of rules, %d frames, %d passed%n", name, rounds, entered, passed);
        assertThat(passed).as("frames that passed").isBetween(entered / 20, entered - entered / 20);
    }
}
