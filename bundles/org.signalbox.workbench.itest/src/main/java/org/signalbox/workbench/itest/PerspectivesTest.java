package org.signalbox.workbench.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
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
import org.signalbox.command.Commands;
import org.signalbox.face.Face;
import org.signalbox.face.Places;
import org.signalbox.vswitch.ExtensionUpgrades;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.Job;
import org.signalbox.workbench.JobWork;
import org.signalbox.workbench.Perspective;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.ViewPlace;
import org.signalbox.workbench.ViewPlace.Area;

/** The frame around the views: perspectives, windows of their own, what is remembered, jobs. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PerspectivesTest {


    @InjectBundleContext
    BundleContext context;

    @InjectService(filter = "(" + Face.NAME + "=workbench)")
    Face face;

    private final FakeExtensions extensions = new FakeExtensions();
    private final List<ServiceRegistration<?>> registered = new ArrayList<>();
    private Path file;
    private Screen screen;
    /** The tabs of the first start, and those upon each other at the bottom. */
    private String[] admin;
    private String[] bottom;

    @BeforeEach
    void open() throws Exception {
        file = Path.of(context.getProperty(Places.HOME), "workbench.json");
        Files.deleteIfExists(file);
        final Hashtable<String, Object> first = new Hashtable<>(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE));
        registered.add(context.registerService(new String[] {VirtualSwitches.class.getName(), Commands.class.getName(),
            CommandLine.class.getName()}, new FakeFabric(extensions), first));
        registered.add(context.registerService(ExtensionUpgrades.class, extensions, first));
        screen = Screen.open(face);
        admin = screen.tabs().toArray(String[]::new);
        bottom = screen.ui(() -> Stream.of(screen.folder("Journal").orElseThrow().getItems()).map(CTabItem::getText)
                .toArray(String[]::new));
    }

    @AfterEach
    void close() throws Exception {
        try {
            screen.close();
        } finally {
            registered.forEach(ServiceRegistration::unregister);
        }
    }

    private void tabs(String... titles) {
        screen.await("the tabs " + List.of(titles), () -> List.of(titles).equals(screen.controls().stream()
                .filter(CTabFolder.class::isInstance).map(CTabFolder.class::cast)
                .flatMap(folder -> List.of(folder.getItems()).stream()).map(item -> item.getText()).toList()));
    }

    @Test
    void shouldShowTheViewsOfEachPerspectiveWhereTheUserLeftThem() throws Exception {
        screen.press("ctrl+alt+2");
        tabs("Packet trace", "Topology", "Console", "Journal");
        screen.look("perspective-trace");
        screen.front("Journal");
        screen.press("ctrl+w");
        tabs("Packet trace", "Topology", "Console");
        screen.press("ctrl+alt+3");
        tabs("Extensions", "Topology", "Console", "Journal");
        screen.look("perspective-extensions");
        screen.press("ctrl+alt+1");
        tabs(admin);
        screen.press("ctrl+alt+2");
        tabs("Packet trace", "Topology", "Console");
        screen.close();
        screen = Screen.open(face, 3);
        tabs("Packet trace", "Topology", "Console");
        screen.press("ctrl+alt+1");
        tabs(admin);
    }

    @Test
    void shouldOfferThePerspectiveOfABundleWhileItIsThere() {
        final Perspective storage = new Perspective() {
            @Override
            public String id() {
                return "storage";
            }

            @Override
            public String title() {
                return "Storage";
            }

            @Override
            public List<String> views(Area area) {
                return area == Area.BOTTOM ? List.of("console") : List.of();
            }
        };
        final ServiceRegistration<Perspective> perspective =
                context.registerService(Perspective.class, storage, new Hashtable<>());
        registered.add(view("disks", "Disks", "storage", null));
        try {
            screen.settle();
            tabs(admin);
            screen.press("ctrl+alt+4");
            tabs("Disks", "Console");
        } finally {
            perspective.unregister();
        }
        tabs(admin);
    }

    private ServiceRegistration<View> view(String id, String title, String perspective, List<ViewContext> contexts) {
        final View view = (parent, given) -> {
            final Label label = new Label(parent, SWT.NONE);
            label.setText("what " + title + " shows");
            if (contexts != null) {
                contexts.add(given);
            }
            return label;
        };
        return context.registerService(View.class, view, new Hashtable<>(Map.of(ViewPlace.PREFIX_ + "id", id,
                ViewPlace.PREFIX_ + "title", title, ViewPlace.PREFIX_ + "area", "MAIN",
                ViewPlace.PREFIX_ + "perspectives", new String[] {perspective})));
    }

    @Test
    void shouldLetAViewFillTheWindowAndGoBack() throws Exception {
        final int before = width("Journal");
        final Point tab = screen.tab("Journal");
        screen.front("Journal");
        screen.doubleClick(tab);
        tabs(bottom);
        assertThat(screen.ui(() -> screen.folder("Journal").orElseThrow().getSize().y)).isGreaterThan(600);
        screen.look("maximised");
        screen.press("ctrl+m");
        tabs(admin);
        screen.press("ctrl+m");
        tabs(bottom);
        screen.press("alt+1");
        tabs(admin);
        assertThat(width("Journal")).isEqualTo(before);
    }

    private int width(String title) {
        return screen.ui(() -> screen.folder(title).orElseThrow().getSize().x);
    }

    @Test
    void shouldGiveAViewAWindowOfItsOwnAndTakeItBackWhenThatCloses() throws Exception {
        screen.front("Journal");
        screen.press("ctrl+shift+m");
        final Screen window = screen.dialog("Journal \u2013 Signalbox");
        tabs(Stream.of(admin).filter(title -> !title.equals("Journal")).toArray(String[]::new));
        final Table entries = window.find(Table.class, "the journal", table -> true);
        window.ui(entries::setFocus);
        window.look("detached");
        window.press("ctrl+shift+c");
        screen.await("the command on the clipboard",
                () -> screen.clipboard().startsWith("Enable-VMSwitchExtension -VMSwitchName prod"));
        final Rectangle bounds = window.ui(() -> window.shell().getBounds());
        screen.close();
        screen = Screen.open(face, Screen.VIEWS - 1);
        final Screen again = screen.dialog("Journal \u2013 Signalbox");
        assertThat(again.ui(() -> again.shell().getBounds())).isEqualTo(bounds);
        again.ui(() -> {
            again.shell().close();
            return true;
        });
        tabs(admin);
        assertThat(again.isThere()).isFalse();
    }

    @Test
    void shouldFindTheLayoutOfTheLastChangeThoughItWasKilled() throws Exception {
        screen.press("ctrl+alt+3");
        screen.front("Topology");
        screen.press("ctrl+w");
        tabs("Extensions", "Console", "Journal");
        // what a kill would leave: the file as it is now, before the window closes
        screen.await("the file", () -> Files.exists(file) && Files.readString(file).matches(
                "(?s).*\"hidden\": \\[[^]]*\"topology\"[^]]*\"trace\"[^]]*].*\"perspective\": \"extensions\".*"));
        final Path left = Files.copy(file, file.resolveSibling("left.json"), StandardCopyOption.REPLACE_EXISTING);
        screen.press("ctrl+alt+1");
        screen.close();
        Files.move(left, file, StandardCopyOption.REPLACE_EXISTING);
        screen = Screen.open(face, 3);
        tabs("Extensions", "Console", "Journal");
    }

    @Test
    void shouldTellThatALayoutIsBrokenAndOpenWithTheFirstOne() throws Exception {
        screen.close();
        Files.writeString(file, "{\"layout\": {\"root\"");
        screen = Screen.open(face);
        screen.label("workbench.json cannot be read and is now workbench.json.broken");
        screen.look("layout-broken");
        tabs(admin);
        Files.delete(file.resolveSibling("workbench.json.broken"));
    }

    private Button cancel() {
        return screen.find(Button.class, "the button that cancels", button -> button.getText().equals("Cancel"));
    }

    @Test
    void shouldShowJobsAndCancelThem() throws Exception {
        final List<ViewContext> contexts = new ArrayList<>();
        registered.add(view("worker", "Worker", "admin", contexts));
        screen.await("the tab", () -> screen.tabs().contains("Worker"));
        screen.front("Worker");
        screen.await("the view", () -> contexts.size() == 1);
        final CountDownLatch stopped = new CountDownLatch(2);
        final JobWork<String> forever = progress -> {
            final CountDownLatch gate = new CountDownLatch(1);
            progress.onCancel(gate::countDown);
            progress.done(42, 100);
            progress.doing("frame 42");
            gate.await();
            stopped.countDown();
            return "done";
        };
        final List<String> results = new ArrayList<>();
        final Job first = screen.ui(() -> contexts.getFirst().job("Reading trouble.pcapng", forever, results::add));
        screen.label("Reading trouble.pcapng, 42 %: frame 42");
        screen.ui(() -> contexts.getFirst().job("Comparing", progress -> forever.run(progress), results::add));
        screen.button("2 jobs");
        screen.look("jobs");
        screen.press("ctrl+j");
        final Screen list = screen.dialog("Jobs");
        list.label("Comparing, 42 %: frame 42");
        list.look("jobs-list");
        list.press("Escape");
        screen.await("the list to go", () -> !list.isThere());
        screen.click(cancel());
        screen.await("the first to end", () -> !first.isRunning());
        screen.button("1 job");
        screen.click(cancel());
        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
        screen.await("the strip to go", () -> screen.controls().stream().filter(Control::isVisible)
                .noneMatch(control -> Screen.text(control).equals("Cancel")));
        assertThat(results).isEmpty();
        screen.ui(() -> contexts.getFirst().job("Quick", progress -> "all", results::add));
        screen.await("the result", () -> results.equals(List.of("all")));
        screen.ui(() -> contexts.getFirst().job("Failing", progress -> {
            throw new IllegalStateException("found no file, expected one");
        }, result -> {
        }));
        screen.front("Worker");
        screen.label("found no file, expected one");
    }
}
