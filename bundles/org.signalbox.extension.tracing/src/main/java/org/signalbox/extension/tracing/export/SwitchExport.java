package org.signalbox.extension.tracing.export;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.zip.CRC32;

import org.signalbox.frame.IpAddress;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.extension.StageContext;

/**
 * What one switch tells its collectors under one policy: one stream of IPFIX messages and one of sFlow datagrams, from
 * the meters of all its workers. Worked by the exporter's thread alone; figures are read by any.
 */
final class SwitchExport implements AutoCloseable {
    private static final String[] NOTHING = {};

    private final String switchName;
    private final ExportPolicy policy;
    private final List<FlowMeter> meters = new CopyOnWriteArrayList<>();
    private final List<CollectorSocket> sockets;
    private final IpfixWriter ipfix;
    private final SflowWriter sflow;
    private final long[] row = new long[FlowTable.ROW];
    private volatile long flows;
    private volatile long samples;
    private volatile long ignoredBefore;
    private long ignoredBytesBefore;
    private final LongSupplier seeds;
    private final Deque<FlowMeter> spare = new ArrayDeque<>();
    private String[] named = NOTHING;
    private long templatesTicks;
    private long countersTicks;
    private boolean begun;
    private boolean polled;

    /**
     * @param seeds   for tables and samplers
     * @param workers whose meters are made at once, where nobody waits for them
     */
    SwitchExport(final String switchName, final ExportPolicy policy, final LongSupplier seeds, final int workers) {
        this.switchName = switchName;
        this.seeds = seeds;
        this.policy = policy;
        for (int k = 0; k < workers; k++) {
            spare.add(new FlowMeter(policy, seeds.getAsLong()));
        }
        this.sockets = policy.collectors().stream().map(each -> new CollectorSocket(switchName, each)).toList();
        final int domain = (int) (long) policy.ipfix().observationDomain().orElseGet(() -> checksum(switchName));
        this.ipfix = new IpfixWriter(domain, message -> send(ExportProtocol.IPFIX, message));
        this.sflow = new SflowWriter((int) checksum(switchName), policy.sflow().samplingRate(),
                datagram -> send(ExportProtocol.SFLOW, datagram));
    }

    private static long checksum(final String name) {
        final CRC32 checksum = new CRC32();
        checksum.update(name.getBytes(StandardCharsets.UTF_8));
        return checksum.getValue();
    }

    private void send(final ExportProtocol protocol, final ByteBuffer message) {
        for (final CollectorSocket each : sockets) {
            if (each.collector().protocol() == protocol) {
                each.send(message);
            }
        }
    }

    /** A meter for one worker. It is told of until it retires. Any thread. */
    synchronized FlowMeter add(final StageContext context, final Runnable wake) {
        final FlowMeter meter = spare.isEmpty() ? new FlowMeter(policy, seeds.getAsLong()) : spare.poll();
        meter.start(context, wake);
        meters.add(meter);
        return meter;
    }

    String switchName() {
        return switchName;
    }

    /** Whether there is anybody to tell. */
    boolean hasCollectors() {
        return !sockets.isEmpty();
    }

    List<FlowMeter> meters() {
        return meters;
    }

    List<CollectorSocket> sockets() {
        return sockets;
    }

    /** Flows told so far. */
    long flows() {
        return flows;
    }

    /** Samples of frames told so far. */
    long samples() {
        return samples;
    }

    /** Samples that had no room, of the meters of now. */
    long dropped() {
        return meters.stream().mapToLong(FlowMeter::dropped).sum();
    }

    /** Frames that were not counted since there was no room. */
    long ignored() {
        return ignoredBefore + meters.stream().map(FlowMeter::table).filter(each -> each != null)
                .mapToLong(FlowTable::ignoredPackets).sum();
    }

    private long ignoredBytes() {
        return ignoredBytesBefore + meters.stream().map(FlowMeter::table).filter(each -> each != null)
                .mapToLong(FlowTable::ignoredBytes).sum();
    }

