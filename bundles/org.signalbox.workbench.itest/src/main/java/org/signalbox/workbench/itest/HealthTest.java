package org.signalbox.workbench.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Canvas;
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
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.Token;

/** Problems and Dashboard on the real demo lab, whose ports lack guards and whose access list nobody obeys. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HealthTest {

    private static final String FILTERING = "org.signalbox.extension.filtering";
    private static final int OBJECT = 1;
    private static final int PROBLEM = 2;

    @InjectBundleContext
    BundleContext context;

    @InjectService(filter = "(" + Face.NAME + "=workbench)")
    Face face;

    @InjectService
    Commands commands;

    @InjectService
    VirtualSwitches switches;

    @TempDir
    Path folder;

    private Screen screen;

    @BeforeEach
    void open() throws Exception {
        Files.deleteIfExists(Path.of(context.getProperty(Places.HOME), "workbench.json"));
        run("Import-Fabric", Map.of("path", context.getProperty(Places.LAB)));
        if (switches.extensions().stream().anyMatch(each -> each.id().equals(FILTERING))) {
            run("Uninstall-VMSwitchExtension", Map.of("name", FILTERING));
        }
        screen = Screen.open(face);
        screen.front("Problems");
    }

    @AfterEach
    void close() throws Exception {
        try {
            screen.close();
        } finally {
            run("Import-Fabric", Map.of("path", context.getProperty(Places.LAB)));
            if (switches.extensions().stream().anyMatch(each -> each.id().equals(FILTERING))) {
                run("Uninstall-VMSwitchExtension", Map.of("name", FILTERING));
            }
        }
    }

    private void run(String name, Map<String, Object> parameters) throws Exception {
        commands.run(Invocation.of(name, parameters, "test"));
    }

    @Test
    void shouldShowFindingsMendOneAndBringItBackByUndo() throws Exception {
        final Table table = table();
        screen.await("the findings", () -> table.getItemCount() >= 11);
        screen.label("practices checked");
        assertThat(screen.ui(() -> table.getItem(0).getText(0) + table.getItem(0).getText(PROBLEM)))
                .isEqualTo("ErrorThe policies of db have no effect: " + FILTERING + " is not enabled.");
        assertThat(screen.ui(() -> table.getItem(0).getForeground(0).getRGB())).isEqualTo(Token.ERROR.rgb(false));
        click(table, screen.ui(() -> row(table, "prod / web")));
        screen.label("Ports of tenants have DHCP guard and router guard.");
        screen.label("RFC 6105");
        screen.look("problems");
        screen.press("ctrl+shift+c");
        final String fix = "Set-VMNetworkAdapter -Name web -SwitchName prod -DhcpGuard On -RouterGuard On";
        screen.await("the command", () -> screen.clipboard().equals(fix));
        screen.click(screen.button("Run fix"));
        screen.await("the row to go", () -> row(table, "prod / web") < 0);
        assertThat(commands.journal().getLast().who()).isEqualTo("workbench");
        assertThat(commands.journal().getLast().command()).isEqualToIgnoringCase(fix);
        screen.press("ctrl+z");
        screen.await("the row again", () -> row(table, "prod / web") >= 0);
    }

    @Test
    void shouldRunTheFixesOfAllThatAreSelectedUntilNothingIsLeft() throws Exception {
        final Table table = table();
        screen.await("the findings", () -> table.getItemCount() >= 11);
        click(table, 0);
        screen.press("ctrl+a");
        screen.click(screen.find(Button.class, "the button for all", each -> each.getText().endsWith(" fixes")));
        screen.await("one for the other switch, whose ports have guards now", () -> table.getItemCount() == 1
                && table.getItem(0).getText(OBJECT).equals("storage"));
        click(table, 0);
        screen.click(screen.button("Run fix"));
        screen.label("No problems: 17 practices checked ");
        screen.look("problems-none");
        screen.front("Dashboard");
        tile("Errors: 0, 17 practices checked ");
        tile("Drops per second: [1-9].*acl\\[0\\] [1-9]");
        tile("Extensions: 2 running, none has failed");
        screen.look("dashboard-none");
    }

    @Test
    void shouldFilterBySeverityAndWords() throws Exception {
        final Table table = table();
        screen.await("the findings", () -> table.getItemCount() >= 11);
        final int all = screen.ui(table::getItemCount);
        screen.click(severity("Errors"));
        screen.await("no error", () -> table.getItemCount() == all - 1
                && table.getItem(0).getText(0).equals("Warning"));
        enter("storage nas");
        screen.await("one row", () -> table.getItemCount() == 1 && table.getItem(0).getText(OBJECT)
                .equals("storage / nas"));
        enter("nonsense");
        screen.label("None of " + all + " problems fits the filter.");
        screen.look("problems-filtered");
    }

    @Test
    void shouldShowTheFabricAtAGlanceAndLeadToProblems() throws Exception {
        screen.front("Extensions");
        screen.front("Dashboard");
        final Canvas errors = tile("Errors: 1, The policies of db have no effect");
        tile("Warnings: 11, web may answer");
        tile("Frames per second: [1-9]");
        tile("Throughput: [1-9].* [kM]b/s");
        tile("Ports: 11 up, of 11 ports");
        tile("Switches: 2, 11 machines");
        screen.look("dashboard");
        screen.click(errors);
        final Table table = table();
        screen.await("errors alone", () -> table.getItemCount() == 1
                && table.getItem(0).getText(0).equals("Error"));
        screen.front("Extensions");
        screen.ui(errors::setFocus);
        screen.press("Tab", "Return");
        screen.await("warnings alone", () -> table.isVisible() && table.getItemCount() > 1
                && table.getItem(0).getText(0).equals("Warning"));
    }

    @Test
    void shouldSayHowToBeginWhereThereIsNothing() throws Exception {
        final Path empty = Files.writeString(folder.resolve("empty.yaml"), "switches: []");
        run("Import-Fabric", Map.of("path", empty.toString()));
        screen.label("No problems: 17 practices checked ");
        screen.front("Dashboard");
        tile("Switches: 0, create one: New-VMSwitch");
        screen.look("dashboard-empty");
    }

    private Table table() {
        return screen.find(Table.class, "the problems", table -> Stream.of(table.getColumns())
                .anyMatch(each -> each.getText().equals("Severity")));
    }

    private static int row(Table table, String object) {
        return IntStream.range(0, table.getItemCount()).filter(row -> table.getItem(row).getText(OBJECT).equals(object))
                .findFirst().orElse(-1);
    }

    private void click(Table table, int row) {
        screen.click(screen.ui(() -> {
            table.showItem(table.getItem(row));
            final Rectangle cell = table.getItem(row).getBounds(OBJECT);
            return table.toDisplay(cell.x + 20, cell.y + cell.height / 2);
        }));
    }

    /** The tile whose tip begins as the pattern says; waits for it. */
    private Canvas tile(String pattern) {
        return screen.find(Canvas.class, "the tile " + pattern, each -> each.getToolTipText() != null
                && Pattern.compile(pattern).matcher(each.getToolTipText()).lookingAt());
    }

    private Button severity(String word) {
        return screen.find(Button.class, word, each -> each.getText().startsWith(word));
    }

    private void enter(String words) {
        final Text field = screen.find(Text.class, "the filter", each -> each.getMessage().equals("Filter"));
        screen.click(field);
        screen.press("ctrl+a");
        screen.type(words);
    }
}
