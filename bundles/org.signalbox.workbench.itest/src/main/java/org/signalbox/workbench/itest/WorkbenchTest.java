package org.signalbox.workbench.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.CommandLine;
import org.signalbox.command.Commands;
import org.signalbox.face.Face;
import org.signalbox.face.Places;
import org.signalbox.vswitch.ExtensionUpgrades;
import org.signalbox.vswitch.UpgradeStatus;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewPlace;

/** The window's views, driven by pointer and keys, on a made-up fabric that shows every state at once. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkbenchTest {

    private static final List<String> TITLES = List.of("Topology", "Dashboard", "Inventory", "Packet trace",
            "Port policies", "Counters", "Extensions", "Console", "Journal", "Problems");

    @InjectBundleContext
    BundleContext context;

    @InjectService(filter = "(" + Face.NAME + "=workbench)")
    Face face;

    private final FakeExtensions extensions = new FakeExtensions();
    private final FakeFabric fabric = new FakeFabric(extensions);
    private ServiceRegistration<?> upgrades;
    private ServiceRegistration<?> registration;
    private Screen screen;

    @BeforeEach
    void open() throws Exception {
        Files.deleteIfExists(Path.of(context.getProperty(Places.HOME), "workbench.json"));
        final Hashtable<String, Object> first = new Hashtable<>();
        first.put(Constants.SERVICE_RANKING, Integer.MAX_VALUE);
        registration = context.registerService(new String[] {VirtualSwitches.class.getName(), Commands.class.getName(),
            CommandLine.class.getName()}, fabric, first);
        upgrades = context.registerService(ExtensionUpgrades.class, extensions, first);
        screen = Screen.open(face);
    }

    @AfterEach
    void close() throws Exception {
        try {
            screen.close();
        } finally {
            registration.unregister();
            upgrades.unregister();
        }
    }

    private Bundle bundle(String name) {
        return Stream.of(context.getBundles()).filter(each -> name.equals(each.getSymbolicName())).findFirst()
                .orElseThrow();
    }

    private Table table(String column) {
        return screen.find(Table.class, "the table with the column " + column,
                table -> Stream.of(table.getColumns()).anyMatch(each -> each.getText().equals(column)));
    }

    /** Clicks the row of a table whose cell has the text. */
    private void choose(Table table, int column, String text) {
        screen.await("the row " + text, () -> row(table, column, text) >= 0);
        screen.click(screen.ui(() -> {
            final Rectangle cell = table.getItem(row(table, column, text)).getBounds(column);
            return table.toDisplay(cell.x + 20, cell.y + cell.height / 2);
        }));
    }

    private static int row(Table table, int column, String text) {
        for (int i = 0; i < table.getItemCount(); i++) {
            if (table.getItem(i).getText(column).equals(text)) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void shouldShowEveryViewAtItsFirstPlace() {
        assertThat(screen.tabs()).containsExactlyInAnyOrderElementsOf(TITLES);
        assertThat(screen.ui(() -> screen.folder("Topology").orElseThrow().getItemCount())).isEqualTo(6);
        assertThat(screen.ui(() -> screen.folder("Console").orElseThrow().getItemCount())).isEqualTo(4);
    }

    @Test
    void shouldBeReadableInEveryView() throws Exception {
        screen.front("Topology");
        screen.press("Down");
        screen.label("external switch, 7 ports");
        screen.look("switch");
        screen.press("Down", "Down", "Down", "Down");
        screen.label("port of switch prod");
        for (final String title : TITLES.subList(1, TITLES.size())) {
            screen.front(title);
            screen.look(title.toLowerCase().replace(' ', '-'));
        }
    }

    @Test
    void shouldSayWhatToDoWhereThereIsNothing() throws Exception {
        fabric.empty(true);
        screen.await("an empty list", () -> table("Order").getItemCount() == 0 || row(table("Order"), 0, "1") < 0);
        screen.look("empty");
    }

    @Test
    void shouldShowTheDetailsOfWhatTheKeysSelect() {
        screen.front("Topology");
        screen.press("Down");
        screen.label("external switch, 7 ports");
        screen.label("web-01, db01 to RSPAN VLAN 300");
        screen.press("Down", "Down", "Down");
        screen.label("port of switch prod");
        screen.find(Label.class, "the title", label -> label.getText().equals("db01"));
        screen.press("Down");
        screen.label("its frames are mirrored");
        screen.label("1\u202f000 frames/s");
        screen.press("Down");
        screen.label("uplink of switch prod");
        screen.press("Escape");
        screen.label("Nothing selected");
    }

    /** The widget of a policy's key that its tool tip explains, scrolled to. */
    private <C extends Control> C entry(Class<C> kind, String tip) {
        final C entry = screen.find(kind, "the entry " + tip, each -> tip.equals(each.getToolTipText()));
        show(entry);
        return entry;
    }

    private void show(Control control) {
        screen.ui(() -> {
            Composite parent = control.getParent();
            while (!(parent instanceof ScrolledComposite)) {
                parent = parent.getParent();
            }
            ((ScrolledComposite) parent).showControl(control);
            return true;
        });
        screen.settle();
    }

    private void select(int port) {
        screen.front("Topology");
        for (int i = 0; i <= port; i++) {
            screen.press("Down");
        }
        screen.label("SET A POLICY");
    }

    @Test
    void shouldSetAPolicyThatAnExtensionDefines() throws Exception {
        select(2);
        final Text file = entry(Text.class, "File that frames are written to.");
        final Text only = entry(Text.class, "Addresses whose frames are kept. One to a line.");
        final String addresses = screen.ui(only::getText);
        assertThat(addresses).isEqualTo("10.0.0.0/8\n192.0.2.7");
        show(screen.button("Apply"));
        screen.look("policy");
        screen.click(file);
        screen.press("ctrl+a");
        screen.type("mine.pcapng");
        final Text frames = entry(Text.class, "Stops after so many frames.");
        screen.click(frames);
        screen.press("ctrl+a");
        screen.type("many");
        final Button apply = screen.button("Apply");
        show(apply);
        screen.click(apply);
        screen.label("frames: ");
        screen.click(screen.button("Dismiss"));
        screen.click(frames);
        screen.press("ctrl+a", "Delete");
        screen.click(entry(Button.class, "Whether frames that were dropped are kept, too."));
        show(apply);
        screen.click(apply);
        screen.await("the command", () -> !fabric.ran().isEmpty());
        screen.click(screen.button("Remove"));
        screen.await("the second command", () -> fabric.ran().size() == 2);
        final String where = " -SwitchName prod -VMNetworkAdapterName web-02 -ExtensionName com.acme.capture";
        assertThat(fabric.ran()).containsExactly("Set-VMSwitchExtensionPortFeature" + where
                + " -Policy @{ frames = $null } -File mine.pcapng -Dropped",
                "Remove-VMSwitchExtensionPortFeature" + where);
    }

    @Test
    void shouldOfferPoliciesOfSwitchesAndTellARefusal() throws Exception {
        select(0);
        final Spinner rate = entry(Spinner.class, "Messages a second. From 1 to 1000. Required.");
        assertThat(screen.ui(rate::getSelection)).isEqualTo(1);
        final Button add = screen.button("Add");
        show(add);
        screen.click(add);
        screen.label("cannot be enabled on prod");
        assertThat(fabric.ran()).isEmpty();
    }

    @Test
    void shouldRunTheCommandThatItShows() {
        choose(table("Order"), 1, "com.acme.capture");
        final String shown = screen.ui(() -> screen.find(StyledText.class, "the command", text -> !text.getText().isEmpty())
                .getText());
        screen.click(screen.button("Disable"));
        screen.await("the command", () -> !fabric.ran().isEmpty());
        assertThat(fabric.ran()).containsExactly("Disable-VMSwitchExtension -VMSwitchName prod -Name com.acme.capture")
                .containsExactly(shown);
    }

    @Test
    void shouldTellHowAnExtensionFaresAndWhatAnUpgradeWouldChange() throws Exception {
        final Table table = table("ns/frame");
        choose(table, 1, "com.nx.forward");
        screen.label("NullPointerException in process");
        screen.label("thread 'nx-timer' is alive, though its bundle has stopped");
        screen.label("signed by NX, not trusted");
        screen.look("faulted");
        choose(table, 1, "org.signalbox.extension.filtering");
        screen.label("310 ns a frame");
        screen.label("acl[0], deny inbound remote 10.0.0.0/8");
        choose(table, 1, "com.acme.capture");
        assertThat(screen.ui(() -> IntStream.range(4, 7).mapToObj(table.getItem(0)::getText).toList()))
                .containsExactly("92", "1\u202f204", "8.1");
        extensions.upgrade(UpgradeStatus.State.SHADOWING);
        screen.label("Upgrading com.acme.capture to 1.3.0: 4\u202f312 frames compared, 0 differences.");
        extensions.upgrade(UpgradeStatus.State.REFUSED);
        final Label example = screen.label("passed, now dropped (storm[0])");
        show(example);
        screen.look("differences");
    }

    @Test
    void shouldTellHowAStackDiffersFromItsLock() throws Exception {
        choose(table("Order"), 1, "com.acme.capture");
        screen.label("Not locked");
        screen.click(screen.button("Lock order"));
        extensions.lock(false);
        screen.label("as it was locked");
        screen.await("nothing to lock", () -> !screen.button("Lock order").isEnabled());
        extensions.lock(true);
        screen.label("Not as it was locked: com.acme.capture stands above org.signalbox.extension.filtering, "
                + "locked is below; and 1 more.");
        screen.look("drift");
        assertThat(screen.ui(() -> screen.button("Repair").isEnabled())).isFalse();
        assertThat(screen.ui(() -> screen.button("Lock order").isEnabled())).isTrue();
        screen.click(screen.button("Restore"));
        screen.await("the command", () -> fabric.ran().size() == 2);
        screen.click(screen.button("Unlock"));
        screen.await("the command", () -> fabric.ran().size() == 3);
        assertThat(fabric.ran()).containsExactly("Lock-VMSwitchExtension -VMSwitchName prod",
                "Restore-VMSwitchExtensionLock -VMSwitchName prod", "Unlock-VMSwitchExtension -VMSwitchName prod");
        extensions.lock(false);
        screen.await("the warning to go", () -> screen.controls().stream()
                .noneMatch(control -> control.isVisible() && Screen.text(control).equals("Restore")));
    }

    @Test
    void shouldSayWhatBecomesOfFramesWhenAnExtensionFails() {
        choose(table("Order"), 1, "com.acme.capture");
        final Combo onFailure = screen.find(Combo.class, "the choice on failure", each -> each.getItemCount() == 3);
        screen.await("what holds for its kind", () -> onFailure.getText().equals("open"));
        screen.ui(onFailure::setFocus);
        screen.press("Down", "Down", "Down", "Return");
        screen.await("the command", () -> !fabric.ran().isEmpty());
        assertThat(fabric.ran().getFirst())
                .startsWith("Set-VMSwitchExtension -VMSwitchName prod -Name com.acme.capture -OnFailure ");
    }

    @Test
    void shouldMoveAnExtensionByTheKeys() {
        choose(table("Order"), 1, "org.signalbox.extension.filtering");
        screen.press("alt+Up");
        screen.await("the first move", () -> fabric.ran().size() == 1);
        screen.press("alt+Down");
        screen.await("the second move", () -> fabric.ran().size() == 2);
        choose(table("Order"), 1, "com.acme.capture");
        screen.press("alt+Up");
        screen.press("ctrl+z");
        screen.await("undo", () -> fabric.ran().size() == 3);
        assertThat(fabric.ran()).containsExactly(
                "Move-VMSwitchExtension -VMSwitchName prod -Name org.signalbox.extension.filtering -Before com.acme.capture",
                "Move-VMSwitchExtension -VMSwitchName prod -Name org.signalbox.extension.filtering -After com.nx.forward",
                "Undo-Change");
    }

    @Test
    void shouldMoveAnExtensionByDragging() {
        final Table table = table("Order");
        choose(table, 1, "com.nx.forward");
        screen.drag(inRow(table, "com.nx.forward", 0.5), inRow(table, "com.acme.capture", 0.2));
        screen.await("the first move", () -> fabric.ran().size() == 1);
        screen.drag(inRow(table, "com.acme.capture", 0.5), inRow(table, "org.signalbox.extension.filtering", 0.8));
        screen.await("the second move", () -> fabric.ran().size() == 2);
        assertThat(fabric.ran()).containsExactly(
                "Move-VMSwitchExtension -VMSwitchName prod -Name com.nx.forward -Before com.acme.capture",
                "Move-VMSwitchExtension -VMSwitchName prod -Name com.acme.capture -After org.signalbox.extension.filtering");
    }

    /** A point in a row of the extensions, by the part of its height that is above it. */
    private Point inRow(Table table, String extension, double part) {
        return screen.ui(() -> {
            final Rectangle cell = table.getItem(row(table, 1, extension)).getBounds(1);
            return table.toDisplay(cell.x + 40, cell.y + (int) (cell.height * part));
        });
    }

    @Test
    void shouldTellARefusalWhereItHappened() {
        choose(table("Order"), 1, "com.acme.dhcpguard");
        screen.click(screen.button("Enable"));
        screen.label("cannot be enabled on prod");
        assertThat(fabric.ran()).isEmpty();
        screen.click(screen.button("Dismiss"));
        screen.await("the notice to go", () -> screen.controls().stream()
                .noneMatch(control -> control.isVisible() && Screen.text(control).equals("Dismiss")));
    }

    /** The console's line, and not the field above the map. */
    static boolean isLine(Text text) {
        return text.isEnabled() && (text.getStyle() & SWT.SEARCH) == 0;
    }

    @Test
    void shouldAnswerCompleteAndRecallInTheConsole() {
        screen.front("Console");
        final Text input = screen.find(Text.class, "the line", WorkbenchTest::isLine);
        screen.click(input);
        screen.type("get-vms");
        screen.press("Tab");
        screen.await("the completed word", () -> input.getText().equals("Get-VMSwitch "));
        screen.press("Return");
        final StyledText output =
                screen.find(StyledText.class, "the answer", text -> text.getText().contains("prod  private"));
        screen.await("the line to be free", input::getEditable);
        screen.type("refuse this");
        screen.press("Return");
        screen.await("the refusal", () -> output.getText().contains("found \"refuse\", expected a command"));
        screen.press("Up", "Up");
        screen.await("the line before", () -> input.getText().equals("Get-VMSwitch "));
    }

    @Test
    void shouldCopyTheCommandOfWhatIsSelected() {
        screen.front("Topology");
        screen.press("Down", "Down");
        screen.label("port of switch prod");
        screen.press("ctrl+shift+c");
        screen.await("the command on the clipboard", () -> {
            final Clipboard clipboard = new Clipboard(screen.shell().getDisplay());
            final Object contents = clipboard.getContents(TextTransfer.getInstance());
            clipboard.dispose();
            return "Get-VMNetworkAdapter -Name web-01 -SwitchName prod".equals(contents);
        });
    }

    @Test
    void shouldUndoFromTheKeyboard() {
        screen.press("ctrl+z");
        screen.await("the command", () -> fabric.ran().contains("Undo-Change"));
    }

    @Test
    void shouldRememberWhereAViewWasDragged() throws Exception {
        final Point from = screen.tab("Console");
        final Point to = screen.ui(() -> {
            final Point size = screen.folder("Topology").orElseThrow().getSize();
            return screen.folder("Topology").orElseThrow().toDisplay(size.x - 40, size.y / 2);
        });
        screen.drag(from, to);
        screen.await("a folder of its own", () -> screen.folder("Console").orElseThrow().getItemCount() == 1);
        final Rectangle before = place("Console");
        assertThat(before.x).isGreaterThan(place("Topology").x);
        screen.look("dragged");
        screen.close();
        screen = Screen.open(face);
        assertThat(place("Console")).isEqualTo(before);
    }

    private Rectangle place(String title) {
        return screen.ui(() -> {
            final Point corner = screen.folder(title).orElseThrow().toDisplay(0, 0);
            final Point size = screen.folder(title).orElseThrow().getSize();
            return new Rectangle(corner.x, corner.y, size.x, size.y);
        });
    }

    @Test
    void shouldPutAViewAwayAndBringItBack() {
        screen.front("Journal");
        screen.press("ctrl+w");
        screen.await("the tab to go", () -> screen.folder("Journal").isEmpty());
        screen.press("alt+9");
        screen.await("the tab to come", () -> screen.folder("Journal").isPresent());
        assertThat(screen.ui(() -> screen.folder("Journal").orElseThrow().getItemCount())).isEqualTo(4);
    }

    @Test
    void shouldLetAViewGoAndComeWithItsBundle() throws Exception {
        final Bundle journal = bundle("org.signalbox.workbench.journal");
        for (int round = 0; round < 5; round++) {
            journal.stop();
            assertThat(screen.tabs()).doesNotContain("Journal").hasSize(TITLES.size() - 1);
            journal.start();
            screen.await("the tab to come back", () -> screen.folder("Journal").isPresent());
        }
        assertThat(screen.ui(() -> screen.folder("Journal").orElseThrow().getItemCount())).isEqualTo(4);
    }

    @Test
    void shouldShowOneOfTwoViewsThatHaveTheSameIdAndTheOtherWhenItGoes() {
        final ServiceRegistration<View> old = view("old");
        final ServiceRegistration<View> next = view("next");
        try {
            screen.await("the view", () -> screen.tabs().contains("Twins"));
            screen.front("Twins");
            screen.label("the old view");
            assertThat(screen.tabs()).hasSize(TITLES.size() + 1);
            old.unregister();
            screen.label("the next view");
        } finally {
            next.unregister();
        }
        assertThat(screen.tabs()).doesNotContain("Twins");
    }

    private ServiceRegistration<View> view(String name) {
        final View view = (parent, _) -> {
            final Label label = new Label(parent, SWT.NONE);
            label.setText("the " + name + " view");
            return label;
        };
        return context.registerService(View.class, view, new Hashtable<>(
                Map.of(ViewPlace.PREFIX_ + "id", "twins", ViewPlace.PREFIX_ + "title", "Twins")));
    }

    @Test
    void shouldStayAliveWhileASampleIsBlocked() throws Exception {
        final CountDownLatch release = new CountDownLatch(1);
        fabric.block(release);
        try {
            screen.await("a sample that waits", fabric::blocked);
            screen.front("Console");
            final Text input = screen.find(Text.class, "the line", WorkbenchTest::isLine);
            screen.click(input);
            screen.type("still typing");
            screen.await("the text", () -> input.getText().equals("still typing"));
        } finally {
            release.countDown();
        }
    }
}
