package org.signalbox.fabric.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.RefusedException;
import org.signalbox.schema.SchemaException;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 document (JSON is a part of it) into a tree with places, from the parser's events: so that depth,
 * length and what aliases expand to are bounded before anything is built. Duplicate keys, keys that are collections,
 * tags beyond the core schema and a second document are refused.
 */
final class YamlReader {
    static final int MOST_BYTES = 16 << 20;
    static final int DEEPEST = 64;
    static final int MOST_VALUES = 500_000;

    private static final String TAGS = "tag:yaml.org,2002:";

    private final String file;
    private final Map<String, Located> anchors = new HashMap<>();
    private final Deque<OpenCollection> open = new ArrayDeque<>();
    private long values;
    private Located root;

    private YamlReader(String file) {
        this.file = file;
    }

    /**
     * @param file as complaints call it
     * @throws RefusedException with one sentence
     */
    static Located read(String file, byte[] bytes) throws RefusedException {
        final YamlReader reader = new YamlReader(file);
        if (bytes.length > MOST_BYTES) {
            throw new RefusedException(file + ": found more than " + (MOST_BYTES >> 20)
                    + " MiB, expected a fabric document");
        }
        final String text = decode(file, bytes);
        final LoadSettings settings = LoadSettings.builder().setLabel(file).setCodePointLimit(MOST_BYTES).build();
        try {
            for (Event event : new Parse(settings).parseString(text)) {
                reader.accept(event);
            }
        } catch (MarkedYamlEngineException syntax) {
            throw reader.refusal(syntax.getProblemMark().or(syntax::getContextMark).map(YamlReader::position)
                    .orElse(new Position(1, 1)), "text that is no YAML (" + oneLine(syntax.getProblem()) + ")",
                            "YAML 1.2 or JSON");
        } catch (YamlEngineException syntax) {
            throw new RefusedException(file + ": found text that is no YAML ("
                    + oneLine(String.valueOf(syntax.getMessage()))
                    + "), expected YAML 1.2 or JSON");
        }
        return reader.root == null ? Located.scalar(null, new Position(1, 1)) : reader.root;
    }

    private static String decode(String file, byte[] bytes) throws RefusedException {
        final ByteBuffer input = ByteBuffer.wrap(bytes);
        try {
            final String text = StandardCharsets.UTF_8.newDecoder().decode(input).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException malformed) {
            int line = 1;
            int column = 1;
            for (int i = 0; i < input.position(); i++) {
                column = bytes[i] == '\n' ? 1 : column + 1;
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new RefusedException(file + ":" + line + ":" + column
                    + ": found bytes that are no UTF-8, expected a text in UTF-8", malformed);
        }
    }

    private static String oneLine(String problem) {
        return problem.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private void accept(Event event) throws RefusedException {
        switch (event.getEventId()) {
            case DocumentStart -> {
                if (root != null) {
                    throw refusal(position((DocumentStartEvent) event), "a second document", "one document");
                }
            }
            case Alias -> add(alias((AliasEvent) event), position(event));
            case Scalar -> scalar((ScalarEvent) event);
            case MappingStart, SequenceStart -> begin((CollectionStartEvent) event);
            case MappingEnd, SequenceEnd -> end();
            default -> {
            }
        }
    }

    private Located alias(AliasEvent event) throws RefusedException {
        final Located anchored = anchors.get(event.getAlias().getValue());
        if (anchored == null) {
            throw refusal(position(event), "the alias *" + event.getAlias().getValue()
                    + " of nothing that was complete before it", "the name of an anchor above");
        }
        return anchored;
    }

    private void scalar(ScalarEvent event) throws RefusedException {
        final Position position = position(event);
        final boolean isKey = !open.isEmpty() && open.peek().awaitsKey();
        final String tag = event.getTag().orElse("");
        final String text = event.getValue();
        final boolean plain = event.isPlain() && tag.isEmpty();
        Object value = text;
        if (!isKey && (plain || tag.startsWith(TAGS))) {
            try {
                value = tag.equals(TAGS + "str") ? text : CoreScalars.resolve(text);
            } catch (NumberFormatException beyond) {
                throw refusal(position, SchemaException.describe(text), "a finite number of at most 64 bits");
            }
        }
        checkTag(tag, value, position);
        add(anchor(event, Located.scalar(value, position)), position);
    }

    private void checkTag(String tag, Object value, Position position) throws RefusedException {
        final boolean fits = switch (tag.startsWith(TAGS) ? tag.substring(TAGS.length()) : tag) {
            case "", "!" -> true;
            case "str" -> value instanceof String;
            case "int" -> value instanceof Long;
            case "float" -> value instanceof Double || value instanceof Long;
            case "bool" -> value instanceof Boolean;
            case "null" -> value == null;
            default -> false;
        };
        if (!fits) {
            throw refusal(position, "the tag " + SchemaException.describe(tag) + " on "
                    + SchemaException.describe(value), "a tag of the YAML core schema that fits its value, or none");
        }
    }

    private void begin(CollectionStartEvent event) throws RefusedException {
        final Position position = position(event);
        final boolean mapping = event instanceof MappingStartEvent;
        final String expected = TAGS + (mapping ? "map" : "seq");
        if (!event.getTag().orElse("!").equals("!") && !event.getTag().get().equals(expected)) {
            throw refusal(position, "the tag " + SchemaException.describe(event.getTag().get()),
                    "a tag of the YAML core schema that fits its value, or none");
        }
        if (!open.isEmpty() && open.peek().awaitsKey()) {
            throw refusal(position, mapping ? "a mapping as a key" : "a list as a key", "a text as a key");
        }
        if (open.size() == DEEPEST) {
            throw refusal(position, "more than " + DEEPEST + " levels", "a fabric document");
        }
        count(1, position);
        open.push(new OpenCollection(mapping, position, event.getAnchor().map(Anchor::getValue)));
    }

    private void end() throws RefusedException {
        final OpenCollection closed = open.pop();
        final Located located = closed.located();
        closed.anchor().ifPresent(name -> anchors.put(name, located));
        addCounted(located, closed.position());
    }

    private Located anchor(NodeEvent event, Located located) {
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), located));
        return located;
    }

    /** Adds a scalar or an alias, whose values have not been counted yet. */
    private void add(Located value, Position position) throws RefusedException {
        count(value.size(), position);
        addCounted(value, position);
    }

    private void count(long more, Position position) throws RefusedException {
        values += more;
        if (values > MOST_VALUES) {
            throw refusal(position, "more than " + MOST_VALUES + " values, aliases expanded", "a fabric document");
        }
    }

    private void addCounted(Located value, Position position) throws RefusedException {
        if (open.isEmpty()) {
            root = value;
            return;
        }
        final OpenCollection collection = open.peek();
        if (!collection.awaitsKey()) {
            collection.add(value);
        } else if (!(value.tree() instanceof String key)) {
            throw refusal(position, SchemaException.describe(value.tree()) + " as a key", "a text as a key");
        } else if (!collection.beginKey(key, position)) {
            throw refusal(position, "the key " + SchemaException.describe(key) + " a second time", "each key once");
        }
    }

    private RefusedException refusal(Position position, String found, String expected) {
        return new RefusedException(file + ":" + position + ": found " + found + ", expected " + expected);
    }

    private static Position position(Event event) {
        return event.getStartMark().map(YamlReader::position).orElse(new Position(1, 1));
    }

    private static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
