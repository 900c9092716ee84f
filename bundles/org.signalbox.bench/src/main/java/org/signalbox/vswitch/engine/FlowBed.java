package org.signalbox.vswitch.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import org.signalbox.extension.filtering.FilteringService;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.FlowCacheStatus;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * A switch of two ports, each with access lists for what it sends and for what it gets, and batches of frames between
 * them: of flows that come again and again, or of a scan, in which no two frames are of one flow. Frames lie in the
 * switch's memory already; moving them there and away is the attachments' work.
 */
final class FlowBed implements AutoCloseable {
    static final int BATCH = 32;
    private static final int STRIDE = 128;
    private static final int FIRST = 2 * FrameSlots.HEADROOM + 2;
    private static final int SOURCE_ADDRESS = 26;
    private static final int SOURCE_PORT = 34;
    private static final String FILTERING = "filtering";
    private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfShort I16 = ValueLayout.JAVA_SHORT_UNALIGNED;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final int flows;
    private final SwitchCore core;
    private final int length;
    private long delivered;
    private long timeNanos;
    private int scanned;

    /**
     * @param flows  that come again and again, a multiple of the batch
     * @param policy of each port for filtering
     */
    FlowBed(final int flows, final Map<String, Object> policy, final boolean cache) {
        this.flows = flows;
        memory = arena.allocate((long) (flows + BATCH + 1) * STRIDE + SwitchCore.MADE_BYTES, 64);
        final SwitchState state = new SwitchState();
        core = new SwitchCore(memory, BATCH, (_, _, _, _, bytes, _, _) -> {
            delivered += bytes;
            return -1;
        }, null, state, state.table(), new SwitchCounters(), new Sampler(null));
        final List<Port> ports = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ports.add(new Port(i, new PortSpec("port" + i, Optional.empty(), Vlan.UNTAGGED, true, Map.of(),
                    Map.of(FILTERING, policy))));
        }
        final SwitchSpec spec = new SwitchSpec("bench", SwitchType.PRIVATE, List.of(FILTERING),
                ports.stream().map(Port::spec).toList()).withFlowCache(cache);
        final Surroundings surroundings = new Surroundings(true);
        final EnabledExtension filtering = new EnabledExtension(
                new InstalledExtension(FILTERING, "1", "", new FilteringService()), spec, surroundings,
                (who, _, thrown) -> {
                    throw new IllegalStateException(who, thrown);
                }, ports, 1, null);
        final Program program = new Program(spec, new PortTable(ports), List.of(filtering.stage(0)));
        state.program(program);
        core.program(program);
        core.counters().rules().ensure(surroundings.rules().numbers());
        length = build();
        for (int from = 0; from < 2; from++) {
            receive(from, from);
        }
        core.run();
    }

    private int build() {
        final SplittableRandom random = new SplittableRandom(3);
        int built = 0;
        for (int i = 0; i < flows + BATCH; i++) {
            final int from = i % 2;
            built = new FrameBuilder().ethernet(mac(1 - from), mac(from))
                    .ipv4(IpAddress.ofV4(0x0A00_0000 | i), IpAddress.ofV4(0x0A40_0000 | random.nextInt(1 << 20)))
                    .udp(1_024 + random.nextInt(60_000), 53).pad(60).build(memory, FIRST + (long) i * STRIDE);
        }
        return built;
    }

    private static MacAddress mac(final int port) {
        return new MacAddress(0x0200_0000_0001L | port << 8);
    }

    private void receive(final int index, final int port) {
        core.slots().commit(FIRST + index * STRIDE, length, length, port, ++timeNanos);
    }

    /** Takes a batch of flows that come again and again through the switch: the so-manieth, round and round. */
    void flows(final int batch) {
        final int first = batch * BATCH % flows;
        for (int i = first; i < first + BATCH; i++) {
            receive(i, i % 2);
        }
        core.run();
    }

    /** Takes a batch of frames that are all of new flows through the switch. */
    void scan() {
        for (int i = flows; i < flows + BATCH; i++) {
            final int at = FIRST + i * STRIDE;
            // odd, so that no flow comes again before all have come
            final int random = ++scanned * 0x9E37_79B9;
            memory.set(I32, at + SOURCE_ADDRESS, random);
            memory.set(I16, at + SOURCE_PORT, (short) (random >>> 7));
            receive(i, i % 2);
        }
        core.run();
    }

    FlowCacheStatus status() {
        return core.flows().status();
    }

    long delivered() {
        return delivered;
    }

    @Override
    public void close() {
        arena.close();
    }
}
