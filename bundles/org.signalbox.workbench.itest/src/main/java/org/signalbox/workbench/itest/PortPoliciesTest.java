package org.signalbox.workbench.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
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
import org.signalbox.face.Face;
import org.signalbox.face.Places;

/** Access lists written on the demo lab, whose traffic they meet. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PortPoliciesTest {

    private static final String FILTERING = "org.signalbox.extension.filtering";
    private static final String MARKER = "org.signalbox.example.marker";
    private static final int ACL_FRAMES = 5;
    private static final int EXTENDED_FRAMES = 10;

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
        for (final String id : List.of(FILTERING, MARKER)) {
            run("Install-VMSwitchExtension",
                    Map.of("path", Path.of(context.getProperty(Places.EXTENSIONS), id + ".jar").toString()));
            run("Enable-VMSwitchExtension", Map.of("vmSwitchName", "prod", "name", id));
        }
        screen = Screen.open(face);
        screen.front("Port policies");
    }

    @AfterEach
    void close() throws Exception {
        try {
            screen.close();
        } finally {
            for (final String id : List.of(FILTERING, MARKER)) {
                run("Disable-VMSwitchExtension", Map.of("vmSwitchName", "prod", "name", id));
                run("Uninstall-VMSwitchExtension", Map.of("name", id));
            }
        }
    }

    private void run(String name, Map<String, Object> parameters) throws Exception {
        commands.run(Invocation.of(name, parameters, "test"));
    }

    @Test
    void shouldWriteAnAclCountWhatItDropsAndUndoIt() throws Exception {
        port("db", "prod:db");
        final Table table = screen.table("Side");
        screen.await("the lab's entry and its hits", () -> table.getItemCount() == 1
                && table.getItem(0).getText(4).equals("10.0.10.66/32") && count(table, 0, ACL_FRAMES) > 0);
        screen.look("policies-acl");

        choose("Action", "deny");
        enter("Address", "10.0.300");
        screen.label("found");
        screen.await("nothing to press", () -> !button("Add").isEnabled());
        screen.look("policies-refused");
        enter("Address", "10.0.10.11");
        final String line = "Add-VMNetworkAdapterAcl -VMNetworkAdapterName db -Action deny -Direction inbound "
                + "-RemoteIPAddress 10.0.10.11 -SwitchName prod";
        shows(line);
        screen.await("the button", () -> button("Add").isEnabled());
        screen.press("Return");
        screen.await("the second entry, and what it drops", () -> table.getItemCount() == 2
                && table.getItem(1).getText(4).equals("10.0.10.11/32") && count(table, 1, ACL_FRAMES) > 0);
        assertThat(commands.journal().getLast().command()).isEqualTo(line);
        screen.button("ACL (2)");
        screen.look("policies-hits");
        screen.click(screen.button("Copy CSV"));
        assertThat(screen.clipboard()).startsWith("#,Action,Direction,Side,Address,Frames,Bytes\r\n"
                + "0,deny,inbound,remote,10.0.10.66/32,").contains("\r\n1,deny,inbound,remote,10.0.10.11/32,");

        screen.press("ctrl+z");
        screen.await("the undo", () -> table.getItemCount() == 1);
        screen.click(table, 0);
        screen.press("Delete");
        screen.label("No entries: everything passes.");
        assertThat(commands.journal().getLast().command())
                .startsWith("Remove-VMNetworkAdapterAcl -VMNetworkAdapterName db");
        screen.press("ctrl+z");
        screen.await("the lab's entry again", () -> table.getItemCount() == 1);
    }

    @Test
    void shouldChangeAndMoveEntriesOfAnExtendedAcl() throws Exception {
        port("prod web", "prod:web");
        screen.label("No entries: everything passes.");
        screen.look("policies-none");
        screen.click(screen.button("Extended ACL (0)"));
        final Table table = screen.table("Weight");
        enter("Protocol", "tcp");
        enter("Local port", "7");
        screen.press("Return");
        screen.await("the first entry", () -> table.getItemCount() == 1 && table.getItem(0).getText(8).equals("100"));
        enter("Protocol", "udp");
        screen.press("Return");
        screen.await("the second entry, above", () -> table.getItemCount() == 2
                && table.getItem(0).getText(8).equals("110") && table.getItem(0).getText(3).equals("udp"));
        screen.await("hits of both",
                () -> count(table, 0, EXTENDED_FRAMES) > 0 && count(table, 1, EXTENDED_FRAMES) > 0);
        screen.look("policies-extended");

        screen.click(table, 0);
        screen.press("alt+Down");
        screen.await("udp below", () -> table.getItem(1).getText(3).equals("udp")
                && table.getItem(1).getText(8).equals("90"));
        assertThat(commands.journal().getLast().command())
                .startsWith("Set-VMSwitchExtensionPortFeature -VMNetworkAdapterName web -ExtensionName " + FILTERING);
        final Rectangle from = screen.ui(() -> table.getItem(1).getBounds(3));
        final Rectangle to = screen.ui(() -> table.getItem(0).getBounds(3));
        screen.drag(screen.ui(() -> table.toDisplay(from.x + 10, from.y + from.height / 2)),
                screen.ui(() -> table.toDisplay(to.x + 10, to.y + 4)));
        screen.await("udp above again", () -> table.getItem(0).getText(3).equals("udp")
                && table.getItem(0).getText(8).equals("110"));

        screen.click(table, 0);
        screen.await("its fields", () -> text("Protocol").getText().equals("udp"));
        enter("Weight", "100");
        screen.label("found weight 100");
        enter("Weight", "7");
        screen.await("the button", () -> button("Apply").isEnabled());
        screen.look("policies-edit");
        screen.press("Return");
        screen.await("the weight", () -> table.getItem(1).getText(8).equals("7"));
        for (int i = 0; i < 3; i++) {
            screen.press("ctrl+z");
        }
        screen.await("as it was entered", () -> table.getItem(0).getText(8).equals("110"));
    }

    @Test
    void shouldEditWhatHasNoEditorOfItsOwnByItsSchema() throws Exception {
        port("web", "prod:web");
        screen.click(screen.button("marker"));
        screen.button("Add");
        screen.look("policies-form");
        screen.click(screen.button("Add"));
        screen.button("marker \u2022");
        screen.button("Apply");
        assertThat(commands.journal().getLast().command()).startsWith("Add-VMSwitchExtensionPortFeature");
        screen.press("ctrl+z");
        screen.button("marker");
    }

    @Test
    void shouldTurnAGuardOnByACommand() {
        port("client1", "prod:client1");
        screen.click(screen.button("DHCP guard"));
        screen.await("the guard", () -> button("DHCP guard").getSelection());
        assertThat(commands.journal().getLast().command())
                .isEqualTo("Set-VMNetworkAdapter -Name client1 -SwitchName prod -DhcpGuard On");
        screen.press("ctrl+z");
        screen.await("the undo", () -> !button("DHCP guard").getSelection());
    }

    /** Filters the ports and chooses one of them. */
    private void port(String filter, String label) {
        screen.enter(screen.find(Text.class, "the filter", each -> each.getMessage().equals("Filter ports")), filter);
        final Table ports = screen.table("Port");
        screen.click(ports, screen.row(ports, 0, label));
        screen.label(label);
    }

    private static long count(Table table, int row, int column) {
        return Long.parseLong(table.getItem(row).getText(column).replace("\u202f", ""));
    }

    private Button button(String text) {
        return screen.controls().stream().filter(Button.class::isInstance).map(Button.class::cast)
                .filter(each -> each.isVisible() && each.getText().equals(text)).findFirst().orElseThrow();
    }

    private Text text(String name) {
        return screen.find(Text.class, "the field " + name, each -> each.getToolTipText() != null
                && each.getToolTipText().startsWith(name + ": "));
    }

    private void enter(String name, String value) {
        screen.enter(text(name), value);
    }

    private void choose(String name, String item) {
        screen.choose(screen.find(Combo.class, "the list " + name, each -> name.equals(each.getToolTipText())), item);
    }

    /** Waits for a command on screen, however its line is broken. */
    private void shows(String line) {
        screen.find(StyledText.class, "the command " + line,
                each -> each.getText().replaceAll("\\s+", " ").equals(line));
    }
}
