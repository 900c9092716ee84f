package org.signalbox.extension.tracing.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.extension.filtering.FilteringService;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.Simulations.Decisions;
import org.signalbox.vswitch.Simulations.Deliveries;
import org.signalbox.vswitch.Simulations.Simulation;
import org.signalbox.vswitch.Simulations.Snapshot;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.engine.LiveLab;

/** What the answer says, also where there is too much to try all of it. */
@Timeout(300)
class FindPacketRemedyTest {
    private static final int RULES = 10_000;
    private static final String ACL = "ports.db.policies." + TracePacketTest.FILTERING + ".acl";

    private final LiveLab lab = new LiveLab();

    @BeforeEach
    void open() {
        lab.engine().add(TracePacketTest.FILTERING, new FilteringService());
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private static SwitchSpec spec(List<Object> outbound, List<Object> inbound) {
        return new SwitchSpec("lab", SwitchType.PRIVATE, List.of(TracePacketTest.FILTERING), List.of(
                port("web", 1, outbound), port("db", 2, inbound),
                new PortSpec("bare", Optional.of(RandomScene.mac(3)), Vlan.UNTAGGED, true, Map.of(), Map.of())));
    }

    private static PortSpec port(String name, int station, List<Object> entries) {
        return new PortSpec(name, Optional.of(RandomScene.mac(station)), Vlan.UNTAGGED, false,
                Map.of(LiveLab.KIND, Map.of("addresses", List.of("10.0.0." + station + "/24"))),
                entries.isEmpty() ? Map.of() : Map.of(TracePacketTest.FILTERING, Map.of("acl", entries)));
    }

    private static Map<String, Object> deny(String direction, String remote) {
        final Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("action", "deny");
        entry.put("direction", direction);
        entry.put("remote", remote);
        return entry;
    }

    /** Many entries for others, and one for the frame somewhere among them. */
    private static List<Object> many(String direction, String remote) {
        final List<Object> entries = new ArrayList<>(IntStream.range(0, RULES - 1)
                .mapToObj(k -> (Object) deny(direction, "172." + (16 + k / 65_536) + "." + k / 256 % 256 + "." + k % 256))
                .toList());
        entries.add(RULES / 2, deny(direction, remote));
        return entries;
    }

    private List<FindPacketRemedy.Row> find(Object... parameters) throws RefusedException {
        final Map<String, Object> tree = new LinkedHashMap<>(Map.of("switchName", "lab", "vmNetworkAdapterName", "web"));
        for (int k = 0; k < parameters.length; k += 2) {
            tree.put((String) parameters[k], parameters[k + 1]);
        }
        return new FindPacketRemedy(lab.engine(), lab.engine()).query(FabricDocument.EMPTY,
                Schema.of(PacketParameters.class).bind(tree));
    }

    @Test
    void shouldGoStraightToTheRuleAmongTenThousand() throws RefusedException {
        lab.apply(spec(List.of(), many("inbound", "10.0.0.1")));
        assertThat(find("to", "db")).singleElement().satisfies(row -> {
            assertThat(row.outcome()).isEqualTo("remedy");
            assertThat(row.why()).contains("acl[5000]", "deny inbound remote 10.0.0.1/32");
            assertThat(row.changes()).containsExactly(ACL + "[5000].action: deny -> allow");
            assertThat(row.searched()).matches("the rule of the drop alone, of \\d{5} single changes: none is smaller");
            assertThat(row.notes()).isEmpty();
        });
    }

    /** Twins that are opened. */
    private static final class Counting implements Snapshot {
        private final Snapshot of;
        private int opened;

        private Counting(Snapshot of) {
            this.of = of;
        }

        @Override
        public SwitchSpec spec() {
            return of.spec();
        }

        @Override
        public long timeNanos() {
            return of.timeNanos();
        }

        @Override
        public Simulation open(SwitchSpec spec, Deliveries deliveries, Decisions decisions) {
            opened++;
            return of.open(spec, deliveries, decisions);
        }
    }

    private PacketScene scene() throws RefusedException {
        return PacketScene.of(lab.engine(), lab.engine(), Schema.of(PacketParameters.class).bind(
                Map.of("switchName", "lab", "vmNetworkAdapterName", "web", "to", "db")));
    }

    private RemedySearch.Found search(PacketScene scene, Snapshot snapshot, int trials, Duration time)
            throws RefusedException {
        final PacketSource source = new PacketSource(Schema.of(PacketParameters.class).bind(
                Map.of("switchName", "lab", "vmNetworkAdapterName", "web", "to", "db")),
                new LiveSwitchView(snapshot, List.of()));
        return new RemedySearch(new Twin(snapshot, source.frames(0, snapshot.timeNanos())), scene.editor(),
                scene.spec(), lab.engine(), Optional.of("db"), Candidates.of(lab.engine(), scene.spec(), "web",
                        Optional.of("db"), scene.twin().run(scene.spec()).last().orElseThrow().headers()),
                new RemedySearch.Limits(3, trials, time)).search(false);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20})
    void shouldRunNoMoreTwinsThanItMayAlongDropsEither(int trials) throws RefusedException {
        lab.apply(spec(List.of(deny("outbound", "10.0.0.2"), deny("outbound", "10.0.0.0/24")),
                List.of(deny("inbound", "10.0.0.1"), deny("inbound", "10.0.0.0/24"))));
        final PacketScene scene = scene();
        final Counting twins = new Counting(scene.snapshot());
        assertThat(search(scene, twins, trials, Duration.ofHours(1)).proven()).isFalse();
        assertThat(twins.opened).isBetween(1, trials);
        final Counting late = new Counting(scene.snapshot());
        search(scene, late, 2_000, Duration.ZERO);
        assertThat(late.opened).isEqualTo(1);
    }

