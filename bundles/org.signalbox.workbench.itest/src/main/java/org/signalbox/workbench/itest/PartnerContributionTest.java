package org.signalbox.workbench.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Sash;
import org.eclipse.swt.widgets.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.Commands;
import org.signalbox.command.Invocation;
import org.signalbox.face.Face;
import org.signalbox.face.Places;
import org.signalbox.workbench.itest.partner.Contribution;
import org.signalbox.workbench.itest.partner.PartnerDecoration;
import org.signalbox.workbench.itest.partner.PartnerEditor;
import org.signalbox.workbench.itest.partner.PartnerView;

/** What a partner's bundle brings comes and goes with it: a view, a policy editor, badges on the map; nothing stays. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PartnerContributionTest {

    private static final String MARKER = "org.signalbox.example.marker";
    private static final int ROUNDS = Boolean.getBoolean("signalbox.nightly") ? 100 : 20;

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
                Map.of("path", Path.of(context.getProperty(Places.EXTENSIONS), MARKER + ".jar").toString()));
        run("Enable-VMSwitchExtension", Map.of("vmSwitchName", "prod", "name", MARKER));
        screen = Screen.open(face);
        screen.front("Port policies");
    }

    @AfterEach
    void close() throws Exception {
        try {
            screen.close();
        } finally {
            run("Disable-VMSwitchExtension", Map.of("vmSwitchName", "prod", "name", MARKER));
            run("Uninstall-VMSwitchExtension", Map.of("name", MARKER));
        }
    }

    private void run(String name, Map<String, Object> parameters) throws Exception {
        commands.run(Invocation.of(name, parameters, "test"));
    }

    /** The second half of the rounds is in the other palette. */
    @Test
    void shouldLeaveNothingBehindHoweverOftenTheyComeAndGo() throws Exception {
        // what a view makes when it is first seen is no leak
        for (final String seen : screen.tabs()) {
            screen.front(seen);
        }
        for (final String seen : List.of("Problems", "Topology", "Port policies")) {
            screen.front(seen);
        }
        choose("prod:web");
        screen.click(screen.button("marker"));
        screen.button("Add");
        screen.settle();
        final List<String> tabs = screen.tabs();
        final int shells = screen.ui(() -> screen.shell().getDisplay().getShells().length);
        final int services = context.getAllServiceReferences(null, null).length;
        final Map<String, Long> controls = screen.ui(this::controls);
        final byte[] bytes = jar();
        final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            if (round == ROUNDS / 2) {
                screen.press("ctrl+shift+d");
            }
            loaders.add(comeAndGo(bytes, round));
            assertThat(screen.tabs()).as("round %d", round).isEqualTo(tabs);
            assertThat(has(PartnerEditor.TITLE)).as("round %d", round).isFalse();
        }
        screen.button("Add");
        screen.settle();
        assertThat(screen.ui(this::controls)).isEqualTo(controls);
        assertThat(screen.ui(() -> screen.shell().getDisplay().getShells().length)).isEqualTo(shells);
        assertThat(context.getAllServiceReferences(null, null)).hasSize(services);
        final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (loaders.stream().anyMatch(each -> each.get() != null) && System.nanoTime() < end) {
            System.gc();
            screen.settle();
        }
        assertThat(loaders.stream().filter(each -> each.get() != null).count()).as("class loaders left").isZero();
    }

    /** Installs the bundle, waits for what it brings, and uninstalls it. */
    private WeakReference<ClassLoader> comeAndGo(byte[] bytes, int round) throws Exception {
        final Bundle bundle = context.installBundle("partner:" + round, new ByteArrayInputStream(bytes));
        bundle.start();
        final WeakReference<ClassLoader> loader =
                new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
        screen.await("the partner's view", () -> screen.folder(PartnerView.TITLE).isPresent());
        screen.await("the partner's editor", () -> has(PartnerEditor.TITLE));
        if (round % (ROUNDS / 2) == 0) {
            screen.front(PartnerView.TITLE);
            screen.label("A partner's view");
            screen.click(screen.button(PartnerEditor.TITLE));
            screen.await("the partner's change", () -> commands.journal().getLast().command()
                    .startsWith("Add-VMSwitchExtensionPortFeature -VMNetworkAdapterName web"));
            screen.shoot("partner" + (round == 0 ? "-light" : "-dark"));
            screen.press("ctrl+z");
            screen.await("the undo", () -> commands.journal().getLast().undoes().isPresent());
            screen.front("Topology");
            screen.press("Escape", "f", "Down", "Down");
            screen.label(PartnerDecoration.TIP);
            screen.shoot("partner-map" + (round == 0 ? "-light" : "-dark"));
            bundle.uninstall();
            screen.await("the badges to go", () -> screen.controls().stream()
                    .noneMatch(each -> Screen.text(each).equals(PartnerDecoration.TIP)));
            screen.press("Escape");
            screen.front("Port policies");
        } else {
            bundle.uninstall();
        }
        return loader;
    }

    /** How many controls there are, by kind and what they are in; sashes are made when a form is first laid out. */
    private Map<String, Long> controls() {
        return screen.controls().stream().skip(1).filter(each -> !(each instanceof Sash))
                .collect(Collectors.groupingBy(each -> each.getClass().getSimpleName() + " in "
                        + each.getParent().getClass().getSimpleName(), TreeMap::new, Collectors.counting()));
    }

    private boolean has(String button) {
        return screen.ui(() -> screen.controls().stream()
                .anyMatch(each -> each instanceof Button found && found.getText().equals(button)));
    }

    private void choose(String port) {
        final Table ports = screen.find(Table.class, "the ports",
                table -> Stream.of(table.getColumns()).anyMatch(each -> each.getText().equals("Port")));
        screen.await(port, () -> Stream.of(ports.getItems()).anyMatch(each -> each.getText().equals(port)));
        screen.click(screen.ui(() -> {
            final Rectangle cell = Stream.of(ports.getItems()).filter(each -> each.getText().equals(port)).findFirst()
                    .orElseThrow().getBounds(0);
            return ports.toDisplay(cell.x + 20, cell.y + cell.height / 2);
        }));
        screen.label(port);
    }

    /** A partner's bundle, with classes of its own. */
    private static byte[] jar() throws IOException {
        final Manifest manifest = new Manifest();
        Map.of("Manifest-Version", "1.0", "Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "com.acme.marking",
                "Bundle-Version", "1.0.0", "Bundle-Activator", Contribution.class.getName(), "Import-Package",
                "org.osgi.framework", "DynamicImport-Package", "org.signalbox.workbench,org.signalbox.workbench.policy,"
                        + "org.eclipse.swt,org.eclipse.swt.*,org.signalbox.vswitch,org.signalbox.command")
                .forEach(manifest.getMainAttributes()::putValue);
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (final Class<?> owner : List.of(Contribution.class, PartnerView.class, PartnerEditor.class,
                    PartnerDecoration.class)) {
                for (final Class<?> type : owner.getNestMembers()) {
                    final String entry = type.getName().replace('.', '/') + ".class";
                    jar.putNextEntry(new JarEntry(entry));
                    try (InputStream code = type.getClassLoader().getResourceAsStream(entry)) {
                        code.transferTo(jar);
                    }
                    jar.closeEntry();
                }
            }
        }
        return bytes.toByteArray();
    }
}
