package org.signalbox.workbench.shell;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;

/** The status bar's right end: the oldest job that runs, and a button that lists all. Takes no room without any. */
final class JobStrip {

    private static final int TEXT_WIDTH = 280;
    private static final int LIST_WIDTH = 320;
    private static final int GAP = 8;

    private final Theme theme;
    private final Jobs jobs;
    private final Composite strip;
    private final JobLine first;
    private final Button all;
    private final List<JobLine> lines = new ArrayList<>();
    private Shell popup;
    private Composite content;
    private Label title;

    JobStrip(Composite parent, Theme theme, Jobs jobs) {
        this.theme = theme;
        this.jobs = jobs;
        strip = new Composite(parent, SWT.NONE);
        strip.setLayout(Grids.of(2, 12, 0, 4, 0));
        theme.paint(strip, Token.GROUND, Token.TEXT2);
        first = new JobLine(strip, theme, Token.GROUND, SWT.RIGHT, TEXT_WIDTH);
        all = new Button(strip, SWT.PUSH | SWT.FLAT);
        all.setFont(theme.font(Face.SMALL));
        all.setToolTipText("List the jobs that run");
        all.addListener(SWT.Selection, event -> open());
        final GridData place = new GridData(SWT.RIGHT, SWT.CENTER, false, false);
        place.exclude = true;
        strip.setLayoutData(place);
        strip.setVisible(false);
    }

    /** Shows the jobs as they are now. */
    void refresh() {
        final List<Jobs.Running> running = jobs.running();
        final GridData place = (GridData) strip.getLayoutData();
        final String count = Figures.counted(running.size(), "job", "jobs");
        final boolean resize = place.exclude != running.isEmpty() || !count.equals(all.getText());
        if (!running.isEmpty()) {
            first.show(running.getFirst());
            all.setText(count);
        }
        if (resize) {
            place.exclude = running.isEmpty();
            strip.setVisible(!running.isEmpty());
            strip.getParent().layout(true, true);
        }
        if (popup != null && !popup.isDisposed()) {
            list(running);
        }
    }

    /** Opens the list of all jobs, or leaves it open. */
    void open() {
        if (popup != null && !popup.isDisposed()) {
            popup.setActive();
            return;
        }
        popup = new Shell(strip.getShell(), SWT.NO_TRIM);
        popup.setText("Jobs");
        popup.setLayout(Grids.of(1, 1, 1, 0, 0));
        theme.paint(popup, Token.LINE_STRONG, Token.TEXT);
        content = new Composite(popup, SWT.NONE);
        content.setLayout(Grids.of(1, 12, 10, 0, GAP));
        content.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        theme.paint(content, Token.RAISED, Token.TEXT);
        title = new Label(content, SWT.NONE);
        title.setFont(theme.font(Face.CAPS));
        theme.paint(title, Token.RAISED, Token.TEXT3);
        popup.addListener(SWT.Traverse, this::leave);
        popup.addListener(SWT.Deactivate, event -> later());
        lines.clear();
        list(jobs.running());
        popup.open();
    }

    private void leave(Event event) {
        if (event.detail == SWT.TRAVERSE_ESCAPE) {
            event.doit = false;
            later();
        }
    }

    private void later() {
        final Shell closing = popup;
        closing.getDisplay().asyncExec(closing::dispose);
    }

    private void list(List<Jobs.Running> running) {
        final boolean resize = lines.isEmpty() || lines.size() != running.size();
        while (lines.size() > running.size()) {
            lines.removeLast().control().dispose();
        }
        while (lines.size() < running.size()) {
            final JobLine line = new JobLine(content, theme, Token.RAISED, SWT.LEFT, LIST_WIDTH);
            line.control().setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
            lines.add(line);
        }
        for (int i = 0; i < running.size(); i++) {
            lines.get(i).show(running.get(i));
        }
        title.setText(running.isEmpty() ? "NO JOB RUNS" : "JOBS");
        if (resize) {
            popup.layout(true, true);
            final Point size = popup.computeSize(SWT.DEFAULT, SWT.DEFAULT);
            final Shell window = strip.getShell();
            final Point corner = window.toDisplay(window.getClientArea().width - size.x - GAP,
                    window.getClientArea().height - size.y - 32);
            popup.setBounds(corner.x, corner.y, size.x, size.y);
        }
    }
}
