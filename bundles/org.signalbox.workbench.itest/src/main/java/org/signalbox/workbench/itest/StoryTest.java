package org.signalbox.workbench.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.swt.widgets.Combo;
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
import org.signalbox.command.CommandLine;
import org.signalbox.command.Commands;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Invocation;
import org.signalbox.command.JournalEntry;
import org.signalbox.face.Face;
import org.signalbox.face.Places;
import org.signalbox.vswitch.VirtualSwitches;

/** An administrator's first hour, by pointer and keys alone, and every change of it as a line of the journal. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoryTest {

    private static final String FILTERING = "org.signalbox.extension.filtering";
    private static final int PORT = 3;
    private static final int RULE = 7;

    @InjectBundleContext
    BundleContext context;

    @InjectService(filter = "(" + Face.NAME + "=workbench)")
    Face face;

    @InjectService
    Commands commands;

    @InjectService
    CommandLine commandLine;

    @InjectService
    VirtualSwitches engine;

    @TempDir
    Path folder;
    private Screen screen;
    private Screen wizard;

    @BeforeEach
    void open() throws Exception {
        Files.deleteIfExists(Path.of(context.getProperty(Places.HOME), "workbench.json"));
        // a fabric with an empty journal would begin with the demo lab
        for (final String switches : List.of("[{ name: before }]", "[]")) {
            final Path file = Files.writeString(folder.resolve("fabric.yaml"), "switches: " + switches + "\n");
            commands.run(Invocation.of("Import-Fabric", Map.of("path", file.toString()), "test"));
        }
        screen = Screen.open(face);
    }

    @AfterEach
    void close() throws Exception {
        try {
            screen.close();
        } finally {
            if (engine.extensions().stream().anyMatch(each -> each.id().equals(FILTERING))) {
                commands.run(Invocation.of("Uninstall-VMSwitchExtension", Map.of("name", FILTERING), "test"));
            }
        }
    }

    @Test
    void shouldLeadFromTheFirstStartToADropItsRemedyAndBack() throws Exception {
        final FabricDocument empty = commands.document();
        final int began = commands.journal().size();
        makeSwitch();
        makePort("web", "10.0.0.5/24");
        makePort("db", "10.0.0.6/24");
        installFiltering();
        deny("10.0.0.5");
        trace();
        final FabricDocument made = commands.document();
        final List<String> lines = commands.journal().stream().skip(began).peek(entry ->
                assertThat(entry.who()).isEqualTo("workbench")).filter(entry -> entry.patch().isPresent())
                .map(JournalEntry::command).toList();
        undoAll(empty);
        replay(lines);
        assertThat(commands.document()).isEqualTo(made);
        undoAll(empty);
        remove();
    }

    private void makeSwitch() throws Exception {
        screen.press("alt+f", "n", "s");
        wizard = screen.dialog("New switch");
        wizard.enter(wizard.behind(Text.class, "N&ame"), "lab");
        run();
        screen.front("Topology");
        screen.press("Down");
        screen.label("private switch");
        screen.look("story-switch");
    }

    private void makePort(String name, String address) throws Exception {
        screen.press("alt+f", "n", "p");
        wizard = screen.dialog("New port");
        wizard.enter(wizard.behind(Text.class, "N&ame"), name);
        wizard.choose(wizard.behind(Combo.class, "A&ttached to"), "Built-in guest");
        wizard.enter(wizard.behind(Text.class, "Address"), address);
        run();
    }

    private void run() {
        wizard.await("the answers to be judged", () -> wizard.button("&Next >").isEnabled());
        wizard.click(wizard.button("&Next >"));
        wizard.await("a plan", () -> wizard.button("&Run").isEnabled());
        wizard.click(wizard.button("&Run"));
        wizard.label("All is done.");
        wizard.press("Return");
        screen.await("the wizard to close", () -> !wizard.isThere());
    }

    private void installFiltering() throws Exception {
        screen.front("Extensions");
        screen.click(screen.button("Install\u2026"));
        wizard = screen.dialog("Install extension");
        wizard.enter(wizard.behind(Text.class, "&File"),
                Path.of(context.getProperty(Places.EXTENSIONS), FILTERING + ".jar").toString());
        wizard.label(", a filtering extension, unsigned; the fabric lets it run.");
        wizard.look("story-install");
        wizard.await("the file to be judged", () -> wizard.button("&Next >").isEnabled());
        wizard.click(wizard.button("&Next >"));
        wizard.choose(wizard.behind(Combo.class, "Enable on &switch"), "lab");
        run();
        assertThat(commands.document().switches().getFirst().extensions()).containsExactly(FILTERING);
        final Table table = screen.table("Extension");
        screen.click(table, screen.row(table, 1, FILTERING));
        screen.look("story-extension");
    }

    private void deny(String address) throws Exception {
        screen.front("Port policies");
        final Table ports = screen.table("Port");
        screen.click(ports, screen.row(ports, 0, "lab:db"));
        screen.choose(screen.find(Combo.class, "the action", each -> "Action".equals(each.getToolTipText())), "deny");
        screen.enter(screen.find(Text.class, "the address", each -> each.getToolTipText() != null
                && each.getToolTipText().startsWith("Address: ")), address);
        screen.press("Return");
        screen.button("ACL (1)");
        screen.look("story-acl");
    }

    private void trace() throws Exception {
        screen.front("Packet trace");
        pick("Port where the packet enters", "lab / web");
        pick("Port that a simulated packet is for", "db");
        screen.enter(screen.find(Text.class, "the packet", each -> each.getToolTipText() != null
                && each.getToolTipText().startsWith("What the packet is")), "tcp dst 443");
        screen.press("Return");
        screen.label("lab: web to db.  Dropped by " + FILTERING + " acl[0]");
        final Table steps = screen.table("Changed");
        assertThat(screen.ui(() -> List.of(steps.getItems()).stream()
                .filter(each -> each.getText(RULE).equals("acl[0]")).map(each -> each.getText(PORT)).toList()))
                .containsExactly("db");
        screen.look("story-drop");
        screen.click(screen.button("Why not?"));
        screen.label("acl[0].action: deny -> allow");
        screen.look("story-why-not");
        screen.click(screen.button("Make this change"));
        screen.label("lab: web to db.  Delivered at db.");
        screen.look("story-delivered");
    }

    private void pick(String tip, String item) {
        screen.choose(screen.find(Combo.class, "the list " + tip, each -> each.getToolTipText() != null
                && each.getToolTipText().startsWith(tip) && List.of(each.getItems()).contains(item)), item);
    }

    private void undoAll(FabricDocument empty) throws Exception {
        for (int steps = 0; steps < 20 && !commands.document().equals(empty); steps++) {
            final int before = commands.journal().size();
            screen.press("ctrl+z");
            screen.await("an undo", () -> commands.journal().size() > before);
        }
        assertThat(commands.document()).isEqualTo(empty);
        screen.front("Topology");
        screen.look("story-undone");
    }

    private void replay(List<String> lines) throws Exception {
        try (CommandLine.Session session = commandLine.open("workbench")) {
            for (final String line : lines) {
                session.execute(line);
            }
        }
    }

    private void remove() {
        screen.front("Extensions");
        final Table table = screen.table("Extension");
        screen.click(table, screen.row(table, 1, FILTERING));
        screen.click(screen.button("Remove"));
        screen.await("it is gone", () -> List.of(table.getItems()).stream()
                .noneMatch(each -> each.getText(1).equals(FILTERING)));
    }
}
