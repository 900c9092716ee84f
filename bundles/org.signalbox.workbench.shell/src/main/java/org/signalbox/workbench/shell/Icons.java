package org.signalbox.workbench.shell;

import java.net.URL;

/** The frame's own icons. */
final class Icons {

    static final URL WARNING = icon("warning");
    static final URL UNDO = icon("undo");
    static final URL REDO = icon("redo");
    static final URL COPY = icon("copy");
    static final URL FIND = icon("find");
    static final URL DARK = icon("dark");

    private Icons() {
    }

    private static URL icon(String name) {
        return Icons.class.getResource("icons/" + name + ".svg");
    }
}
