package org.signalbox.command;

/**
 * A command's name, verb and noun, such as {@code New-VMSwitch}; compared without regard to case.
 * Source: Microsoft, "Approved Verbs for PowerShell Commands".
 */
public record CommandName(String verb, String noun) {
    /** Splits at the first dash. */
    public static CommandName parse(String text) {
        final int dash = text.indexOf('-');
        if (dash < 1 || dash == text.length() - 1) {
            throw new IllegalArgumentException("found \"" + text + "\", expected a command such as Get-VMSwitch");
        }
        return new CommandName(text.substring(0, dash), text.substring(dash + 1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CommandName name && verb.equalsIgnoreCase(name.verb) && noun.equalsIgnoreCase(name.noun);
    }

    @Override
    public int hashCode() {
        return toString().toLowerCase().hashCode();
    }

    @Override
    public String toString() {
        return verb + "-" + noun;
    }
}
