package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Schema;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.VirtualSwitches;

/**
 * One step towards another order of extensions; what has no type, since no bundle provides it, goes with any. Source:
 * Microsoft, which has no command for it but {@code ExtensionOrder}, a list that is written as a whole.
 */
public final class MoveVMSwitchExtension implements Change<MoveVMSwitchExtension.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switch.") String vmSwitchName,
            @Doc("Id of the extension, the symbolic name of its bundle.") String name,
            @Doc("Id of the extension of the same type right above which it goes: frames coming in meet it first.")
            Optional<String> before,
            @Doc("Id of the extension of the same type right below which it goes.") Optional<String> after,
            @Doc("It goes on top of its type.") @Default("false") boolean first,
            @Doc("It goes to the bottom of its type.") @Default("false") boolean last) {
    }

    private final VirtualSwitches switches;

    public MoveVMSwitchExtension(VirtualSwitches switches) {
        this.switches = switches;
    }

    @Override
    public CommandName name() {
        return new CommandName("Move", "VMSwitchExtension");
    }

    @Override
    public String summary() {
        return "Moves an enabled extension of a switch up or down among those of its type.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final long places = Stream.of(given.before().isPresent(), given.after().isPresent(), given.first(),
                given.last()).filter(asked -> asked).count();
        if (places != 1) {
            throw new RefusedException("found " + (places == 0 ? "no place" : places + " places")
                    + " for the extension " + SchemaException.describe(given.name())
                    + ", expected one of -Before, -After, -First, -Last");
        }
        final PlacedSwitch placed = Switches.find(before, given.vmSwitchName());
        Switches.refuseDisabled(placed, given.name());
        final List<String> ids = new ArrayList<>(placed.spec().extensions());
        ids.remove(given.name());
        final List<String> same = ids.stream().filter(id -> isOneType(id, given.name())).toList();
        final Optional<String> other = given.before().or(given::after);
        if (other.isPresent()) {
            refuse(other.get(), given.name(), placed);
        }
        if (same.isEmpty()) {
            return before;
        }
        final boolean above = given.before().isPresent() || given.first();
        final int at = ids.indexOf(other.orElse(above ? same.getFirst() : same.getLast()));
        ids.add(above ? at : at + 1, given.name());
        return Switches.replace(before, placed, Optional.of(placed.spec().withExtensions(ids)));
    }

    private void refuse(String other, String moved, PlacedSwitch on) throws RefusedException {
        Switches.refuseDisabled(on, other);
        if (other.equals(moved)) {
            throw new RefusedException("found the extension " + SchemaException.describe(moved)
                    + " beside itself, expected another one of its type");
        }
        if (!isOneType(other, moved)) {
            throw new RefusedException("found " + SchemaException.describe(other) + ", a "
                    + Schema.word(kind(other).orElseThrow()) + " extension, expected a "
                    + Schema.word(kind(moved).orElseThrow()) + " one as " + SchemaException.describe(moved)
                    + " is, since an extension moves only within its type");
        }
    }

    private boolean isOneType(String one, String other) {
        return kind(one).isEmpty() || kind(other).isEmpty() || kind(one).equals(kind(other));
    }

    private Optional<ExtensionKind> kind(String id) {
        return switches.extensions().stream().filter(each -> each.id().equals(id)).findFirst()
                .map(ExtensionStatus::kind);
    }
}
