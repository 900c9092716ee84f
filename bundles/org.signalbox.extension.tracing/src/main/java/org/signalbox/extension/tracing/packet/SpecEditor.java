package org.signalbox.extension.tracing.packet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.RefusedException;
import org.signalbox.schema.JsonText;
import org.signalbox.schema.Schema;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.SwitchSpec;

/** Makes another spec of a switch's by {@link Edit}s, which it reads and writes as people type them. */
final class SpecEditor {
    private final SwitchSpec base;
    private final Collection<String> extensions;
    private final Map<String, Object> tree;

    /** @param extensions ids that may be keys of policies */
    SpecEditor(SwitchSpec base, Collection<String> extensions) {
        this.base = base;
        this.extensions = extensions;
        // what names a host, too, is no name in a document
        this.tree = Schema.of(SwitchSpec.class).unbind(base.withName("switch"));
    }

    /** The spec's tree, without what is at its default. */
    Map<String, Object> tree() {
        return tree;
    }

    /** Reads all that one command is given. @throws RefusedException with one sentence */
    List<Edit> read(List<String> set, List<String> remove, List<String> without) throws RefusedException {
        final List<Edit> edits = new ArrayList<>();
        for (String each : set) {
            edits.add(set(each));
        }
        for (String each : remove) {
            final List<Object> at = path(each);
            if (SpecPath.child(parent(at), at.getLast()) == null) {
                throw new RefusedException("found nothing at " + each + " of switch '" + base.name()
                        + "', expected something to remove");
            }
            edits.add(new Edit.Remove(at));
        }
        for (String each : without) {
            if (!base.extensions().contains(each)) {
                throw new RefusedException("found no enabled extension " + SchemaException.describe(each)
                        + " on switch '" + base.name() + "', expected " + (base.extensions().isEmpty()
                                ? "one, of which there are none" : "one of " + String.join(", ", base.extensions())));
            }
            edits.add(new Edit.Disable(each));
        }
        return edits;
    }

    private List<Object> path(String text) throws RefusedException {
        final List<Object> at = SpecPath.read(tree, text, extensions);
        if (at.getFirst().equals("name")) {
            throw new RefusedException("found the path " + SchemaException.describe(text) + ", expected one of what "
                    + "switch '" + base.name() + "' has besides its name, which is not changed so");
        }
        return at;
    }

    private Object parent(List<Object> at) {
        Object node = tree;
        for (Object segment : at.subList(0, at.size() - 1)) {
            node = SpecPath.child(node, segment);
        }
        return node;
    }

    private Edit set(String text) throws RefusedException {
        final int equals = equalsSign(text);
        if (equals < 0) {
            throw new RefusedException("found " + SchemaException.describe(text)
                    + ", expected PATH=VALUE, such as ports.vm1.allowMacSpoofing=true");
        }
        final List<Object> at = path(text.substring(0, equals).strip());
        final Object value = value(text.substring(equals + 1).strip());
        return value == null ? new Edit.Remove(at) : new Edit.Set(at, value);
    }

    /** The first that is not within brackets. */
    private static int equalsSign(String text) {
        int depth = 0;
        for (int at = 0; at < text.length(); at++) {
            final char letter = text.charAt(at);
            depth += letter == '[' ? 1 : letter == ']' ? -1 : 0;
            if (letter == '=' && depth == 0) {
                return at;
            }
        }
        return -1;
    }

    /** JSON, or a text that is none. */
    private static Object value(String text) {
        try {
            return JsonText.parse(text);
        } catch (IllegalArgumentException plain) {
            return text;
        }
    }

    /** The spec with all of these changes, whatever their order. @throws RefusedException with one sentence */
    SwitchSpec apply(List<Edit> edits) throws RefusedException {
        Object changed = tree;
        SwitchSpec spec = base;
        for (Edit edit : edits) {
            if (edit instanceof Edit.Set(List<Object> at, Object value)) {
                changed = with(changed, at, Optional.of(value));
            }
        }
        // from the back, so that what is behind does not move away first
        for (Edit.Remove edit : edits.stream().filter(Edit.Remove.class::isInstance).map(Edit.Remove.class::cast)
                .sorted(Comparator.comparing(Edit.Remove::at, SpecEditor::compare).reversed()).toList()) {
            changed = with(changed, edit.at(), Optional.empty());
        }
        try {
            spec = Schema.of(SwitchSpec.class).bind(changed).withName(base.name());
        } catch (SchemaException refused) {
            throw new RefusedException("switch '" + base.name() + "', changed so: " + refused.getMessage(), refused);
        }
        final List<String> stack = new ArrayList<>(spec.extensions());
        edits.forEach(edit -> {
            if (edit instanceof Edit.Disable(String extension)) {
                stack.remove(extension);
            }
        });
        return spec.withExtensions(stack);
    }

    private static int compare(List<Object> one, List<Object> other) {
        for (int k = 0; k < Math.min(one.size(), other.size()); k++) {
            final int order = one.get(k) instanceof Integer a && other.get(k) instanceof Integer b
                    ? Integer.compare(a, b)
                    : one.get(k).toString().compareTo(other.get(k).toString());
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    /** A tree with another value somewhere, or without one; what holds it is made where need be. */
    private static Object with(Object node, List<Object> at, Optional<Object> value) {
        final Object segment = at.getFirst();
        final List<Object> below = at.subList(1, at.size());
        if (segment instanceof Integer index) {
            final List<Object> list = new ArrayList<>(node instanceof List<?> present ? present : List.of());
            if (!below.isEmpty()) {
                final Object child = with(SpecPath.child(node, index), below, value);
                put(list, index, child);
            } else if (value.isPresent()) {
                put(list, index, value.get());
            } else if (index < list.size()) {
                list.remove(index.intValue());
            }
            return list;
        }
        final Map<Object, Object> map = new LinkedHashMap<>(node instanceof Map<?, ?> present ? present : Map.of());
        if (!below.isEmpty()) {
            map.put(segment, with(map.get(segment), below, value));
        } else {
            value.ifPresentOrElse(present -> map.put(segment, present), () -> map.remove(segment));
        }
        return map;
    }

    private static void put(List<Object> list, int index, Object value) {
        if (index < list.size()) {
            list.set(index, value);
        } else {
            list.add(value);
        }
    }

    /** A change in words: what was there, and what is. */
    String words(Edit edit) {
        return switch (edit) {
            case Edit.Set(List<Object> at, Object value) -> SpecPath.write(tree, at) + ": "
                    + word(SpecPath.child(parent(at), at.getLast())) + " -> " + word(value);
            case Edit.Remove(List<Object> at) -> SpecPath.write(tree, at) + ": "
                    + word(SpecPath.child(parent(at), at.getLast())) + " -> none";
            case Edit.Disable(String extension) -> extension + ": enabled -> disabled";
        };
    }

    private static String word(Object value) {
        return value == null ? "default" : value instanceof String text ? text : JsonText.compact(value);
    }

    /** A change as {@link #read} takes it. */
    String typed(Edit edit) {
        return switch (edit) {
            case Edit.Set(List<Object> at, Object value) -> SpecPath.write(tree, at) + "=" + literal(value);
            case Edit.Remove(List<Object> at) -> SpecPath.write(tree, at);
            case Edit.Disable(String extension) -> extension;
        };
    }

    private static String literal(Object value) {
        return value instanceof String text && value(text).equals(text) ? text : JsonText.compact(value);
    }
}
