package org.signalbox.workbench.counters;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.signalbox.workbench.Csv;
import org.signalbox.workbench.CsvButtons;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.Wording;
import org.signalbox.workbench.counters.Ring.Samples;

/** The view's widgets: what is charted and how, the chart with its legend, and the totals. */
final class CountersPanel {

    private static final String NO_SWITCH =
            "There is no switch yet. Make one with New-VMSwitch in the console, or open a fabric (Ctrl+O).";
    private static final String NO_LINES = "Tick switches or ports in the table to chart them.";
    private static final int WIDE = 2;

    private final ViewContext context;
    private final Theme theme;
    private final Sampler sampler;
    private final SashForm sash;
    private final Combo metric;
    private final Combo window;
    private final Button pause;
    private final ChartPane chart;
    private final Label words;
    private final Legend legend;
    private final TotalsTable totals;
    private final Composite left;
    private Series series = new Series(Metric.FRAMES, List.of());
    private Optional<Reading> last = Optional.empty();
    private OptionalLong pointed = OptionalLong.empty();
    private long until;
    /** For the thread that samples. */
    private volatile Asked asked = new Asked(Metric.FRAMES, Window.MINUTE.seconds, Set.of());

    /** What the chart is of. */
    private record Asked(Metric metric, int seconds, Set<Source> sources) {
    }

    /** How long a chart reaches back. */
    private enum Window {
        MINUTE("1 min", 60), TEN_MINUTES("10 min", 600), HOUR("1 h", 3600);

        private final String title;
        private final int seconds;

        Window(String title, int seconds) {
            this.title = title;
            this.seconds = seconds;
        }
    }

    CountersPanel(Composite parent, ViewContext context, Sampler sampler) {
        this.context = context;
        this.theme = context.theme();
        this.sampler = sampler;
        sash = new SashForm(parent, SWT.HORIZONTAL | SWT.SMOOTH);
        sash.setSashWidth(1);
        theme.paint(sash, Token.LINE, Token.TEXT);
        left = composite(sash, 1, 12);
        final Composite bar = composite(left, 6, 0);
        bar.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        metric = combo(bar, "What is charted", Stream.of(Metric.values()).map(Metric::title).toList());
        window = combo(bar, "How far back", Stream.of(Window.values()).map(each -> each.title).toList());
        pause = new Button(bar, SWT.TOGGLE);
        pause.setText("Pause");
        pause.setToolTipText("Hold the chart; counting goes on");
        pause.addListener(SWT.Selection, event -> draw());
        space(bar);
        CsvButtons.add(bar, "series.csv", () -> visible().csv(), work -> context.submit(work, file -> { }));
        words = new Label(left, SWT.WRAP);
        words.setFont(theme.font(Face.SMALL));
        theme.paint(words, Token.SURFACE, Token.TEXT2);
        final GridData wide = new GridData(SWT.FILL, SWT.TOP, true, false);
        wide.widthHint = 300;
        words.setLayoutData(wide);
        chart = new ChartPane(left, theme, at -> {
            pointed = at;
            say();
        });
        final GridData most = new GridData(SWT.FILL, SWT.FILL, true, true);
        most.minimumHeight = 80;
        most.heightHint = 80;
        chart.control().setLayoutData(most);
        legend = new Legend(left, theme, this::redraw);
        final Composite right = composite(sash, 1, 12);
        final Composite head = composite(right, 4, 0);
        head.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        final Text filter = new Text(head, SWT.SINGLE | SWT.BORDER | SWT.SEARCH);
        filter.setMessage("Filter switches and ports");
        filter.setLayoutData(new GridData(180, SWT.DEFAULT));
        space(head);
        CsvButtons.add(head, "counters.csv", this::all, work -> context.submit(work, file -> { }));
        totals = new TotalsTable(right, theme, this::choose);
        filter.addListener(SWT.Modify, event -> totals.filter(filter.getText()));
        sash.setWeights(58, 42);
        sash.addListener(SWT.Resize, event -> {
            final int way = sash.getSize().x > WIDE * sash.getSize().y ? SWT.HORIZONTAL : SWT.VERTICAL;
            if (sash.getOrientation() != way) {
                sash.setOrientation(way);
            }
        });
        context.focusOn(metric);
        say();
    }

