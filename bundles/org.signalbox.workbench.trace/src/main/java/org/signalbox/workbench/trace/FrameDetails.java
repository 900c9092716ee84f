package org.signalbox.workbench.trace;

import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.trace.RowTable.Column;
import org.signalbox.workbench.trace.dissection.Dissection;
import org.signalbox.workbench.trace.dissection.Field;

/** What a frame is at one step: its headers, its bytes, and what is changed on its way. */
final class FrameDetails {

    private static final List<Column> COLUMNS = List.of(
            new Column("What", 82, SWT.LEFT, 0),
            new Column("Field", 104, SWT.LEFT, 2),
            new Column("Before", 64, SWT.LEFT, 1),
            new Column("After", 64, SWT.LEFT, 1),
            new Column("Stage", 56, SWT.LEFT, 1));

    private final SashForm panes;
    private final FieldTree fields;
    private final BytesPane bytes;
    private final Pane change;
    private final RowTable<Difference> differences;
    private Look shown = Look.NONE;
    private Dissection dissection = Dissection.NONE;

    FrameDetails(Composite parent, Theme theme) {
        panes = new SashForm(parent, SWT.HORIZONTAL | SWT.SMOOTH);
        theme.paint(panes, Token.SURFACE, Token.TEXT);
        fields = new FieldTree(panes, theme, this::mark);
        bytes = new BytesPane(panes, theme, this::choose);
        change = new Pane(panes, theme, "BEFORE AND AFTER");
        differences = new RowTable<>(change.composite(), theme, false, COLUMNS, Difference::cells, 0, Difference::tone,
                () -> { });
        change.fill(differences.control());
        panes.setWeights(32, 38, 30);
    }

    Control control() {
        return panes;
    }

    boolean isEmpty() {
        return shown.shown().isEmpty();
    }

    void show(Look look) {
        if (!look.equals(shown)) {
            shown = look;
            dissection = look.dissection();
            final String words = look.shown().map(Passage::words).orElse("");
            fields.show(dissection, words);
            bytes.show(dissection, words);
            change.say(look.sentence());
            differences.show(look.difference());
        }
    }

    private void mark(Field field) {
        bytes.mark(field);
    }

    private void choose(int position) {
        dissection.fieldAt(position).ifPresent(field -> {
            fields.select(field);
            bytes.mark(field);
        });
    }
}
