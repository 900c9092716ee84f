package org.signalbox.extension.tracing.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.testkit.Frames;
import org.signalbox.testkit.TestSwitch;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** When flows end and are told, where that is not the frames' doing. */
@Timeout(60)
class FlowMeterTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_800_000_000L * SECOND;
    private static final long HOUR = 3_600 * SECOND;

    private final long[] row = new long[FlowTable.ROW];
    private Mailbox mailbox;

    @BeforeEach
    void listen() throws Exception {
        mailbox = new Mailbox();
    }

    @AfterEach
    void stop() {
        mailbox.close();
    }

    private ExportPolicy policy() {
        return new ExportPolicy(List.of(new Collector(ExportProtocol.IPFIX,
                new CollectorAddress(IpAddress.parse("127.0.0.1"), mailbox.port()))),
                new IpfixSettings(1_800, 15, 65_536, 600, Optional.of(77L)),
                new SflowSettings(400, 128, 0, Optional.empty()));
    }

    /** What {@link StageContext#originateSoon} does is the test's. */
    private static StageContext context(final boolean live, final Runnable soon) {
        return new StageContext() {
            @Override
            public String switchName() {
                return "s";
            }

            @Override
            public int dropReason(final String rule, final String reason) {
                return 0;
            }

            @Override
            public boolean isLive() {
                return live;
            }

            @Override
            public void originateSoon() {
                soon.run();
            }
        };
    }

    private static CapturingExtension counting(final FlowMeter meter) {
        return _ -> new CapturingStage() {
            @Override
            public void portChanged(final StagePort port, final Object policy) {
                meter.put(port, true);
            }

            @Override
            public void ingress(final FrameBatch frames) {
                meter.ingress(frames);
            }
        };
    }

    private static void enter(final FlowMeter meter, final int flows) {
        try (TestSwitch net = TestSwitch.with("counting", counting(meter)).ports("a", "b")) {
            net.at(NOW);
            for (int k = 0; k < flows; k++) {
                net.enter("a", new FrameBuilder().ethernet(Frames.mac(2), Frames.mac(1))
                        .ipv4(Frames.ipv4(1), IpAddress.ofV4(0x0A00_0000 + k)).udp(1, 2).build());
            }
            net.delivered("b");
        }
    }

    private static FlowMeter started(final SwitchExport export) {
        return export.add(context(true, () -> { }), () -> { });
    }

    private SwitchExport export() {
        return new SwitchExport("s", policy(), () -> 1, 0);
    }

    @Test
    void shouldEndFlowsWhenTheFramesClockSaysSoWithoutFrames() {
        final FlowMeter meter = started(export());
        enter(meter, 1);
        // as far from the frames' clock as it can be, and before and after its own zero
        for (final long ticks : new long[] {-7 * SECOND, 0, 7 * SECOND}) {
            meter.ask(ticks);
            meter.idle();
            assertThat(meter.takeFlow(row)).as("after %d s", ticks / SECOND).isFalse();
        }
        meter.ask(8 * SECOND);
        meter.idle();
        assertThat(meter.takeFlow(row)).isTrue();
        assertThat(row[FlowTable.REASON]).isEqualTo(FlowTable.IDLE_TIMEOUT);
        assertThat(row[FlowTable.LAST]).isEqualTo(NOW);
    }

    @Test
    void shouldSendTemplatesAgainWhateverTheTimeOfDay() throws Exception {
        final SwitchExport export = export();
        started(export);
        export.work(5 * SECOND, NOW);
        final int once = mailbox.all().size();
        assertThat(once).isPositive();
        export.work(604 * SECOND, NOW + HOUR);
        assertThat(mailbox.all()).hasSize(once);
        export.work(605 * SECOND, NOW - HOUR);
        assertThat(mailbox.all()).hasSize(2 * once);
        export.close();
    }

    @Test
    void shouldTellSomeOfManyFlowsAndThenLookAfterOthers() throws Exception {
        final SwitchExport export = export();
        final FlowMeter meter = started(export);
        enter(meter, FlowMeter.RING + 1);
        meter.retire();
        assertThat(export.work(0, NOW)).isTrue();
        assertThat(export.flows()).isEqualTo(FlowMeter.RING);
        assertThat(export.meters()).containsExactly(meter);
        assertThat(export.work(0, NOW)).isFalse();
        assertThat(export.flows()).isEqualTo(FlowMeter.RING + 1);
        assertThat(export.meters()).isEmpty();
        export.close();
    }

    @Test
    void shouldAnswerAllWhoAskAtOnce() throws Exception {
        final int askers = 3;
        final FlowMeter meter = new FlowMeter(policy(), 1);
        final AtomicInteger more = new AtomicInteger();
        final AtomicLong worker = new AtomicLong(-1);
        final CyclicBarrier all = new CyclicBarrier(askers, () -> {
            worker.set(Thread.currentThread().threadId());
            for (int k = 0; k < askers; k++) {
                meter.idle();
            }
        });
        meter.start(context(true, () -> {
            if (worker.get() == Thread.currentThread().threadId()) {
                more.incrementAndGet();
                return;
            }
            try {
                all.await();
            } catch (final Exception late) {
                throw new IllegalStateException(late);
            }
        }), () -> { });
        enter(meter, 2);
        try (ExecutorService threads = Executors.newFixedThreadPool(askers)) {
            final List<Future<long[][]>> answers = new ArrayList<>();
            for (int k = 0; k < askers; k++) {
                answers.add(threads.submit(meter::snapshot));
            }
            for (final Future<long[][]> each : answers) {
                assertThat(each.get(30, TimeUnit.SECONDS)).hasNumberOfRows(2);
            }
        }
        assertThat(more).as("asks to be called for the others").hasValue(askers - 1);
    }

    @Test
    void shouldMakeMetersWhereNobodyWaitsAndForLiveSwitchesAlone() {
        final AtomicInteger made = new AtomicInteger();
        final FlowExport export = new FlowExport(new Exporter(() -> NOW, () -> 0, List::of, StageContext::isLive,
                made::incrementAndGet));
        final StageContext simulated = context(false, () -> { });
        export.create(simulated);
        assertThat(export.compile(simulated, policy())).isEqualTo(policy());
        assertThat(made).hasValue(0);
        final StageContext live = context(true, () -> { });
        final List<CapturingStage> stages = List.of(export.create(live), export.create(live), export.create(live));
        final Object first = export.compile(live, policy());
        assertThat(made).hasValue(3);
        stages.forEach(each -> each.switchPolicyChanged(first));
        assertThat(made).hasValue(3);
        final Object second = export.compile(live, policy());
        assertThat(made).hasValue(6);
        stages.forEach(each -> each.switchPolicyChanged(second));
        // those of a new version, before the former are closed
        final List<CapturingStage> next = List.of(export.create(live), export.create(live));
        final Object third = export.compile(live, policy());
        assertThat(made).hasValue(8);
        next.forEach(each -> each.switchPolicyChanged(third));
        stages.forEach(CapturingStage::close);
        export.compile(live, policy());
        assertThat(made).hasValue(10);
        next.forEach(CapturingStage::close);
        export.close();
    }
}
