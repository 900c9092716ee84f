package org.signalbox.workbench.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.Commands;
import org.signalbox.command.Invocation;
import org.signalbox.command.JournalEntry;
import org.signalbox.face.Face;
import org.signalbox.face.Places;

/** The inventory on the real demo lab: filtered, sorted, grouped, and edited many at once. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InventoryTest {

    private static final List<String> PORTS = List.of("core", "web", "db", "scanner", "client1", "client2", "files",
            "desk1", "desk2");

    private static final String[] ADD = {"Down", "Down", "Down", "Down", "Down", "Down", "Return"};

    @InjectBundleContext
    BundleContext context;

    @InjectService(filter = "(" + Face.NAME + "=workbench)")
    Face face;

    @InjectService
    Commands commands;

    private long headClickedNanos = System.nanoTime() - TimeUnit.SECONDS.toNanos(10);
    private Screen screen;

    @BeforeEach
    void open() throws Exception {
        for (final String file : List.of("workbench.json", "inventory.json")) {
            Files.deleteIfExists(Path.of(context.getProperty(Places.HOME), file));
        }
        commands.run(Invocation.of("Import-Fabric", Map.of("path", context.getProperty(Places.LAB)), "test"));
        screen = Screen.open(face);
        screen.front("Inventory");
    }

    @AfterEach
    void close() {
        screen.close();
    }

    private Table grid() {
        return screen.find(Table.class, "the grid", table -> Stream.of(table.getColumns())
                .anyMatch(column -> column.getText().equals("Frames/s")));
    }

    private List<String> names() {
        final Table table = grid();
        return screen.ui(() -> IntStream.range(0, table.getItemCount()).mapToObj(i -> table.getItem(i).getText(0))
                .toList());
    }

    private void awaitNames(List<String> names) {
        final Table table = grid();
        screen.await("the rows " + names, () -> IntStream.range(0, table.getItemCount())
                .mapToObj(i -> table.getItem(i).getText(0)).toList().equals(names));
    }

    private void kind(String title) {
        screen.click(screen.ui(() -> {
            final ToolBar bar = screen.controls().stream().filter(ToolBar.class::isInstance).map(ToolBar.class::cast)
                    .filter(each -> Arrays.stream(each.getItems()).anyMatch(item -> item.getText().equals("Machines")))
                    .findFirst().orElseThrow();
            final Rectangle bounds = Arrays.stream(bar.getItems()).filter(item -> item.getText().equals(title))
                    .findFirst().map(ToolItem::getBounds).orElseThrow();
            return bar.toDisplay(bounds.x + bounds.width / 2, bounds.y + bounds.height / 2);
        }));
        screen.label(" " + title.toLowerCase(Locale.ROOT).substring(0, 4));
    }

    private void filter(String text) {
        final StyledText field = field();
        screen.click(field);
        screen.press("ctrl+a", "Delete");
        screen.type(text);
        screen.await(text, () -> field.getText().equals(text));
        // else the proposals stand before what comes next
        screen.ui(screen.button("Views")::setFocus);
        screen.settle();
    }

    private StyledText field() {
        return screen.find(StyledText.class, "the filter", each -> each.getToolTipText() != null
                && each.getToolTipText().startsWith("A word is looked for"));
    }

    private void clickCell(int row, int column) {
        final Table table = grid();
        screen.click(screen.ui(() -> {
            final Rectangle cell = table.getItem(row).getBounds(column);
            return table.toDisplay(cell.x + 20, cell.y + cell.height / 2);
        }));
    }

    /** Not twice so quickly that it would be a double click. */
    private void clickHead(String title) {
        final long again = headClickedNanos
                + TimeUnit.MILLISECONDS.toNanos(2L * screen.ui(() -> screen.shell().getDisplay().getDoubleClickTime()));
        screen.await("the time of a double click to pass", () -> System.nanoTime() > again);
        headClickedNanos = System.nanoTime();
        final Table table = grid();
        screen.click(screen.ui(() -> {
            int x = 0;
            for (final int i : table.getColumnOrder()) {
                if (table.getColumn(i).getText().equals(title)) {
                    return table.toDisplay(x + 30, -table.getHeaderHeight() / 2);
                }
                x += table.getColumn(i).getWidth();
            }
            throw new AssertionError("no column " + title);
        }));
    }

    @Test
    void shouldBeReadableInEveryKind() throws Exception {
        for (final String kind : List.of("Machines", "Switches", "Hosts", "Ports")) {
            kind(kind);
            final Table table = grid();
            screen.await("figures", () -> IntStream.range(0, table.getColumnCount())
                    .filter(i -> table.getColumn(i).getText().equals("Frames/s")).mapToObj(i ->
                            table.getItem(0).getText(i)).noneMatch(text -> text.isEmpty() || text.equals("0")));
            screen.look("inventory-" + kind.toLowerCase());
        }
        filter("switch:prod and not vlan:*20* rate > 0.5kb/s");
        screen.await("the count", () -> !screen.label(" of 11 ports").getText().startsWith("11"));
        screen.look("inventory-filter");
        kind("Extensions");
        screen.look("inventory-extensions");
    }

    @Test
    void shouldFilterWhileItIsTypedAndKeepTheLastGoodFilter() throws Exception {
        kind("Ports");
        filter("switch:prod and name:client*");
        awaitNames(List.of("client1", "client2"));
        screen.label("2 of 11 ports");
        filter("switch:prod and nmae:client*");
        screen.label("found 'nmae' at character 17, expected one of the columns");
        screen.label("did you mean name?");
        screen.look("inventory-wrong");
        filter("c* type:machine state:up name:cl");
        screen.label("No port is let through by the filter");
        screen.look("inventory-nothing");
        screen.click(field());
        screen.press("Escape");
        screen.label("11 ports");
        assertThat(names()).startsWith("core", "web", "db");
    }

    @Test
    void shouldProposeWhatMayComeNext() throws Exception {
        kind("Ports");
        screen.click(field());
        screen.type("swi");
        final Table proposals = screen.ui(() -> Stream.of(screen.shell().getShells())
                .filter(each -> each.getText().equals("Proposals")).map(Shell::getChildren)
                .map(children -> (Table) children[0]).findFirst().orElseThrow());
        screen.await("the column", () -> proposals.isVisible() && proposals.getItem(0).getText().equals("switch:"));
        screen.press("Tab");
        screen.await("the values", () -> proposals.isVisible() && IntStream.range(0, proposals.getItemCount())
                .mapToObj(i -> proposals.getItem(i).getText()).toList().equals(List.of("prod", "storage")));
        screen.look("inventory-proposals");
        screen.press("Down", "Down", "Return");
        screen.await("the value", () -> field().getText().equals("switch:storage"));
        screen.label("2 of 11 ports");
        screen.press("Escape", "Escape", "ctrl+space");
        screen.await("every column", () -> proposals.isVisible() && proposals.getItem(0).getText().equals("name:")
                && proposals.getSelectionIndex() == 0);
        screen.press("Escape");
        screen.await("no proposals", () -> !proposals.isVisible());
    }

    @Test
    void shouldSortByAClickAndKeepWhatIsSelected() {
        kind("Ports");
        filter("switch:prod");
        screen.label("9 of 11 ports");
        assertThat(names()).containsExactlyElementsOf(PORTS);
        clickCell(1, 0);
        screen.label("1 selected");
        clickHead("Name");
        awaitNames(PORTS.stream().sorted().toList());
        clickHead("Name");
        awaitNames(PORTS.stream().sorted().toList().reversed());
        final Table table = grid();
        screen.await("web still selected", () -> table.getSelectionCount() == 1
                && table.getSelection()[0].getText().equals("web"));
        clickHead("Name");
        awaitNames(PORTS);
        screen.await("web still selected", () -> table.getSelectionCount() == 1
                && table.getSelection()[0].getText().equals("web"));
    }

    @Test
    void shouldGroupByAColumnByTheKeyboardAndCloseAGroup() throws Exception {
        kind("Ports");
        screen.click(screen.button("Columns"));
        screen.press("Down", "Down", "Down", "Right", "Down", "Down", "Down", "Return");
        screen.await("the groups", () -> names().contains("\u25be prod  (9)") && names().contains("\u25be storage  (2)"));
        screen.look("inventory-groups");
        clickCell(0, 0);
        screen.press("Left");
        awaitNames(List.of("\u25b8 prod  (9)", "\u25be storage  (2)", "nas", "backup"));
        screen.press("Right");
        screen.await("the rows", () -> names().size() == 13);
    }

    @Test
    void shouldComputeAColumnSortAndFilterByItAndKeepItInAView() throws Exception {
        kind("Ports");
        columns(ADD);
        final Screen dialog = screen.dialog("Add computed column");
        dialog.look("inventory-computed-empty");
        dialog.click(dialog.behind(Text.class, "Title"));
        dialog.type("Sent %");
        final StyledText expression = expression(dialog);
        dialog.click(expression);
        dialog.type("drops / (deliverd + drops) * 100");
        dialog.label("found 'deliverd' at character 10, expected a number or one of the columns rate,");
        dialog.label("did you mean delivered?");
        assertThat(dialog.ui(dialog.button("Add")::isEnabled)).isFalse();
        dialog.look("inventory-computed-wrong");
        dialog.press("ctrl+a", "Delete");
        dialog.type("received / (received + deliv");
        dialog.press("Tab");
        dialog.type(") * 100");
        dialog.await("the column that was proposed",
                () -> expression.getText().equals("received / (received + delivered) * 100"));
        dialog.label("Filters call it sent-%.");
        dialog.look("inventory-computed");
        dialog.press("Return");
        screen.await("percents", () -> percents().size() == 11
                && percents().stream().allMatch(text -> text.isEmpty() || number(text) >= 0 && number(text) <= 100)
                && percents().stream().anyMatch(text -> !text.isEmpty() && number(text) > 0 && number(text) < 100));
        // the last of the orders is the one downwards by the last column
        columns("Down", "Down", "Right", "Up", "Return");
        screen.await("the largest on top", () -> {
            final List<Double> numbers = percents().stream().map(text -> text.isEmpty() ? -1 : number(text)).toList();
            return numbers.getFirst() > 0
                    && numbers.equals(numbers.stream().sorted(Comparator.reverseOrder()).toList());
        });
        filter("sent-% > 0 and name:client*");
        screen.label("2 of 11 ports");
        screen.look("inventory-computed-column");
        screen.click(screen.button("Views"));
        screen.press("Down", "Return");
        final Screen save = screen.dialog("Save view");
        save.type("Loss");
        save.press("Return");
        screen.await("the file", () -> Files.exists(Path.of(context.getProperty(Places.HOME), "inventory.json")));
        columns("Down", "Down", "Down", "Down", "Down", "Down", "Down", "Down", "Right", "Return");
        screen.label("11 ports");
        assertThat(titles()).contains("Drops").doesNotContain("Sent %");
        assertThat(screen.ui(() -> field().getText())).isEmpty();
        screen.click(screen.button("Views"));
        screen.press("Down", "Return");
        screen.await("the column again", () -> titles().contains("Sent %") && percents().size() == 2);
        assertThat(screen.ui(() -> field().getText())).isEqualTo("sent-% > 0 and name:client*");
        kind("Hosts");
        kind("Ports");
        screen.await("the column still", () -> titles().contains("Sent %"));
    }

    @Test
    void shouldChangeAComputedColumn() throws Exception {
        kind("Switches");
        columns(ADD);
        final Screen dialog = screen.dialog("Add computed column");
        dialog.click(expression(dialog));
        dialog.type("ports * 2");
        dialog.label("It needs a title.");
        dialog.click(dialog.behind(Text.class, "Title"));
        dialog.type("drops");
        dialog.label("found the title 'drops', which the column Drops has, expected another");
        dialog.type(" & <more>");
        dialog.label("Filters call it drops-&&-more.");
        dialog.press("Return");
        screen.await("twice the ports", () -> column("drops & <more>").equals(
                column("Ports").stream().map(text -> String.valueOf(2 * Integer.parseInt(text))).toList()));
        screen.look("inventory-computed-switches");
        columns("Down", "Down", "Down", "Down", "Down", "Down", "Down", "Right", "Return");
        final Screen edit = screen.dialog("Edit computed column");
        edit.await("what it was", () -> expression(edit).getText().equals("ports * 2"));
        edit.click(expression(edit));
        edit.press("ctrl+a", "Delete");
        edit.type("ports / (ports - ports)");
        edit.label("empty, for there is no such number");
        edit.press("Return");
        screen.await("empty cells", () -> column("drops & <more>").stream().allMatch(String::isEmpty));
    }

    private static StyledText expression(Screen dialog) {
        return dialog.find(StyledText.class, "the expression", each -> each.getToolTipText() != null
                && each.getToolTipText().startsWith("Numbers, names of columns"));
    }

    /** Chooses in the menu of all columns. */
    private void columns(String... keys) {
        screen.click(screen.button("Columns"));
        screen.press(keys);
    }

    private List<String> titles() {
        final Table table = grid();
        return screen.ui(() -> Stream.of(table.getColumns()).map(TableColumn::getText).toList());
    }

    private List<String> percents() {
        return column("Sent %");
    }

    /** What stands in a column; empty where there is none of the title. */
    private List<String> column(String title) {
        final Table table = grid();
        return screen.ui(() -> {
            final int column = Stream.of(table.getColumns()).map(each -> each.getText().replace("&&", "&")).toList()
                    .indexOf(title);
            return IntStream.range(0, column < 0 ? 0 : table.getItemCount())
                    .mapToObj(i -> table.getItem(i).getText(column)).toList();
        });
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }

    @Test
    void shouldSaveAViewAndShowItAgain() throws Exception {
        kind("Ports");
        filter("switch:prod");
        clickHead("Name");
        screen.click(screen.button("Views"));
        screen.press("Down", "Return");
        final Screen dialog = screen.dialog("Save view");
        dialog.type("Shop & office");
        dialog.press("Return");
        screen.await("the file", () -> Files.exists(Path.of(context.getProperty(Places.HOME), "inventory.json")));
        kind("Hosts");
        screen.click(screen.button("Views"));
        screen.press("Down", "Return");
        screen.label("9 of 11 ports");
        awaitNames(PORTS.stream().sorted().toList());
        assertThat(screen.ui(() -> field().getText())).isEqualTo("switch:prod");
    }

    private Screen editThreePorts() {
        kind("Ports");
        filter("name:client* or name:web");
        screen.label("3 of 11 ports");
        screen.ui(grid()::setFocus);
        screen.press("ctrl+a");
        screen.label("3 selected");
        screen.click(screen.button("Edit\u2026"));
        return screen.dialog("Edit 3 ports");
    }

    @Test
    void shouldEditManyAtOnceAndTellOfEachWhatBecameOfIt() throws Exception {
        final Screen dialog = editThreePorts();
        dialog.look("inventory-edit-empty");
        final Text value = dialog.find(Text.class, "the value", each -> "Value for every port".equals(
                each.getToolTipText()));
        dialog.click(value);
        dialog.type("x");
        dialog.label("found 'x', expected a whole number");
        dialog.press("BackSpace");
        dialog.type("20");
        dialog.find(StyledText.class, "the commands", each -> each.getText().replaceAll("\\s+", " ").contains(
                "Set-VMNetworkAdapterVlan -VMNetworkAdapterName web -SwitchName prod -Access -VlanId 20"));
        dialog.click(dialog.button("Run"));
        dialog.label("3 ports changed, 0 were so already, 0 refused");
        dialog.look("inventory-edit-done");
        dialog.click(dialog.button("Copy results"));
        assertThat(dialog.clipboard()).isEqualTo("prod\tweb\tdone\nprod\tclient1\tdone\nprod\tclient2\tdone");
        assertThat(vlans()).containsExactly("access 20", "access 20", "access 20");
        assertThat(commands.journal().stream().map(JournalEntry::command).toList().reversed().getFirst())
                .isEqualTo("Set-VMNetworkAdapterVlan -VMNetworkAdapterName client2 -SwitchName prod -Access -VlanId 20");

        final Combo setting = dialog.find(Combo.class, "the settings", each -> each.getItemCount() > 5);
        select(dialog, setting, "DynamicIPAddressLimit");
        dialog.click(value);
        dialog.press("ctrl+a");
        dialog.type("5000");
        dialog.click(dialog.button("Run"));
        dialog.label("3 refused");
        dialog.look("inventory-edit-refused");
        dialog.press("Escape");
        screen.await("the dialog is gone", () -> Stream.of(screen.shell().getShells())
                .noneMatch(each -> each.getText().startsWith("Edit")));
        for (int i = 0; i < 3; i++) {
            final int before = commands.journal().size();
            screen.press("ctrl+z");
            screen.await("the undo", () -> commands.journal().size() > before);
        }
        assertThat(vlans()).containsExactly("access 10", "access 10", "access 10");
    }

    @Test
    void shouldUndoAllThatOneRunHasChangedAndTellOfEachWhatStandsInTheWay() throws Exception {
        final Screen dialog = editThreePorts();
        assertThat(dialog.ui(dialog.button("Undo all")::isEnabled)).isFalse();
        dialog.click(dialog.find(Text.class, "the value", each -> "Value for every port".equals(
                each.getToolTipText())));
        dialog.type("20");
        dialog.click(dialog.button("Run"));
        dialog.label("3 ports changed");
        final List<JournalEntry> run = commands.journal();
        commands.run(Invocation.of("Set-VMNetworkAdapterVlan", Map.of("vmNetworkAdapterName", "client1", "switchName",
                "prod", "access", true, "vlanId", 30), "test"));
        final long blame = commands.journal().getLast().number();
        dialog.click(dialog.button("Undo all"));
        dialog.label("2 changes undone, 1 refused.");
        dialog.look("inventory-edit-undone");
        assertThat(vlans()).containsExactly("access 10", "access 30", "access 10");
        dialog.click(dialog.button("Copy results"));
        assertThat(dialog.clipboard().lines()).satisfiesExactly(
                web -> assertThat(web).isEqualTo("prod\tweb\tundone"),
                client1 -> assertThat(client1).contains("found entry " + blame, "standing in the way of undoing"),
                client2 -> assertThat(client2).isEqualTo("prod\tclient2\tundone"));
        final long last = run.getLast().number();
        assertThat(commands.journal().stream().flatMap(entry -> entry.undoes().stream()).toList())
                .endsWith(last, last - 2);
        commands.run(Invocation.of("Undo-Change", Map.of("number", blame), "test"));
        dialog.click(dialog.button("Undo all"));
        dialog.label("1 change undone, 0 refused.");
        assertThat(vlans()).containsExactly("access 10", "access 10", "access 10");
        assertThat(dialog.ui(dialog.button("Undo all")::isEnabled)).isFalse();
        dialog.press("Escape");
    }

    private static void select(Screen dialog, Combo combo, String item) {
        dialog.ui(combo::setFocus);
        for (int i = 0; i < 60 && !dialog.ui(combo::getText).equals(item); i++) {
            dialog.press(dialog.ui(() -> combo.getSelectionIndex() < combo.indexOf(item)) ? "Down" : "Up");
        }
        assertThat(dialog.ui(combo::getText)).isEqualTo(item);
    }

    private List<String> vlans() {
        return commands.document().switches().getFirst().ports().stream()
                .filter(port -> List.of("web", "client1", "client2").contains(port.name()))
                .map(port -> port.vlan().text()).toList();
    }
}
