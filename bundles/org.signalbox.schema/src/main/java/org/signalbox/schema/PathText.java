package org.signalbox.schema;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The notation of a {@link Path}: {@code key.key[0][name=x]["any key"][name="any name"]}. */
final class PathText {

    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");
    private static final String NAME = "name=";

    private final String text;
    private int at;

    private PathText(final String text) {
        this.text = text;
    }

    static String write(final Path path) {
        final StringBuilder text = new StringBuilder();
        for (final Path.Segment segment : path.segments()) {
            switch (segment) {
                case Path.Key(String key) when WORD.matcher(key).matches() ->
                    text.append(text.isEmpty() ? "" : ".").append(key);
                case Path.Key(String key) -> text.append('[').append(JsonText.quote(key)).append(']');
                case Path.Index(int index) -> text.append('[').append(index).append(']');
                case Path.Name(String name) -> text.append('[').append(NAME)
                        .append(PLAIN_NAME.matcher(name).matches() ? name : JsonText.quote(name)).append(']');
            }
        }
        return text.toString();
    }

    static Path read(final String text) {
        final PathText reader = new PathText(text);
        Path path = Path.ROOT;
        while (reader.at < text.length()) {
            path = reader.segment(path);
        }
        return path;
    }

    private Path segment(final Path above) {
        if (!text.startsWith("[", at)) {
            if (at > 0) {
                take(".");
            }
            return above.key(token(WORD));
        }
        take("[");
        final Path path;
        if (text.startsWith(NAME, at)) {
            take(NAME);
            path = above.name(text.startsWith("\"", at) ? quoted() : token(PLAIN_NAME));
        } else if (text.startsWith("\"", at)) {
            path = above.key(quoted());
        } else {
            path = above.index(Integer.parseInt(token(INDEX)));
        }
        take("]");
        return path;
    }

    private void take(final String expected) {
        if (!text.startsWith(expected, at)) {
            throw unreadable();
        }
        at += expected.length();
    }

    private String token(final Pattern form) {
        final Matcher matcher = form.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw unreadable();
        }
        at = matcher.end();
        return matcher.group();
    }

    private String quoted() {
        final int start = at++;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            throw unreadable();
        }
        return (String) JsonText.parse(text.substring(start, ++at));
    }

    private IllegalArgumentException unreadable() {
        return new IllegalArgumentException(
                "found " + Trees.quote(text) + ", expected a path such as switches[0].name");
    }
}
