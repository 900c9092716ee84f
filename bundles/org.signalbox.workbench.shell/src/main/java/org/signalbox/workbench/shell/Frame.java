package org.signalbox.workbench.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.Perspective;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.shell.dock.Dock;
import org.signalbox.workbench.shell.dock.Layout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The window: menu, tool bar, docked views, status bar. */
final class Frame implements ViewHost.Window {

    private static final Logger LOG = LoggerFactory.getLogger(Frame.class);
    private static final int PULSE_MILLIS = 500;
    private static final int KEEP_MILLIS = 250;
    private static final String HELP = "help";
    private static final String WELCOME = "welcome";
    private static final int WIDTH = 1440;
    private static final int HEIGHT = 900;

    private final Display display;
    private final LiveTheme theme;
    private final Fabric fabric;
    private final Consumer<Memory> keeper;
    private final StartClock clock;
    private final Shell shell;
    private final Notice notice;
    private final Dock dock;
    private final Bars bars;
    private final StatusBar status;
    private final Clipboard clipboard;
    private final Jobs jobs = new Jobs();
    private final Map<Room, ViewHost> views = new LinkedHashMap<>();
    private final Map<String, Layout> layouts;
    private final Listener keys = this::pressed;
    private final Runnable keep = this::keep;
    private List<Perspective> perspectives = List.of();
    private Perspective perspective = Arrangement.ADMIN;
    private String wanted;
    private Entries entries = Entries.NONE;
    private final Set<String> told = new HashSet<>();
    private Optional<String> undoable = Optional.empty();
    private Optional<String> redoable = Optional.empty();
    private final boolean systemDark = Display.isSystemDarkTheme();
    private final General general = new General(this::usePalette);
    private final Preferences preferences;
    private Optional<PreferenceDialog> dialog = Optional.empty();
    private final boolean first;
    private boolean refreshing;

    /** @param keeper takes what to remember, a moment after it changed; must not block */
    Frame(Display display, Memory memory, Fabric fabric, Consumer<Memory> keeper, StartClock clock) {
        this.display = display;
        this.fabric = fabric;
        this.keeper = keeper;
        this.clock = clock;
        first = memory == Memory.NONE;
        preferences = new Preferences(memory.preferences(), this::changed);
        preferences.keep(general, new General.Values(General.Palette.of(memory.dark())));
        layouts = new HashMap<>(memory.others());
        layouts.put(memory.perspective(), memory.layout());
        wanted = memory.perspective();
        theme = new LiveTheme(display, memory.dark().orElse(systemDark));
        shell = new Shell(display, SWT.SHELL_TRIM);
        shell.setText("Signalbox");
        shell.setLayoutDeferred(true);
        shell.setLayout(Grids.of(1, 0, 0, 0, 0));
        theme.paint(shell, Token.GROUND, Token.TEXT);
        clipboard = new Clipboard(display);
        display.addFilter(SWT.KeyDown, keys);
        shell.addDisposeListener(event -> {
            display.removeFilter(SWT.KeyDown, keys);
            jobs.cancel();
            clipboard.dispose();
            display.asyncExec(theme::dispose);
        });
        bars = new Bars(shell, theme, this::run);
        notice = new Notice(shell, theme);
        final Composite middle = new Composite(shell, SWT.NONE);
        middle.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        final FillLayout margins = new FillLayout();
        margins.marginWidth = 8;
        middle.setLayout(margins);
        theme.paint(middle, Token.GROUND, Token.TEXT);
        dock = new Dock(middle, theme, layouts.getOrDefault(perspective.id(), Layout.EMPTY), this::changed);
        status = new StatusBar(shell, theme, jobs);
        place(memory);
        shell.addListener(SWT.Move, event -> changed());
        shell.addListener(SWT.Resize, event -> changed());
        pulse();
    }

    private void place(Memory memory) {
        final Rectangle screen = display.getPrimaryMonitor().getClientArea();
        final Rectangle first = new Rectangle(0, 0, Math.min(WIDTH, screen.width), Math.min(HEIGHT, screen.height));
        final Rectangle bounds = memory.window().map(w -> new Rectangle(w.x(), w.y(), w.width(), w.height()))
                .filter(wish -> Stream.of(display.getMonitors()).anyMatch(m -> m.getBounds().intersects(wish)))
                .orElse(first);
        shell.setMinimumSize(720, 480);
        shell.setBounds(bounds);
        shell.setMaximized(memory.maximized());
    }

    /** Opens the window with the focus in the first view. */
    void open() {
        shell.open();
        // only now does GTK know how high the menu is
        display.asyncExec(() -> {
            if (!shell.isDisposed()) {
                shell.setLayoutDeferred(false);
                shell.layout(true, true);
                dock.focus();
            }
        });
    }

