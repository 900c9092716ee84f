package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.signalbox.frame.FrameFilter;
import org.signalbox.frame.FrameFilter.Instruction;
import org.signalbox.vswitch.FollowedFrame;
import org.signalbox.vswitch.FollowedFrame.Bytes;
import org.signalbox.vswitch.Following;
import org.signalbox.vswitch.Following.Selection;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;
import org.signalbox.vswitch.decision.Verdict;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;

/** Frames of a live switch with their bytes, for those who select them. */
@Timeout(120)
class FollowedFrameTest {
    private static final int BROADCAST = 255;
    private static final int MARKED = 50;
    private static final int SELECTED = 7;
    private static final int VLAN_ID = 20;
    private static final int LONG = 9_000;
    /** Three times what there is room for. */
    private static final int ROUNDS = 3 * Follower.MOST_BYTES / LONG / 60;

    private final AtomicLong clock = new AtomicLong(1_000_000_000_000L);
    private final Engine engine = new Engine(clock::get, (who, _, thrown) -> {
        throw new AssertionError(who, thrown);
    });
    private final Cables cables = new Cables();
    private final List<FollowedFrame> told = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch released = new CountDownLatch(1);

    FollowedFrameTest() {
        engine.addAttachmentProvider(cables, Cables.PROPERTIES);
        engine.add(new InstalledExtension("marks", "1", "", marks()));
        final Vlan trunk = new Vlan.Trunk(0, List.of(new VlanRange(VLAN_ID, VLAN_ID)));
        final Vlan access = new Vlan.Access(VLAN_ID);
        engine.apply(List.of(new SwitchSpec("s", SwitchType.PRIVATE, List.of("marks"),
                Stream.of(trunk, trunk, access, access).map(this::port).toList())));
    }

    private int ports;

    private PortSpec port(final Vlan vlan) {
        return new PortSpec("p" + ports++, Optional.empty(), vlan, true, Map.of(Cables.KIND, Map.of()), Map.of());
    }

    @AfterEach
    void close() {
        released.countDown();
        engine.close();
    }

