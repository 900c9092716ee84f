package org.signalbox.console;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.signalbox.command.CommandText;
import org.signalbox.command.Invocation;
import org.signalbox.command.Parameter;
import org.signalbox.command.Query;
import org.signalbox.command.RefusedException;
import org.signalbox.console.language.Comparison;
import org.signalbox.console.language.Cursor;
import org.signalbox.console.language.Item;
import org.signalbox.console.language.Parser;
import org.signalbox.console.language.Statement;
import org.signalbox.console.language.SyntaxException;
import org.signalbox.console.language.Values;

/** What could stand at the cursor. It asks queries for names and properties, and changes nothing. */
final class Completion {
    private static final String PATH = "path";
    private static final int FILES = 500;

    private final Interpreter session;

    Completion(Interpreter session) {
        this.session = session;
    }

    /** Whole words for the place, sorted without regard to case. */
    List<String> at(Cursor cursor) {
        final TreeSet<String> words = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (final String word : candidates(cursor)) {
            if (Binder.startsWith(word, cursor.prefix())
                    || word.startsWith("'") && Binder.startsWith(word.substring(1), cursor.prefix())) {
                words.add(word);
            }
        }
        return List.copyOf(words);
    }

    private List<String> candidates(Cursor cursor) {
        try {
            if (cursor.prefix().startsWith("$")) {
                return variables(cursor);
            }
            if (cursor.block()) {
                return cursor.prefix().startsWith("-")
                        ? Comparison.OPERATORS.stream().map(operator -> "-" + operator).toList() : List.of();
            }
            if (cursor.words().isEmpty()) {
                return session.cmdlets().all().stream().map(cmdlet -> cmdlet.name().toString()).toList();
            }
            return arguments(session.cmdlets().find(cursor.words().getFirst()), cursor);
        } catch (final RefusedException | SyntaxException nothingToOffer) {
            return List.of();
        }
    }

    private List<String> variables(Cursor cursor) throws RefusedException, SyntaxException {
        final String prefix = cursor.prefix();
        final int dot = prefix.lastIndexOf('.');
        final List<String> words = new ArrayList<>();
        if (dot > 0) {
            final String variable = prefix.substring(0, dot);
            final Object value = variable.equals("$_") ? upstream(cursor) : session.variable(variable.substring(1));
            properties(value).forEach(property -> words.add(variable + "." + property));
        } else {
            session.variables().forEach(name -> words.add("$" + name));
            words.addAll(List.of("$true", "$false", "$null"));
            if (cursor.block()) {
                words.add("$_");
            }
        }
        return words;
    }

    private static List<String> properties(Object value) {
        final Object first = value instanceof List<?> list && !list.isEmpty() ? list.getFirst() : value;
        return first instanceof Item item ? item.properties().keySet().stream().map(Parameter::typed).toList() : List.of();
    }

    /** What the stages before this one give, if they only ask. */
    private Object upstream(Cursor cursor) throws RefusedException, SyntaxException {
        final List<Statement> statements = Parser.parse(cursor.upstream());
        if (statements.size() != 1) {
            return List.of();
        }
        for (final Statement.Stage stage : statements.getFirst().stages()) {
            if (stage instanceof Statement.Call call && session.cmdlets().find(call.name()).action()
                    instanceof Cmdlet.Runs runs && !(runs.command() instanceof Query<?>)) {
                return List.of();
            }
        }
        return session.run(statements.getFirst());
    }

    private List<String> arguments(Cmdlet typed, Cursor cursor) throws RefusedException, SyntaxException {
        final Map<String, String> given = new LinkedHashMap<>();
        final List<String> positional = new ArrayList<>();
        final Cmdlet cmdlet = whole(typed, cursor);
        final Optional<Parameter> open = scan(cmdlet, cursor, given, positional);
        if (open.isPresent()) {
            return values(cmdlet, open.get(), given, cursor);
        }
        final List<Parameter> places = place(cmdlet, given, positional);
        final List<String> words = new ArrayList<>();
        if (!cursor.prefix().startsWith("-") && positional.size() < places.size()) {
            words.addAll(values(cmdlet, places.get(positional.size()), given, cursor));
        }
        if (words.isEmpty() || cursor.prefix().startsWith("-")) {
            cmdlet.all().stream().filter(parameter -> !given.containsKey(parameter.key()))
                    .forEach(parameter -> words.add("-" + parameter.name()));
            if (cmdlet.takesWhatIf()) {
                words.add("-WhatIf");
            }
        }
        return words;
    }

    /** The cmdlet with the dynamic parameters that it has because of what stands before the cursor. */
    private static Cmdlet whole(Cmdlet cmdlet, Cursor cursor) {
        final Map<String, String> given = new LinkedHashMap<>();
        final List<String> positional = new ArrayList<>();
        scan(cmdlet, cursor, given, positional);
        place(cmdlet, given, positional);
        return cmdlet.given(given);
    }

    /**
     * Reads what is typed before the cursor.
     *
     * @param given      takes the words of parameters by key, empty for a name alone
     * @param positional takes words without a name
     * @return the parameter whose value the cursor is at
     */
    private static Optional<Parameter> scan(Cmdlet cmdlet, Cursor cursor, Map<String, String> given,
            List<String> positional) {
        Optional<Parameter> open = Optional.empty();
        for (final String word : cursor.words().subList(1, cursor.words().size())) {
            if (word.matches("-[A-Za-z].*")) {
                open = parameter(cmdlet, word.substring(1));
                open.ifPresent(parameter -> given.put(parameter.key(), ""));
                open = open.filter(parameter -> !parameter.isSwitch());
            } else if (open.isPresent()) {
                given.put(open.get().key(), word);
                open = Optional.empty();
            } else {
                positional.add(word);
            }
        }
        return open;
    }

