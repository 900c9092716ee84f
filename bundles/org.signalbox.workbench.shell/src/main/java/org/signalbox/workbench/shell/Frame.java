package org.signalbox.workbench.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.Creation;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.shell.dock.Dock;

/** The window: menu, tool bar, docked views, status bar. */
final class Frame {

    private static final int PULSE_MILLIS = 500;
    private static final int WIDTH = 1440;
    private static final int HEIGHT = 900;

    private final Display display;
    private final LiveTheme theme;
    private final Fabric fabric;
    private final Supplier<List<Creation>> creations;
    private final Shell shell;
    private final Notice notice;
    private final Dock dock;
    private final Bars bars;
    private final StatusBar status;
    private final Clipboard clipboard;
    private final Map<Room, ViewHost> views = new LinkedHashMap<>();
    private Optional<Boolean> chosenDark;

    /** @param creations what the menu File &gt; New offers at the time */
    Frame(Display display, Memory memory, Fabric fabric, Supplier<List<Creation>> creations) {
        this.display = display;
        this.fabric = fabric;
        this.creations = creations;
        chosenDark = memory.dark();
        theme = new LiveTheme(display, chosenDark.orElse(Display.isSystemDarkTheme()));
        shell = new Shell(display, SWT.SHELL_TRIM);
        shell.setText("Signalbox");
        shell.setLayout(Grids.of(1, 0, 0, 0, 0));
        theme.paint(shell, Token.GROUND, Token.TEXT);
        clipboard = new Clipboard(display);
        shell.addDisposeListener(event -> {
            clipboard.dispose();
            display.asyncExec(theme::dispose);
        });
        bars = new Bars(shell, theme, this);
        notice = new Notice(shell, theme);
        final Composite middle = new Composite(shell, SWT.NONE);
        middle.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        final FillLayout margins = new FillLayout();
        margins.marginWidth = 8;
        middle.setLayout(margins);
        theme.paint(middle, Token.GROUND, Token.TEXT);
        dock = new Dock(middle, theme, memory.layout(), this::refreshMenus);
        status = new StatusBar(shell, theme);
        place(memory);
        pulse();
    }

    private void place(Memory memory) {
        final Rectangle screen = display.getPrimaryMonitor().getClientArea();
        final Rectangle first = new Rectangle(0, 0, Math.min(WIDTH, screen.width), Math.min(HEIGHT, screen.height));
        final Rectangle bounds = memory.window().map(w -> new Rectangle(w.x(), w.y(), w.width(), w.height()))
                .filter(wanted -> Stream.of(display.getMonitors()).anyMatch(m -> m.getBounds().intersects(wanted)))
                .orElse(first);
        shell.setMinimumSize(720, 480);
        shell.setBounds(bounds);
        shell.setMaximized(memory.maximized());
    }

    /** Opens the window with the focus in the first view. */
    void open() {
        shell.open();
        rooms().stream().findFirst().map(views::get).ifPresent(first -> first.control().setFocus());
    }

    Shell shell() {
        return shell;
    }

    /** What to remember of the window as it stands. */
    Memory memory() {
        final Rectangle bounds = shell.getBounds();
        return new Memory(dock.layout(), chosenDark,
                Optional.of(new Memory.Window(bounds.x, bounds.y, bounds.width, bounds.height)), shell.getMaximized());
    }

    /** Makes the window hold exactly these views; those that stay are not touched. */
    void hold(Collection<Room> rooms) {
        for (final Room gone : views.keySet().stream().filter(room -> !rooms.contains(room)).toList()) {
            views.remove(gone);
            dock.remove(gone.id());
        }
        final List<Room> fresh =
                rooms.stream().filter(room -> !views.containsKey(room)).sorted(Room.ORDER).toList();
        for (final Room room : fresh) {
            dock.add(room.id(), room.title(), () -> room.icon().map(svg -> theme.icon(svg, Token.TEXT2)), room.area(),
                    parent -> {
                        final ViewHost view = new ViewHost(room, parent, theme);
                        views.put(room, view);
                        return view.control();
                    });
        }
        dock.refresh();
    }

    /** The views in the order of the View menu. */
    List<Room> rooms() {
        return views.keySet().stream().sorted(Room.ORDER).toList();
    }

    boolean shows(Room room) {
        return dock.shows(room.id());
    }

    void show(Room room) {
        dock.show(room.id());
    }

    /** Puts away the view that has the focus, or that the user last turned to. */
    void hideActive() {
        active().map(ViewHost::id).ifPresent(dock::hide);
    }

    void resetLayout() {
        dock.reset(rooms().stream().map(Room::id).toList());
    }

    boolean dark() {
        return theme.dark();
    }

    void useDark(boolean dark) {
        chosenDark = Optional.of(dark);
        theme.use(dark);
        refreshMenus();
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
        return dock.front().flatMap(id -> views.entrySet().stream().filter(entry -> entry.getKey().id().equals(id))
                .map(Map.Entry::getValue).findFirst());
    }

    void undo() {
        run(Cmdlet.of("Undo-Change"));
    }

    void redo() {
        run(Cmdlet.of("Redo-Change"));
    }

    /** What can be made now, by name. */
    List<Creation> creations() {
        return creations.get().stream().sorted(Comparator.comparing(Creation::label)).toList();
    }

    void open(Creation creation) {
        creation.open(shell, theme);
    }

    /** Asks for a fabric document and loads it in place of the one that runs. */
    void openFabric() {
        file(SWT.OPEN, "Open a fabric").ifPresent(path -> run(Cmdlet.of("Import-Fabric").with("Path", path)));
    }

    /** Asks for a place and writes the fabric document there. */
    void saveFabric() {
        file(SWT.SAVE, "Save the fabric").ifPresent(path -> run(Cmdlet.of("Export-Fabric").with("Path", path)));
    }

    private Optional<String> file(int style, String title) {
        final FileDialog dialog = new FileDialog(shell, style);
        dialog.setText(title);
        dialog.setFilterExtensions(new String[] {"*.yaml;*.yml;*.json", "*"});
        dialog.setFilterNames(new String[] {"Fabric documents", "All files"});
        dialog.setOverwrite(true);
        return Optional.ofNullable(dialog.open());
    }

    private void run(Cmdlet cmdlet) {
        fabric.run(cmdlet, this::tell);
    }

    private void tell(Optional<String> failure) {
        onScreen(() -> failure.ifPresentOrElse(notice::tell, notice::clear));
    }

    /** Tells a failure that belongs to no view. */
    void report(String sentence) {
        notice.tell(sentence);
    }

    private void onScreen(Runnable action) {
        if (!display.isDisposed()) {
            display.asyncExec(() -> {
                if (!shell.isDisposed()) {
                    action.run();
                }
            });
        }
    }

    /** Later, as the event that changed something may come from an item that the refresh disposes. */
    private void refreshMenus() {
        onScreen(bars::refresh);
    }

    private void pulse() {
        if (shell.isDisposed()) {
            return;
        }
        new ArrayList<>(views.values()).forEach(ViewHost::pulse);
        fabric.greet(this::tell);
        fabric.sample(sample -> onScreen(() -> {
            bars.journal(sample.undoable(), sample.redoable());
            status.show(sample.state(), sample.line());
        }));
        display.timerExec(PULSE_MILLIS, this::pulse);
    }
}
