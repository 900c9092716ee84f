package org.signalbox.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.signalbox.command.CommandName;
import org.signalbox.command.Parameter;
import org.signalbox.command.RefusedException;
import org.signalbox.console.language.Comparison;
import org.signalbox.console.language.Evaluator;
import org.signalbox.console.language.Expression;
import org.signalbox.console.language.Item;
import org.signalbox.console.language.Values;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;

/**
 * The language's own cmdlets, which sieve, sort, count and print what flows through a pipe. Names and parameters are
 * PowerShell's (Microsoft, "Microsoft.PowerShell.Core" and "Microsoft.PowerShell.Utility").
 */
final class Builtins {
    static final List<Cmdlet> ALL = List.of(
            cmdlet("Get-Command", List.of("gcm"), "Lists the commands.", GetCommand.class, Builtins::getCommand),
            cmdlet("Get-Help", List.of("help", "man"), "Says what a command does and what it takes.", GetHelp.class,
                    Builtins::getHelp),
            cmdlet("Where-Object", List.of("?", "where"), "Lets only some objects through.", WhereObject.class,
                    Builtins::whereObject),
            cmdlet("Select-Object", List.of("select"), "Keeps only some properties, or some of the objects.",
                    SelectObject.class, Builtins::selectObject),
            cmdlet("Sort-Object", List.of("sort"), "Sorts objects by their properties.", SortObject.class,
                    Builtins::sortObject),
            cmdlet("Measure-Object", List.of("measure"), "Counts objects, and sums up a property.", MeasureObject.class,
                    Builtins::measureObject),
            cmdlet("Format-Table", List.of("ft"), "Prints objects as a table.", Format.class, (input, given, session) ->
                    new Flow.Text(Layout.any(columns(input, given), session.width()))),
            cmdlet("Format-List", List.of("fl"), "Prints objects as a list, a line for each property.", Format.class,
                    (input, given, _) -> new Flow.Text(Layout.list(items(columns(input, given))))),
            cmdlet("ConvertTo-Json", List.of(), "Prints objects as JSON.", ConvertToJson.class, (input, given, _) ->
                    new Flow.Text(Layout.json(input, given.containsKey("compress")))));

    record GetCommand(@Doc("Only commands whose names match, such as *VMSwitch*.") @Default("*") String name) {
    }

    record GetHelp(@Doc("The command to explain; without it, all are listed.") Optional<String> name,
            @Doc("As a page of Markdown; without a name, of all commands.") @Default("false") boolean markdown) {
    }

    record WhereObject(
            @Doc("A condition in braces, such as { $_.Drops -gt 0 }, a query, such as 'drops > 0 and name:web*', or a "
                    + "property's name.") Object filterScript,
            @Doc("The property equals this.") Optional<Object> eq,
            @Doc("The property differs from this.") Optional<Object> ne,
            @Doc("The property is greater than this.") Optional<Object> gt,
            @Doc("The property is this or greater.") Optional<Object> ge,
            @Doc("The property is less than this.") Optional<Object> lt,
            @Doc("The property is this or less.") Optional<Object> le,
            @Doc("The property matches this wildcard pattern, such as web*.") Optional<Object> like,
            @Doc("The property does not match this wildcard pattern.") Optional<Object> notLike,
            @Doc("The property matches this regular expression.") Optional<Object> match,
            @Doc("The property does not match this regular expression.") Optional<Object> notMatch,
            @Doc("The property is a list that contains this.") Optional<Object> contains) {
    }

    record SelectObject(@Doc("Properties to keep, in this order.") List<String> property,
            @Doc("So many objects from the beginning.") @Range(min = 0, max = Integer.MAX_VALUE) Optional<Integer> first,
            @Doc("So many objects from the end.") @Range(min = 0, max = Integer.MAX_VALUE) Optional<Integer> last) {
    }

    record SortObject(@Doc("Properties to sort by, the first one first.") List<String> property,
            @Doc("The greatest first.") @Default("false") boolean descending) {
    }

    record MeasureObject(@Doc("A property whose values are numbers.") Optional<String> property) {
    }

    record Format(@Doc("Properties to print, in this order.") List<String> property) {
    }

    record ConvertToJson(@Doc("On one line.") @Default("false") boolean compress) {
    }

    private Builtins() {
    }

    private static Cmdlet cmdlet(String name, List<String> aliases, String summary, Class<? extends Record> parameters,
            Builtin action) {
        return new Cmdlet(CommandName.parse(name), aliases, summary, Parameter.of(parameters), action);
    }

    private static Flow getCommand(List<Object> input, Map<String, Object> given, Interpreter session)
            throws RefusedException {
        final List<Object> found = new ArrayList<>();
        for (final Cmdlet cmdlet : session.cmdlets().all()) {
            if (Comparison.test("like", cmdlet.name().toString(), given.getOrDefault("name", "*"))) {
                final Map<String, Object> row = new LinkedHashMap<>();
                row.put("name", cmdlet.name().toString());
                row.put("summary", cmdlet.summary());
                found.add(new Item("Command", row, Map.of()));
            }
        }
        return new Flow.Objects(found);
    }

