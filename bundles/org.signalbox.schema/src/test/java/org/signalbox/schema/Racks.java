package org.signalbox.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** Draws racks and trees at random. */
final class Racks {

    private static final List<String> NAMES = List.of("a", "b-1", "C.2", "web", "db01", "x_y");

    private final Random random;

    Racks(final long seed) {
        random = new Random(seed);
    }

    Rack rack() {
        return new Rack(name(), kind(), kind(), random.nextInt(100), random.nextLong(), random.nextInt(5) / 4.0,
                random.nextBoolean(), 1 + random.nextInt(4094), units(2), list(() -> 1 + random.nextInt(8)),
                labels(), open(), power(), maybe(this::power),
                maybe(() -> new Rack.Tag(new UUID(random.nextLong(), random.nextLong()))));
    }

    /** Any tree, lists of named maps among them. */
    Object tree(final int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> null;
            case 1 -> (long) random.nextInt(3);
            case 2 -> random.nextInt(3) / 2.0;
            case 3 -> random.nextBoolean();
            case 4 -> random.nextInt(3) == 0 ? "any \"text\" \u20ac\n" : name();
            case 5 -> map(depth - 1);
            case 6 -> named(depth - 1);
            default -> list(() -> tree(depth - 1));
        };
    }

    Map<String, Object> map(final int depth) {
        final Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put(random.nextInt(6) == 0 ? "odd key \"" + i : name(), tree(depth));
        }
        return map;
    }

    private List<Object> named(final int depth) {
        final Map<String, Object> elements = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            final Map<String, Object> element = map(depth);
            element.put("name", random.nextInt(6) == 0 ? "odd] name" : name());
            elements.put((String) element.get("name"), element);
        }
        return new ArrayList<>(elements.values());
    }

    /** A copy of a tree in which one value, key or element differs. */
    Object spoil(final Object tree) {
        return switch (tree) {
            case Map<?, ?> map when !map.isEmpty() && random.nextInt(10) > 0 -> {
                final Map<Object, Object> copy = new LinkedHashMap<>(map);
                final Object key = new ArrayList<>(map.keySet()).get(random.nextInt(map.size()));
                switch (random.nextInt(5)) {
                    case 0 -> copy.remove(key);
                    case 1 -> copy.put(name(), tree(1));
                    default -> copy.put(key, spoil(map.get(key)));
                }
                yield copy;
            }
            case List<?> list when !list.isEmpty() && random.nextInt(10) > 0 -> {
                final List<Object> copy = new ArrayList<>(list);
                final int at = random.nextInt(list.size());
                switch (random.nextInt(5)) {
                    case 0 -> copy.remove(at);
                    case 1 -> copy.add(copy.remove(at));
                    default -> copy.set(at, spoil(list.get(at)));
                }
                yield copy;
            }
            case Long number -> random.nextBoolean() ? (Object) (number + random.nextInt(200) - 100)
                    : (Object) (number / 2.0);
            case null, default -> tree(1);
        };
    }

    private Rack.Power power() {
        return switch (random.nextInt(3)) {
            case 0 -> new Rack.Off();
            case 1 -> new Rack.Metered(1 + random.nextInt(400), random.nextBoolean());
            default -> new Rack.DualFeed(list(this::name));
        };
    }

    private List<Rack.Unit> units(final int depth) {
        return depth == 0 ? List.of()
                : list(() -> new Rack.Unit(name(), random.nextInt(3), units(depth - 1)));
    }

    private Map<String, String> labels() {
        final Map<String, String> labels = new LinkedHashMap<>();
        list(() -> labels.put("k" + "x".repeat(random.nextInt(3)), name()));
        return labels;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> open() {
        return (Map<String, Object>) Trees.copy(map(2), Path.ROOT);
    }

    private Rack.Kind kind() {
        return Rack.Kind.values()[random.nextInt(3)];
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private <T> Optional<T> maybe(final Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> List<T> list(final Supplier<T> element) {
        final List<T> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }
}
