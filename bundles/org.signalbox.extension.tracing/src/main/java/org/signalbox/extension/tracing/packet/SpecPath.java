package org.signalbox.extension.tracing.packet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.signalbox.command.RefusedException;
import org.signalbox.schema.JsonText;
import org.signalbox.schema.SchemaException;

/**
 * Where a value stands in the tree of a switch, as people type it: {@code ports.vm1.policies.org.example.acl[0].action}.
 * An element of a list is called by its name, if it has one, or by its position; a key that has dots is found because it
 * is there, and one that is not yet can be put in quotes: {@code policies["org.example"]}. Segments are keys and
 * positions.
 */
final class SpecPath {
    private static final String NAME = "name";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
    private static final Pattern WORD = Pattern.compile("[^.\\[\\]]+");
    private static final Pattern POSITION = Pattern.compile("\\[(\\d{1,9})]");
    private static final Pattern NAMED = Pattern.compile("\\[name=([^\\]]+)]");
    private static final Pattern QUOTED = Pattern.compile("\\[(\"([^\"\\\\]|\\\\.)*\")]");
    private static final int MOST_CHOICES = 20;

    private final String text;
    private final Collection<String> extensions;
    private int at;

    private SpecPath(String text, Collection<String> extensions) {
        this.text = text;
        this.extensions = extensions;
    }

    /**
     * Reads a path.
     *
     * @param extensions ids that are keys of policies and bindings, whether there are any or not
     * @throws RefusedException with one sentence, if nothing can stand there
     */
    static List<Object> read(Object tree, String text, Collection<String> extensions) throws RefusedException {
        final SpecPath path = new SpecPath(text, extensions);
        final List<Object> segments = new ArrayList<>();
        Object node = tree;
        while (path.at < text.length()) {
            final Object segment = path.next(node, segments);
            segments.add(segment);
            node = child(node, segment);
            if (path.at < text.length() && text.charAt(path.at) == '.' && path.at + 1 < text.length()) {
                path.at++;
            } else if (path.at < text.length() && text.charAt(path.at) != '[') {
                throw path.unreadable("a dot or the end");
            }
        }
        if (segments.isEmpty()) {
            throw path.unreadable("a path such as ports.vm1.allowMacSpoofing");
        }
        return segments;
    }

    /** What stands at a key or position; null if nothing does. */
    static Object child(Object node, Object segment) {
        return node instanceof Map<?, ?> map ? map.get(segment)
                : node instanceof List<?> list && segment instanceof Integer index && index < list.size()
                        ? list.get(index) : null;
    }

    private Object next(Object node, List<Object> above) throws RefusedException {
        if (node instanceof List<?> list) {
            return element(list);
        }
        final Optional<String> quoted = taken(QUOTED);
        if (quoted.isPresent()) {
            return JsonText.parse(quoted.get());
        }
        if (node != null && !(node instanceof Map<?, ?>)) {
            throw unreadable("nothing below " + SchemaException.describe(node));
        }
        final Set<String> keys = new LinkedHashSet<>();
        if (node instanceof Map<?, ?> map) {
            map.keySet().forEach(key -> keys.add(String.valueOf(key)));
        }
        if (!above.isEmpty() && List.of("policies", "bindings").contains(above.getLast())) {
            keys.addAll(extensions);
        }
        final Optional<String> known = longest(keys.stream());
        return known.isPresent() ? known.get() : taken(WORD).orElseThrow(() -> unreadable("a key"));
    }

    private Object element(List<?> list) throws RefusedException {
        final Optional<String> position = taken(POSITION);
        if (position.isPresent()) {
            // one behind the last is a place for another
            if (Integer.parseInt(position.get()) > list.size()) {
                throw unreadable("a position from 0 to " + list.size());
            }
            return Integer.valueOf(position.get());
        }
        final List<String> names = list.stream().map(SpecPath::name).flatMap(Optional::stream).toList();
        final int begin = at;
        final Optional<String> name = taken(NAMED).or(() -> longest(names.stream()));
        if (name.isEmpty() || !names.contains(name.get())) {
            at = begin;
            throw unreadable(names.isEmpty() ? "a position such as [0]" : "one of "
                    + String.join(", ", names.subList(0, Math.min(MOST_CHOICES, names.size()))));
        }
        for (int index = 0; index < list.size(); index++) {
            if (name(list.get(index)).equals(name)) {
                return index;
            }
        }
        throw new IllegalStateException(name.get());
    }

    private static Optional<String> name(Object element) {
        return element instanceof Map<?, ?> map && map.get(NAME) instanceof String name ? Optional.of(name)
                : Optional.empty();
    }

    /** The longest of these words that stands here as a whole; taken. */
    private Optional<String> longest(Stream<String> words) {
        final Optional<String> found = words.filter(word -> text.startsWith(word, at)
                && (at + word.length() == text.length() || ".[".indexOf(text.charAt(at + word.length())) >= 0))
                .max(Comparator.comparingInt(String::length));
        found.ifPresent(word -> at += word.length());
        return found;
    }

    private Optional<String> taken(Pattern form) {
        final Matcher matcher = form.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        at = matcher.end();
        return Optional.of(matcher.groupCount() == 0 ? matcher.group() : matcher.group(1));
    }

    private RefusedException unreadable(String expected) {
        return new RefusedException("found " + SchemaException.describe(text.substring(at)) + " in the path "
                + SchemaException.describe(text) + ", expected " + expected);
    }

    /** The path as {@link #read} reads it. */
    static String write(Object tree, List<Object> segments) {
        final StringBuilder text = new StringBuilder();
        Object node = tree;
        for (Object segment : segments) {
            final Object below = child(node, segment);
            final Optional<String> name = node instanceof List<?> ? name(below) : Optional.of(segment.toString());
            if (name.isPresent() && PLAIN.matcher(name.get()).matches()) {
                text.append(text.isEmpty() ? "" : ".").append(name.get());
            } else if (segment instanceof Integer) {
                text.append('[').append(segment).append(']');
            } else {
                text.append('[').append(JsonText.compact(segment)).append(']');
            }
            node = below;
        }
        return text.toString();
    }
}
