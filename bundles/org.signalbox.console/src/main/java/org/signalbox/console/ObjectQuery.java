package org.signalbox.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.signalbox.command.RefusedException;
import org.signalbox.console.language.Item;
import org.signalbox.console.language.Values;
import org.signalbox.query.Column;
import org.signalbox.query.Column.Type;
import org.signalbox.query.Query;
import org.signalbox.query.QueryException;

/** Lets objects through by the language of {@link org.signalbox.query}; their properties are its columns. */
final class ObjectQuery {

    private ObjectQuery() {
    }

    /** Whether a text says more than a property's name. */
    static boolean isQuery(String text) {
        return Query.<Item>tokens(text, List.of()).size() > 1;
    }

    /** @throws RefusedException with one sentence, if the text is no query for such objects */
    static List<Item> filter(String text, List<Item> items) throws RefusedException {
        try {
            return items.isEmpty() ? items : items.stream().filter(Query.parse(text, columns(items))).toList();
        } catch (QueryException wrong) {
            throw new RefusedException(wrong.getMessage(), wrong);
        }
    }

    private static List<Column<Item>> columns(List<Item> items) {
        final Map<String, Type> types = new LinkedHashMap<>();
        final Map<String, String> units = new LinkedHashMap<>();
        final Set<String> unknown = new LinkedHashSet<>();
        for (final Item item : items) {
            item.properties().forEach((name, value) -> {
                if (value == null) {
                    unknown.add(name);
                } else {
                    types.merge(name, type(value), (one, other) -> one == other ? one : Type.TEXT);
                }
            });
            units.putAll(item.units());
        }
        unknown.forEach(name -> types.putIfAbsent(name, Type.TEXT));
        final List<Column<Item>> columns = new ArrayList<>();
        types.forEach((name, type) -> columns.add(new Column<>(name, type, units.getOrDefault(name, ""), List.of(),
                item -> type == Type.TEXT ? Values.text(item.properties().get(name)) : item.properties().get(name))));
        return columns;
    }

    private static Type type(Object value) {
        return switch (value) {
            case Number _ -> Type.NUMBER;
            case Boolean _ -> Type.FLAG;
            default -> Type.TEXT;
        };
    }
}
