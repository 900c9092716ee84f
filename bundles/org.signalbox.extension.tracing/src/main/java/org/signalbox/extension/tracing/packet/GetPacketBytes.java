package org.signalbox.extension.tracing.packet;

import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.FollowedFrame;
import org.signalbox.vswitch.FollowedFrame.Bytes;
import org.signalbox.vswitch.Simulations;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.FrameComments;

/**
 * The bytes of a frame that {@link TracePacket} traces: as it enters the twin, and as its copies leave there. With a
 * what-if those of what is supposed.
 */
@Component(service = Command.class)
public final class GetPacketBytes implements Query<PacketParameters> {
    /**
     * Bytes at one port.
     *
     * @param vmNetworkAdapterName where the frame enters or a copy leaves
     * @param direction            {@code ingress} where it enters, {@code egress} where it leaves
     * @param length               on the wire
     * @param bytes                in hexadecimal; fewer than its length of a frame that a capture cut, none of one
     *                             that an extension made, where it made it
     * @param comment              what the comment of a packet in a capture would say of it
     */
    public record Row(long frame, Instant time, String vmNetworkAdapterName, String direction, int length,
            String bytes, String comment) {
    }

    private static final long NANOS = 1_000_000_000L;

    private final VirtualSwitches switches;
    private final Simulations simulations;

    @Activate
    public GetPacketBytes(@Reference VirtualSwitches switches, @Reference Simulations simulations) {
        this.switches = switches;
        this.simulations = simulations;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "PacketBytes");
    }

    @Override
    public String summary() {
        return "Gives the bytes of a frame where it enters a live switch and where it would leave; sends nothing.";
    }

    @Override
    public Class<PacketParameters> parameters() {
        return PacketParameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, PacketParameters given) throws RefusedException {
        final PacketScene scene = PacketScene.of(switches, simulations, given);
        final List<Row> rows = new ArrayList<>();
        scene.twin().follow(scene.spec()).forEach(frame -> add(frame, rows));
        return rows;
    }

    private static void add(FollowedFrame frame, List<Row> rows) {
        final FrameComments comments = new FrameComments(frame);
        final Decision decision = frame.decision();
        rows.add(row(decision, decision.port(), Direction.INGRESS, frame.entered(), comments.entered()));
        for (int number = 0; number < decision.copies().size(); number++) {
            final Copy copy = decision.copies().get(number);
            if (copy.isDelivered() && frame.left().get(number).isPresent()) {
                rows.add(row(decision, copy.port(), Direction.EGRESS, frame.left(number), comments.left(number)));
            }
        }
    }

    private static Row row(Decision decision, String port, Direction direction, Bytes bytes, String comment) {
        return new Row(decision.frame(),
                Instant.ofEpochSecond(decision.timeNanos() / NANOS, decision.timeNanos() % NANOS), port,
                Schema.word(direction), bytes.wireLength(),
                HexFormat.of().formatHex(bytes.memory().toArray(ValueLayout.JAVA_BYTE)), comment);
    }
}
