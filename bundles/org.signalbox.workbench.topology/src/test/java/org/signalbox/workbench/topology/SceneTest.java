package org.signalbox.workbench.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.swt.graphics.Rectangle;
import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Traffic;
import org.signalbox.vswitch.Vlan;
import org.signalbox.workbench.topology.Live.LiveSwitch;

/** Where things stand on the map, and what a point hits. */
class SceneTest {

    private static final int WIDTH = 1000;

    static SwitchStatus status(String name, long nanos, long frames, int ports) {
        final List<PortStatus> all = IntStream.range(0, ports).mapToObj(i -> new PortStatus(
                new PortSpec("vm" + i, Optional.empty(), Vlan.UNTAGGED, false, Map.of(),
                        Map.of()),
                LinkState.UP, "", new Traffic(frames, frames * 100), new Traffic(frames, frames * 100), List.of()))
                .toList();
        final SwitchSpec spec = new SwitchSpec(name, SwitchType.PRIVATE, List.of(),
                all.stream().map(PortStatus::spec).toList());
        return new SwitchStatus(nanos, spec, List.of(), all, new FrameTotals(frames, frames, frames, 0, 0), List.of(), 0);
    }

    private static Live live(int... ports) {
        final History history = new History();
        return history.add(IntStream.range(0, ports.length).mapToObj(i -> status("s" + i, 0, 0, ports[i])).toList(),
                List.of());
    }

    @Test
    void shouldHitWhatStandsAtAPoint() {
        final Scene scene = new Scene(live(3, 2), WIDTH);
        for (final Target target : scene.order()) {
            final Rectangle r = scene.bounds(target).orElseThrow();
            assertThat(scene.at(r.x + r.width / 2, r.y + r.height / 2)).contains(target);
        }
        assertThat(scene.at(0, 0)).isEmpty();
    }

    @Test
    void shouldStandInReadingOrderWithoutOverlap() {
        final Scene scene = new Scene(live(0, 40, 1, 7), WIDTH);
        final List<Scene.Band> bands = scene.bands();
        for (int i = 1; i < bands.size(); i++) {
            final Rectangle before = bands.get(i - 1).card().union(bands.get(i - 1).ports());
            assertThat(bands.get(i).card().union(bands.get(i).ports()).y).isGreaterThan(before.y + before.height);
        }
        assertThat(bands).allSatisfy(band -> assertThat(band.card().intersects(band.ports())).isFalse());
        assertThat(scene.order()).hasSize(4 + 48).startsWith(Target.of("s0"), Target.of("s1"), Target.of("s1", "vm0"));
    }

    @Test
    void shouldFitItsWidthWhereThereIsRoom() {
        assertThat(new Scene(live(2), WIDTH).size().x).isEqualTo(WIDTH);
        assertThat(new Scene(live(2), 300).size().x).isGreaterThan(300);
    }

    @Test
    void shouldTakeRatesOverThePastSamples() {
        final History history = new History();
        history.add(List.of(status("s", 0, 0, 1)), List.of());
        final LiveSwitch after = history.add(List.of(status("s", 2_000_000_000L, 500, 1)), List.of()).switches().getFirst();
        assertThat(after.rate().framesIn()).isEqualTo(250);
        assertThat(after.ports().getFirst().rate().bitsIn()).isEqualTo(200_000);
    }

    @Test
    void shouldShowNoRateForASwitchThatWasMadeAnew() {
        final History history = new History();
        history.add(List.of(status("s", 5_000_000_000L, 500, 1)), List.of());
        final LiveSwitch fresh = history.add(List.of(status("s", 1_000_000_000L, 10, 1)), List.of()).switches().getFirst();
        assertThat(fresh.rate()).isEqualTo(Rate.NONE);
    }
}