    private static Flow getHelp(List<Object> input, Map<String, Object> given, Interpreter session)
            throws RefusedException {
        final boolean markdown = given.containsKey("markdown");
        if (given.get("name") instanceof String name) {
            final Cmdlet cmdlet = session.cmdlets().find(name);
            return new Flow.Text(markdown ? Help.markdown(cmdlet) : Help.text(cmdlet));
        }
        return markdown ? new Flow.Text(session.cmdlets().all().stream().map(Help::markdown)
                .collect(Collectors.joining("\n"))) : getCommand(input, Map.of(), session);
    }

    private static Flow whereObject(List<Object> input, Map<String, Object> given, Interpreter session)
            throws RefusedException {
        if (given.get("filterScript") instanceof String text && given.size() == 1 && ObjectQuery.isQuery(text)) {
            return new Flow.Objects(List.copyOf(ObjectQuery.filter(text, items(input))));
        }
        final List<Object> found = new ArrayList<>();
        for (final Object object : input) {
            if (given.get("filterScript") instanceof Expression.Block block
                    ? Evaluator.holds(block, object, session) : comparisonHolds(object, given)) {
                found.add(object);
            }
        }
        return new Flow.Objects(found);
    }

    private static boolean comparisonHolds(Object object, Map<String, Object> given) throws RefusedException {
        final Object value = property(object, Values.text(given.get("filterScript")));
        boolean holds = true;
        boolean compared = false;
        for (final Map.Entry<String, Object> entry : given.entrySet()) {
            final String operator = entry.getKey().toLowerCase(Locale.ROOT);
            if (Comparison.OPERATORS.contains(operator)) {
                holds &= Comparison.test(operator, value, entry.getValue());
                compared = true;
            }
        }
        return compared ? holds : Comparison.test("eq", value, true);
    }

    private static Object property(Object object, String name) throws RefusedException {
        if (object instanceof Item item) {
            return item.get(name);
        }
        throw new RefusedException("found '" + Values.text(object) + "', which has no property " + name
                + ", expected objects such as a command gives");
    }

    private static Flow selectObject(List<Object> input, Map<String, Object> given, Interpreter session)
            throws RefusedException {
        List<Object> chosen = input;
        if (given.get("first") instanceof Long first) {
            chosen = chosen.subList(0, Math.clamp(first, 0, chosen.size()));
        }
        if (given.get("last") instanceof Long last) {
            chosen = chosen.subList(chosen.size() - Math.clamp(last, 0, chosen.size()), chosen.size());
        }
        return new Flow.Objects(columns(chosen, given));
    }

    /** Objects with the properties asked for, all when none are. */
    private static List<Object> columns(List<Object> input, Map<String, Object> given) throws RefusedException {
        final List<String> wanted = names(given);
        if (wanted.isEmpty()) {
            return input;
        }
        final List<Object> columns = new ArrayList<>();
        for (final Item item : items(input)) {
            columns.add(item.select(wanted));
        }
        return columns;
    }

    private static List<String> names(Map<String, Object> given) {
        return given.get("property") instanceof List<?> names ? names.stream().map(Values::text).toList() : List.of();
    }

    private static List<Item> items(List<Object> values) throws RefusedException {
        final List<Item> items = new ArrayList<>();
        for (final Object value : values) {
            if (!(value instanceof Item item)) {
                throw new RefusedException("found '" + Values.text(value)
                        + "', expected objects such as a command gives");
            }
            items.add(item);
        }
        return items;
    }

    private static Flow sortObject(List<Object> input, Map<String, Object> given, Interpreter session)
            throws RefusedException {
        final List<String> properties = names(given);
        Comparator<Object> order = properties.isEmpty() ? Comparison.ORDER : (_, _) -> 0;
        for (final String property : properties) {
            for (final Object object : input) {
                property(object, property);
            }
            order = order.thenComparing(object -> valueOf(object, property), Comparison.ORDER);
        }
        final List<Object> sorted = new ArrayList<>(input);
        sorted.sort(given.containsKey("descending") ? order.reversed() : order);
        return new Flow.Objects(sorted);
    }

    private static Object valueOf(Object object, String property) {
        final Item item = (Item) object;
        return item.properties().get(item.key(property).orElseThrow());
    }

    private static Flow measureObject(List<Object> input, Map<String, Object> given, Interpreter session)
            throws RefusedException {
        final Map<String, Object> row = new LinkedHashMap<>();
        row.put("count", (long) input.size());
        if (given.get("property") instanceof String name) {
            final List<Number> numbers = new ArrayList<>();
            for (final Object object : input) {
                if (property(object, name) instanceof Object value) {
                    numbers.add(value instanceof Number number ? number : Values.number(Values.text(value))
                            .orElseThrow(() -> new RefusedException("found '" + Values.text(value) + "' as " + name
                                    + ", expected numbers")));
                }
            }
            final var statistics = numbers.stream().mapToDouble(Number::doubleValue).summaryStatistics();
            row.put("property", name);
            row.put("sum", statistics.getSum());
            row.put("average", numbers.isEmpty() ? null : (Object) statistics.getAverage());
            row.put("minimum", numbers.isEmpty() ? null : (Object) statistics.getMin());
            row.put("maximum", numbers.isEmpty() ? null : (Object) statistics.getMax());
        }
        return new Flow.Objects(List.of(new Item("Object", row, Map.of())));
    }
}
