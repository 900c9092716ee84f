package org.signalbox.workbench.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
import org.signalbox.workbench.topology.Live.LiveSwitch;
import org.signalbox.workbench.topology.Scene.Arrangement;

/** Where things stand on the map, and what a point hits. */
class SceneTest {

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

    /** Ports each; every third switch has its first port as an uplink. */
    static Live live(String prefix, int... ports) {
        final History history = new History();
        return history.add(IntStream.range(0, ports.length).mapToObj(i -> {
            final SwitchStatus plain = status(String.format(prefix, i), 0, 0, ports[i]);
            return i % 3 == 0 && ports[i] > 0 ? withUplink(plain) : plain;
        }).toList(), List.of());
    }

    private static SwitchStatus withUplink(SwitchStatus plain) {
        final List<PortStatus> ports = plain.ports().stream().map(port -> !port.spec().name().equals("vm0") ? port
                : new PortStatus(port.spec().withType(PortType.UPLINK), port.link(), port.reason(), port.received(),
                        port.delivered(), port.drops())).toList();
        return new SwitchStatus(plain.timeNanos(), plain.spec(), plain.stages(), ports, plain.totals(), plain.drops(),
                plain.learned());
    }

    private static Live large() {
        return live("h%d/prod", IntStream.range(0, 63).map(i -> 60 + i % 7).toArray());
    }

    private static List<Box> cards(Scene scene) {
        return scene.bands().stream().flatMap(band -> Stream.of(band.uplinksCard(), band.card(), band.portsCard()))
                .toList();
    }

    private static void assertNoneOverlaps(List<Box> boxes) {
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = i + 1; j < boxes.size(); j++) {
                assertThat(boxes.get(i).intersects(boxes.get(j))).as(boxes.get(i) + " " + boxes.get(j)).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldHitWhatStandsAtAPoint(Arrangement arrangement) {
        for (final Live live : List.of(live("s%d", 3, 2, 40), live("h%d/s", 3, 40, 17))) {
            final Scene scene = new Scene(live, arrangement, 1.7);
            for (final Target target : scene.order()) {
                final Box r = scene.bounds(target).orElseThrow();
                if (target.kind() != Target.Kind.HOST) {
                    assertThat(scene.at(r.middleX(), r.middleY())).contains(target);
                } else if (arrangement == Arrangement.HOSTS) {
                    assertThat(scene.at(r.x() + 5, r.y() + 5)).contains(target);
                }
            }
            assertThat(scene.at(0, 0)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldStandWithoutOverlap(Arrangement arrangement) {
        for (final Live live : List.of(live("s%d", 0, 40, 1, 7), large())) {
            final Scene scene = new Scene(live, arrangement, 1.7);
            assertNoneOverlaps(cards(scene));
            assertNoneOverlaps(scene.frames().stream().map(Scene.Frame::box).toList());
            assertNoneOverlaps(scene.order().stream().filter(each -> each.kind() == Target.Kind.PORT).limit(200)
                    .map(each -> scene.bounds(each).orElseThrow()).toList());
            assertThat(cards(scene)).allSatisfy(card -> assertThat(scene.bounds().union(card)).isEqualTo(scene.bounds()));
        }
    }

    @Test
    void shouldKeepWhatIsOnAHostWithinItsFrame() {
        final Scene scene = new Scene(large(), Arrangement.HOSTS, 1.7);
        assertThat(scene.frames()).hasSize(63).allSatisfy(frame -> assertThat(frame.bands()).allSatisfy(
                band -> assertThat(frame.box().union(band.around())).isEqualTo(frame.box())));
    }

    @ParameterizedTest
    @EnumSource
    void shouldLookLikeAScreenWhenItIsLarge(Arrangement arrangement) {
        final Box bounds = new Scene(large(), arrangement, 1.7).bounds();
        assertThat(bounds.width() / (double) bounds.height()).isBetween(0.8, 3.5);
    }

    @ParameterizedTest
    @EnumSource
    void shouldLookTheSameForTheSameFabric(Arrangement arrangement) {
        assertThat(cards(new Scene(large(), arrangement, 1.7))).isEqualTo(cards(new Scene(large(), arrangement, 1.7)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldMoveNothingElseForOnePortMore(Arrangement arrangement) {
        final int[] ports = IntStream.range(0, 63).map(i -> 60 + i % 7).toArray();
        final Scene before = new Scene(live("h%d/prod", ports), arrangement, 1.7);
        ports[10]++;
        final Scene after = new Scene(live("h%d/prod", ports), arrangement, 1.7);
        for (int i = 0; i < ports.length; i++) {
            assertThat(after.bands().get(i).card()).isEqualTo(before.bands().get(i).card());
            if (i != 10) {
                assertThat(after.bands().get(i).portsCard()).isEqualTo(before.bands().get(i).portsCard());
            }
        }
    }

    @Test
    void shouldGoFromHostToSwitchToPortByTheKeys() {
        assertThat(new Scene(live("s%d", 0, 40, 1, 7), Arrangement.TIERS, 1.7).order()).hasSize(4 + 48)
                .startsWith(Target.of("s0"), Target.of("s1"), Target.of("s1", "vm0"));
        assertThat(new Scene(live("h%d/s", 1, 2), Arrangement.TIERS, 1.7).order()).containsExactly(Target.host("h0"),
                Target.of("h0/s"), Target.of("h0/s", "vm0"), Target.host("h1"), Target.of("h1/s"),
                Target.of("h1/s", "vm0"), Target.of("h1/s", "vm1"));
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
