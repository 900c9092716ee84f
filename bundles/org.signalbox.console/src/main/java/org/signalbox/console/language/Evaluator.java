package org.signalbox.console.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.signalbox.command.RefusedException;

/** Finds the value of an expression. */
public final class Evaluator {
    /** What an expression may refer to. */
    public interface Scope {
        /** @param name without the dollar sign; {@code _} is the object at hand */
        Object variable(String name) throws RefusedException;

        /** Runs what stands in brackets: its one object, or the list of them. */
        Object run(Statement statement) throws RefusedException;
    }

    private final Scope scope;

    public Evaluator(Scope scope) {
        this.scope = scope;
    }

    /** A value for a parameter: words stay {@link Expression.Word}s and blocks blocks, for the parameter to decide. */
    public Object argument(Expression expression) throws RefusedException {
        return switch (expression) {
            case Expression.Word word -> word;
            case Expression.Block block -> block;
            case Expression.Elements elements -> {
                final List<Object> values = new ArrayList<>();
                for (final Expression element : elements.elements()) {
                    values.add(argument(element));
                }
                yield values;
            }
            default -> value(expression);
        };
    }

    /** A value as it stands. */
    public Object value(Expression expression) throws RefusedException {
        return switch (expression) {
            case Expression.Word word -> Values.literal(word.text());
            case Expression.Literal literal -> literal.text();
            case Expression.Template template -> template(template);
            case Expression.Variable variable -> variable(variable.name());
            case Expression.Member member -> member(value(member.of()), member.property());
            case Expression.Nested nested -> scope.run(nested.statement());
            case Expression.Elements elements -> {
                final List<Object> values = new ArrayList<>();
                for (final Expression element : elements.elements()) {
                    values.add(value(element));
                }
                yield values;
            }
            case Expression.Table table -> {
                final Map<String, Object> values = new LinkedHashMap<>();
                for (final Map.Entry<String, Expression> entry : table.entries().entrySet()) {
                    values.put(entry.getKey(), value(entry.getValue()));
                }
                yield values;
            }
            case Expression.Block _ -> throw new RefusedException(
                    "found a block in { }, expected it as an argument of a command such as Where-Object");
            case Expression.Operation operation -> operation(operation);
            case Expression.Not not -> !Values.isTrue(value(not.of()));
        };
    }

    private Object variable(String name) throws RefusedException {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> scope.variable(name);
        };
    }

    private String template(Expression.Template template) throws RefusedException {
        final StringBuilder text = new StringBuilder();
        for (final Expression part : template.parts()) {
            text.append(Values.text(value(part)));
        }
        return text.toString();
    }

    private Object operation(Expression.Operation operation) throws RefusedException {
        final Object left = value(operation.left());
        return switch (operation.operator()) {
            case "and" -> Values.isTrue(left) && Values.isTrue(value(operation.right()));
            case "or" -> Values.isTrue(left) || Values.isTrue(value(operation.right()));
            default -> Comparison.test(operation.operator(), left, value(operation.right()));
        };
    }

    private static Object member(Object of, String property) throws RefusedException {
        return switch (of) {
            case null -> null;
            case Item item -> item.get(property);
            case Map<?, ?> map -> map.entrySet().stream().filter(e -> property.equalsIgnoreCase((String) e.getKey()))
                    .map(Map.Entry::getValue).findFirst().orElse(null);
            case List<?> list when property.equalsIgnoreCase("Count") -> (long) list.size();
            case List<?> list -> {
                final List<Object> values = new ArrayList<>();
                for (final Object element : list) {
                    values.add(member(element, property));
                }
                yield values;
            }
            default -> throw new RefusedException("found '" + Values.text(of) + "', which has no property " + property
                    + ", expected an object such as a command gives");
        };
    }

    /** Whether a block holds for an object. */
    public static boolean holds(Expression.Block block, Object object, Scope outer) throws RefusedException {
        return Values.isTrue(new Evaluator(new Scope() {
            @Override
            public Object variable(String name) throws RefusedException {
                return name.equals("_") ? object : outer.variable(name);
            }

            @Override
            public Object run(Statement statement) throws RefusedException {
                return outer.run(statement);
            }
        }).value(block.body()));
    }
}
