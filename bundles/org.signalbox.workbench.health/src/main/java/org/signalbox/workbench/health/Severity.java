package org.signalbox.workbench.health;

import java.net.URL;

import org.signalbox.workbench.Token;

/** How much a problem matters, the worst first. */
enum Severity {
    ERROR("Error", "Errors", Token.ERROR, "error"),
    WARNING("Warning", "Warnings", Token.WARN, "warning"),
    INFORMATION("Information", "Information", Token.INFO, "information");

    private final String word;
    private final String many;
    private final Token token;
    private final URL icon;

    Severity(String word, String many, Token token, String icon) {
        this.word = word;
        this.many = many;
        this.token = token;
        this.icon = Severity.class.getResource("/icons/" + icon + ".svg");
    }

    String word() {
        return word;
    }

    /** In plural. */
    String many() {
        return many;
    }

    Token token() {
        return token;
    }

    URL icon() {
        return icon;
    }
}
