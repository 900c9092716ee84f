package org.signalbox.schema;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The notation of a {@link Path}: {@code key.key[0][name=x]["any key"][name="any name"]}. */
final class PathText {

    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*+\"";
    private static final Pattern SEGMENT = Pattern.compile("\\.?(?<key>" + WORD + ")"
            + "|\\[(?<index>[0-9]{1,9})]"
            + "|\\[name=(?<name>" + PLAIN_NAME + "|" + QUOTED + ")]"
            + "|\\[(?<quoted>" + QUOTED + ")]");

    private PathText() {
    }

    static String write(final Path path) {
        final StringBuilder text = new StringBuilder();
        for (final Path.Segment segment : path.segments()) {
            switch (segment) {
                case Path.Key(String key) when WORD.matcher(key).matches() ->
                    text.append(text.isEmpty() ? "" : ".").append(key);
                case Path.Key(String key) -> text.append('[').append(JsonText.quote(key)).append(']');
                case Path.Index(int index) -> text.append('[').append(index).append(']');
                case Path.Name(String name) -> text.append("[name=")
                        .append(PLAIN_NAME.matcher(name).matches() ? name : JsonText.quote(name)).append(']');
            }
        }
        return text.toString();
    }

    static Path read(final String text) {
        Path path = Path.ROOT;
        final Matcher segment = SEGMENT.matcher(text);
        int at = 0;
        while (at < text.length()) {
            final boolean dotted = text.charAt(at) == '.';
            if (!segment.find(at) || segment.start() != at || segment.group("key") != null && dotted == (at == 0)) {
                throw new IllegalArgumentException("found '" + text + "', expected a path such as switches[0].name");
            }
            if (segment.group("key") != null) {
                path = path.key(segment.group("key"));
            } else if (segment.group("index") != null) {
                path = path.index(Integer.parseInt(segment.group("index")));
            } else if (segment.group("name") != null) {
                path = path.name(unquote(segment.group("name")));
            } else {
                path = path.key(unquote(segment.group("quoted")));
            }
            at = segment.end();
        }
        return path;
    }

    private static String unquote(final String text) {
        return text.startsWith("\"") ? (String) JsonText.parse(text) : text;
    }
}