    /** Changes a byte of every frame, and drops copies of frames that ask for it. */
    private static FilteringExtension marks() {
        return context -> new FilteringStage() {
            private final int unwanted = context.dropReason("unwanted", "as it asks for");

            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                for (int k = 0; k < frames.live(); k++) {
                    actions.setU8(frames.frame(k), MARKED, 1);
                }
            }

            @Override
            public void egress(final FrameBatch copies, final EgressActions actions) {
                for (int k = 0; k < copies.live(); k++) {
                    actions.judge(copies.frame(k), copies.u8(copies.frame(k), MARKED + 1) == 99 ? unwanted : -1);
                }
            }
        };
    }

    private static FrameFilter marked(final int place, final int value) {
        return new FrameFilter(List.of(new Instruction(0x30, 0, 0, place), new Instruction(0x15, 0, 1, value),
                new Instruction(0x06, 0, 0, 1), new Instruction(0x06, 0, 0, 0)));
    }

    private static Selection selection(final Optional<FrameFilter> filter, final int snapLength) {
        return new Selection(Set.of(), Selection.MOST_PER_SECOND, filter, snapLength);
    }

    private static byte[] frame(final int from, final int mark, final int asks, final boolean tagged) {
        final byte[] frame = Runs.frame(BROADCAST, from);
        frame[MARKED] = (byte) mark;
        frame[MARKED + 1] = (byte) asks;
        return tagged ? Runs.tagged(frame, 0x8100, 3 << 13 | VLAN_ID) : frame;
    }

    private Cables.Cable cable(final int port) {
        return cables.at("s", "p" + port);
    }

    private static String hex(final Bytes bytes) {
        return HexFormat.of().formatHex(bytes.memory().toArray(ValueLayout.JAVA_BYTE));
    }

    private void await(final int count) {
        Cables.await(count + " frames", () -> told.size() >= count);
    }

    @Test
    void shouldTellHowFramesEnteredAndHowTheyLeft() {
        try (Following _ = engine.followFrames("s", selection(Optional.empty(), Selection.MOST_SNAP_LENGTH),
                told::add)) {
            cable(0).send(frame(0, 5, 0, true));
            await(1);
            cable(2).send(frame(2, 1, 0, false));
            await(2);
            cable(3).send(frame(3, 1, 99, false));
            await(3);
        }
        assertThat(hex(told.get(0).entered())).isEqualTo(HexFormat.of().formatHex(frame(0, 5, 0, true)));
        for (final FollowedFrame each : told) {
            for (int copy = 0; copy < each.decision().copies().size(); copy++) {
                final String port = each.decision().copies().get(copy).port();
                if (each.decision().copies().get(copy).steps().getLast().verdict() == Verdict.DELIVER) {
                    assertThat(cables.at("s", port).delivered().stream().map(HexFormat.of()::formatHex))
                            .as(port + " got").contains(hex(each.left(copy)));
                    assertThat(each.left(copy).wireLength()).isEqualTo((int) each.left(copy).memory().byteSize());
                } else {
                    assertThat(each.left().get(copy)).isEmpty();
                }
            }
        }
        // from access to access nothing changed, so nothing is kept; two trunks share what is
        assertThat(told.get(1).left()).hasSize(3).satisfiesExactly(first -> assertThat(first).isPresent(),
                second -> assertThat(second).isPresent(), third -> assertThat(third).isEmpty());
        assertThat(told.get(1).left().get(0).get()).isSameAs(told.get(1).left().get(1).get());
        assertThat(told.get(2).decision().copies()).hasSize(3);
    }

    @Test
    void shouldSelectByTheBytesThatEnter() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final List<String> expected = new ArrayList<>();
        final List<FollowedFrame> tagged = Collections.synchronizedList(new ArrayList<>());
        int inVlan = 0;
        try (Following following = engine.followFrames("s", selection(Optional.of(marked(MARKED, SELECTED)), 100),
                told::add);
                Following other = engine.followFrames("s", selection(Optional.of(marked(12, 0x81)), 18), tagged::add)) {
            for (int k = 0; k < 500; k++) {
                final boolean trunk = random.nextBoolean();
                final byte[] frame = frame(k, random.nextInt(6, 9), 0, trunk);
                // a tag moves the mark away from where the filter looks
                frame[MARKED] = (byte) random.nextInt(6, 9);
                inVlan += trunk ? 1 : 0;
                if (frame[MARKED] == SELECTED) {
                    expected.add(HexFormat.of().formatHex(frame));
                }
                cable(trunk ? 0 : 2).send(frame);
                final int sent = k + 1;
                Cables.await("its entry", () -> engine.switches().getFirst().totals().in() == sent);
            }
            await(expected.size());
            final int sum = inVlan;
            Cables.await("the other", () -> tagged.size() == sum);
            assertThat(following.lost() + other.lost()).as("seed " + seed).isZero();
        }
        assertThat(told.stream().map(each -> hex(each.entered()))).as("seed " + seed)
                .containsExactlyElementsOf(expected);
        assertThat(tagged).as("seed " + seed).allSatisfy(each -> {
            assertThat(each.entered().memory().byteSize()).isEqualTo(18);
            assertThat(each.entered().wireLength()).isEqualTo(each.decision().length());
            assertThat(each.left()).allSatisfy(left ->
                    assertThat(left.get().memory().byteSize()).isLessThanOrEqualTo(18));
        });
    }

    @Test
    void shouldKeepNoMoreThanItHasRoomForAndCountTheRestByPort() {
        final byte[] longest = Arrays.copyOf(frame(0, 5, 0, true), LONG);
        final byte[] shorter = Arrays.copyOf(frame(2, 5, 0, false), LONG);
        final int sent = 60 * ROUNDS;
        try (Following following = engine.followFrames("s", selection(Optional.empty(), LONG), frame -> {
            try {
                released.await();
            } catch (final InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            told.add(frame);
        })) {
            for (int round = 1; round <= ROUNDS; round++) {
                cable(0).send(longest, 0, 20);
                cable(2).send(shorter, 0, 40);
                final int so = 60 * round;
                Cables.await("their entry", () -> engine.switches().getFirst().totals().in() == so);
            }
            released.countDown();
            Cables.await("the account", () -> told.size() + following.lost() == sent);
            final Map<String, Long> accounted = new TreeMap<>(following.lostByPort());
            told.forEach(each -> accounted.merge(each.decision().port(), 1L, Long::sum));
            assertThat(accounted).isEqualTo(Map.of("p0", 20L * ROUNDS, "p2", 40L * ROUNDS));
            assertThat(following.lostByPort()).containsOnlyKeys("p0", "p2");
        }
        assertThat(told.stream().mapToLong(FollowedFrameTest::bytes).sum())
                .isBetween(Follower.MOST_BYTES / 2L, Follower.MOST_BYTES + 4L * LONG);
    }

    @Test
    void shouldCountByPortWhatIsSelectedAboveTheRate() {
        final Selection few = new Selection(Set.of(), 1, Optional.of(marked(MARKED, SELECTED)), 0);
        try (Following following = engine.followFrames("s", few, told::add)) {
            // one more batch is taken than the rate allows
            cable(3).send(frame(3, SELECTED, 0, false));
            Cables.await("its entry", () -> engine.switches().getFirst().totals().in() == 1 && told.size() == 1);
            for (int k = 0; k < 30; k++) {
                cable(2).send(frame(2, k % 3 == 0 ? SELECTED : 1, 0, false));
                cable(3).send(frame(3, k % 2 == 0 ? SELECTED : 1, 0, false));
            }
            Cables.await("the account", () -> engine.switches().getFirst().totals().in() == 61
                    && following.lost() == 25);
            assertThat(following.lostByPort()).isEqualTo(Map.of("p2", 10L, "p3", 15L));
        }
        assertThat(told).hasSize(1);
    }

    private static long bytes(final FollowedFrame frame) {
        return Stream.concat(Stream.of(frame.entered()), frame.left().stream().flatMap(Optional::stream))
                .map(Bytes::memory).mapToLong(MemorySegment::byteSize).sum();
    }

    @Test
    void shouldGiveOutNothingThatCanBeWritten() {
        try (Following _ = engine.followFrames("s", selection(Optional.empty(), LONG), told::add)) {
            cable(0).send(frame(0, 5, 0, true));
            await(1);
        }
        assertThatThrownBy(() -> told.getFirst().entered().memory().set(ValueLayout.JAVA_BYTE, 0, (byte) 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> selection(Optional.empty(), -1)).hasMessageContaining("found -1 bytes of a frame");
    }
}