    @Test
    void shouldFollowOneDropAfterTheOtherWhereAllPairsAreTooMany() throws RefusedException {
        lab.apply(spec(List.of(deny("outbound", "10.0.0.2")), many("inbound", "10.0.0.1")));
        final PacketScene scene = scene();
        final RemedySearch.Found found = search(scene, scene.snapshot(), 60, Duration.ofHours(1));
        assertThat(found.changes()).singleElement().satisfies(changes -> assertThat(changes)
                .extracting(each -> scene.editor().words(each.edit())).containsExactlyInAnyOrder(
                        "ports.web.policies." + TracePacketTest.FILTERING + ".acl[0].action: deny -> allow",
                        ACL + "[5000].action: deny -> allow"));
        assertThat(found.proven()).isFalse();
        assertThat(found.searched()).endsWith("then it stopped: not all smaller ones were tried");
    }

    @Test
    void shouldNameAllThatAreEquallySmallOnceAsked() throws RefusedException {
        lab.apply(spec(List.of(), List.of(deny("inbound", "10.0.0.1"))));
        assertThat(find("to", "db", "detailed", true)).extracting(FindPacketRemedy.Row::changes)
                .contains(List.of(ACL + "[0].action: deny -> allow"),
                        List.of(ACL + "[0].direction: inbound -> outbound"))
                .allMatch(changes -> changes.size() == 1 && changes.getFirst().startsWith(ACL + "[0]."));
    }

    @Test
    void shouldSayThatNothingIsInTheWay() throws RefusedException {
        lab.apply(spec(List.of(), List.of()));
        assertThat(find("to", "db")).singleElement().satisfies(row -> {
            assertThat(row.outcome()).isEqualTo("delivered");
            assertThat(row.why()).isEqualTo("it is delivered at db");
            assertThat(row.command()).isEmpty();
        });
    }

    @Test
    void shouldSayWhyNoPolicyDelivers() throws RefusedException {
        lab.apply(spec(List.of(), List.of()));
        assertThat(find("to", "bare", "destinationAddress", "10.0.0.3")).singleElement().satisfies(row -> {
            assertThat(row.outcome()).isEqualTo("none");
            assertThat(row.why()).isEqualTo("it is dropped by switch disconnected (the port is not connected) on its way to "
                    + "bare");
            assertThat(row.searched()).matches("(\\d+) of \\1 single changes, \\d+ pairs, \\d+ of three");
        });
    }

    @Test
    void shouldStartFromWhatIsSupposed() throws RefusedException {
        lab.apply(spec(List.of(), List.of()));
        assertThat(find("to", "db", "set", List.of("ports.db.vlan={\"mode\":\"access\",\"id\":7}")))
                .singleElement().satisfies(row -> assertThat(row.command()).isEqualTo(
                        "Edit-VMSwitch -Name lab -Set 'ports.db.vlan={\"mode\":\"access\",\"id\":7}'; "
                                + "Edit-VMSwitch -Name lab -Set 'ports.web.vlan={\"mode\":\"access\",\"id\":7}'"));
    }
}
