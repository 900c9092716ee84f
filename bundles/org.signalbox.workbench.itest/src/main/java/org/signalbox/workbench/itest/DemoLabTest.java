package org.signalbox.workbench.itest;


import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.IntStream;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.Commands;
import org.signalbox.command.Invocation;
import org.signalbox.face.Face;
import org.signalbox.face.Places;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.VirtualSwitches;

/**
 * The window on the real demo lab, with the real engine and live traffic: filtering is plugged in while guests talk, and
 * its drops are on screen. Leaves the pictures that the README shows.
 */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DemoLabTest {

    private static final String FILTERING = "org.signalbox.extension.filtering";
    private static final String MARKER = "org.signalbox.example.marker";
    private static final String LATER = "0.9.0";

    @InjectBundleContext
    BundleContext context;

    @InjectService(filter = "(" + Face.NAME + "=workbench)")
    Face face;

    @InjectService
    VirtualSwitches switches;

    @InjectService
    Commands commands;

    @BeforeEach
    void forgetTheWindow() throws IOException {
        Files.deleteIfExists(Path.of(context.getProperty(Places.HOME), "workbench.json"));
    }

    @Test
    void shouldShowTrafficAndTheDropsOfAnExtensionPluggedIn() throws Exception {
        run("Import-Fabric", Map.of("path", context.getProperty(Places.LAB)));
        if (switches.extensions().stream().anyMatch(each -> each.id().equals(FILTERING))) {
            run("Uninstall-VMSwitchExtension", Map.of("name", FILTERING));
        }
        run("Install-VMSwitchExtension",
                Map.of("path", Path.of(context.getProperty(Places.EXTENSIONS), FILTERING + ".jar").toString()));
        try (Screen screen = Screen.open(face)) {
            screen.front("Extensions");
            final Table table = screen.find(Table.class, "the table of extensions", each -> rowOf(each, FILTERING) >= 0);
            screen.click(screen.ui(() -> {
                final Rectangle cell = table.getItem(rowOf(table, FILTERING)).getBounds(1);
                return table.toDisplay(cell.x + 20, cell.y + cell.height / 2);
            }));
            screen.click(screen.button("Enable"));
            screen.await("the extension to run", () -> table.getItem(rowOf(table, FILTERING)).getText(10)
                    .equals("running"));
            screen.await("drops on the wire", () -> prod().totals().dropped() > 0);
            screen.await("what it costs", () -> IntStream.range(4, 7).noneMatch(column ->
                    table.getItem(rowOf(table, FILTERING)).getText(column).isEmpty()));
            screen.label("up to ");
            screen.label("acl[0], deny inbound");
            screen.label("unsigned");
            screen.front("Topology");
            screen.press("Down", "Down", "Down", "Down");
            screen.label("port of switch prod");
            screen.await("live figures", () -> moves(screen));
            screen.label("deny");
            screen.look("workbench");
            final RGB ground = screen.ui(() -> screen.shell().getBackground().getRGB());
            screen.press("ctrl+shift+d");
            screen.await("the dark palette", () -> !screen.shell().getBackground().getRGB().equals(ground));
            screen.await("live figures", () -> moves(screen));
        } finally {
            run("Disable-VMSwitchExtension", Map.of("vmSwitchName", "prod", "name", FILTERING));
            run("Uninstall-VMSwitchExtension", Map.of("name", FILTERING));
        }
    }

    /** Where an extension stands in the table, or -1. */
    private static int rowOf(final Table table, final String extension) {
        return IntStream.range(0, table.getItemCount())
                .filter(row -> table.getItem(row).getText(1).equals(extension)).findFirst().orElse(-1);
    }

    @Test
    void shouldWarnOfAnOrderThatIsNotTheLockedOneAndRestoreIt() throws Exception {
        run("Import-Fabric", Map.of("path", context.getProperty(Places.LAB)));
        for (final String id : List.of(FILTERING, MARKER)) {
            run("Enable-VMSwitchExtension", Map.of("vmSwitchName", "prod", "name", id));
        }
        try (Screen screen = Screen.open(face)) {
            screen.front("Extensions");
            final Table table = screen.find(Table.class, "the table of extensions", each -> each.getItemCount() > 1
                    && each.getItem(0).getText(1).equals(MARKER) && each.getItem(1).getText(1).equals(FILTERING));
            screen.click(screen.button("Lock order"));
            screen.label("as it was locked");
            screen.click(screen.ui(() -> {
                final Rectangle cell = table.getItem(0).getBounds(1);
                return table.toDisplay(cell.x + 20, cell.y + cell.height / 2);
            }));
            screen.press("alt+Down");
            screen.label("Not as it was locked: " + MARKER + " stands below " + FILTERING + ", locked is above");
            screen.click(screen.button("Restore"));
            screen.await("the locked order", () -> table.getItem(0).getText(1).equals(MARKER)
                    && screen.controls().stream().filter(Control::isVisible).map(Screen::text)
                            .noneMatch(each -> each.startsWith("Not as it was locked")));
            screen.click(screen.button("Unlock"));
            screen.label("Not locked");
        } finally {
            for (final String id : List.of(FILTERING, MARKER)) {
                run("Disable-VMSwitchExtension", Map.of("vmSwitchName", "prod", "name", id));
                run("Uninstall-VMSwitchExtension", Map.of("name", id));
            }
        }
    }

    @Test
    void shouldTellHowFarAnUpgradeIs(@TempDir Path folder) throws Exception {
        run("Import-Fabric", Map.of("path", context.getProperty(Places.LAB)));
        run("Enable-VMSwitchExtension", Map.of("vmSwitchName", "prod", "name", FILTERING));
        final Path later = later(folder);
        try (Screen screen = Screen.open(face)) {
            screen.front("Extensions");
            final Table table = screen.find(Table.class, "the table of extensions", each -> each.getItemCount() > 0
                    && each.getItem(0).getText(1).equals(FILTERING) && each.getItem(0).getText(10).equals("running"));
            screen.click(screen.button("Upgrade\u2026"));
            screen.type(later.toString());
            screen.press("Return");
            screen.label("Upgrading " + FILTERING + " to " + LATER + ": ");
            screen.label("comparing: the new version sees copies of the frames");
            screen.label("is on probation: a fault brings ");
            screen.await("the version", () -> table.getItem(0).getText(3).equals(LATER));
            screen.look("probation");
        } finally {
            run("Disable-VMSwitchExtension", Map.of("vmSwitchName", "prod", "name", FILTERING));
            for (final Bundle bundle : context.getBundles()) {
                if (FILTERING.equals(bundle.getSymbolicName())) {
                    bundle.uninstall();
                }
            }
        }
    }

    /** The filtering extension's bundle with a later version. */
    private Path later(Path folder) throws IOException {
        final Path file = folder.resolve("later.jar");
        try (JarInputStream from = new JarInputStream(
                Files.newInputStream(Path.of(context.getProperty(Places.EXTENSIONS), FILTERING + ".jar")))) {
            final Manifest manifest = from.getManifest();
            manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, LATER);
            try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(file), manifest)) {
                for (JarEntry entry = from.getNextJarEntry(); entry != null; entry = from.getNextJarEntry()) {
                    to.putNextEntry(new JarEntry(entry.getName()));
                    from.transferTo(to);
                    to.closeEntry();
                }
            }
        }
        return file;
    }

    @Test
    void shouldMoveAnExtensionByTheKeysAndUndoIt() throws Exception {
        run("Import-Fabric", Map.of("path", context.getProperty(Places.LAB)));
        for (final String id : List.of(FILTERING, MARKER)) {
            run("Enable-VMSwitchExtension", Map.of("vmSwitchName", "prod", "name", id));
        }
        try (Screen screen = Screen.open(face)) {
            screen.front("Extensions");
            final Table table = screen.find(Table.class, "the table of extensions", each -> each.getItemCount() > 1
                    && each.getItem(0).getText(1).equals(MARKER) && each.getItem(1).getText(1).equals(FILTERING));
            screen.click(screen.ui(() -> {
                final Rectangle cell = table.getItem(0).getBounds(1);
                return table.toDisplay(cell.x + 20, cell.y + cell.height / 2);
            }));
            screen.press("alt+Down");
            screen.await("the other order", () -> prod().stages().getFirst().extension().equals(FILTERING)
                    && table.getItem(0).getText(1).equals(FILTERING));
            screen.press("ctrl+z");
            screen.await("the order before", () -> prod().stages().getFirst().extension().equals(MARKER)
                    && table.getItem(0).getText(1).equals(MARKER));
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

    private SwitchStatus prod() {
        return switches.switches().stream().filter(each -> each.spec().name().equals("prod")).findFirst().orElseThrow();
    }

    /** Whether the figure beside Frames/s is not zero. */
    private static boolean moves(Screen screen) {
        final List<Label> labels = screen.controls().stream().filter(Label.class::isInstance).map(Label.class::cast).toList();
        for (int i = 0; i + 1 < labels.size(); i++) {
            if (labels.get(i).getText().equals("Frames/s")) {
                return !labels.get(i + 1).getText().equals("0");
            }
        }
        return false;
    }
}