    /** Gives words without a name to the parameters with a position that are free, which it gives back. */
    private static List<Parameter> place(Cmdlet cmdlet, Map<String, String> given, List<String> positional) {
        final List<Parameter> places = cmdlet.parameters().stream()
                .filter(parameter -> !parameter.isSwitch() && !given.containsKey(parameter.key())).toList();
        for (int i = 0; i < Math.min(places.size(), positional.size()); i++) {
            given.put(places.get(i).key(), positional.get(i));
        }
        return places;
    }

    private static Optional<Parameter> parameter(Cmdlet cmdlet, String typed) {
        return cmdlet.all().stream()
                .filter(each -> Binder.canonical(each.name()).equals(Binder.canonical(typed)))
                .findFirst().or(() -> cmdlet.all().stream()
                        .filter(each -> Binder.startsWith(each.name(), typed)).findFirst());
    }

    private List<String> values(Cmdlet cmdlet, Parameter parameter, Map<String, String> given, Cursor cursor)
            throws RefusedException, SyntaxException {
        final int comma = cursor.prefix().lastIndexOf(',');
        final String before = parameter.element().isPresent() ? cursor.prefix().substring(0, comma + 1) : "";
        return single(cmdlet, parameter, given, cursor).stream().map(word -> before + word).toList();
    }

    private List<String> single(Cmdlet cmdlet, Parameter parameter, Map<String, String> given, Cursor cursor)
            throws RefusedException, SyntaxException {
        final Object type = parameter.element().orElse(parameter.type());
        if (type instanceof Class<?> plain && plain.isEnum()) {
            return Coercion.words(plain);
        }
        if (type == Boolean.class) {
            return List.of("$true", "$false");
        }
        if (parameter.key().equals(PATH)) {
            return files(cursor.prefix());
        }
        if (cmdlet.name().toString().equals("Get-Help")) {
            return session.cmdlets().all().stream().map(each -> each.name().toString()).toList();
        }
        if (cmdlet.action() instanceof Builtin) {
            return parameter.key().equals("property") || parameter.key().equals("filterScript")
                    ? properties(upstream(cursor)) : List.of();
        }
        return names(cmdlet, parameter, given);
    }

    /** Names of what there is: of switches for {@code -SwitchName}, of adapters for {@code -Name} of Set-VMNetworkAdapter. */
    private List<String> names(Cmdlet cmdlet, Parameter parameter, Map<String, String> given) throws RefusedException {
        final String wanted = Binder.canonical(parameter.name());
        final boolean own = wanted.equals("name");
        if (!wanted.endsWith("name") || own && List.of("New", "Add").contains(cmdlet.name().verb())) {
            return List.of();
        }
        final String noun = own ? Binder.canonical(cmdlet.name().noun()) : wanted.substring(0, wanted.length() - 4);
        final Optional<Query<?>> query = query(each -> isAbout(noun, each))
                .or(() -> query(each -> Binder.canonical(each).endsWith(noun)));
        if (query.isEmpty()) {
            return List.of();
        }
        final Map<String, Object> narrowed = new LinkedHashMap<>();
        for (final Parameter each : Parameter.of(query.get().parameters())) {
            given.forEach((key, value) -> {
                if (!value.isEmpty() && !Binder.canonical(key).equals("name")
                        && Binder.canonical(key).equals(Binder.canonical(each.key()))) {
                    narrowed.put(each.key(), Coercion.to(each.type(), value));
                }
            });
        }
        return session.cmdlets().commands()
                .run(new Invocation(query.get().name(), narrowed, "completion", false)).objects().stream()
                .map(row -> Item.of("", row).properties().get("name")).map(Values::text)
                .filter(name -> !name.isEmpty()).map(CommandText::quote).distinct().toList();
    }

    /** The first {@code Get} whose noun is such. */
    private Optional<Query<?>> query(Predicate<String> noun) {
        return session.cmdlets().commands().commands().stream()
                .filter(command -> command.name().verb().equalsIgnoreCase("Get") && noun.test(command.name().noun()))
                .<Query<?>>mapMulti((command, sink) -> {
                    if (command instanceof Query<?> asked) {
                        sink.accept(asked);
                    }
                }).findFirst();
    }

    /** Whether the name is one of what the noun stands for: {@code -ExitVMNetworkAdapterName} is an adapter's. */
    private static boolean isAbout(String wanted, String noun) {
        return Binder.canonical(noun).equals(wanted) || wanted.endsWith(noun.toLowerCase(Locale.ROOT));
    }

    private static List<String> files(String prefix) {
        final int slash = prefix.lastIndexOf('/');
        final String folder = prefix.substring(0, slash + 1);
        final List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(folder.isEmpty() ? "." : folder))) {
            for (final Path entry : entries) {
                if (files.size() < FILES) {
                    files.add(CommandText.quote(folder + entry.getFileName() + (Files.isDirectory(entry) ? "/" : "")));
                }
            }
        } catch (final IOException | InvalidPathException unreadable) {
            return List.of();
        }
        return files;
    }
}
