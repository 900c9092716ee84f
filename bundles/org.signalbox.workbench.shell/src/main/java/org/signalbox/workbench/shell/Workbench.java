package org.signalbox.workbench.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTError;
import org.eclipse.swt.widgets.Display;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.signalbox.command.Commands;
import org.signalbox.face.Face;
import org.signalbox.face.Places;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.Action;
import org.signalbox.workbench.Creation;
import org.signalbox.workbench.Perspective;
import org.signalbox.workbench.PreferencePage;
import org.signalbox.workbench.View;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workbench's face: opens the window on the thread that runs it and lets views come and go with their bundles.
 * Services come and go on any thread; a view that goes is off the screen before its bundle stops.
 */
@Component(property = {Face.NAME + "=workbench", Face.EARLY + ":Boolean=true"})
public final class Workbench implements Face {

    private static final int PATIENCE_SECONDS = 3;
    private static final int NO_DISPLAY = 2;

    private final BundleContext context;
    private final SynchronousBundleListener stopping = this::bundleChanged;
    private final Path file;
    private final Optional<String> lab;
    private final Whiteboard<Room> rooms = new Whiteboard<>();
    private final Whiteboard<Entry> actions = new Whiteboard<>();
    private final Whiteboard<Creation> creations = new Whiteboard<>();
    private final Whiteboard<Perspective> perspectives = new Whiteboard<>();
    private final Whiteboard<PreferencePage<?>> preferences = new Whiteboard<>();

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Commands commands;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile VirtualSwitches switches;

    private final AtomicBoolean waiting = new AtomicBoolean();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch shown = new CountDownLatch(1);
    private volatile CountDownLatch ended = new CountDownLatch(0);
    private volatile Display display;
    private Frame frame;

    /** Finds the state folder and the demo lab. */
    @Activate
    public Workbench(BundleContext context) {
        lab = Optional.ofNullable(context.getProperty(Places.LAB));
        final String home = context.getProperty(Places.HOME);
        file = home == null ? context.getDataFile("workbench.json").toPath() : Path.of(home, "workbench.json");
        this.context = context;
        context.addBundleListener(stopping);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addView(View view, ServiceReference<View> reference) {
        add(rooms, reference, () -> Room.of(reference, view));
    }

    void removeView(ServiceReference<View> reference) {
        remove(rooms, reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addAction(Action action, ServiceReference<Action> reference) {
        add(actions, reference, () -> Offered.action(reference, action));
    }

    void removeAction(ServiceReference<Action> reference) {
        remove(actions, reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCreation(Creation creation, ServiceReference<Creation> reference) {
        add(creations, reference, () -> creation);
    }

    void removeCreation(ServiceReference<Creation> reference) {
        remove(creations, reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addPerspective(Perspective perspective, ServiceReference<Perspective> reference) {
        add(perspectives, reference, () -> perspective);
    }

    void removePerspective(ServiceReference<Perspective> reference) {
        remove(perspectives, reference);
    }

    @Reference(service = PreferencePage.class, cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addPreferencePage(PreferencePage<?> page, ServiceReference<PreferencePage<?>> reference) {
        add(preferences, reference, () -> Preferences.checked(page));
    }

    void removePreferencePage(ServiceReference<PreferencePage<?>> reference) {
        remove(preferences, reference);
    }

    private <T> void add(Whiteboard<T> board, ServiceReference<?> reference, Supplier<T> read) {
        try {
            board.add(reference, read.get());
            holdSoon();
        } catch (IllegalArgumentException e) {
            log().warn("A service is left out of the workbench: {}", e.getMessage());
        }
    }

    /** Once for all that came since. */
    private void holdSoon() {
        final Display screen = display;
        if (screen != null && !screen.isDisposed() && waiting.compareAndSet(false, true)) {
            screen.asyncExec(() -> {
                waiting.set(false);
                hold();
            });
        }
    }

    private void remove(Whiteboard<?> board, ServiceReference<?> reference) {
        board.remove(reference);
        final Display screen = display;
        if (screen != null && !screen.isDisposed()) {
            screen.syncExec(this::hold);
        }
    }

    private void hold() {
        if (frame != null && !frame.shell().isDisposed()) {
            // in an upgrade of a bundle two versions of its view are there: the first stays until it goes
            final Map<String, Room> now = new LinkedHashMap<>();
            rooms.all().forEach(room -> now.putIfAbsent(room.id(), room));
            frame.hold(new Offered(now.values(), actions.all(), creations.all(), perspectives.all(),
                    preferences.all()));
        }
    }

    @Override
    public int run(List<String> arguments) throws InterruptedException {
        // icons are drawn by Java 2D, which would open a second connection to the display
        System.setProperty("java.awt.headless", "true");
        // Equinox would have set it; JFace looks its images up by language
        System.setProperty("osgi.nl", Locale.getDefault().toString());
        Display.setAppName("Signalbox");
        final List<String> told = new ArrayList<>();
        // while GTK begins
        final Supplier<Memory> memory = Memory.ahead(file, told::add);
        // one display serves a process: a second one would upset GTK
        final Display own = Display.getCurrent();
        final Display screen;
        try {
            screen = own == null ? new Display() : own;
        } catch (SWTError none) {
            System.err.println("signalbox: found no display that can be opened, expected the one that DISPLAY or"
                    + " WAYLAND_DISPLAY names");
            shown.countDown();
            return NO_DISPLAY;
        }
        final CountDownLatch end = new CountDownLatch(1);
        ended = end;
        try (Keeper keeper = new Keeper(file)) {
            final StartClock clock = new StartClock();
            frame = new Frame(screen, memory.get(), new Fabric(() -> commands, () -> switches, lab), keeper::keep, clock);
            // a window that is filled once is there sooner than one to which each view adds itself
            started.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            display = screen;
            waiting.set(false);
            hold();
            told.forEach(frame::report);
            frame.shell().addListener(SWT.Close, event -> keeper.keep(frame.memory()));
            frame.open();
            loop(screen, clock);
        } finally {
            display = null;
            if (own == null) {
                screen.dispose();
            }
            end.countDown();
        }
        return 0;
    }

    @Override
    public void show() throws InterruptedException {
        started.countDown();
        shown.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Made when it is needed: logging takes its time to begin, and the window waits for this class. */
    private static Logger log() {
        return LoggerFactory.getLogger(Workbench.class);
    }

    private void loop(Display screen, StartClock clock) {
        while (!frame.shell().isDisposed()) {
            try {
                if (!screen.readAndDispatch()) {
                    clock.reached(StartClock.Step.WINDOW);
                    shown.countDown();
                    screen.sleep();
                }
            } catch (RuntimeException | LinkageError | SWTError e) {
                log().error("An event of the window failed", e);
                if (!frame.shell().isDisposed()) {
                    frame.report("Something went wrong here: " + e.getMessage() + ". The log says more.");
                }
            }
        }
    }

    @Deactivate
    void deactivate() {
        context.removeBundleListener(stopping);
        close();
    }

    /** The window goes before anything that it shows. */
    private void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            close();
        }
    }

    /** Closes the window and waits until all is written, a few seconds at most. */
    private void close() {
        final Display screen = display;
        if (screen == null || screen.isDisposed()) {
            return;
        }
        final boolean own = screen.getThread() == Thread.currentThread();
        screen.syncExec(() -> {
            if (!frame.shell().isDisposed()) {
                frame.shell().close();
            }
        });
        if (!own) {
            try {
                ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
