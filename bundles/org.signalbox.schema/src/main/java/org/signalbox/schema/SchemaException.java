package org.signalbox.schema;

/**
 * A value that the schema does not allow: where it stands, what was found there and what was expected. The message is
 * one sentence. A record's compact constructor may throw it with a path relative to the record, to point at the
 * component that breaks a rule across components.
 */
public final class SchemaException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final transient Path path;
    private final String found;
    private final String expected;
    private final boolean aboutKey;

    /**
     * @param path     where the value stands, or the place at which it is missing
     * @param found    completes "found ..."
     * @param expected completes "expected ..."
     */
    public SchemaException(final Path path, final String found, final String expected) {
        this(path, found, expected, false);
    }

    private SchemaException(final Path path, final String found, final String expected, final boolean aboutKey) {
        super((path.segments().isEmpty() ? "" : path + ": ") + "found " + Trees.oneLine(found) + ", expected "
                + expected);
        this.path = path;
        this.found = Trees.oneLine(found);
        this.expected = expected;
        this.aboutKey = aboutKey;
    }

    /** A complaint about the key at the end of the path rather than its value. */
    static SchemaException ofKey(final Path path, final String found, final String expected) {
        return new SchemaException(path, found, expected, true);
    }

    /** Where the value stands. */
    public Path path() {
        return path;
    }

    /** What was found, without the word "found". */
    public String found() {
        return found;
    }

    /** What was expected, without the word "expected". */
    public String expected() {
        return expected;
    }

    /** Whether the key at the end of the path is at fault, rather than its value. */
    public boolean aboutKey() {
        return aboutKey;
    }

    /** A value in a few words, for "found ...": long texts are cut, control characters replaced. */
    public static String describe(final Object tree) {
        return Trees.describe(tree);
    }

    /**
     * The same complaint seen from above.
     *
     * @param parent the path of the tree that this one's path starts in
     */
    public SchemaException under(final Path parent) {
        return new SchemaException(parent.then(path), found, expected, aboutKey);
    }

    /**
     * A complaint of another kind at a path: a message of the form "found ..., expected ..." is taken apart, any other
     * is what was expected.
     *
     * @param path  where the value stands
     * @param value the value found there
     * @param cause what refused it
     */
    static SchemaException of(final Path path, final Object value, final IllegalArgumentException cause) {
        if (cause instanceof SchemaException below) {
            return below.under(path);
        }
        final String message = String.valueOf(cause.getMessage());
        final int split = message.indexOf(", expected ");
        if (message.startsWith("found ") && split > 0) {
            return new SchemaException(path, message.substring("found ".length(), split),
                    message.substring(split + ", expected ".length()));
        }
        return new SchemaException(path, Trees.describe(value), message);
    }
}
