package org.signalbox.fabric;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.signalbox.command.Change;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.CommandText;
import org.signalbox.command.Commands;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Invocation;
import org.signalbox.command.JournalEntry;
import org.signalbox.command.Operation;
import org.signalbox.command.Query;
import org.signalbox.command.RefusedException;
import org.signalbox.command.Result;
import org.signalbox.fabric.document.Complaints;
import org.signalbox.fabric.document.DocumentSource;
import org.signalbox.fabric.document.DocumentText;
import org.signalbox.fabric.document.NamedComplaints;
import org.signalbox.fabric.extension.Extensions;
import org.signalbox.fabric.extension.Provision;
import org.signalbox.fabric.journal.History;
import org.signalbox.fabric.journal.JournalFile;
import org.signalbox.schema.SchemaException;
import org.signalbox.schema.TreePatch;
import org.signalbox.vswitch.VirtualSwitches;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live fabric: the document that the engine runs, and the commands that change it, one at a time. Readers see the
 * last whole state and wait for nobody.
 */
final class LiveFabric implements Commands {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFabric.class);

    private final VirtualSwitches switches;
    private final Extensions extensions;
    private final Admission admission;
    private final JournalFile journal;
    private final Clock clock;
    private final List<LiveWatch> watches;
    private final Map<CommandName, Command<?>> commands = new ConcurrentHashMap<>();
    private final ReentrantLock writer = new ReentrantLock();
    private volatile LiveState state;

    /** Takes up the document that the journal leads to, as far as it can be run. */
    LiveFabric(VirtualSwitches switches, Extensions extensions, Supplier<Set<String>> attachmentKinds,
            JournalFile journal, Clock clock, List<LiveWatch> watches) {
        this.switches = switches;
        this.extensions = extensions;
        this.admission = new Admission(switches, extensions, attachmentKinds);
        this.journal = journal;
        this.clock = clock;
        this.watches = List.copyOf(watches);
        this.state = restored(new History(journal.entries()));
        BuiltIns.all(this, switches, extensions).forEach(this::addCommand);
    }

    /** Lets go of the journal. */
    void close() throws IOException {
        journal.close();
    }

    private LiveState restored(History history) {
        FabricDocument document = FabricDocument.EMPTY;
        final List<String> warnings = new ArrayList<>();
        try (Provision provision = extensions.provision()) {
            final Object tree = history.sum().apply(DocumentText.tree(document));
            document = DocumentText.document(tree);
            watch(document);
            for (String id : Admission.enabled(document)) {
                provision.provide(id, document.trust());
            }
            warnings.addAll(admitted(document, provision, new NamedComplaints(tree)));
            switches.apply(Admission.liveSpecs(document));
            provision.keep();
        } catch (IllegalArgumentException | RefusedException refused) {
            LOG.warn("The fabric of the journal cannot be run as it is: {}", refused.getMessage());
            warnings.add("the fabric of the journal is not running: " + refused.getMessage());
        } catch (RuntimeException | LinkageError fault) {
            LOG.error("The fabric of the journal cannot be run", fault);
            warnings.add("the fabric of the journal is not running: " + fault);
        }
        final long revision = history.entries().isEmpty() ? 0 : history.entries().getLast().revision();
        return LiveState.of(document, revision, List.copyOf(warnings), history);
    }

    private void watch(FabricDocument live) {
        watches.forEach(watch -> watch.live(live));
    }

    /** What ran before the restart is tried even if it would be refused now: an extension may be another since. */
    private List<String> admitted(FabricDocument document, Provision provision, Complaints complaints) {
        try {
            return admission.admit(document, Admission.enabled(document), provision, complaints);
        } catch (RefusedException refused) {
            return List.of(refused.getMessage());
        }
    }

    void addCommand(Command<?> command) {
        if (commands.putIfAbsent(command.name(), command) != null) {
            LOG.warn("A second command {} is left out: {}", command.name(), command);
        }
    }

    void removeCommand(Command<?> command) {
        commands.remove(command.name(), command);
    }

    History history() {
        return state.history();
    }

    @Override
    public List<Command<?>> commands() {
        final List<Command<?>> all = new ArrayList<>(commands.values());
        all.sort(Comparator.comparing(command -> command.name().toString()));
        return List.copyOf(all);
    }

    @Override
    public Optional<Command<?>> find(CommandName name) {
        return Optional.ofNullable(commands.get(name));
    }

    @Override
    public FabricDocument document() {
        return state.document();
    }

    @Override
    public long revision() {
        return state.revision();
    }

    @Override
    public List<JournalEntry> journal() {
        return state.history().entries();
    }

    @Override
    public List<String> warnings() {
        return Stream.concat(state.warnings().stream(), watches.stream().flatMap(watch -> watch.warnings().stream()))
                .toList();
    }

    @Override
    public Optional<JournalEntry> undoable() {
        return state.history().undoable();
    }

    @Override
    public Optional<JournalEntry> redoable() {
        return state.history().redoable();
    }

    @Override
    public Result run(Invocation invocation) throws RefusedException {
        final Command<?> command = find(invocation.name()).orElseThrow(() -> new RefusedException(
                "found no command " + invocation.name() + ", expected one that Get-Command lists"));
        try {
            return run(command, invocation);
        } catch (RuntimeException fault) {
            LOG.error("The command {} failed", invocation.name(), fault);
            throw new RefusedException(invocation.name() + ": found a fault in the command (" + fault
                    + "), expected it to run", fault);
        }
    }

    private <P extends Record> Result run(Command<P> command, Invocation invocation) throws RefusedException {
        final P parameters = Arguments.bind(command, invocation.parameters());
        return switch (command) {
            case Query<P> query -> new Result(query.query(state.document(), parameters), Optional.empty(),
                    Optional.empty(), List.of());
            case Operation<P> operation -> operate(operation, parameters, invocation);
            case Change<P> change -> change(change, parameters, invocation);
        };
    }

    private <P extends Record> Result operate(Operation<P> operation, P parameters, Invocation invocation)
            throws RefusedException {
        if (invocation.whatIf()) {
            return new Result(List.of(), Optional.empty(), Optional.empty(), List.of(operation.whatIf(parameters)));
        }
        final List<? extends Record> objects = operation.execute(parameters);
        writer.lock();
        try {
            final JournalEntry entry = entry(invocation.who(), state.revision(),
                    CommandText.print(operation, parameters), Optional.empty(), Optional.empty(), Optional.empty());
            append(entry);
            final LiveState now = state;
            state = new LiveState(now.document(), now.tree(), now.revision(), now.warnings(),
                    now.history().with(entry));
            watches.forEach(LiveWatch::operated);
            return new Result(objects, Optional.empty(), Optional.of(entry), List.of());
        } finally {
            writer.unlock();
        }
    }

    private <P extends Record> Result change(Change<P> change, P parameters, Invocation invocation)
            throws RefusedException {
        writer.lock();
        try (Provision provision = extensions.provision()) {
            final LiveState before = state;
            final Planned asked = plan(change, parameters, before);
            // an extension that only comes by this has a say in its place
            final Planned planned = admission.provide(asked.after(), asked.known(), provision, asked.complaints())
                    ? plan(change, parameters, before) : asked;
            for (LiveWatch watch : watches) {
                watch.check(planned.after());
            }
            final Map<String, Object> tree = DocumentText.tree(planned.after());
            final List<String> warnings =
                    admission.admit(planned.after(), planned.known(), provision, planned.complaints());
            final TreePatch patch = TreePatch.diff(before.tree(), tree);
            if (invocation.whatIf()) {
                return new Result(List.of(), Optional.of(patch), Optional.empty(), whatIf(patch, warnings));
            }
            provision.keep();
            if (patch.isEmpty()) {
                return new Result(List.of(), Optional.of(patch), Optional.empty(), warnings);
            }
            final JournalEntry entry = entry(invocation.who(), before.revision() + 1,
                    CommandText.print(change, parameters), Optional.of(patch), planned.undoes(), planned.redoes());
            makeLive(before.document(), planned.after(), entry);
            watch(planned.after());
            // other trust may have stopped or started extensions that the warnings are about
            final List<String> now = planned.after().trust().equals(before.document().trust()) ? warnings
                    : admission.warnings(planned.after(), planned.complaints());
            state = new LiveState(planned.after(), tree, entry.revision(), now, before.history().with(entry));
            return new Result(List.of(), Optional.of(patch), Optional.of(entry), now);
        } finally {
            writer.unlock();
        }
    }

    /**
     * What a change comes to before anything is asked of the engine.
     *
     * @param known extensions that may be absent
     */
    private record Planned(FabricDocument after, Set<String> known, Complaints complaints, Optional<Long> undoes,
            Optional<Long> redoes) {
    }

    private static <P extends Record> Planned plan(Change<P> change, P parameters, LiveState before)
            throws RefusedException {
        if (change instanceof SourcedChange<P> sourced) {
            final DocumentSource source = sourced.source(parameters);
            return new Planned(source.document(), Set.of(), source, Optional.empty(), Optional.empty());
        }
        final Optional<Long> reversed = change instanceof Reversal reversal
                && parameters instanceof Reversal.Parameters what
                ? Optional.of(reversal.target(what).number()) : Optional.empty();
        final FabricDocument after = sane(plan(change, parameters, before.document()));
        return new Planned(after, Admission.enabled(before.document()), new NamedComplaints(DocumentText.tree(after)),
                reversed.filter(_ -> change instanceof UndoChange), reversed.filter(_ -> change instanceof RedoChange));
    }

    /** A record that refuses what it is made of refuses what the user gave. */
    private static <P extends Record> FabricDocument plan(Change<P> change, P parameters, FabricDocument before)
            throws RefusedException {
        try {
            return change.plan(before, parameters);
        } catch (IllegalArgumentException nonsense) {
            throw new RefusedException(change.name() + ": " + nonsense.getMessage(), nonsense);
        }
    }

    /** The document as its text would be read, so that a command can no more make nonsense than a file can. */
    private static FabricDocument sane(FabricDocument document) throws RefusedException {
        final Map<String, Object> tree = DocumentText.tree(document);
        try {
            return DocumentText.document(tree);
        } catch (SchemaException nonsense) {
            throw new NamedComplaints(tree).refusal(nonsense);
        }
    }

    private void makeLive(FabricDocument before, FabricDocument after, JournalEntry entry) throws RefusedException {
        try {
            switches.apply(Admission.liveSpecs(after));
        } catch (IllegalArgumentException refused) { // an extension came between the check and now
            throw new RefusedException(refused.getMessage(), refused);
        }
        try {
            append(entry);
        } catch (RefusedException notWritten) {
            switches.apply(Admission.liveSpecs(before));
            throw notWritten;
        }
    }

    private void append(JournalEntry entry) throws RefusedException {
        try {
            journal.append(entry);
        } catch (IOException fault) {
            throw new RefusedException("found that the journal cannot be written (" + fault.getMessage()
                    + "), expected room for another entry", fault);
        }
    }

    private JournalEntry entry(String who, long revision, String command, Optional<TreePatch> patch,
            Optional<Long> undoes, Optional<Long> redoes) {
        return new JournalEntry(state.history().entries().size() + 1L, clock.instant(), who, revision, command, patch,
                undoes, redoes);
    }

    private static List<String> whatIf(TreePatch patch, List<String> warnings) {
        final List<String> messages = new ArrayList<>();
        patch.changes().forEach(change -> messages.add("would change " + change));
        if (patch.isEmpty()) {
            messages.add("would change nothing");
        }
        messages.addAll(warnings);
        return messages;
    }
}
