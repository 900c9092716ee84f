package org.signalbox.fabric.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws trees with texts that YAML could misread. */
final class RandomTree {
    private static final List<String> TEXTS = List.of("a", "name", "true", "no", "~", "", " ", "1", "0x1F", "1e3",
            "-", "- a", "a: b", "a:", ":a", "a #b", "#a", "[a", "{a}", "a,b", "a]", "'", "\"",
            "\\", "|", ">", "%", "@", "`", "!a", "&a", "*a",
            "...", "---", "\n", "a\nb", "\t", "\u0000", "\u0085", "\u2028", "\u20ac", "\ud83d\ude00", "\ufeff",
            "02:00:00:00:00:01",
            "10.0.0.0/8", "fe80::1", "::", "a b", "a  b", "a ", " a", "12:30", "1:a", "+1", ".5", ".", "..", "=",
            "<<", "null",
            "x".repeat(130), "a ".repeat(20_000), "\"\n".repeat(500), "org.example", "-1", "a-b", "a:b", "?", "? a",
            "0o7", ".inf");

    private final Random random;

    RandomTree(long seed) {
        random = new Random(seed);
    }

    Map<String, Object> map(int depth) {
        final Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            map.put(text(), tree(depth - 1));
        }
        return map;
    }

    private Object tree(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> null;
            case 1 -> random.nextLong();
            case 2 -> random.nextGaussian() * 1e9;
            case 3 -> random.nextBoolean();
            case 4 -> text();
            case 5 -> map(depth);
            default -> {
                final List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(tree(depth - 1));
                }
                yield list;
            }
        };
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
