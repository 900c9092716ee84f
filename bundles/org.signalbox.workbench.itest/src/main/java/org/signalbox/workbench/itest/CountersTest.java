package org.signalbox.workbench.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.Commands;
import org.signalbox.command.Invocation;
import org.signalbox.face.Face;
import org.signalbox.face.Places;

/** Charts and totals of the demo lab's traffic. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CountersTest {

    private static final String FILTERING = "org.signalbox.extension.filtering";

    @InjectBundleContext
    BundleContext context;

    @InjectService(filter = "(" + Face.NAME + "=workbench)")
    Face face;

    @InjectService
    Commands commands;

    private Screen screen;

    @BeforeEach
    void open() throws Exception {
        Files.deleteIfExists(Path.of(context.getProperty(Places.HOME), "workbench.json"));
        run("Import-Fabric", Map.of("path", context.getProperty(Places.LAB)));
        run("Install-VMSwitchExtension",
                Map.of("path", Path.of(context.getProperty(Places.EXTENSIONS), FILTERING + ".jar").toString()));
        run("Enable-VMSwitchExtension", Map.of("vmSwitchName", "prod", "name", FILTERING));
        screen = Screen.open(face);
        screen.front("Counters");
        // the panes take their sizes with the first rows
        screen.await("the totals", () -> totals().getItemCount() > 1);
        screen.settle();
    }

    @AfterEach
    void close() throws Exception {
        try {
            screen.close();
        } finally {
            run("Disable-VMSwitchExtension", Map.of("vmSwitchName", "prod", "name", FILTERING));
            run("Uninstall-VMSwitchExtension", Map.of("name", FILTERING));
        }
    }

    private void run(String name, Map<String, Object> parameters) throws Exception {
        commands.run(Invocation.of(name, parameters, "test"));
    }

    @Test
    void shouldChartWhatIsTickedAndReadItsValues() throws Exception {
        screen.button("prod in");
        tick("prod:web");
        screen.button("prod:web in");
        screen.button("prod:web out");
        samples(8);
        screen.look("counters-frames");
        final Control plot = screen.find(Control.class, "the plot area",
                each -> each.getClass().getName().equals("org.eclipse.swtchart.internal.PlotArea"));
        final Rectangle area = screen.ui(plot::getBounds);
        screen.click(screen.ui(() -> plot.toDisplay(area.width - 20, area.height / 2)));
        final Label words = screen.label("prod:web out ");
        assertThat(screen.ui(words::getText)).matches("\\d\\d:\\d\\d:\\d\\d   prod in [^ ]+   prod out .*frames/s\\)");
        screen.look("counters-read");

        screen.click(screen.button("prod in"));
        assertThat(copied(0))
                .startsWith("Time,prod out (frames/s),prod:web in (frames/s),prod:web out (frames/s)\r\n");
        show("Drops/s by reason");
        screen.button("prod acl[0], deny inbound remote 10.0.10.66/32");
        samples(3);
        screen.look("counters-drops");
        show("Flow cache");
        screen.button("prod hits");
        show("Cost of extensions");
        screen.button("prod filtering median");
        screen.look("counters-cost");
        show("Bits/s");
        screen.button("prod in");
        screen.look("counters-bits");
    }

    @Test
    void shouldHoldTheChartAndCountOn() {
        samples(3);
        screen.click(screen.button("Pause"));
        final String held = copied(0);
        final String before = screen.ui(() -> row("prod"));
        screen.await("counting", () -> !row("prod").equals(before));
        assertThat(copied(0)).isEqualTo(held);
        screen.click(screen.button("Pause"));
        screen.await("the chart goes on", () -> !copied(0).equals(held));
    }

    @Test
    void shouldExportEveryCounter(@TempDir Path folder) throws Exception {
        screen.await("the drops", () -> row("prod:db").contains("deny inbound remote 10.0.10.66/32"));
        final Path file = folder.resolve("all.csv");
        screen.click(buttons("Export CSV\u2026").get(1));
        screen.press("ctrl+a");
        screen.type(file.toString());
        screen.press("Return");
        screen.await("the file", () -> Files.exists(file) && Files.size(file) > 0);
        assertThat(Files.readString(file))
                .startsWith("Switch,Port,Counter,Extension,Rule,Reason,Value\r\nprod,,frames in,")
                .contains("\r\nprod,db,drops," + FILTERING + ",acl[0],deny inbound remote 10.0.10.66/32,")
                .contains("\r\nprod,,flow cache hits,").contains("\r\nstorage,nas,bytes out,");
    }

    @Test
    void shouldFilterTheTotals() {
        final Text filter = screen.find(Text.class, "the filter",
                each -> each.getMessage().equals("Filter switches and ports"));
        screen.ui(filter::setFocus);
        screen.type("STOR nas");
        screen.await("one row", () -> totals().getItemCount() == 1
                && totals().getItem(0).getText().equals("storage:nas"));
    }

    private Table totals() {
        return screen.find(Table.class, "the totals", table -> Stream.of(table.getColumns())
                .anyMatch(each -> each.getText().equals("Most dropped for")));
    }

    private String row(String source) {
        return Stream.of(totals().getItems()).filter(each -> each.getText().equals(source)).findFirst()
                .map(each -> each.getText(2) + each.getText(7)).orElse("");
    }

    private void tick(String source) {
        final Table table = totals();
        screen.await(source, () -> Stream.of(table.getItems()).anyMatch(each -> each.getText().equals(source)));
        screen.click(screen.ui(() -> {
            final Rectangle cell = Stream.of(table.getItems()).filter(each -> each.getText().equals(source))
                    .findFirst().orElseThrow().getBounds(0);
            return table.toDisplay(cell.x - 10, cell.y + cell.height / 2);
        }));
    }

    private List<Button> buttons(String text) {
        return screen.ui(() -> screen.controls().stream().filter(Button.class::isInstance).map(Button.class::cast)
                .filter(each -> each.isVisible() && each.getText().equals(text)).toList());
    }

    private String copied(int button) {
        screen.click(buttons("Copy CSV").get(button));
        return screen.clipboard();
    }

    /** Waits until a line has so many samples. */
    private void samples(int count) {
        screen.await(count + " samples", () -> copied(0).lines().count() > count);
    }

    private void show(String metric) {
        final Combo combo = screen.find(Combo.class, "the metrics",
                each -> "What is charted".equals(each.getToolTipText()));
        screen.ui(combo::setFocus);
        screen.settle();
        final int steps = screen.ui(() -> combo.indexOf(metric) - combo.getSelectionIndex());
        for (int i = 0; i < Math.abs(steps); i++) {
            screen.press(steps > 0 ? "Down" : "Up");
        }
        screen.await(metric, () -> combo.getText().equals(metric));
    }
}
