package org.signalbox.workbench.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.Commands;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Invocation;
import org.signalbox.face.Face;
import org.signalbox.face.Places;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Traffic;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.Vlan;

/** The map on the samples that are shipped, with the real engine: from one switch to sixty-three hosts. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TopologyTest {

    private static final String FILTERING = "org.signalbox.extension.filtering";

    @InjectBundleContext
    BundleContext context;

    @InjectService(filter = "(" + Face.NAME + "=workbench)")
    Face face;

    @InjectService
    VirtualSwitches switches;

    @InjectService
    Commands commands;

    private Screen screen;

    @BeforeEach
    void forgetTheWindow() throws IOException {
        Files.deleteIfExists(Path.of(context.getProperty(Places.HOME), "workbench.json"));
    }

    @AfterEach
    void close() throws Exception {
        try {
            if (screen != null) {
                screen.close();
            }
        } finally {
            load("demo-lab.yaml");
            // samples bring it
            if (switches.extensions().stream().anyMatch(each -> each.id().equals(FILTERING))) {
                commands.run(Invocation.of("Uninstall-VMSwitchExtension", Map.of("name", FILTERING), "test"));
            }
        }
    }

    private void load(String sample) throws Exception {
        commands.run(Invocation.of("Import-Fabric",
                Map.of("path", Path.of(context.getProperty(Places.LAB)).resolveSibling(sample).toString()), "test"));
    }

    private void open(String sample) throws Exception {
        open(sample, Screen.VIEWS);
    }

    private void open(String sample, int views) throws Exception {
        load(sample);
        screen = Screen.open(face, views);
        screen.front("Topology");
        screen.press("f");
        screen.await("the zoom", () -> zoom() > 0);
    }

    /** The zoom that stands below the map, in percent. */
    private int zoom() {
        return screen.controls().stream().filter(Label.class::isInstance).map(Screen::text)
                .filter(text -> text.matches("[0-9]+ %")).mapToInt(text -> Integer.parseInt(text.replace(" %", "")))
                .findFirst().orElse(0);
    }

    private Canvas map() {
        return screen.find(Canvas.class, "the map", each -> each.getClass() == Canvas.class
                && each.getSize().y > 200);
    }

    private Text field() {
        return screen.find(Text.class, "the search field", each -> each.getMessage().startsWith("Search"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo-lab", "tenant-cloud"})
    void shouldBeReadableFromFarAndNear(String sample) throws Exception {
        open(sample + ".yaml");
        look(sample);
    }

    /** Leaves pictures of the whole, of half the way, and of one switch. */
    private void look(String what) throws IOException {
        final String name = "map-" + what;
        screen.press("f");
        screen.look(name + "-far");
        closer(Math.max(30, screen.ui(this::zoom) * 3 / 2));
        screen.look(name + "-middle");
        screen.press("f", "Down", "Return");
        closer(90);
        screen.look(name + "-near");
        screen.press("Escape");
    }

    private void closer(int percent) {
        while (screen.ui(this::zoom) < percent) {
            screen.press("plus");
        }
    }

    @Test
    void shouldGoFromHostToPortByTheKeysAndComeNear() throws Exception {
        open("tenant-cloud.yaml");
        screen.press("Down");
        screen.label("host with 2 switches");
        screen.press("Right");
        screen.label("external switch, ");
        screen.press("Down");
        screen.label("uplink of switch compute1/tenants");
        screen.press("Down", "Down");
        screen.find(Label.class, "the title", label -> label.getText().equals("blue-web-11"));
        screen.press("Left");
        screen.label("external switch, ");
        screen.press("Return");
        screen.await("the switch from near", () -> zoom() == 100);
        screen.press("f");
        screen.await("the whole", () -> zoom() < 75);
        screen.press("Escape");
        screen.label("Nothing selected");
    }

    @Test
    void shouldLightTheWayBetweenTwoMachines() throws Exception {
        open("demo-lab.yaml");
        screen.press("Down", "Down", "Down");
        screen.find(Label.class, "the title", label -> label.getText().equals("web"));
        screen.press("space");
        screen.label("web \u2192 select the other end");
        screen.press("Down");
        screen.label("web \u2192 db: 1 switch, 2 ports");
        screen.look("map-way");
        screen.press("Down", "Down", "Down", "Down");
        screen.label("web \u2192 files: 1 switch, 2 ports; their VLANs keep them apart");
        screen.press("Escape");
        screen.label("Nothing selected");
    }

    @Test
    void shouldArrangeByTiersAndByHosts() throws Exception {
        open("tenant-cloud.yaml");
        screen.click(screen.button("Tiers"));
        screen.await("tiers", () -> screen.button("Tiers").getSelection());
        screen.look("map-tiers");
        screen.press("Down");
        screen.click(screen.button("Hosts"));
        screen.await("hosts", () -> screen.button("Hosts").getSelection());
    }

    @Test
    void shouldWriteTheMapAsSvgAndPng(@TempDir Path folder) throws Exception {
        open("demo-lab.yaml");
        final Path svg = export(folder.resolve("map.svg"));
        assertThat(svg).content().contains("data-kind=\"switch\" data-name=\"prod\"", "data-name=\"prod/db\"",
                ">db</text>");
        final ImageData png = new ImageData(export(folder.resolve("map.png")).toString());
        assertThat(png.width).isGreaterThan(800);
        screen.click(exportTool());
        typeInDialog(folder.resolve("map.doc"));
        screen.label("has no ending that says what it is");
    }

    @Test
    void shouldMovePortsAndCopyPoliciesByHandAndByKeys() throws Exception {
        open("demo-lab.yaml");
        final FabricDocument before = commands.document();
        final Point scanner = find("scanner");
        final Point nas = find("nas");
        screen.hold(scanner, find("web"));
        screen.label("scanner is on prod already");
        screen.release();
        screen.hold(scanner, nas);
        screen.label("Move scanner to storage");
        screen.look("map-carry");
        screen.press("Escape");
        screen.release();
        assertThat(commands.document()).isEqualTo(before);
        screen.drag(scanner, nas);
        screen.label("port of switch storage");
        assertThat(commands.journal().getLast().command())
                .isEqualTo("Connect-VMNetworkAdapter -Name scanner -SwitchName storage -FromSwitchName prod");
        screen.press("ctrl+z");
        screen.await("the port to come back", () -> commands.document().equals(before));
        find("client1");
        screen.press("m");
        screen.label("Move client1 to storage");
        screen.look("map-move");
        screen.press("Escape", "m", "Return");
        screen.label("port of switch storage");
        assertThat(ports("storage")).containsKey("client1");
        copy(commands.document());
    }

    private void copy(FabricDocument before) throws Exception {
        final Point db = find("db");
        final Point web = find("web");
        screen.with("ctrl", () -> {
            screen.hold(db, web);
            screen.label("Copy the filtering policy of db to web");
            screen.release();
        });
        screen.button("Copy");
        screen.look("map-copy");
        screen.press("Return");
        screen.await("the policy", () -> ports("prod").get("web").equals(ports("prod").get("db")));
        screen.press("ctrl+z");
        screen.await("the policy to go", () -> commands.document().equals(before));
        find("db");
        screen.press("c");
        screen.type("desk*, nas");
        screen.label("Copy the filtering policy of db to 2 ports of prod");
        screen.press("Return");
        screen.await("the policies", () -> ports("prod").get("desk2").equals(ports("prod").get("db")));
    }

    /** The policies of a switch's ports. */
    private Map<String, Object> ports(String owner) {
        return commands.document().switches().stream().filter(each -> each.name().equals(owner))
                .flatMap(each -> each.ports().stream()).collect(Collectors.toMap(PortSpec::name, PortSpec::policies));
    }

    /** Where on the display a port lies; it is selected then. */
    private Point find(String port) {
        final Canvas map = map();
        return screen.ui(() -> {
            final Rectangle area = map.getClientArea();
            for (int x = area.width * 9 / 10; x > 0; x -= area.width / 12) {
                for (int y = 4; y < area.height; y += 8) {
                    final Event click = new Event();
                    click.button = 1;
                    click.x = x;
                    click.y = y;
                    map.notifyListeners(SWT.MouseDown, click);
                    map.notifyListeners(SWT.MouseUp, click);
                    if (screen.controls().stream().anyMatch(each -> each instanceof Label label
                            && label.isVisible() && label.getText().equals(port))) {
                        return map.toDisplay(x, y + 3);
                    }
                }
            }
            throw new AssertionError("no port " + port + " on the map");
        });
    }

    private Path export(Path file) {
        screen.click(exportTool());
        typeInDialog(file);
        screen.label("Written to " + file.getFileName());
        screen.await("the file", () -> Files.exists(file));
        return file;
    }

    private void typeInDialog(Path file) {
        screen.press("ctrl+a");
        screen.type(file.toString());
        screen.press("Return");
    }

    private Point exportTool() {
        final ToolBar tools = screen.find(ToolBar.class, "the map's tools", bar -> bar.getItemCount() == 4
                && bar.getItem(3).getToolTipText().startsWith("Export"));
        return screen.ui(() -> {
            final Rectangle item = tools.getItem(3).getBounds();
            return tools.toDisplay(item.x + item.width / 2, item.y + item.height / 2);
        });
    }

    /** Alone with the map: a list of 4,000 ports in another view costs more than all of it. */
    @Test
    @EnabledIfSystemProperty(named = "signalbox.nightly", matches = "true",
            disabledReason = "prints figures of 4,000 machines, with --nightly")
    void shouldHoldSixtyThreeHostsWithFourThousandMachines() throws Exception {
        final Bundle trace = Stream.of(context.getBundles())
                .filter(each -> "org.signalbox.workbench.trace".equals(each.getSymbolicName())).findFirst().orElseThrow();
        trace.stop();
        final ServiceRegistration<VirtualSwitches> large = context.registerService(VirtualSwitches.class, large(),
                new Hashtable<>(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE)));
        try {
            open("demo-lab.yaml", Screen.VIEWS - 1);
            hold();
        } finally {
            large.unregister();
            trace.start();
        }
    }

    /** The engine, but for its switches: those are made up, and all their ports change with each sample. */
    private VirtualSwitches large() {
        final long start = System.nanoTime();
        return (VirtualSwitches) Proxy.newProxyInstance(VirtualSwitches.class.getClassLoader(),
                new Class<?>[] {VirtualSwitches.class}, (_, method, arguments) -> {
                    if (!method.getName().equals("switches")) {
                        return method.invoke(switches, arguments);
                    }
                    final long now = System.nanoTime();
                    return IntStream.rangeClosed(1, 63).mapToObj(host -> host(host, now, (now - start) / 1_000_000)).toList();
                });
    }

    private static SwitchStatus host(int host, long now, long frames) {
        final List<PortStatus> ports = IntStream.rangeClosed(1, 64).mapToObj(number -> new PortStatus(
                new PortSpec(String.format("web-%02d-%02d", host, number), Optional.empty(), new Vlan.Access(110), false,
                        Map.of(), Map.of()).withType(number == 64 ? PortType.UPLINK : PortType.MACHINE),
                number % 20 == 0 ? LinkState.DISCONNECTED : host == 7 && number == 3 ? LinkState.DOWN : LinkState.UP, "",
                new Traffic(frames, frames * 100), new Traffic(frames, frames * 100), List.of())).toList();
        final SwitchSpec spec = new SwitchSpec(String.format("H%02d/prod", host), SwitchType.EXTERNAL, List.of(),
                ports.stream().map(PortStatus::spec).toList());
        return new SwitchStatus(now, spec, List.of(), ports, new FrameTotals(frames, frames, frames, 0, 0), List.of(), 64);
    }

    /** Its figures are for the reader: a slow machine is no failure. */
    private void hold() throws Exception {
        screen.press("ctrl+w");
        screen.await("no map", () -> screen.folder("Topology").isEmpty());
        final long start = System.nanoTime();
        screen.press("alt+1");
        screen.await("the map", () -> screen.folder("Topology").isPresent() && zoom() > 0 && zoom() < 50);
        System.out.printf("large-fabric: the map is open after %d ms (goal: 1,000 ms)%n", (System.nanoTime() - start) / 1_000_000);
        search();
        look("large-fabric");
        screen.press("ctrl+shift+d");
        screen.press("f");
        for (final int percent : List.of(0, 30, 100)) {
            closer(percent);
            final double frames = pan();
            System.out.printf("large-fabric: at %d %% zoom %.0f frames/s while panning (goal: 30)%n", screen.ui(this::zoom),
                    frames);
            assertThat(frames).isPositive();
        }
    }

    private void search() throws Exception {
        screen.press("ctrl+f");
        screen.await("the field", () -> field().isFocusControl());
        screen.type("web-17-0");
        screen.label("9/4158");
        screen.look("map-search-far");
        screen.press("Return");
        screen.find(Label.class, "the first", label -> label.getText().equals("web-17-01"));
        screen.press("F3");
        screen.find(Label.class, "the second", label -> label.getText().equals("web-17-02"));
        screen.look("map-search-found");
        screen.press("Escape");
        screen.await("nothing looked for", () -> field().getText().isEmpty() && map().isFocusControl());
        screen.press("F3");
        screen.find(Label.class, "the same", label -> label.getText().equals("web-17-02"));
    }

    /** Pans to and fro for two seconds; what is counted are paint events. */
    private double pan() {
        final Canvas map = map();
        return screen.ui(() -> {
            final int[] paints = new int[1];
            final Listener counter = event -> paints[0]++;
            map.addListener(SWT.Paint, counter);
            final long start = System.nanoTime();
            long now = start;
            for (int i = 0; now - start < 2_000_000_000L; i++) {
                final Event wheel = new Event();
                wheel.count = i / 40 % 2 == 0 ? -1 : 1;
                wheel.stateMask = i / 80 % 2 == 0 ? SWT.SHIFT : 0;
                map.notifyListeners(SWT.MouseVerticalWheel, wheel);
                final int before = paints[0];
                while (paints[0] == before && System.nanoTime() - now < 1_000_000_000L) {
                    if (!map.getDisplay().readAndDispatch()) {
                        Thread.onSpinWait();
                    }
                }
                now = System.nanoTime();
            }
            map.removeListener(SWT.Paint, counter);
            return paints[0] * 1e9 / (now - start);
        });
    }
}
