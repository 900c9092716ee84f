package org.example.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.signalbox.testkit.Frames;
import org.signalbox.vswitch.extension.PortState;
import org.signalbox.vswitch.extension.PortStep;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** Which port a flow gets as backends come and go, and versions of the extension. */
class LoadBalancerStageTest {
    private static final int FLOWS = 1000;
    private static final List<String> NAMES = List.of("web-1", "web-2", "web-3");
    private static final Map<Integer, String> ALL = Map.of(1, "web-1", 2, "web-2", 3, "web-3", 4, "other");

    private static long key(final int flow) {
        return FlowKeys.mix(1, flow);
    }

    @Test
    void shouldMoveOnlyTheFlowsOfABackendThatGoes() {
        final Backends all = new Backends(NAMES, ALL);
        final Backends left = new Backends(NAMES, Map.of(1, "web-1", 3, "web-3", 4, "other"));
        final int[] moved = new int[5];
        for (int flow = 0; flow < FLOWS; flow++) {
            final int before = all.choose(key(flow));
            final int after = left.choose(key(flow));
            assertThat(after).isIn(before == 2 ? List.of(1, 3) : List.of(before));
            moved[after] += before == 2 ? 1 : 0;
        }
        assertThat(moved[1]).isGreaterThan(FLOWS / 10);
        assertThat(moved[3]).isGreaterThan(FLOWS / 10);
    }

    @Test
    void shouldForgetTheFlowThatWasUnusedForLongest() {
        final FlowTable table = new FlowTable(8);
        for (int flow = 0; flow < 8; flow++) {
            table.put(key(flow), 1, flow);
        }
        assertThat(table.port(key(0), 100)).isEqualTo(1);
        table.put(key(8), 2, 101);
        assertThat(IntStream.range(0, 9).filter(flow -> table.port(key(flow), 200) == FlowTable.NONE))
                .containsExactly(1);
    }

    @Test
    void shouldRememberByChanceWhatAModelDoes() {
        final SplittableRandom random = new SplittableRandom(1);
        final FlowTable table = new FlowTable(4096);
        final Map<Long, Integer> model = new HashMap<>();
        for (int step = 0; step < FLOWS; step++) {
            final long key = key(random.nextInt(300));
            final int port = random.nextInt(4);
            table.put(key, port, step);
            model.put(key, port);
            if (random.nextInt(50) == 0) {
                table.forget(port);
                model.values().removeIf(each -> each == port);
            }
        }
        for (int flow = 0; flow < 300; flow++) {
            assertThat(table.port(key(flow), FLOWS)).isEqualTo(model.getOrDefault(key(flow), FlowTable.NONE));
        }
    }

    @Test
    void shouldHandFlowsToTheNextVersionByPort() {
        final FlowTable table = new FlowTable(64);
        IntStream.range(0, 20).forEach(flow -> table.put(key(flow), flow % 2 + 1, flow));
        final FlowTable next = new FlowTable(64);
        next.restore(7, table.save(1));
        next.restore(2, table.save(2));
        IntStream.range(0, 20).forEach(flow ->
                assertThat(next.port(key(flow), 30)).isEqualTo(flow % 2 == 0 ? 7 : 2));
    }

    @Test
    void shouldSaveABackendsFlowsAndRefuseWhatItDoesNotUnderstand() {
        final LoadBalancerStage stage = new LoadBalancerStage(new Numbers());
        final StagePort web = new StagePort(1, "web-1", Optional.empty());
        final StagePort other = new StagePort(4, "other", Optional.empty());
        stage.switchPolicyChanged(new Balancer(Frames.mac(100), Frames.ipv4(100), NAMES, 64));
        stage.portChanged(web, null);
        stage.portChanged(other, null);
        assertThat(stage.save(other)).isEmpty();
        assertThat(stage.save(web)).contains(new PortState(1, new byte[0]));
        final FlowTable flows = new FlowTable(8);
        flows.put(key(1), 5, 6);
        assertThat(stage.restore(web, new PortState(1, flows.save(5)))).isTrue();
        assertThat(stage.save(web)).contains(new PortState(1, flows.save(5)));
        assertThat(stage.restore(web, new PortState(2, flows.save(5)))).isFalse();
        assertThat(stage.restore(web, new PortState(1, new byte[15]))).isFalse();
        stage.portStep(web, PortStep.DISCONNECT_NIC);
        assertThat(stage.save(web)).as("its flows have moved").isEmpty();
        stage.portStep(web, PortStep.CONNECT_NIC);
        assertThat(stage.save(web)).contains(new PortState(1, new byte[0]));
    }

    private static final class Numbers implements StageContext {
        @Override
        public String switchName() {
            return "prod";
        }

        @Override
        public int dropReason(final String rule, final String reason) {
            return 0;
        }
    }
}
