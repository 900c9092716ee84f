package org.signalbox.workbench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;

/** The two buttons of a table that can be taken away: as a CSV file in UTF-8, or as the same text by the clipboard. */
public final class CsvButtons {

    private final Composite parent;
    private final String name;
    private final Supplier<Csv> table;
    private final Consumer<Callable<Path>> writer;

    private CsvButtons(Composite parent, String name, Supplier<Csv> table, Consumer<Callable<Path>> writer) {
        this.parent = parent;
        this.name = name;
        this.table = table;
        this.writer = writer;
    }

    /**
     * Adds the buttons to a row. Called on the user interface's thread.
     *
     * @param name   of the file that is offered, such as {@code counters.csv}
     * @param table  asked on the user interface's thread when the user takes it
     * @param writer runs the writing of the file off that thread and tells a failure, such as
     *               {@code work -> context.submit(work, file -> { })}
     */
    public static void add(Composite parent, String name, Supplier<Csv> table, Consumer<Callable<Path>> writer) {
        final CsvButtons buttons = new CsvButtons(parent, name, table, writer);
        buttons.button("Export CSV\u2026", "Write the table to a file", buttons::export);
        buttons.button("Copy CSV", "Copy the table to the clipboard", buttons::copy);
    }

    private void button(String text, String tip, Runnable pressed) {
        final Button button = new Button(parent, SWT.PUSH);
        button.setText(text);
        button.setToolTipText(tip);
        button.addListener(SWT.Selection, event -> pressed.run());
    }

    private void export() {
        final FileDialog dialog = new FileDialog(parent.getShell(), SWT.SAVE);
        dialog.setText("Export CSV");
        dialog.setFileName(name);
        dialog.setOverwrite(true);
        final Csv taken = table.get();
        final String chosen = dialog.open();
        if (chosen != null) {
            writer.accept(() -> Files.writeString(Path.of(chosen), taken.text()));
        }
    }

    private void copy() {
        final Clipboard clipboard = new Clipboard(parent.getDisplay());
        try {
            clipboard.setContents(new Object[] {table.get().text()}, new Transfer[] {TextTransfer.getInstance()});
        } finally {
            clipboard.dispose();
        }
    }
}