    Control control() {
        return sash;
    }

    private Composite composite(Composite parent, int columns, int margin) {
        final Composite composite = new Composite(parent, SWT.NONE);
        final GridLayout layout = new GridLayout(columns, false);
        layout.marginWidth = margin;
        layout.marginHeight = margin == 0 ? 0 : 10;
        layout.horizontalSpacing = 8;
        layout.verticalSpacing = 8;
        composite.setLayout(layout);
        theme.paint(composite, Token.SURFACE, Token.TEXT);
        return composite;
    }

    private void space(Composite row) {
        final Label space = new Label(row, SWT.NONE);
        space.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        theme.paint(space, Token.SURFACE, Token.TEXT);
    }

    private Combo combo(Composite row, String tip, List<String> items) {
        final Combo combo = new Combo(row, SWT.DROP_DOWN | SWT.READ_ONLY);
        combo.setItems(items.toArray(String[]::new));
        combo.select(0);
        combo.setToolTipText(tip);
        combo.addListener(SWT.Selection, event -> choose());
        return combo;
    }

    private Metric metric() {
        return Metric.values()[Math.max(0, metric.getSelectionIndex())];
    }

    private Window window() {
        return Window.values()[Math.max(0, window.getSelectionIndex())];
    }

    /** What was read, and the lines that were asked for then. */
    record Sample(Optional<Reading> reading, List<Totals> totals, Series series) {
    }

    /** Shows what was read; while it is held, the totals alone. */
    void show(Sample now) {
        last = now.reading();
        totals.show(now.totals());
        if (!pause.getSelection()) {
            redraw(now);
        }
    }

    /** Reads what the chart is of. Called off the user interface's thread. */
    Sample sample() {
        final Asked now = asked;
        final Optional<Reading> read = sampler.last();
        return new Sample(read, read.map(each -> Totals.of(each.switches())).orElse(List.of()),
                Series.most(now.metric(), sampler.window(now.metric(), now.seconds(), now.sources())));
    }

    private void choose() {
        sampler.keep(totals.chosen());
        asked = new Asked(metric(), window().seconds, totals.chosen());
        context.submit(this::sample, this::redraw);
    }

    private void redraw(Sample now) {
        if (now.series().metric() == metric()) {
            series = now.series();
            until = now.reading().map(Reading::millis).orElse(until);
            draw();
        }
    }

    private Series visible() {
        return series.without(legend.hidden());
    }

    private Csv all() {
        return last.map(Totals::all).orElseGet(() -> Totals.all(new Reading(0, 0, List.of(), Map.of(),
                Map.of())));
    }

    private void draw() {
        if (legend.show(series.lines().stream().map(Samples::line).toList())) {
            left.layout(true, true);
        }
        redraw();
    }

    private void redraw() {
        final Series shown = visible();
        chart.show(shown, shown.lines().stream().map(each -> legend.place(each.line())).toList(), until,
                window().seconds);
        say();
    }

    private void say() {
        final String text;
        if (last.isEmpty() || last.get().switches().isEmpty()) {
            text = NO_SWITCH;
        } else if (totals.chosen().isEmpty()) {
            text = NO_LINES;
        } else if (pointed.isPresent()) {
            text = visible().words(pointed.getAsLong());
        } else if (series.lines().isEmpty()) {
            text = metric() == Metric.DROPS ? "Nothing is dropped." : "No figures yet.";
        } else {
            text = metric().title() + (totals.isFull() ? ", of as many as can be told apart" : "")
                    + ". Point at the chart to read values.";
        }
        final String written = Wording.plain(text);
        if (!words.getText().equals(written)) {
            words.setText(written);
            left.layout(true, true);
        }
    }
}
