package org.signalbox.extension.tracing.packet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.Simulations;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.decision.DecisionRows;
import org.signalbox.vswitch.decision.DecisionRows.OfStep;

/**
 * Traces a frame through a twin of a live switch. Sources: Cisco, {@code packet-tracer}, a step with its rule for each
 * stage; Open vSwitch, {@code ofproto/trace}, a flow in the names of its fields or a packet as it is.
 */
@Component(service = Command.class)
public final class TracePacket implements Query<PacketParameters> {
    private final VirtualSwitches switches;
    private final Simulations simulations;

    @Activate
    public TracePacket(@Reference VirtualSwitches switches, @Reference Simulations simulations) {
        this.switches = switches;
        this.simulations = simulations;
    }

    @Override
    public CommandName name() {
        return new CommandName("Trace", "Packet");
    }

    @Override
    public String summary() {
        return "Tells what a live switch would do with a frame, by which rules, and what it would do if; sends nothing.";
    }

    @Override
    public Class<PacketParameters> parameters() {
        return PacketParameters.class;
    }

    @Override
    public List<? extends Record> query(FabricDocument document, PacketParameters given) throws RefusedException {
        final PacketScene scene = PacketScene.of(switches, simulations, given);
        final Twin.Answer live = scene.twin().run(scene.snapshot().spec());
        if (given.isWhatIf()) {
            return AnswerDifference.of(steps(live), steps(scene.twin().run(scene.spec())));
        }
        if (live.last().isEmpty()) {
            throw scene.takesNothing();
        }
        return given.detailed() || given.frame().map(range -> range.first() == range.last()).orElse(true) ? steps(live)
                : Stream.concat(live.decisions().stream().map(DecisionRows::frame),
                        live.gaps().stream().map(TracePacket::gapOfFrames)).toList();
    }

    private static List<OfStep> steps(Twin.Answer answer) {
        final List<OfStep> rows = new ArrayList<>();
        answer.decisions().forEach(decision -> rows.addAll(DecisionRows.steps(decision)));
        answer.gaps().forEach(gap -> rows.add(DecisionRows.unknownStep(gap, Instant.now())));
        return rows;
    }

    private static DecisionRows.Frame gapOfFrames(String gap) {
        return DecisionRows.unknown(gap, Instant.now());
    }
}
