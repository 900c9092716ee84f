package org.signalbox.workbench.counters;

import java.text.FieldPosition;
import java.text.Format;
import java.text.ParsePosition;
import java.text.SimpleDateFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import java.util.stream.LongStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.events.PaintEvent;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.ICustomPaintListener;
import org.eclipse.swtchart.ILineSeries;
import org.eclipse.swtchart.ILineSeries.PlotSymbolType;
import org.eclipse.swtchart.ISeries;
import org.eclipse.swtchart.ISeries.SeriesType;
import org.eclipse.swtchart.LineStyle;
import org.eclipse.swtchart.Range;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.counters.Ring.Samples;

/** A chart of lines over time, with a mark that follows the pointer or the arrow keys. */
final class ChartPane {

    private static final double HEADROOM = 1.08;
    private static final int FEW = 90;
    private static final int WIDTH = 2;

    private final Chart chart;
    private final Theme theme;
    private final Consumer<OptionalLong> pointed;
    private Series series = new Series(Metric.FRAMES, List.of());
    private OptionalLong mark = OptionalLong.empty();

    /** @param pointed told of the moment that the user points at, or that it is none any more */
    ChartPane(Composite parent, Theme theme, Consumer<OptionalLong> pointed) {
        this.theme = theme;
        this.pointed = pointed;
        chart = new Chart(parent, SWT.NONE);
        chart.getTitle().setVisible(false);
        chart.getLegend().setVisible(false);
        for (final IAxis axis : chart.getAxisSet().getAxes()) {
            axis.getTitle().setVisible(false);
            axis.getTick().setFont(theme.font(Face.SMALL));
        }
        chart.getPlotArea().addCustomPaintListener(new ICustomPaintListener() {
            @Override
            public void paintControl(PaintEvent event) {
                paintMark(event);
            }

            @Override
            public boolean drawBehindSeries() {
                return true;
            }
        });
        final Control area = chart.getPlotArea().getControl();
        area.addListener(SWT.MouseMove, event -> point(Math.round(time().getDataCoordinate(event.x))));
        area.addListener(SWT.MouseExit, event -> unpoint());
        area.addListener(SWT.KeyDown, event -> {
            if (event.keyCode == SWT.ARROW_LEFT || event.keyCode == SWT.ARROW_RIGHT) {
                step(event.keyCode == SWT.ARROW_LEFT ? -1 : 1);
            } else if (event.keyCode == SWT.ESC) {
                unpoint();
            }
        });
        area.addListener(SWT.Traverse, event -> event.doit = event.detail == SWT.TRAVERSE_TAB_NEXT
                || event.detail == SWT.TRAVERSE_TAB_PREVIOUS);
        area.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = "Chart of " + series.metric().title() + "; Left and Right read values";
            }
        });
        colours();
        theme.onSwitch(chart, this::colours);
    }

    Control control() {
        return chart;
    }

    /** Where it listens to the pointer and the keys. */
    Control area() {
        return chart.getPlotArea().getControl();
    }

    private IAxis time() {
        return chart.getAxisSet().getXAxis(0);
    }

    private IAxis amount() {
        return chart.getAxisSet().getYAxis(0);
    }

    private void colours() {
        chart.setBackground(theme.color(Token.SURFACE));
        chart.getPlotArea().setBackground(theme.color(Token.SURFACE));
        for (final IAxis axis : chart.getAxisSet().getAxes()) {
            axis.getTick().setForeground(theme.color(Token.TEXT2));
            axis.getGrid().setForeground(theme.color(Token.LINE));
        }
        draw();
    }

    /** The colour of the line at a place. */
    static Color color(Theme theme, int place) {
        final Token[] tokens = {Token.ACCENT, Token.ERROR, Token.OK, Token.EXTENSION, Token.WARN, Token.INFO};
        return theme.color(tokens[place % tokens.length]);
    }

    /** How the line at a place is dashed; of 30 lines no two look the same. */
    static LineStyle style(int place) {
        final LineStyle[] styles =
                {LineStyle.SOLID, LineStyle.DASH, LineStyle.DOT, LineStyle.DASHDOT, LineStyle.DASHDOTDOT};
        return styles[place % styles.length];
    }

    /**
     * Shows lines.
     *
     * @param places the place of each, which gives it its look
     * @param until  the right end, milliseconds since 1970
     */
    void show(Series next, List<Integer> places, long until, int seconds) {
        series = next;
        chart.suspendUpdate(true);
        for (final ISeries<?> each : chart.getSeriesSet().getSeries()) {
            chart.getSeriesSet().deleteSeries(each.getId());
        }
        double most = 0;
        for (int i = 0; i < next.lines().size(); i++) {
            final Samples line = next.lines().get(i);
            for (final double value : line.values()) {
                most = Math.max(most, value);
            }
            if (line.values().length > 0) {
                add(line, places.get(i));
            }
        }
        time().setRange(new Range(until - seconds * 1000.0, until));
        time().getTick().setFormat(new SimpleDateFormat("HH:mm:ss"));
        amount().setRange(new Range(0, most <= 0 ? 1 : most * HEADROOM));
        amount().getTick().setFormat(new Words(next.metric()::tick));
        chart.suspendUpdate(false);
        colours();
    }

    private void add(Samples line, int place) {
        final ILineSeries<?> drawn =
                (ILineSeries<?>) chart.getSeriesSet().createSeries(SeriesType.LINE, line.line().label());
        final double[] times = LongStream.of(line.times()).asDoubleStream().toArray();
        drawn.setXSeries(times);
        drawn.setYSeries(line.values());
        drawn.setLineWidth(WIDTH);
        drawn.setLineStyle(style(place));
        drawn.setAntialias(SWT.ON);
        drawn.setSymbolType(times.length <= FEW ? symbol(place) : PlotSymbolType.NONE);
        drawn.setSymbolSize(2);
        drawn.setLineColor(color(theme, place));
        drawn.setSymbolColor(color(theme, place));
        drawn.setDescription(String.valueOf(place));
    }

    private static PlotSymbolType symbol(int place) {
        final PlotSymbolType[] symbols = {PlotSymbolType.CIRCLE, PlotSymbolType.SQUARE, PlotSymbolType.DIAMOND,
            PlotSymbolType.TRIANGLE};
        return symbols[place % symbols.length];
    }

    private void draw() {
        for (final ISeries<?> each : chart.getSeriesSet().getSeries()) {
            final ILineSeries<?> line = (ILineSeries<?>) each;
            final int place = Integer.parseInt(line.getDescription());
            line.setLineColor(color(theme, place));
            line.setSymbolColor(color(theme, place));
        }
        chart.redraw();
    }

    private void paintMark(PaintEvent event) {
        if (mark.isPresent()) {
            final int x = time().getPixelCoordinate(mark.getAsLong());
            event.gc.setForeground(theme.color(Token.LINE_STRONG));
            event.gc.setLineStyle(SWT.LINE_SOLID);
            event.gc.setLineWidth(1);
            event.gc.drawLine(x, 0, x, chart.getPlotArea().getSize().y);
        }
    }

    private void point(long millis) {
        mark = OptionalLong.of(millis);
        pointed.accept(mark);
        chart.redraw();
    }

    private void unpoint() {
        mark = OptionalLong.empty();
        pointed.accept(mark);
        chart.redraw();
    }

    private void step(int by) {
        series.lines().stream().filter(each -> each.times().length > 0).findFirst().ifPresent(line -> {
            final int last = line.times().length - 1;
            final int at = mark.isPresent() ? Series.nearest(line, mark.getAsLong()) + by : last;
            point(line.times()[Math.clamp(at, 0, last)]);
        });
    }

    /** Writes a value of an axis; reads none, as a chart asks of words. */
    private static final class Words extends Format {

        private static final long serialVersionUID = 1;

        private final transient DoubleFunction<String> words;

        Words(DoubleFunction<String> words) {
            this.words = words;
        }

        @Override
        public StringBuffer format(Object value, StringBuffer to, FieldPosition position) {
            return to.append(words.apply(((Number) value).doubleValue()));
        }

        @Override
        public Object parseObject(String source, ParsePosition position) {
            position.setErrorIndex(position.getIndex());
            return null;
        }
    }
}
