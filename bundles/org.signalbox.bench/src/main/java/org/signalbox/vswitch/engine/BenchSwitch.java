package org.signalbox.vswitch.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.signalbox.extension.filtering.FilteringService;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * A switch of any size, and stations behind its ports that send to each other. Frames lie in its memory; before each
 * one is handed over, it gets the addresses of two stations that were drawn, so that however few frames there are, all
 * stations are met.
 */
final class BenchSwitch implements AutoCloseable {
    private static final int FRAMES = 1024;
    private static final int STRIDE = 128;
    // as the switch aligns received frames, within a cache line
    private static final int FIRST = 2 * FrameSlots.HEADROOM + 2;
    private static final long LOCAL = 0x0200_0000_0000L;
    private static final long BROADCAST = 0xFFFF_FFFF_FFFFL;
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory = arena.allocate((FRAMES + 1) * STRIDE + SwitchCore.MADE_BYTES, 64);
    private final int[] lengths = new int[FRAMES];
    private final SwitchCore core;
    private final int batch;
    private final int ports;
    private final int stationsEach;
    private int next;
    private long drawn = 1;
    private long timeNanos;
    private long delivered;

    /**
     * @param stages   filtering stages, each with an access list at each port
     * @param rules    entries of each list
     * @param stations that have been heard; at least one behind each port
     */
    BenchSwitch(final int ports, final int stages, final int rules, final int batch, final int stations) {
        this.batch = batch;
        this.ports = ports;
        this.stationsEach = Math.max(1, stations / ports);
        final SwitchState state = new SwitchState();
        this.core = new SwitchCore(memory, batch, (_, _, _, _, _, _, _) -> {
            delivered++;
            return -1;
        }, null, state, state.table(), new SwitchCounters(), new Sampler(null));
        final List<String> ids = IntStream.range(0, stages).mapToObj(stage -> "stage" + stage).toList();
        final Map<String, Object> policy = Map.of("acl", accessList(rules));
        final List<Port> all = new ArrayList<>();
        for (int i = 0; i < ports; i++) {
            final Map<String, Object> policies = new HashMap<>();
            ids.forEach(id -> policies.put(id, policy));
            all.add(new Port(i, new PortSpec("port" + i, Optional.empty(), Vlan.UNTAGGED, true, Map.of(), policies)));
        }
        final SwitchSpec spec = new SwitchSpec("bench", SwitchType.PRIVATE, ids, all.stream().map(Port::spec).toList());
        final Surroundings surroundings = new Surroundings(true);
        final List<EnabledStage> enabled = EnabledExtension.stages(ids.stream()
                .map(id -> new EnabledExtension(new InstalledExtension(id, "1", "", new FilteringService()), spec,
                        surroundings, (who, _, thrown) -> {
                            throw new IllegalStateException(who, thrown);
                        }, all, 1, null)), 0);
        final Program program = new Program(spec, new PortTable(all), enabled);
        state.program(program);
        core.program(program);
        build();
        introduce();
    }

    /** Denies networks that nobody sends to, so that every frame passes after the whole search. */
    private static List<Object> accessList(final int rules) {
        final SplittableRandom random = new SplittableRandom(1);
        final List<Object> entries = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            final IpAddress network = IpAddress.ofV4(0x0A80_0000 | random.nextInt(1 << 15) << 8);
            entries.add(Map.of("action", "deny", "direction", "outbound", "remote", network + "/24"));
        }
        return entries;
    }

    private void build() {
        final SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < FRAMES; i++) {
            lengths[i] = new FrameBuilder().ethernet(new MacAddress(LOCAL), new MacAddress(LOCAL))
                    .ipv4(IpAddress.ofV4(0x0A00_0000 | random.nextInt(1 << 23)),
                            IpAddress.ofV4(0x0A00_0000 | random.nextInt(1 << 23)))
                    .udp(1_000 + i, 7).pad(60).build(memory, FIRST + (long) i * STRIDE);
        }
    }

    /** Every station says hello once. */
    private void introduce() {
        for (int station = 0; station < ports * stationsEach; station++) {
            // to itself: learned, and dropped since it is where it came from
            receive(station % ports, LOCAL + station, LOCAL + station);
        }
        core.run();
    }

    /** Runs so many frames from station to station. */
    long unicast(final int frames) {
        for (int i = 0; i < frames; i++) {
            final long random = draw();
            final int from = below(random & 0xFFFF, 16, ports);
            final int step = 1 + below(random >>> 16 & 0xFFFF, 16, ports - 1);
            final int to = from + step < ports ? from + step : from + step - ports;
            final int sender = below(random >>> 32 & 0xFFFF, 16, stationsEach);
            final int receiver = below(random >>> 48, 16, stationsEach);
            receive(from, LOCAL + (long) receiver * ports + to, LOCAL + (long) sender * ports + from);
        }
        core.run();
        return delivered;
    }

    /** Runs so many frames from a station to everybody. */
    long flood(final int frames) {
        for (int i = 0; i < frames; i++) {
            receive(0, BROADCAST, LOCAL);
        }
        core.run();
        return delivered;
    }

    private long draw() {
        drawn ^= drawn << 13;
        drawn ^= drawn >>> 7;
        drawn ^= drawn << 17;
        return drawn;
    }

    /** A number of so many bits as one from 0 to below the limit. */
    private static int below(final long random, final int bits, final int limit) {
        return (int) (random * limit >>> bits);
    }

    private void receive(final int port, final long destination, final long source) {
        final FrameSlots slots = core.slots();
        if (slots.count() == batch) {
            core.run();
        }
        final int index = next++ & FRAMES - 1;
        final int at = FIRST + index * STRIDE;
        memory.set(U32, at, (int) (destination >>> 16));
        memory.set(U16, at + 4, (short) destination);
        memory.set(U16, at + 6, (short) (source >>> 32));
        memory.set(U32, at + 8, (int) source);
        slots.commit(at, lengths[index], lengths[index], port, ++timeNanos);
    }

    @Override
    public void close() {
        arena.close();
    }
}
