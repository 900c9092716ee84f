package org.example.toptalkers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.MacAddress;
import org.signalbox.testkit.Frames;
import org.signalbox.testkit.TestSwitch;

class TopTalkersExtensionTest {
    private static final byte[] SHORT = Frames.between(1, 2).udp(1000, 53).pad(60).build();
    private static final byte[] LONG = Frames.between(2, 1).udp(53, 1000).pad(400).build();
    private static final int SEED = 1;

    private final TopTalkersExtension extension = new TopTalkersExtension();

    @Test
    void shouldPutWhoSendsMostFirstAndLetAllPass() {
        try (TestSwitch s = TestSwitch.with(extension).ports("a", "b")) {
            s.enter("a", SHORT).enter("a", SHORT).enter("b", LONG);
            s.assertDelivered("b", SHORT, SHORT);
            s.assertDelivered("a", LONG);
            assertThat(extension.talkers()).containsExactly(new Talker("test", Frames.mac(2), 400, 0),
                    new Talker("test", Frames.mac(1), 120, 0));
        }
        assertThat(extension.talkers()).as("of a switch that is gone").isEmpty();
    }

    @Test
    void shouldFindTheLargestAmongMoreStationsThanItHasCounters() {
        final SplittableRandom random = new SplittableRandom(SEED);
        final Talkers talkers = new Talkers();
        final Map<Long, Long> exact = new HashMap<>();
        long all = 0;
        for (int k = 0; k < 100_000; k++) {
            final long station = random.nextInt(4) > 0 ? random.nextInt(8) : random.nextInt(5_000);
            final int bytes = random.nextInt(60, 1_500);
            talkers.count(station, bytes);
            exact.merge(station, (long) bytes, Long::sum);
            all += bytes;
        }
        final List<Talker> found = talkers.list("test");
        final long share = all / Talkers.MOST;
        assertThat(found).hasSize(Talkers.MOST).allSatisfy(each ->
                assertThat(exact.get(each.station().value())).isBetween(each.bytes() - each.over(), each.bytes()));
        assertThat(exact.entrySet().stream().filter(each -> each.getValue() > share)
                .map(each -> new MacAddress(each.getKey()))).hasSize(8)
                .isSubsetOf(found.stream().map(Talker::station).toList());
    }

    @Test
    void shouldBearAnyFrame() {
        try (TestSwitch s = TestSwitch.with(extension).ports("a", "b")) {
            Frames.hostile(SEED).limit(1000).forEach(frame -> s.enter("a", frame));
            assertThat(s.decisions()).hasSize(1000);
        }
    }
}
