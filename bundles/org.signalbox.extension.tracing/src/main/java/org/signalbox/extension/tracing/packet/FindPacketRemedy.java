package org.signalbox.extension.tracing.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.CommandText;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.Simulations;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.decision.Verdict;

/**
 * Why not: names the smallest change of policy that would deliver a frame, after it was tried in a twin. Source of the
 * name: Microsoft, approved verbs: {@code Find} looks for an object that is not known.
 */
@Component(service = Command.class)
public final class FindPacketRemedy implements Query<PacketParameters> {
    /**
     * An answer.
     *
     * @param outcome  {@code delivered} as it is, {@code remedy}, or {@code none}
     * @param why      what becomes of the frame as it is
     * @param changes  the single changes, none unless there is a remedy
     * @param breadth  their kinds
     * @param command  what makes them
     * @param searched how far was looked for a smaller one
     * @param notes    what else there is to know, such as state that could not be copied
     */
    public record Row(String outcome, String why, List<String> changes, List<String> breadth, String command,
            String searched, List<String> notes) {
    }

    private final VirtualSwitches switches;
    private final Simulations simulations;

    @Activate
    public FindPacketRemedy(@Reference VirtualSwitches switches, @Reference Simulations simulations) {
        this.switches = switches;
        this.simulations = simulations;
    }

    @Override
    public CommandName name() {
        return new CommandName("Find", "PacketRemedy");
    }

    @Override
    public String summary() {
        return "Tells why a live switch would not deliver a frame, and the smallest change with which it would.";
    }

    @Override
    public Class<PacketParameters> parameters() {
        return PacketParameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, PacketParameters given) throws RefusedException {
        final PacketScene scene = PacketScene.of(switches, simulations, given);
        final Optional<String> to = scene.to().map(PortSpec::name);
        final Twin.Answer answer = scene.twin().run(scene.spec());
        if (answer.last().isEmpty()) {
            throw scene.takesNothing();
        }
        final String why = why(answer, to);
        if (answer.isDelivered(to)) {
            return List.of(new Row("delivered", why, List.of(), List.of(), "", "", answer.gaps()));
        }
        final SpecEditor editor = new SpecEditor(scene.spec(),
                switches.extensions().stream().map(ExtensionStatus::id).toList());
        final List<Candidate> candidates = Candidates.of(switches, scene.spec(), scene.from().name(), to,
                answer.last().get().headers());
        final RemedySearch.Found found = new RemedySearch(scene.twin(), editor, scene.spec(), switches, to, candidates,
                RemedySearch.USUAL).search(given.detailed());
        if (found.changes().isEmpty()) {
            return List.of(new Row("none", why, List.of(), List.of(), "", found.searched(), answer.gaps()));
        }
        return found.changes().stream().map(changes -> new Row("remedy", why,
                changes.stream().map(each -> editor.words(each.edit())).toList(),
                changes.stream().map(each -> each.breadth().words()).distinct().toList(),
                commands(scene, editor, changes), found.searched(), answer.gaps())).toList();
    }

    /** What becomes of the frame as things stand, in one clause. */
    private static String why(Twin.Answer answer, Optional<String> to) {
        final Decision decision = answer.last().orElseThrow();
        final Step last = decision.ingress().getLast();
        if (last.verdict() == Verdict.DROP) {
            return drop(last) + " where it enters, at " + decision.port();
        }
        final Optional<Copy> copy = decision.copies().stream()
                .filter(each -> to.isEmpty() || to.get().equals(each.port())).findFirst();
        if (answer.isDelivered(to)) {
            return "it is delivered at " + decision.copies().stream().filter(Copy::isDelivered).map(Copy::port)
                    .collect(Collectors.joining(", "));
        }
        if (copy.isPresent()) {
            return drop(copy.get().steps().getLast()) + " on its way to " + copy.get().port();
        }
        final String elsewhere = decision.copies().stream().map(Copy::port).collect(Collectors.joining(", "));
        return "it does not go to " + to.orElse("any port") + ": " + last.rule() + ", " + last.reason()
                + (elsewhere.isEmpty() ? "" : "; it goes to " + elsewhere);
    }

    private static String drop(Step step) {
        return "it is dropped by " + step.extension() + (step.rule().isEmpty() ? "" : " " + step.rule())
                + (step.reason().isEmpty() ? "" : " (" + step.reason() + ")");
    }

    /** What makes the supposed changes, if any, and then those of the remedy. */
    private String commands(PacketScene scene, SpecEditor editor, List<Candidate> changes) {
        final List<Edit> remedy = changes.stream().map(Candidate::edit).toList();
        return Stream.of(command(scene, scene.editor(), scene.edits()), command(scene, editor, remedy))
                .flatMap(Optional::stream).collect(Collectors.joining("; "));
    }

    private Optional<String> command(PacketScene scene, SpecEditor editor, List<Edit> edits) {
        if (edits.isEmpty()) {
            return Optional.empty();
        }
        final List<String> set = new ArrayList<>();
        final List<String> remove = new ArrayList<>();
        final List<String> without = new ArrayList<>();
        edits.forEach(edit -> (switch (edit) {
            case Edit.Set _ -> set;
            case Edit.Remove _ -> remove;
            case Edit.Disable _ -> without;
        }).add(editor.typed(edit)));
        return Optional.of(CommandText.print(new EditVMSwitch(switches),
                new EditVMSwitch.Parameters(scene.spec().name(), set, remove, without)));
    }
}