    Shell shell() {
        return shell;
    }

    Dock dock() {
        return dock;
    }

    /** What to remember of the window as it stands. */
    Memory memory() {
        final Map<String, Layout> others = new HashMap<>(layouts);
        others.remove(perspective.id());
        final Rectangle bounds = shell.getBounds();
        final Map<String, Object> set = new HashMap<>(preferences.kept());
        set.remove(general.id());
        return new Memory(dock.layout(), preferences.values(general).palette().dark(),
                Optional.of(new Memory.Window(bounds.x, bounds.y, bounds.width, bounds.height)), shell.getMaximized(),
                perspective.id(), others, set);
    }

    private void keep() {
        if (!shell.isDisposed()) {
            keeper.accept(memory());
        }
    }

    /** Makes the window hold exactly what is offered; views that stay are not touched. */
    void hold(Offered offered) {
        for (final Room gone : views.keySet().stream().filter(room -> !offered.rooms().contains(room)).toList()) {
            views.remove(gone);
            dock.remove(gone.id());
        }
        final List<Room> fresh =
                offered.rooms().stream().filter(room -> !views.containsKey(room)).sorted(Room.ORDER).toList();
        for (final Room room : fresh) {
            dock.add(room.id(), room.title(), () -> room.icon().map(svg -> theme.icon(svg, Token.TEXT2)), parent -> {
                final ViewHost view = new ViewHost(room, parent, theme, jobs, this);
                views.put(room, view);
                return view.control();
            });
        }
        preferences.hold(Stream.concat(Stream.of(general), offered.preferences().stream()).toList());
        openDialog().ifPresent(PreferenceDialog::refresh);
        perspectives = Arrangement.all(offered.perspectives());
        arrange();
        final List<Entry> all = new ArrayList<>(OwnActions.of(this));
        all.addAll(OwnActions.views(this, views.keySet().stream().sorted(Room.ORDER).toList()));
        all.addAll(OwnActions.perspectives(this, perspectives));
        all.addAll(offered.entries());
        entries = Entries.of(all);
        entries.told().stream().filter(told::add).forEach(LOG::warn);
        bars.draw(entries.all());
    }

    /** Shows the perspective that is wanted, or the first while that is not there. */
    private void arrange() {
        final Perspective next = perspectives.stream().filter(each -> each.id().equals(wanted)).findFirst()
                .orElse(Arrangement.ADMIN);
        if (!next.id().equals(perspective.id())) {
            layouts.put(perspective.id(), dock.layout());
            perspective = next;
            dock.use(Arrangement.complete(layouts.getOrDefault(next.id(), Layout.EMPTY), next, views.keySet()));
        } else {
            dock.use(Arrangement.complete(dock.layout(), next, views.keySet()));
        }
    }

    boolean uses(Perspective asked) {
        return perspective.id().equals(asked.id());
    }

    /** Turns to a perspective, in which the views stand as the user left them there. */
    void use(String id) {
        wanted = id;
        arrange();
        dock.focus();
    }

    /** Puts the views of the perspective back to their first places. */
    void resetPerspective() {
        dock.use(Arrangement.complete(Layout.EMPTY, perspective, views.keySet()));
        dock.focus();
    }

    /** Brings a view to the front and hands it a subject, unless that is empty. */
    @Override
    public void show(String view, String subject) {
        views.entrySet().stream().filter(entry -> entry.getKey().id().equals(view)).findFirst().ifPresent(entry -> {
            dock.show(view);
            if (!subject.isEmpty()) {
                entry.getValue().showSubject(subject);
            }
        });
    }

    @Override
    public void act(String action) {
        entries.all().stream().filter(entry -> entry.id().equals(action) && entry.action().enabled()).findFirst()
                .ifPresent(this::run);
    }

    @Override
    public void putAway(String view) {
        dock.hide(view);
    }

    /** Whether a bundle brings the view with the help pages. */
    boolean hasHelp() {
        return views.keySet().stream().anyMatch(room -> room.id().equals(HELP));
    }

    /** Shows the help page of the view that has the focus, or that the user last turned to. */
    void help() {
        show(HELP, active().map(ViewHost::id).orElse(HELP));
    }

    boolean isMaximized() {
        return dock.isMaximized();
    }

    boolean isDetached() {
        return active().map(ViewHost::id).filter(dock::isDetached).isPresent();
    }

    /** Does something to the view that has the focus, or that the user last turned to. */
    void onActive(Consumer<String> change) {
        active().map(ViewHost::id).ifPresent(change);
    }

