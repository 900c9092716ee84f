package org.signalbox.workbench.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Traffic;
import org.signalbox.vswitch.Vlan;

class LoadTest {
    private static final Instant START = Instant.parse("2026-11-26T20:00:00Z");

    private final Load load = new Load();

    /** A switch with an uplink that delivered frames of 100 bytes, and dropped some by the rule acl. */
    private static Reading reading(long millis, long frames, long drops) {
        final PortSpec spec = new PortSpec("eth0", Optional.empty(), Vlan.UNTAGGED, false, Map.of(), Map.of())
                .withType(PortType.UPLINK);
        final Traffic traffic = new Traffic(frames, 100 * frames);
        final List<DropCount> counted =
                List.of(new DropCount("filtering", "acl[0]", "eth0", Direction.EGRESS, "deny", drops));
        final SwitchStatus status = new SwitchStatus(0,
                new SwitchSpec("out", SwitchType.EXTERNAL, List.of(), List.of(spec)), List.of(),
                List.of(new PortStatus(spec, LinkState.UP, "", traffic, traffic, counted)),
                new FrameTotals(frames, frames + drops, frames, drops, 0), counted, 0);
        return new Reading(List.of(), 0, START, List.of(status), true, START.plusMillis(millis));
    }

    @Test
    void shouldTakeRatesOverTheLastReadings() {
        assertThat(load.add(reading(0, 1000, 0)).frames()).isZero();
        final Load.Now now = load.add(reading(500, 1100, 10));
        assertThat(now.frames()).isEqualTo(200);
        assertThat(now.bits()).isEqualTo(160_000);
        assertThat(now.uplinkBits()).as("both ways").isEqualTo(320_000);
        assertThat(now.drops()).isEqualTo(20);
        assertThat(now.reasons()).containsExactly(new Load.Reason("acl[0]", 20));
        assertThat(now.framesCourse()).containsExactly(0.0, 200.0);
    }

    @Test
    void shouldForgetWhatIsOverAndKeepHalfAMinuteOfItsCourse() {
        Load.Now now = load.add(reading(0, 0, 0));
        for (int i = 1; i <= 100; i++) {
            now = load.add(reading(500L * i, i <= 50 ? i : 50, i <= 50 ? i : 50));
        }
        assertThat(now.frames()).isZero();
        assertThat(now.reasons()).isEmpty();
        assertThat(now.framesCourse()).hasSize(60).contains(2.0).endsWith(0.0);
    }

    @Test
    void shouldTakeACounterThatWentBackForANewOne() {
        load.add(reading(0, 1000, 5));
        assertThat(load.add(reading(500, 10, 0)).frames()).isZero();
    }
}
