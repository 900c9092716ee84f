package org.signalbox.workbench.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines typed before, walked with the arrow keys. A line repeated at once is kept once. */
final class Recall {

    private static final int MOST = 1000;

    private final List<String> lines = new ArrayList<>();
    private int at;
    private String draft = "";

    /** Keeps a line that was run; the walk starts anew behind it. */
    void add(String line) {
        if (lines.isEmpty() || !lines.getLast().equals(line)) {
            lines.add(line);
        }
        if (lines.size() > MOST) {
            lines.removeFirst();
        }
        at = lines.size();
        draft = "";
    }

    /** The line before, if there is one; what stands in the field is kept as the draft at the walk's end. */
    Optional<String> older(String field) {
        if (at == 0) {
            return Optional.empty();
        }
        if (at == lines.size()) {
            draft = field;
        }
        at--;
        return Optional.of(lines.get(at));
    }

    /** The line after, at last the draft. */
    Optional<String> newer() {
        if (at >= lines.size()) {
            return Optional.empty();
        }
        at++;
        return Optional.of(at == lines.size() ? draft : lines.get(at));
    }
}
