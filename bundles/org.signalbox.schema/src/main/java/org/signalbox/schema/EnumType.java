package org.signalbox.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of the constants of an enum, by their words. @param constants by word, in the order of the enum */
record EnumType(Map<String, Object> constants) implements Type {

    static EnumType of(final Class<?> type) {
        final Map<String, Object> constants = new LinkedHashMap<>();
        for (final Object constant : type.getEnumConstants()) {
            constants.put(Schema.word((Enum<?>) constant), constant);
        }
        return new EnumType(constants);
    }

    @Override
    public Object bind(final Object tree, final Path path) {
        if (tree instanceof String text && constants.get(text) instanceof Object constant) {
            return constant;
        }
        throw unexpected(tree, path);
    }

    @Override
    public Object unbind(final Object value) {
        return constants.entrySet().stream().filter(entry -> entry.getValue() == value).findFirst().orElseThrow()
                .getKey();
    }

    @Override
    public Map<String, Object> jsonSchema(final Definitions definitions) {
        return Map.of("enum", List.copyOf(constants.keySet()));
    }

    @Override
    public String expected() {
        return oneOf(constants.keySet());
    }

    /** Words as a choice: "one of 'a', 'b'". */
    static String oneOf(final Iterable<String> words) {
        final StringBuilder list = new StringBuilder();
        words.forEach(word -> list.append(list.isEmpty() ? "" : ", ").append('\'').append(word).append('\''));
        return list.indexOf(",") < 0 ? list.toString() : "one of " + list;
    }
}
