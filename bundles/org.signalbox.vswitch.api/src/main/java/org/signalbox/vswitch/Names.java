package org.signalbox.vswitch;

/** What names of switches, ports and hosts look like. */
public final class Names {
    /** A letter or a digit, then letters, digits, dots, underscores and dashes. */
    public static final String REGEX = "[A-Za-z0-9][A-Za-z0-9._-]*";
    /** The same in words, for messages. */
    public static final String MEANS =
            "a name of letters, digits, '.', '_' and '-' that begins with a letter or a digit";

    private Names() {
    }
}
