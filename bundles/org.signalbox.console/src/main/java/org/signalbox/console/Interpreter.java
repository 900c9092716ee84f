package org.signalbox.console;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.signalbox.command.Invocation;
import org.signalbox.command.RefusedException;
import org.signalbox.command.Result;
import org.signalbox.console.language.Evaluator;
import org.signalbox.console.language.Item;
import org.signalbox.console.language.Statement;
import org.signalbox.console.language.Values;

/** One user's session: runs statements and keeps variables. One thread at a time. */
final class Interpreter implements Evaluator.Scope {
    private final Cmdlets cmdlets;
    private final String who;
    private final Evaluator evaluator = new Evaluator(this);
    private final Map<String, Object> variables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<String> notes = new ArrayList<>();
    /** Warnings that were shown: what does not change is said once. */
    private final Set<String> warned = new HashSet<>();
    private int changes;
    private long revision;
    private int width;

    Interpreter(Cmdlets cmdlets, String who) {
        this.cmdlets = cmdlets;
        this.who = who;
    }

    Cmdlets cmdlets() {
        return cmdlets;
    }

    Set<String> variables() {
        return variables.keySet();
    }

    /** Columns of the screen, 0 when there is none. */
    int width() {
        return width;
    }

    void width(int columns) {
        width = columns;
    }

    /**
     * Runs a statement and gives what it prints, each line ended.
     *
     * @throws RefusedException with one sentence; what the statement did before stays done, and the sentence says so
     */
    String execute(Statement statement) throws RefusedException {
        notes.clear();
        changes = 0;
        final Flow flow;
        try {
            flow = flow(statement);
        } catch (final RefusedException refused) {
            throw changes == 0 ? refused : new RefusedException(refused.getMessage() + "; before that "
                    + (changes == 1 ? "one change was" : changes + " changes were") + " made", refused);
        }
        final StringBuilder text = new StringBuilder();
        if (statement.variable().isPresent()) {
            variables.put(statement.variable().get(), value(flow));
        } else {
            text.append(switch (flow) {
                case Flow.Text shown -> shown.text();
                case Flow.Objects objects -> Layout.any(objects.values(), width);
            });
        }
        return text.append(remarks()).toString();
    }

    /** What is to be said beside the answer: notes, and which revision the changes led to. */
    String remarks() {
        final StringBuilder text = new StringBuilder();
        notes.forEach(note -> text.append(note).append('\n'));
        if (changes > 0) {
            text.append("Done: ").append(changes == 1 ? "" : changes + " changes, ").append("revision ").append(revision)
                    .append(".\n");
        }
        return text.toString();
    }

    @Override
    public Object variable(String name) throws RefusedException {
        if (variables.containsKey(name)) {
            return variables.get(name);
        }
        throw new RefusedException(name.equals("_") ? "found $_ outside of a block, expected it within { }"
                : "found no variable $" + name + ", expected one that was given a value, as in $" + name
                        + " = Get-VMSwitch");
    }

    @Override
    public Object run(Statement statement) throws RefusedException {
        return value(flow(statement));
    }

    private static Object value(Flow flow) {
        return switch (flow) {
            case Flow.Text shown -> shown.text().strip();
            case Flow.Objects objects -> objects.values().size() == 1 ? objects.values().getFirst() : objects.values();
        };
    }

    private Flow flow(Statement statement) throws RefusedException {
        Optional<List<Object>> input = Optional.empty();
        Flow output = null;
        for (final Statement.Stage stage : statement.stages()) {
            if (output instanceof Flow.Text) {
                throw new RefusedException("found a pipe behind text, expected objects: what prints, such as Format-Table,"
                        + " stands last");
            }
            output = switch (stage) {
                case Statement.Value value -> new Flow.Objects(switch (evaluator.value(value.expression())) {
                    case null -> List.of();
                    case List<?> list -> List.copyOf(list);
                    case Object object -> List.of(object);
                });
                case Statement.Call call -> call(cmdlets.find(call.name()), given(call.arguments()), input);
            };
            input = output instanceof Flow.Objects objects ? Optional.of(objects.values()) : Optional.empty();
        }
        return output;
    }

