package org.signalbox.extension.tracing.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.StageContext;

/**
 * Counts and samples what enters at the ports of a switch, and tells its collectors. It sees frames only, and remembers
 * nothing of a port that another version of it would need: flows that are counted when it goes are told.
 */
@Component(service = {Extension.class, FlowExport.class})
public final class FlowExport implements CapturingExtension {
    private final Exporter exporter;

    /**
     * Made while the engine begins, which asks for this before it can be asked.
     *
     * @param switches whose ports have the counters that are told
     */
    @Activate
    public FlowExport(@Reference final ComponentServiceObjects<VirtualSwitches> switches) {
        this(Exporter.live(FlowExport::timeOfDay, () -> statuses(switches)));
    }

    private static List<SwitchStatus> statuses(final ComponentServiceObjects<VirtualSwitches> switches) {
        final VirtualSwitches engine = switches.getService();
        if (engine == null) {
            return List.of();
        }
        try {
            return engine.switches();
        } finally {
            switches.ungetService(engine);
        }
    }

    FlowExport(final Exporter exporter) {
        this.exporter = exporter;
    }

    private static long timeOfDay() {
        final Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Override
    public Optional<Class<? extends Record>> switchPolicy() {
        return Optional.of(ExportPolicy.class);
    }

    @Override
    public Optional<Class<? extends Record>> portPolicy() {
        return Optional.of(PortExport.class);
    }

    /** For a switch of which nobody is told, such as a simulated one, nothing is made. */
    @Override
    public Object compile(final StageContext context, final Record policy) {
        return exporter.tells(context) ? exporter.prepare(context.switchName(), (ExportPolicy) policy,
                exporter.workers(context.switchName())) : policy;
    }

    @Override
    public CapturingStage create(final StageContext context) {
        final FlowExportStage stage = new FlowExportStage(context, exporter);
        if (exporter.tells(context)) {
            exporter.made(stage);
        }
        return stage;
    }

    /** What each collector was told so far. Any thread. */
    public List<CollectorStatus> collectors() {
        final List<CollectorStatus> all = new ArrayList<>();
        for (final SwitchExport export : exporter.exports()) {
            final List<FlowMeter> meters = export.meters();
            for (final CollectorSocket socket : export.sockets()) {
                final boolean flows = socket.collector().protocol() == ExportProtocol.IPFIX;
                all.add(new CollectorStatus(export.switchName(), socket.collector().protocol(),
                        socket.collector().address(), meters.stream().mapToLong(FlowMeter::frames).sum(),
                        meters.stream().mapToLong(FlowMeter::bytes).sum(), flows ? export.flows() : export.samples(),
                        socket.messages(), socket.bytes(), socket.errors(), flows ? export.ignored()
                                : export.dropped(), socket.reason()));
            }
        }
        return List.copyOf(all);
    }

    /**
     * Flows that are counted now.
     *
     * @param silent switches that did not answer in time, none of whose rows are here
     */
    record Flows(List<FlowRow> rows, Set<String> silent) {
    }

    /**
     * The flows that are counted now, of one switch or of all. Any thread; waits for each worker that is asked for
     * {@value FlowMeter#PATIENCE_MILLIS} ms at most.
     */
    Flows flows(final Optional<String> switchName) throws InterruptedException {
        final List<FlowRow> rows = new ArrayList<>();
        final Set<String> silent = new TreeSet<>();
        for (final SwitchExport export : exporter.exports()) {
            if (!switchName.map(export.switchName()::equals).orElse(true)) {
                continue;
            }
            for (final FlowMeter meter : export.meters()) {
                final String[] names = meter.names();
                final long[][] now = meter.snapshot();
                if (now == null) {
                    silent.add(export.switchName());
                    break;
                }
                for (final long[] row : now) {
                    rows.add(FlowRow.of(export.switchName(), names, row));
                }
            }
        }
        rows.removeIf(each -> silent.contains(each.switchName()));
        return new Flows(rows, silent);
    }

    /** Tells what is left, and ends its thread. */
    @Deactivate
    void close() {
        exporter.close();
    }
}
