package org.signalbox.schema;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A whole number. JSON Schema takes {@code 5.0} for one, and so does this.
 *
 * @param narrow whether the Java type is {@code int} rather than {@code long}
 * @param min    the smallest value allowed
 * @param max    the largest value allowed
 */
record WholeType(boolean narrow, long min, long max) implements Type {

    private static final double TOO_LARGE = 0x1p63;

    static WholeType of(final boolean narrow, final Range range) {
        final long least = narrow ? Integer.MIN_VALUE : Long.MIN_VALUE;
        final long most = narrow ? Integer.MAX_VALUE : Long.MAX_VALUE;
        return range == null
                ? new WholeType(narrow, least, most)
                : new WholeType(narrow, Math.max(least, range.min()), Math.min(most, range.max()));
    }

    @Override
    public Object bind(final Object tree, final Path path) {
        final long number = switch (tree) {
            case Long whole -> whole;
            case Double real when real == Math.rint(real) && Math.abs(real) < TOO_LARGE -> real.longValue();
            case null, default -> throw unexpected(tree, path);
        };
        if (number < min || number > max) {
            throw unexpected(tree, path);
        }
        return narrow ? (Object) (int) number : (Object) number;
    }

    @Override
    public Object unbind(final Object value) {
        return ((Number) value).longValue();
    }

    @Override
    public Map<String, Object> jsonSchema(final Definitions definitions) {
        final Map<String, Object> schema = new LinkedHashMap<>(Map.of("type", "integer"));
        if (min != Long.MIN_VALUE) {
            schema.put("minimum", min);
        }
        if (max != Long.MAX_VALUE) {
            schema.put("maximum", max);
        }
        return schema;
    }

    @Override
    public String expected() {
        final boolean any = min == Long.MIN_VALUE && max == Long.MAX_VALUE;
        return any ? "a whole number" : "a whole number from " + min + " to " + max;
    }
}