    boolean dark() {
        return theme.dark();
    }

    void useDark(boolean dark) {
        preferences.set(general, new General.Values(General.Palette.of(Optional.of(dark))));
    }

    private void usePalette(Optional<Boolean> dark) {
        final boolean wish = dark.orElse(systemDark);
        if (wish != theme.dark()) {
            theme.use(wish);
        }
    }

    private Optional<PreferenceDialog> openDialog() {
        return dialog.filter(PreferenceDialog::isOpen);
    }

    /** Opens the preferences, or brings them to the front. */
    void preferences() {
        dialog = openDialog().or(() -> Optional.of(new PreferenceDialog(shell, theme, preferences, entries.all())));
        dialog.get().open();
    }

    /** Copies the command of the view that has the focus, or that the user last turned to. */
    void copyCommand() {
        final Optional<String> text = active().flatMap(ViewHost::commandText);
        text.ifPresentOrElse(
                command -> clipboard.setContents(new Object[] {command}, new Transfer[] {TextTransfer.getInstance()}),
                () -> notice.tell("Nothing is selected that a command could say."));
    }

    private Optional<ViewHost> active() {
        for (Control control = display.getFocusControl(); control != null; control = control.getParent()) {
            final Control at = control;
            final Optional<ViewHost> holder =
                    views.values().stream().filter(view -> view.control() == at).findFirst();
            if (holder.isPresent()) {
                return holder;
            }
        }
        return dock.front().flatMap(id -> views.values().stream().filter(view -> view.id().equals(id)).findFirst());
    }

    Optional<String> undoable() {
        return undoable;
    }

    Optional<String> redoable() {
        return redoable;
    }

    /** Opens the field that finds what can be done. */
    void quickAccess() {
        new QuickAccess(shell, theme, entries.all(), this::run, line -> show("console", line))
                .open(fabric::cmdlets, this::onScreen);
    }

    /** Lists the jobs that run. */
    void listJobs() {
        status.listJobs();
    }

    private void run(Entry entry) {
        entry.action().run(new RunningAction(entry, this));
    }

    void run(Cmdlet cmdlet) {
        fabric.run(cmdlet, this::tell);
    }

    Jobs jobs() {
        return jobs;
    }

    LiveTheme theme() {
        return theme;
    }

    private void tell(Optional<String> failure) {
        onScreen(() -> failure.ifPresentOrElse(notice::tell, notice::clear));
    }

    /** Tells a failure that belongs to no view. */
    void report(String sentence) {
        notice.tell(sentence);
    }

    /** Does something on the window's thread, soon, unless the window is closed by then. */
    void onScreen(Runnable action) {
        WindowThread.soon(display, shell, action);
    }

    /** Later, as many events tell of one change, and one of them may come from an item that is about to go. */
    private void changed() {
        display.timerExec(KEEP_MILLIS, keep);
        if (!refreshing) {
            refreshing = true;
            onScreen(() -> {
                refreshing = false;
                bars.refresh();
            });
        }
    }

    /** The menu's keys in the windows of detached views, which have no menu. */
    private void pressed(Event event) {
        if (event.widget instanceof Control control && dock.owns(control.getShell())) {
            final int key = Keys.pressed(event.stateMask, event.keyCode);
            entries.all().stream().filter(entry -> !entry.key().isEmpty() && Keys.parse(entry.key()) == key)
                    .filter(entry -> entry.action().enabled()).findFirst().ifPresent(entry -> {
                        event.doit = false;
                        event.type = SWT.None;
                        run(entry);
                    });
        }
    }

    /** Makes one of the views behind others, now that the start is over, so that turning to it takes no time. */
    private void makeOne() {
        views.values().stream().filter(view -> !view.isMade() && dock.shows(view.id())).findFirst()
                .ifPresent(ViewHost::make);
    }

    private void pulse() {
        if (shell.isDisposed()) {
            return;
        }
        new ArrayList<>(views.values()).forEach(ViewHost::pulse);
        status.refreshJobs();
        fabric.greet(this::tell, () -> {
            if (first) {
                onScreen(() -> show(WELCOME, ""));
            }
        });
        fabric.sample(sample -> onScreen(() -> {
            undoable = sample.undoable();
            redoable = sample.redoable();
            bars.refresh();
            status.show(sample.state(), sample.line());
            if (sample.state() == Token.OK) {
                if (sample.switches() > 0) {
                    clock.reached(StartClock.Step.FABRIC);
                }
                makeOne();
            }
        }));
        display.timerExec(PULSE_MILLIS, this::pulse);
    }
}
