package org.signalbox.extension.tracing.packet;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.Simulations;
import org.signalbox.vswitch.Simulations.Snapshot;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.VirtualSwitches;

/**
 * What a command on packets works on: a live switch as it stands now, the frames, and the edits that are supposed.
 *
 * @param editor  of the live switch's spec
 * @param edits   none, unless something is supposed
 * @param spec    the live switch's with these edits
 * @param from    where the frames enter
 * @param to      what they are for
 */
record PacketScene(Snapshot snapshot, SpecEditor editor, List<Edit> edits, SwitchSpec spec, PortSpec from,
        Optional<PortSpec> to, Twin twin) {

    /** @throws RefusedException with one sentence */
    static PacketScene of(VirtualSwitches switches, Simulations simulations, PacketParameters given)
            throws RefusedException {
        final Snapshot snapshot;
        try {
            snapshot = simulations.snapshot(given.switchName());
        } catch (IllegalArgumentException | IllegalStateException refused) {
            throw new RefusedException(refused.getMessage(), refused);
        }
        final SpecEditor editor = new SpecEditor(snapshot.spec(),
                switches.extensions().stream().map(ExtensionStatus::id).toList());
        final List<Edit> edits = editor.read(given.set(), given.remove(), given.withoutExtension());
        final SwitchSpec spec = editor.apply(edits);
        final PacketSource source = new PacketSource(given,
                new LiveSwitchView(snapshot, switches.forwardingTable(given.switchName())));
        final String from = source.from().name();
        if (!names(spec).equals(names(snapshot.spec()))) {
            throw new RefusedException("found that ports of switch '" + spec.name()
                    + "' come, go or get other names, expected changes of ports that stay");
        }
        final int port = IntStream.range(0, spec.ports().size())
                .filter(index -> spec.ports().get(index).name().equals(from)).findFirst().orElseThrow();
        return new PacketScene(snapshot, editor, edits, spec, source.from(), source.to(),
                new Twin(snapshot, source.frames(port, snapshot.timeNanos())));
    }

    /** Why nothing became of a frame. */
    RefusedException takesNothing() {
        return new RefusedException("found that nothing is taken in at adapter '" + from.name()
                + "', expected its mandatory extensions " + String.join(", ", from.mandatoryExtensions()) + " to run");
    }

    private static List<String> names(SwitchSpec spec) {
        return spec.ports().stream().map(PortSpec::name).toList();
    }
}
