package org.signalbox.extension.tracing.export;

import java.util.Map;
import java.util.TreeMap;

import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.OriginateActions;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** Flow export on one switch, or on one of its workers. Without collectors it does nothing. */
final class FlowExportStage implements CapturingStage {
    private record Watched(StagePort port, boolean watched) {
    }

    private final StageContext context;
    private final Exporter exporter;
    private final Map<Integer, Watched> ports = new TreeMap<>();
    private FlowMeter meter;
    private volatile boolean begun;

    FlowExportStage(final StageContext context, final Exporter exporter) {
        this.context = context;
        this.exporter = exporter;
    }

    String switchName() {
        return context.switchName();
    }

    /** Whether it was told of its switch. Any thread. */
    boolean hasBegun() {
        return begun;
    }

    /** Flows that were counted under the policy before are told under that. */
    @Override
    public void switchPolicyChanged(final Object policy) {
        begun = true;
        end();
        if (policy instanceof SwitchExport wanted && wanted.hasCollectors() && exporter.tells(context)) {
            meter = exporter.open(context, wanted);
            ports.values().forEach(each -> meter.put(each.port(), each.watched()));
        }
    }

    @Override
    public void portChanged(final StagePort port, final Object policy) {
        final Watched watched = new Watched(port, !(policy instanceof PortExport export) || export.watched());
        ports.put(port.index(), watched);
        if (meter != null) {
            meter.put(port, watched.watched());
        }
    }

    @Override
    public void portRemoved(final StagePort port) {
        ports.remove(port.index());
        if (meter != null) {
            meter.remove(port);
        }
    }

    @Override
    public void ingress(final FrameBatch frames) {
        if (meter != null) {
            meter.ingress(frames);
        }
    }

    @Override
    public void originate(final OriginateActions actions) {
        if (meter != null) {
            meter.idle();
        }
    }

    @Override
    public void egress(final FrameBatch copies) {
        if (meter != null) {
            meter.egress(copies);
        }
    }

    @Override
    public void close() {
        end();
        exporter.closed(this);
    }

    /** What was counted and not told yet, the exporter tells. */
    private void end() {
        if (meter != null) {
            meter.retire();
            meter = null;
        }
    }
}