    /** Whether a port's counters are due. */
    boolean isPollDue(final long ticks) {
        return begun && policy.uses(ExportProtocol.SFLOW) && policy.sflow().pollingInterval() > 0
                && (!polled || ticks - countersTicks >= TimeUnit.SECONDS.toNanos(policy.sflow().pollingInterval()));
    }

    /**
     * Tells what has ended and what was sampled since the last call, so much of each worker that others wait for no
     * scan.
     *
     * @param ticks     nanoseconds since any time, which nobody sets
     * @param timeOfDay nanoseconds since the epoch
     * @return whether there is more to tell
     */
    boolean work(final long ticks, final long timeOfDay) {
        boolean more = false;
        ipfix.at(timeOfDay);
        for (final FlowMeter each : meters) {
            final boolean retired = each.isRetired();
            begin(ticks);
            if (tell(each)) {
                more = true;
            } else if (retired) {
                retire(each);
            }
        }
        ipfix.flush();
        sflow.flush();
        return more;
    }

    private void begin(final long ticks) {
        sflow.at(agent(), ticks);
        final boolean due = !begun
                || ticks - templatesTicks >= TimeUnit.SECONDS.toNanos(policy.ipfix().templateRefresh());
        begun = true;
        if (policy.uses(ExportProtocol.IPFIX) && due) {
            templatesTicks = ticks;
            ipfix.templates();
            ipfix.statistics(ignored(), ignoredBytes());
            named = NOTHING;
        }
        final String[] names = meters.getFirst().names();
        if (policy.uses(ExportProtocol.IPFIX) && names != named) {
            named = names;
            tellNames(names);
        }
    }

    private void tellNames(final String[] names) {
        for (int index = 0; index < names.length; index++) {
            if (names[index] != null) {
                ipfix.interfaceName(index + 1, names[index]);
            }
        }
    }

    private IpAddress agent() {
        return policy.sflow().agent().orElseGet(() -> sockets.stream()
                .filter(each -> each.collector().protocol() == ExportProtocol.SFLOW).findFirst()
                .map(CollectorSocket::localAddress).orElse(IpAddress.ofV4(0)));
    }

    private boolean tell(final FlowMeter meter) {
        int taken = 0;
        while (taken < FlowMeter.RING && meter.takeFlow(row)) {
            ipfix.flow(row);
            flows = ipfix.flows();
            taken++;
        }
        int sampled = 0;
        SampleRing.Sample sample = meter.takeSample();
        while (sample != null) {
            sflow.frame(sample);
            samples++;
            sampled++;
            sample = sampled < FlowMeter.RING ? meter.takeSample() : null;
        }
        return taken == FlowMeter.RING || sampled == FlowMeter.RING;
    }

    private void retire(final FlowMeter meter) {
        if (meter.table() != null) {
            final long packets = meter.table().ignoredPackets();
            ignoredBytesBefore += meter.table().ignoredBytes();
            meters.remove(meter);
            ignoredBefore += packets;
            ipfix.statistics(ignored(), ignoredBytes());
        } else {
            meters.remove(meter);
        }
    }

    /** Tells the counters of the switch's watched ports. */
    void poll(final SwitchStatus status, final long ticks) {
        polled = true;
        countersTicks = ticks;
        sflow.at(agent(), ticks);
        final FlowMeter meter = meters.isEmpty() ? null : meters.getFirst();
        if (meter != null) {
            final String[] names = meter.names();
            final boolean[] watched = meter.watched();
            for (int index = 0; index < Math.min(names.length, watched.length); index++) {
                if (watched[index]) {
                    final String name = names[index];
                    final int port = index;
                    status.ports().stream().filter(each -> each.spec().name().equals(name))
                            .forEach((final PortStatus each) -> sflow.counters(port, each));
                }
            }
        }
        sflow.flush();
    }

    @Override
    public void close() {
        sockets.forEach(CollectorSocket::close);
    }
}
