package org.signalbox.console.language;

import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.Parameter;
import org.signalbox.command.RefusedException;
import org.signalbox.command.Unit;
import org.signalbox.schema.Spelling;

/**
 * An object that flows through a pipe.
 *
 * @param noun       of the command that gave it, such as {@code VMSwitch}
 * @param properties values by name, in order; see {@link Values}
 * @param units      of some properties
 */
public record Item(String noun, Map<String, Object> properties, Map<String, String> units) {
    public Item {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        units = Map.copyOf(units);
    }

    /** A record that a command answered with. */
    public static Item of(String noun, Record record) {
        final Map<String, String> units = new LinkedHashMap<>();
        for (final RecordComponent component : record.getClass().getRecordComponents()) {
            final Unit unit = component.getAnnotation(Unit.class);
            if (unit != null) {
                units.put(component.getName(), unit.value());
            }
        }
        return new Item(noun, Values.components(record), units);
    }

    /** The name of the property that a user means; case does not count. */
    public Optional<String> key(String typed) {
        return properties.keySet().stream().filter(key -> key.equalsIgnoreCase(typed)).findFirst();
    }

    /** A property's value, which may be null. @throws RefusedException when there is no such property */
    public Object get(String typed) throws RefusedException {
        return properties.get(require(typed));
    }

    /** Only some of the properties, in the order asked for. */
    public Item select(List<String> typed) throws RefusedException {
        final Map<String, Object> chosen = new LinkedHashMap<>();
        for (final String each : typed) {
            final String key = require(each);
            chosen.put(key, properties.get(key));
        }
        return new Item(noun, chosen, units);
    }

    private String require(String typed) throws RefusedException {
        final Optional<String> key = key(typed);
        if (key.isPresent()) {
            return key.get();
        }
        final List<String> names = properties.keySet().stream().map(Parameter::typed).toList();
        throw new RefusedException("found no property " + typed + ", expected one of " + String.join(", ", names)
                + Spelling.nearest(typed, names).map(near -> "; did you mean " + near + "?").orElse(""));
    }
}
