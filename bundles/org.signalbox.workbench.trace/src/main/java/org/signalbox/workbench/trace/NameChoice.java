package org.signalbox.workbench.trace;

import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/** A list that drops down; of more names than it can hold quickly it has the chosen one, and a way to find another. */
final class NameChoice {

    /** GTK makes widgets for each name at once. */
    static final int MOST = 200;
    private static final String OTHER = "Find another\u2026";
    private static final int WIDTH = 148;

    private final Combo combo;
    private final Theme theme;
    private final Runnable changed;
    private List<String> names = List.of();
    private int chosen = -1;

    /** @param changed is run when the user has chosen another name */
    NameChoice(Composite row, Theme theme, String name, String tip, Runnable changed) {
        this.theme = theme;
        this.changed = changed;
        final Label label = new Label(row, SWT.NONE);
        label.setText(name);
        theme.paint(label, Token.SURFACE, Token.TEXT2);
        combo = new Combo(row, SWT.DROP_DOWN | SWT.READ_ONLY);
        combo.setToolTipText(tip);
        combo.setLayoutData(new GridData(WIDTH, SWT.DEFAULT));
        combo.addListener(SWT.Selection, event -> select());
    }

    /** Offers names in place of those before. @param index the one that is chosen now */
    void offer(List<String> next, int index) {
        if (!next.equals(names) || index != chosen) {
            names = List.copyOf(next);
            chosen = index;
            show();
        }
    }

    void setEnabled(boolean on) {
        combo.setEnabled(on);
    }

    /** Which name is chosen; negative for none. */
    int index() {
        return chosen;
    }

    /** The chosen name; empty for none. */
    String text() {
        return chosen < 0 ? "" : names.get(chosen);
    }

    private boolean isLong() {
        return names.size() > MOST;
    }

    private void show() {
        combo.setItems(isLong() ? new String[] {text(), OTHER} : names.toArray(String[]::new));
        combo.select(isLong() ? 0 : chosen);
    }

    private void select() {
        if (!isLong()) {
            take(combo.getSelectionIndex());
        } else if (combo.getSelectionIndex() == 1) {
            combo.select(0);
            new NameFinder(combo, theme, names, chosen, this::take).open();
        }
    }

    private void take(int index) {
        if (index >= 0 && index < names.size() && index != chosen) {
            chosen = index;
            if (isLong()) {
                show();
            }
            changed.run();
        }
    }
}
