package org.signalbox.workbench.inventory;

import java.util.List;
import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.signalbox.query.Completion;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/** A list below a field that never takes the focus from it. */
final class Proposals {

    private static final int MOST_LINES = 8;
    private static final int BORDER = 2;
    private static final int TEXT_WIDTH = 176;
    private static final int MEANING_WIDTH = 224;

    private final StyledText field;
    private final Shell shell;
    private final Table table;
    private final Theme theme;
    private final Consumer<Completion> accept;
    private List<Completion> proposals = List.of();

    Proposals(StyledText field, Theme theme, Consumer<Completion> accept) {
        this.field = field;
        this.theme = theme;
        this.accept = accept;
        shell = new Shell(field.getShell(), SWT.ON_TOP | SWT.TOOL | SWT.NO_FOCUS | SWT.NO_TRIM);
        shell.setText("Proposals");
        shell.setLayout(new FillLayout());
        table = new Table(shell, SWT.SINGLE | SWT.FULL_SELECTION | SWT.BORDER | SWT.NO_FOCUS);
        new TableColumn(table, SWT.LEFT).setWidth(TEXT_WIDTH);
        new TableColumn(table, SWT.LEFT).setWidth(MEANING_WIDTH);
        table.addListener(SWT.MouseUp, event -> acceptSelected());
        field.addDisposeListener(event -> shell.dispose());
        field.getShell().addListener(SWT.Deactivate, event -> hide());
        field.addListener(SWT.Dispose, event -> proposals = List.of());
    }

    boolean isOpen() {
        return !shell.isDisposed() && shell.isVisible();
    }

    /** @param first whether the first one is selected, so that Enter takes it */
    void show(List<Completion> next, boolean first) {
        proposals = next;
        if (next.isEmpty()) {
            hide();
            return;
        }
        table.removeAll();
        for (final Completion each : next) {
            final TableItem item = new TableItem(table, SWT.NONE);
            item.setText(new String[] {each.text().strip(), each.meaning()});
            item.setForeground(1, theme.color(Token.TEXT2));
        }
        if (first) {
            table.setSelection(0);
        }
        final int lines = Math.min(MOST_LINES, next.size());
        final Point caret = field.toDisplay(field.getLocationAtOffset(next.getFirst().start()));
        final Point below = field.toDisplay(0, field.getSize().y);
        shell.setBounds(caret.x, below.y + 1, TEXT_WIDTH + MEANING_WIDTH + 2 * BORDER,
                lines * table.getItemHeight() + 2 * BORDER);
        shell.setVisible(true);
    }

    void hide() {
        if (isOpen()) {
            shell.setVisible(false);
        }
    }

    /** Whether it has dealt with a key of the field. */
    boolean key(int code) {
        switch (code) {
            case SWT.ARROW_DOWN -> select(table.getSelectionIndex() + 1);
            case SWT.ARROW_UP -> select(table.getSelectionIndex() - 1);
            case SWT.ESC -> hide();
            case SWT.CR, SWT.KEYPAD_CR -> {
                if (table.getSelectionIndex() < 0) {
                    hide();
                }
                acceptSelected();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void select(int index) {
        table.setSelection(Math.floorMod(index, table.getItemCount()));
    }

    /** Takes the selected one, or the first. */
    void acceptFirst() {
        if (!isOpen()) {
            return;
        }
        if (table.getSelectionIndex() < 0) {
            table.setSelection(0);
        }
        acceptSelected();
    }

    private void acceptSelected() {
        final int index = table.getSelectionIndex();
        if (index >= 0 && index < proposals.size()) {
            hide();
            accept.accept(proposals.get(index));
        }
    }
}
