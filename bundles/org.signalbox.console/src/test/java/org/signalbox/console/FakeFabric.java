package org.signalbox.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.CommandText;
import org.signalbox.command.Commands;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Invocation;
import org.signalbox.command.JournalEntry;
import org.signalbox.command.Query;
import org.signalbox.command.RefusedException;
import org.signalbox.command.Result;
import org.signalbox.command.Unit;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Pattern;
import org.signalbox.schema.Range;
import org.signalbox.schema.Schema;
import org.signalbox.schema.SchemaException;
import org.signalbox.schema.TreePatch;
import org.signalbox.vswitch.Names;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.VlanRange;

/**
 * A stand-in for the fabric's commands: switches and adapters in two maps, no engine, no document. It is here to test the
 * console's language; the real commands are tested within the framework.
 */
final class FakeFabric implements Commands {
    record NewSwitch(@Doc("Name of the switch.") @Pattern(value = Names.REGEX, means = Names.MEANS) String name,
            @Doc("Who may be connected.") @Default("private") SwitchType switchType) {
    }

    record SwitchName(@Doc("Name of the switch.") Optional<String> name) {
    }

    record NewAdapter(@Doc("Switch to connect to.") String switchName, @Doc("Name of the adapter.") String name,
            @Doc("Its address.") Optional<MacAddress> staticMacAddress,
            @Doc("VLANs.") @Default("[]") List<VlanRange> allowedVlanIdList,
            @Doc("How it is attached.") @Default("{}") Map<String, Object> attachment,
            @Doc("Frames without limit.") @Default("false") boolean unlimited) {
    }

    record AdapterName(@Doc("Switch of the adapter.") Optional<String> vmSwitchName,
            @Doc("Name of the adapter.") Optional<String> name) {
    }

    record SetAdapter(@Doc("Switch of the adapter.") String switchName, @Doc("Name of the adapter.") String name,
            @Doc("VLAN identifier.") @Range(min = 1, max = 4094) Optional<Integer> vlanId,
            @Doc("Whether other addresses may send.") Optional<Boolean> macAddressSpoofing) {
    }

    record SwitchRow(String name, SwitchType switchType, int ports, @Unit("frames") long drops) {
    }

    record AdapterRow(String switchName, String name, Optional<MacAddress> staticMacAddress, Optional<Integer> vlanId,
            @Unit("frames") long drops) {
    }

    final Map<String, SwitchRow> switches = new LinkedHashMap<>();
    final Map<String, AdapterRow> adapters = new LinkedHashMap<>();
    final List<JournalEntry> journal = new ArrayList<>();
    /** What every change warns of. */
    List<String> warnings = List.of();
    private final List<Command<?>> commands = List.of(
            change("New-VMSwitch", "Creates a switch.", NewSwitch.class),
            change("Remove-VMSwitch", "Removes a switch.", SwitchName.class),
            change("Add-VMNetworkAdapter", "Adds an adapter to a switch.", NewAdapter.class),
            change("Set-VMNetworkAdapter", "Changes an adapter.", SetAdapter.class),
            change("Undo-Fabric", "Takes the last change back.", None.class),
            query("Get-VMSwitch", "Lists switches.", SwitchName.class,
                    p -> switches.values().stream().filter(row -> p.name().map(row.name()::equals).orElse(true)).toList()),
            query("Get-VMNetworkAdapter", "Lists adapters.", AdapterName.class,
                    p -> adapters.values().stream().filter(row -> p.name().map(row.name()::equals).orElse(true)
                            && p.vmSwitchName().map(row.switchName()::equals).orElse(true)).toList()));

    record None() {
    }

    private static <P extends Record> Command<P> change(String name, String summary, Class<P> parameters) {
        return new Change<>() {
            @Override
            public FabricDocument plan(FabricDocument before, P parameters) {
                return before;
            }

            @Override
            public CommandName name() {
                return CommandName.parse(name);
            }

            @Override
            public String summary() {
                return summary;
            }

            @Override
            public Class<P> parameters() {
                return parameters;
            }
        };
    }

    private static <P extends Record> Command<P> query(String name, String summary, Class<P> parameters,
            java.util.function.Function<P, List<? extends Record>> answer) {
        return new Query<>() {
            @Override
            public List<? extends Record> query(FabricDocument document, P given) {
                return answer.apply(given);
            }

            @Override
            public CommandName name() {
                return CommandName.parse(name);
            }

            @Override
            public String summary() {
                return summary;
            }

            @Override
            public Class<P> parameters() {
                return parameters;
            }
        };
    }

    @Override
    public List<Command<?>> commands() {
        return commands;
    }

    @Override
    public Optional<Command<?>> find(CommandName name) {
        return commands.stream().filter(command -> command.name().equals(name)).findFirst();
    }

    @Override
    public Result run(Invocation invocation) throws RefusedException {
        return run(find(invocation.name()).orElseThrow(), invocation);
    }

    private <P extends Record> Result run(Command<P> command, Invocation invocation) throws RefusedException {
        final P parameters;
        try {
            parameters = Schema.of(command.parameters()).bind(invocation.parameters());
        } catch (final SchemaException nonsense) {
            throw new RefusedException(command.name() + " " + nonsense.getMessage(), nonsense);
        }
        if (command instanceof Query<P> query) {
            return new Result(query.query(FabricDocument.EMPTY, parameters), Optional.empty(), Optional.empty(), List.of());
        }
        final TreePatch patch = TreePatch.diff(Map.of(), Map.of("did", command.name().toString()));
        if (invocation.whatIf()) {
            return new Result(List.of(), Optional.of(patch), Optional.empty(), List.of("would change something"));
        }
        change(parameters);
        final JournalEntry entry = new JournalEntry(journal.size() + 1, Instant.EPOCH, invocation.who(),
                journal.size() + 1, CommandText.print(command, parameters), Optional.of(patch), Optional.empty(),
                Optional.empty());
        journal.add(entry);
        return new Result(List.of(), Optional.of(patch), Optional.of(entry), warnings);
    }

    private void change(Record parameters) throws RefusedException {
        switch (parameters) {
            case NewSwitch p when switches.containsKey(p.name()) ->
                throw new RefusedException("found a switch named '" + p.name() + "', expected another name");
            case NewSwitch p -> switches.put(p.name(), new SwitchRow(p.name(), p.switchType(), 0, 0));
            case SwitchName p -> switches.remove(p.name().orElseThrow());
            case NewAdapter p when !switches.containsKey(p.switchName()) ->
                throw new RefusedException("found no switch '" + p.switchName() + "', expected one that exists");
            case NewAdapter p -> adapters.put(p.switchName() + "/" + p.name(),
                    new AdapterRow(p.switchName(), p.name(), p.staticMacAddress(), Optional.empty(), 0));
            case SetAdapter p -> adapters.computeIfPresent(p.switchName() + "/" + p.name(), (_, row) ->
                    new AdapterRow(row.switchName(), row.name(), row.staticMacAddress(), p.vlanId(), row.drops()));
            default -> switches.clear();
        }
    }

    @Override
    public FabricDocument document() {
        return FabricDocument.EMPTY;
    }

    @Override
    public long revision() {
        return journal.size();
    }

    @Override
    public List<JournalEntry> journal() {
        return List.copyOf(journal);
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public Optional<JournalEntry> undoable() {
        return Optional.empty();
    }

    @Override
    public Optional<JournalEntry> redoable() {
        return Optional.empty();
    }
}
