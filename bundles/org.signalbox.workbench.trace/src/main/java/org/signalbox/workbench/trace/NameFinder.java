package org.signalbox.workbench.trace;

import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;

/** A field over a control, with the names below it that have all words of what is typed; one is chosen. */
final class NameFinder {

    private static final int WIDTH = 360;
    private static final int HEIGHT = 320;
    private static final int PAGE = 10;

    private final Control below;
    private final List<String> names;
    private final IntConsumer chosen;
    private final Shell shell;
    private final Text field;
    private final Table table;
    private final Label told;
    private int[] found = {};

    /** @param first which name is selected at first */
    NameFinder(Control below, Theme theme, List<String> names, int first, IntConsumer chosen) {
        this.below = below;
        this.names = names;
        this.chosen = chosen;
        shell = new Shell(below.getShell(), SWT.NO_TRIM);
        shell.setText("Find a port");
        final GridLayout layout = new GridLayout();
        layout.marginWidth = 1;
        layout.marginHeight = 1;
        layout.verticalSpacing = 0;
        shell.setLayout(layout);
        theme.paint(shell, Token.LINE_STRONG, Token.TEXT);
        field = new Text(shell, SWT.SINGLE | SWT.SEARCH | SWT.ICON_SEARCH);
        field.setMessage("Words of the switch or the port");
        field.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        field.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = "Find a port: words of the switch or the port";
            }
        });
        theme.paint(field, Token.SURFACE, Token.TEXT);
        table = new Table(shell, SWT.VIRTUAL | SWT.FULL_SELECTION | SWT.SINGLE);
        table.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        theme.paint(table, Token.SURFACE, Token.TEXT);
        told = new Label(shell, SWT.NONE);
        told.setFont(theme.font(Face.SMALL));
        told.setLayoutData(new GridData(SWT.FILL, SWT.BOTTOM, true, false));
        theme.paint(told, Token.RAISED, Token.TEXT2);
        table.addListener(SWT.SetData, event -> {
            if (event.index < found.length) {
                ((TableItem) event.item).setText(names.get(found[event.index]));
            }
        });
        table.addListener(SWT.DefaultSelection, event -> choose());
        table.addListener(SWT.MouseUp, event -> choose());
        field.addListener(SWT.Modify, event -> find(0));
        field.addListener(SWT.KeyDown, this::move);
        field.addListener(SWT.DefaultSelection, event -> choose());
        List.of(shell, field, table).forEach(each -> each.addListener(SWT.Traverse, this::leave));
        shell.addListener(SWT.Deactivate, event -> later(() -> { }));
        find(first);
    }

    /** Which of the names have every word, in any case. */
    static int[] matching(List<String> names, String words) {
        final List<String> parts = List.of(words.toLowerCase(Locale.ROOT).strip().split("\\s+"));
        return IntStream.range(0, names.size())
                .filter(i -> parts.stream().allMatch(names.get(i).toLowerCase(Locale.ROOT)::contains)).toArray();
    }

    void open() {
        final Point corner = below.toDisplay(0, 0);
        shell.setBounds(corner.x, corner.y, Math.max(WIDTH, below.getSize().x), HEIGHT);
        shell.open();
        field.setFocus();
        table.showSelection();
    }

    private void find(int row) {
        found = matching(names, field.getText());
        table.setItemCount(found.length);
        table.clearAll();
        if (found.length > 0) {
            table.setSelection(Math.clamp(row, 0, found.length - 1));
        }
        told.setText("  " + (found.length == 0 ? "None is called so. Esc closes."
                : Figures.grouped(found.length) + " found. Enter chooses, Esc closes."));
    }

    private void move(Event event) {
        final int step = switch (event.keyCode) {
            case SWT.ARROW_DOWN -> 1;
            case SWT.ARROW_UP -> -1;
            case SWT.PAGE_DOWN -> PAGE;
            case SWT.PAGE_UP -> -PAGE;
            default -> 0;
        };
        if (step != 0 && found.length > 0) {
            event.doit = false;
            table.setSelection(Math.clamp(table.getSelectionIndex() + step, 0, found.length - 1));
        }
    }

    private void leave(Event event) {
        if (event.detail == SWT.TRAVERSE_ESCAPE) {
            event.doit = false;
            later(this::leaveFocus);
        }
    }

    private void leaveFocus() {
        below.getShell().forceActive();
        below.setFocus();
    }

    private void choose() {
        final int row = table.getSelectionIndex();
        if (row >= 0 && row < found.length) {
            final int name = found[row];
            later(() -> {
                leaveFocus();
                chosen.accept(name);
            });
        }
    }

    /** Goes, and then does something: the event's own widget is about to go, let it end first. */
    private void later(Runnable then) {
        shell.getDisplay().asyncExec(() -> {
            if (!shell.isDisposed()) {
                shell.dispose();
                then.run();
            }
        });
    }
}