    private List<Binder.Given> given(List<Statement.Argument> arguments) throws RefusedException {
        final List<Binder.Given> given = new ArrayList<>();
        for (final Statement.Argument argument : arguments) {
            given.add(switch (argument) {
                case Statement.Positional positional -> Binder.Given.value(evaluator.argument(positional.value()));
                case Statement.Named named -> new Binder.Given(Optional.of(named.name()), named.attached().isPresent()
                        ? Optional.ofNullable(evaluator.argument(named.attached().get())) : Optional.empty());
            });
        }
        return given;
    }

    /** Runs a cmdlet, once for each object that comes through the pipe if there is one before it. */
    Flow call(Cmdlet cmdlet, List<Binder.Given> arguments, Optional<List<Object>> input) throws RefusedException {
        if (cmdlet.isDynamic() && input.isPresent()) {
            return each(cmdlet, arguments, input.get());
        }
        final Cmdlet whole = whole(cmdlet, arguments, Optional.empty());
        final Binder binder = new Binder(whole);
        final Binder.Bound bound = binder.bind(arguments);
        if (bound.help()) {
            return new Flow.Text(Help.text(whole));
        }
        return switch (cmdlet.action()) {
            case Builtin builtin -> builtin.run(input.orElse(List.of()), binder.complete(bound, Optional.empty()), this);
            case Cmdlet.Runs _ when input.isEmpty() ->
                new Flow.Objects(run(cmdlet, binder, bound, Optional.empty()));
            case Cmdlet.Runs _ -> {
                final List<Object> answers = new ArrayList<>();
                for (final Object object : input.get()) {
                    answers.addAll(run(cmdlet, binder, bound, Optional.of(item(cmdlet, object))));
                }
                yield new Flow.Objects(answers);
            }
        };
    }

    /** What comes through the pipe may decide which parameters there are. */
    private Flow each(Cmdlet cmdlet, List<Binder.Given> arguments, List<Object> input) throws RefusedException {
        final List<Object> answers = new ArrayList<>();
        for (final Object object : input) {
            final Optional<Item> item = Optional.of(item(cmdlet, object));
            final Cmdlet whole = whole(cmdlet, arguments, item);
            final Binder binder = new Binder(whole);
            final Binder.Bound bound = binder.bind(arguments);
            if (bound.help()) {
                return new Flow.Text(Help.text(whole));
            }
            answers.addAll(run(cmdlet, binder, bound, item));
        }
        return new Flow.Objects(answers);
    }

    private static Cmdlet whole(Cmdlet cmdlet, List<Binder.Given> arguments, Optional<Item> item) {
        return cmdlet.isDynamic() ? cmdlet.given(new Binder(cmdlet).known(arguments, item)) : cmdlet;
    }

    private static Item item(Cmdlet cmdlet, Object object) throws RefusedException {
        if (object instanceof Item item) {
            return item;
        }
        throw new RefusedException(cmdlet.name() + ": found '" + Values.text(object)
                + "' in the pipe, expected an object such as a command gives");
    }

    private List<Object> run(Cmdlet cmdlet, Binder binder, Binder.Bound bound, Optional<Item> item)
            throws RefusedException {
        final Map<String, Object> values = binder.complete(bound, item);
        final Result result = cmdlets.commands().run(new Invocation(cmdlet.name(), values, who, bound.whatIf()));
        if (bound.whatIf()) {
            result.messages().forEach(message -> notes.add("What if: " + message));
        } else {
            result.messages().stream().filter(warned::add).forEach(message -> notes.add("Warning: " + message));
            result.entry().filter(entry -> entry.patch().isPresent()).ifPresent(entry -> {
                changes++;
                revision = entry.revision();
            });
        }
        return result.objects().stream().<Object>map(record -> Item.of(cmdlet.name().noun(), record)).toList();
    }
}
