package org.signalbox.workbench.trace;

import java.util.ArrayList;
import java.util.List;

/** A step with its place in the table, from 1. */
record Numbered(int number, StepRow step) {

    static List<Numbered> of(List<StepRow> steps) {
        final List<Numbered> numbered = new ArrayList<>();
        steps.forEach(step -> numbered.add(new Numbered(numbered.size() + 1, step)));
        return numbered;
    }

    List<String> cells() {
        final List<String> cells = new ArrayList<>(List.of(String.valueOf(number)));
        cells.addAll(step.cells());
        return cells;
    }
}
