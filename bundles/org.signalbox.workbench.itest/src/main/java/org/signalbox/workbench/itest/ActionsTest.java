package org.signalbox.workbench.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.CommandLine;
import org.signalbox.command.CommandName;
import org.signalbox.command.Commands;
import org.signalbox.face.Face;
import org.signalbox.face.Places;
import org.signalbox.vswitch.ExtensionUpgrades;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.Action;
import org.signalbox.workbench.ActionPlace;
import org.signalbox.workbench.Cmdlet;

/** Menus, tool bar, keys and quick access, which are drawn from the same actions. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ActionsTest {

    private static final String ID = "signalbox.action.id";
    private static final String COMMAND = "signalbox.action.command";

    @InjectBundleContext
    BundleContext context;

    @InjectService(filter = "(" + Face.NAME + "=workbench)")
    Face face;

    /** The one that the product has, with all its commands. */
    @InjectService
    Commands real;

    private final FakeExtensions extensions = new FakeExtensions();
    private final FakeFabric fabric = new FakeFabric(extensions);
    private final List<ServiceRegistration<?>> registered = new ArrayList<>();
    private Screen screen;

    @BeforeEach
    void open() throws Exception {
        Files.deleteIfExists(Path.of(context.getProperty(Places.HOME), "workbench.json"));
        final Hashtable<String, Object> first = new Hashtable<>(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE));
        registered.add(context.registerService(new String[] {VirtualSwitches.class.getName(), Commands.class.getName(),
            CommandLine.class.getName()}, fabric, first));
        registered.add(context.registerService(ExtensionUpgrades.class, extensions, first));
        screen = Screen.open(face);
    }

    @AfterEach
    void close() throws Exception {
        try {
            screen.close();
        } finally {
            registered.forEach(ServiceRegistration::unregister);
        }
    }

    /** All items that do something, menus within menus included. */
    private List<MenuItem> items() {
        final List<MenuItem> all = new ArrayList<>();
        collect(screen.shell().getMenuBar(), all);
        return all;
    }

    private static void collect(Menu menu, List<MenuItem> all) {
        for (final MenuItem item : menu.getItems()) {
            if (item.getMenu() != null) {
                collect(item.getMenu(), all);
            } else if ((item.getStyle() & SWT.SEPARATOR) == 0) {
                all.add(item);
            }
        }
    }

    private Optional<MenuItem> item(String id) {
        return items().stream().filter(item -> id.equals(item.getData(ID))).findFirst();
    }

    private List<String> menus() {
        return screen.ui(() -> List.of(screen.shell().getMenuBar().getItems()).stream().map(MenuItem::getText)
                .toList());
    }

    @Test
    void shouldNameAnActionInEveryItemAndOnlyCommandsThatThereAre() {
        final List<String> faults = new ArrayList<>();
        final List<Object> ids = new ArrayList<>();
        screen.ui(() -> {
            for (final MenuItem item : items()) {
                if (item.getData(ID) == null || ids.contains(item.getData(ID))) {
                    faults.add(item.getText() + " has no id of its own: " + item.getData(ID));
                }
                ids.add(item.getData(ID));
                if (item.getData(COMMAND) instanceof String name
                        && real.find(CommandName.parse(name)).isEmpty()) {
                    faults.add(item.getText() + " names a command that is not there: " + name);
                }
            }
            return true;
        });
        assertThat(faults).isEmpty();
        assertThat(ids).contains("file.open", "edit.undo", "new.Extension", "view.show.console",
                "perspective.use.trace");
    }

    @Test
    void shouldChangeTheFabricByNoItemThatNamesNoCommand() {
        final List<String> done = screen.ui(() -> items().stream().filter(item -> item.getData(COMMAND) == null)
                .map(item -> (String) item.getData(ID)).filter(id -> !id.equals("file.exit")).toList());
        assertThat(done).contains("edit.copyCommand", "view.dark", "perspective.reset", "view.hide");
        for (final String id : done) {
            screen.ui(() -> {
                final MenuItem item = item(id).orElseThrow();
                item.setSelection((item.getStyle() & (SWT.RADIO | SWT.CHECK)) != 0);
                item.notifyListeners(SWT.Selection, new Event());
                return true;
            });
            screen.settle();
        }
        assertThat(fabric.ran()).isEmpty();
    }

    private ServiceRegistration<Action> bring(String id, String key, String command, Action action) {
        final Hashtable<String, Object> place = new Hashtable<>(Map.of(ActionPlace.PREFIX_ + "id", id,
                ActionPlace.PREFIX_ + "label", "&Lock all\u2026", ActionPlace.PREFIX_ + "menu", "Acme/Order",
                ActionPlace.PREFIX_ + "key", key, ActionPlace.PREFIX_ + "toolBar", true));
        if (!command.isEmpty()) {
            place.put(ActionPlace.PREFIX_ + "command", command);
        }
        return context.registerService(Action.class, action, place);
    }

    private static final Cmdlet LOCK = Cmdlet.of("Lock-VMSwitchExtension").with("VMSwitchName", "prod");

    @Test
    void shouldShowAnActionOfABundleWhileItIsThereAndLeaveNothingBehind() {
        final int before = screen.ui(() -> items().size());
        for (int round = 0; round < 20; round++) {
            final ServiceRegistration<Action> acme =
                    bring("acme.lock", "Ctrl+Alt+L", LOCK.name(), now -> now.run(LOCK));
            screen.await("the item", () -> item("acme.lock").isPresent());
            assertThat(menus()).contains("&Acme");
            assertThat(tools()).contains("Lock all");
            if (round == 0) {
                screen.press("ctrl+alt+l");
                screen.await("the command", () -> fabric.ran().size() == 1);
            }
            acme.unregister();
            assertThat(menus()).doesNotContain("&Acme");
            assertThat(tools()).doesNotContain("Lock all");
        }
        assertThat(screen.ui(() -> items().size())).isEqualTo(before);
        assertThat(fabric.ran()).containsExactly("Lock-VMSwitchExtension -VMSwitchName prod");
    }

    private List<String> tools() {
        return screen.ui(() -> screen.controls().stream().filter(ToolBar.class::isInstance).map(ToolBar.class::cast)
                .flatMap(bar -> List.of(bar.getItems()).stream()).map(tool -> tool.getText()).toList());
    }

    @Test
    void shouldRefuseACommandThatTheActionDoesNotName() {
        registered.add(bring("acme.lock", "Ctrl+Alt+L", "", now -> now.run(LOCK)));
        screen.await("the item", () -> item("acme.lock").isPresent());
        screen.press("ctrl+alt+l");
        screen.label("would run Lock-VMSwitchExtension, expected no command");
        assertThat(fabric.ran()).isEmpty();
    }

    @Test
    void shouldLeaveAKeyThatIsTakenWithTheWorkbench() {
        registered.add(bring("acme.lock", "Ctrl+Z", LOCK.name(), now -> now.run(LOCK)));
        screen.await("the item", () -> item("acme.lock").isPresent());
        screen.press("ctrl+z");
        screen.await("undo", () -> fabric.ran().size() == 1);
        assertThat(fabric.ran()).containsExactly("Undo-Change");
        assertThat(screen.ui(() -> item("acme.lock").orElseThrow().getAccelerator())).isZero();
    }

    private Screen quickAccess() {
        screen.press("ctrl+3");
        return screen.dialog("Quick access");
    }

    private static Table list(Screen popup) {
        return popup.find(Table.class, "the list", table -> true);
    }

    @Test
    void shouldFindWhatCanBeDone() throws Exception {
        final Screen popup = quickAccess();
        popup.await("cmdlets", () -> list(popup).getItemCount() > 30);
        popup.look("quick-access");
        popup.type("put");
        popup.await("what fits", () -> list(popup).getItem(0).getText(1).equals("Put view away"));
        assertThat(popup.ui(() -> list(popup).getItem(0).getText(2))).isEqualTo("Ctrl+W");
        popup.press("ctrl+a");
        popup.type("co");
        popup.look("quick-access-found");
        popup.press("ctrl+a");
        popup.type("jour");
        popup.await("the view", () -> list(popup).getItem(0).getText(1).equals("Journal"));
        popup.press("Return");
        screen.await("the view in front", () -> screen.folder("Journal").orElseThrow().getSelection().getText()
                .equals("Journal"));
        assertThat(popup.isThere()).isFalse();
    }

    @Test
    void shouldTypeACmdletIntoTheConsole() {
        final Screen popup = quickAccess();
        popup.type("gvs");
        popup.await("the cmdlet", () -> list(popup).getItemCount() > 0
                && list(popup).getItem(0).getText(1).equals("Get-VMSwitch"));
        popup.press("Return");
        final Text line = screen.find(Text.class, "the line", text -> text.getText().equals("Get-VMSwitch "));
        screen.await("the focus", line::isFocusControl);
    }

    @Test
    void shouldCloseQuickAccessWithoutDoingAnything() {
        final Screen popup = quickAccess();
        popup.type("nothing is called so");
        popup.label("Nothing is called so");
        popup.press("Return");
        screen.await("the popup to go", () -> !popup.isThere());
        final Screen again = quickAccess();
        again.press("Down", "Down", "Escape");
        screen.await("the popup to go", () -> !again.isThere());
        assertThat(fabric.ran()).isEmpty();
    }
}
