package org.signalbox.workbench.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.face.Face;
import org.signalbox.face.Places;
import org.signalbox.vswitch.VirtualSwitches;

/** The inventory with 63 hosts and 4,000 machines while a thousand of them change a second; prints how long it takes. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@EnabledIfSystemProperty(named = "signalbox.nightly", matches = "true",
        disabledReason = "prints figures of 4,000 machines, with --nightly")
class InventoryAtScaleTest {

    private static final double MILLIS = 1e6;
    private static final List<String> FILTERS =
            List.of("host:H1*", "vm1", "rate > 0 and vlan:*1?0", "name:vm39* or host:H7", "not state:up");

    /** Nanoseconds that pass, and those for which the window's thread works. */
    private record Time(long nanos, long worked) {
    }

    @InjectBundleContext
    BundleContext context;

    @InjectService(filter = "(" + Face.NAME + "=workbench)")
    Face face;

    @InjectService
    VirtualSwitches engine;

    private ServiceRegistration<VirtualSwitches> registration;
    private Screen screen;
    /** What the grids of all kinds stand in. */
    private Composite stage;
    private Label told;

    @BeforeEach
    void open() throws Exception {
        Files.deleteIfExists(Path.of(context.getProperty(Places.HOME), "workbench.json"));
        final Hashtable<String, Object> first = new Hashtable<>();
        first.put(Constants.SERVICE_RANKING, Integer.MAX_VALUE);
        registration = context.registerService(VirtualSwitches.class, LargeFabric.over(engine), first);
        screen = Screen.open(face);
    }

    @AfterEach
    void close() {
        try {
            screen.close();
        } finally {
            registration.unregister();
        }
    }

    @Test
    void shouldOpenAndFilterFourThousandMachines() throws Exception {
        // some seconds after the window has opened
        screen.await("the views to be made", () -> screen.controls().stream().filter(CTabFolder.class::isInstance)
                .flatMap(each -> Stream.of(((CTabFolder) each).getItems())).allMatch(InventoryAtScaleTest::isMade));
        stage = screen.ui(() -> screen.controls().stream().filter(InventoryAtScaleTest::isGrid).findFirst()
                .orElseThrow().getParent());
        told = screen.ui(() -> Stream.of(stage.getParent().getChildren()).filter(Label.class::isInstance)
                .map(Label.class::cast).findFirst().orElseThrow());
        tell("the tab is turned to for the first time (goal: 150 ms)", List.of(turn("Inventory")));
        final List<Time> opened = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            turn("Topology");
            opened.add(turn("Inventory"));
        }
        tell("the tab is turned to again (goal: 150 ms)", opened);
        screen.front("Inventory");
        screen.label("4\u202f000 machines");
        tell("a kind is listed (goal: none)", List.of(kind("Ports"), kind("Machines"), kind("Ports"), kind("Machines")));
        final StyledText field = screen.find(StyledText.class, "the filter", each -> each.getToolTipText() != null
                && each.getToolTipText().startsWith("A word is looked for"));
        final List<Time> answers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            final String filter = FILTERS.get(i % FILTERS.size());
            answers.add(timed(() -> {
                field.setText(filter);
                return true;
            }, () -> told().contains(" of 4")));
            answers.add(timed(() -> {
                field.setText("");
                return true;
            }, () -> told().startsWith("4\u202f000")));
        }
        tell("a filter answers (goal: 50 ms)", answers);
        final List<Time> sorts = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            final String first = i % 3 == 1 ? "vm4000" : "vm0001";
            final int direction = i % 3 == 0 ? SWT.UP : i % 3 == 1 ? SWT.DOWN : SWT.NONE;
            sorts.add(timed(() -> {
                grid().getColumn(0).notifyListeners(SWT.Selection, new Event());
                return true;
            }, () -> grid().getSortDirection() == direction && grid().getItem(0).getText(0).equals(first)));
        }
        tell("a sort is done (goal: none)", sorts);
        screen.ui(() -> {
            field.setText("vm39");
            return true;
        });
        screen.label("of 4\u202f000 machines");
        screen.shoot("inventory-scale");
        assertThat(screen.ui(() -> grid().getItemCount())).isEqualTo(100);
    }

    /** Whether a tab's view is made, which is what its lower part holds. */
    private static boolean isMade(CTabItem item) {
        final Control[] parts = ((Composite) item.getControl()).getChildren();
        return ((Composite) parts[parts.length - 1]).getChildren().length > 0;
    }

    /** Turns to a tab, until the list is drawn or has gone. */
    private Time turn(String title) {
        final boolean list = title.equals("Inventory");
        final AtomicBoolean drawn = new AtomicBoolean(!list);
        final Listener paint = event -> drawn.set(true);
        screen.ui(() -> {
            grid().addListener(SWT.Paint, paint);
            return true;
        });
        final Time time = timed(() -> {
            final CTabFolder folder = screen.folder(title).orElseThrow();
            folder.setSelection(Stream.of(folder.getItems()).filter(each -> each.getText().equals(title)).findFirst()
                    .orElseThrow());
            return true;
        }, () -> grid().isVisible() == list && drawn.get() && (!list || grid().getItem(0).getText(0).equals("vm0001")));
        screen.ui(() -> {
            grid().removeListener(SWT.Paint, paint);
            return true;
        });
        return time;
    }

    private static boolean isGrid(Control control) {
        return control instanceof Table table
                && Stream.of(table.getColumns()).anyMatch(each -> each.getText().equals("Frames/s"));
    }

    private Table grid() {
        return Stream.of(stage.getChildren()).filter(InventoryAtScaleTest::isGrid).map(Table.class::cast)
                .filter(Table::getVisible).findFirst()
                .orElseThrow();
    }

    private String told() {
        return told.getText();
    }

    private Time kind(String title) {
        return timed(() -> {
            final ToolItem item = screen.controls().stream().filter(ToolBar.class::isInstance)
                    .map(ToolBar.class::cast).flatMap(bar -> Stream.of(bar.getItems()))
                    .filter(each -> each.getText().equals(title)).findFirst().orElseThrow();
            for (final ToolItem other : item.getParent().getItems()) {
                other.setSelection(other == item);
            }
            item.notifyListeners(SWT.Selection, new Event());
            return true;
        }, () -> told().startsWith("4\u202f000 " + title.toLowerCase(Locale.ROOT)));
    }

    /** What it takes from an action until it shows and nothing is left to paint. */
    private Time timed(Callable<?> action, Callable<Boolean> shown) {
        return screen.ui(() -> {
            final Display display = Display.getCurrent();
            final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            final long start = System.nanoTime();
            final long used = threads.getCurrentThreadCpuTime();
            action.call();
            while (!shown.call()) {
                if (!display.readAndDispatch()) {
                    display.sleep();
                }
                if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(30)) {
                    throw new AssertionError("waited 30 s in vain");
                }
            }
            while (display.readAndDispatch()) {
                Thread.onSpinWait();
            }
            return new Time(System.nanoTime() - start, threads.getCurrentThreadCpuTime() - used);
        });
    }

    private static void tell(String what, List<Time> times) {
        System.out.printf(Locale.ROOT, "inventory, 63 hosts, 4,000 machines: %s: median %.1f ms, most %.1f ms, of which "
                + "the window's thread works %.1f ms, most %.1f ms (%d times)%n", what,
                median(times, Time::nanos) / MILLIS, most(times, Time::nanos) / MILLIS,
                median(times, Time::worked) / MILLIS, most(times, Time::worked) / MILLIS, times.size());
    }

    private static long median(List<Time> times, ToLongFunction<Time> figure) {
        return times.stream().mapToLong(figure).sorted().toArray()[times.size() / 2];
    }

    private static long most(List<Time> times, ToLongFunction<Time> figure) {
        return times.stream().mapToLong(figure).max().orElseThrow();
    }
}
