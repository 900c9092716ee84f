package org.signalbox.workbench.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.signalbox.face.Face;

/**
 * A user before the window: runs the workbench on a thread of its own, looks at its real widgets, and points and types
 * through the X server. Every wait ends after {@value #PATIENCE_SECONDS} s at the latest.
 */
final class Screen implements AutoCloseable {

    /** Of the bundles that run in the tests, in the perspective Admin. */
    static final int VIEWS = 10;

    /** Pixels for a point. */
    static final int SCALE = Integer.parseInt(Objects.requireNonNullElse(System.getenv("GDK_SCALE"), "1"));

    private static final String MAIN = "Signalbox";
    private static final String THREAD = "window";
    private static final int PATIENCE_SECONDS = 30;
    private static final long POLL_NANOS = 10_000_000;
    private static final int MOST_LOOKS = 10;
    /** Beside and below the window. */
    private static final int OUTSIDE = 1_590;
    private static final long LOOK_NANOS = 100_000_000;
    /** GTK wants one display for a process: all windows of the tests share it and its thread. */
    private static final ExecutorService WINDOW =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(THREAD).factory());
    private static final Future<Display> DISPLAY = WINDOW.submit(() -> new Display());

    private final Future<Integer> running;
    private final Display display;
    private final String title;
    private final Watchdog watchdog;

    private Screen(Future<Integer> running, Display display, String title, Watchdog watchdog) {
        this.running = running;
        this.display = display;
        this.title = title;
        this.watchdog = watchdog;
    }

    /** Opens the workbench and waits until all views of its first perspective are there. */
    static Screen open(Face face) throws Exception {
        return open(face, VIEWS);
    }

    /** Opens the workbench and waits until so many views are there, the welcome of a first start aside. */
    static Screen open(Face face, int views) throws Exception {
        final Display display = DISPLAY.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        final Watchdog watchdog = new Watchdog(THREAD);
        final Screen screen = new Screen(WINDOW.submit(() -> face.run(List.of())), display, MAIN, watchdog);
        face.show();
        try {
            screen.await("the views", () -> screen.window().isPresent()
                    && screen.tabs().stream().filter(tab -> !tab.equals("Welcome")).count() == views);
            screen.await("the first paint", () -> screen.shell().isVisible());
            screen.settle();
            return screen;
        } catch (AssertionError failed) {
            watchdog.close();
            throw failed;
        }
    }

    /** A dialog that the window has opened, to look at and to point at in its stead; waits for it. */
    Screen dialog(String named) {
        final Screen dialog = new Screen(running, display, named, watchdog);
        dialog.await("the dialog " + named, () -> dialog.window().filter(Shell::isVisible).isPresent());
        dialog.awaitKeys();
        dialog.settle();
        return dialog;
    }

    /** Waits until the window manager lets it have the keys, if it takes them from all others. */
    private void awaitKeys() {
        final boolean modal = ui(() -> (shell().getStyle() & SWT.APPLICATION_MODAL) != 0);
        final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (modal && !Xdotool.told("getwindowfocus", "getwindowname").equals(Optional.of(title))) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + PATIENCE_SECONDS + " s in vain for the keys to go to " + title);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Whether it is on the display. */
    boolean isThere() {
        return ui(() -> window().isPresent());
    }

    /**
     * Closes the window as a user would and waits for the face to end.
     *
     * @throws AssertionError also if anything blocked the window's thread since it opened
     */
    @Override
    public void close() {
        try (watchdog) {
            // what is still to be written when the window is gone keeps nobody waiting
            final List<String> blocked = watchdog.told();
            if (!running.isDone()) {
                // a dialog that a failed test left would keep the window
                display.syncExec(() -> Stream.of(display.getShells())
                        .filter(each -> (each.getStyle() & SWT.APPLICATION_MODAL) != 0).forEach(Shell::close));
                display.syncExec(() -> shell().close());
            }
            final int code = running.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (code != 0) {
                throw new AssertionError("the face ended with code " + code);
            }
            if (!blocked.isEmpty()) {
                throw new AssertionError("the window's thread was blocked:\n" + String.join("\n", blocked));
            }
        } catch (ExecutionException | TimeoutException | IOException e) {
            throw new AssertionError("the window did not close", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Asks or does something on the window's thread. */
    <T> T ui(Callable<T> work) {
        final List<T> result = new ArrayList<>(1);
        final List<Exception> failure = new ArrayList<>(1);
        display.syncExec(() -> {
            try {
                result.add(work.call());
            } catch (Exception e) {
                failure.add(e);
            }
        });
        if (!failure.isEmpty()) {
            throw new AssertionError(failure.getFirst());
        }
        return result.getFirst();
    }

    /** Waits until something holds on the window's thread. */
    void await(String what, Callable<Boolean> condition) {
        final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!ui(condition)) {
            if (running.isDone() || System.nanoTime() > end) {
                throw new AssertionError("waited " + PATIENCE_SECONDS + " s in vain for " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Waits until the window has nothing to do: two turns of its queue with the X server asked between them. */
    void settle() {
        int quiet = 0;
        for (int turns = 0; quiet < 2 && turns < 500; turns++) {
            quiet = ui(() -> {
                boolean worked = false;
                while (display.readAndDispatch()) {
                    worked = true;
                }
                return worked;
            }) ? 0 : quiet + 1;
            LockSupport.parkNanos(2 * POLL_NANOS);
        }
    }

    private Optional<Shell> window() {
        return List.of(display.getShells()).stream().filter(each -> each.getText().equals(title)).findFirst();
    }

    Shell shell() {
        return window().orElseThrow();
    }

    /** All controls of the window, parents first. */
    List<Control> controls() {
        final List<Control> all = new ArrayList<>();
        collect(shell(), all);
        return all;
    }

    private static void collect(Control control, List<Control> all) {
        all.add(control);
        if (control instanceof Composite composite) {
            for (final Control child : composite.getChildren()) {
                collect(child, all);
            }
        }
    }

    /** The visible control of a kind that fits; waits for it. */
    <C extends Control> C find(Class<C> kind, String what, Predicate<C> fits) {
        final List<C> found = new ArrayList<>();
        await(what, () -> {
            found.clear();
            controls().stream().filter(kind::isInstance).map(kind::cast).filter(Control::isVisible).filter(fits)
                    .findFirst().ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    Button button(String text) {
        return find(Button.class, "the button " + text, button -> button.getText().equals(text));
    }

    Label label(String part) {
        return find(Label.class, "the label " + part, label -> label.getText().contains(part));
    }

    /** The table that has a column. */
    Table table(String column) {
        return find(Table.class, "the table with the column " + column,
                table -> Stream.of(table.getColumns()).anyMatch(each -> each.getText().equals(column)));
    }

    /** Where the row is that has a text in a column; waits for it. */
    int row(Table table, int column, String text) {
        final int[] found = new int[1];
        await("the row " + text, () -> {
            found[0] = Stream.of(table.getItems()).map(each -> each.getText(column)).toList().indexOf(text);
            return found[0] >= 0;
        });
        return found[0];
    }

    /** Clicks a row of a table. */
    void click(Table table, int row) {
        click(ui(() -> {
            final Rectangle cell = table.getItem(row).getBounds(0);
            return table.toDisplay(cell.x + 20, cell.y + cell.height / 2);
        }));
    }

    /** Chooses an item of a list by the keyboard. */
    void choose(Combo combo, String item) {
        ui(combo::setFocus);
        settle();
        final int steps = ui(() -> combo.indexOf(item) - combo.getSelectionIndex());
        for (int i = 0; i < Math.abs(steps); i++) {
            press(steps > 0 ? "Down" : "Up");
        }
        await(item, () -> combo.getText().equals(item));
    }

    /** The control behind a label, of the same parent, or the first of its kind in what is there. */
    <C> C behind(Class<C> kind, String label) {
        final Label found = find(Label.class, "the label " + label, each -> each.getText().equals(label));
        return ui(() -> {
            final List<Control> all = List.of(found.getParent().getChildren());
            final Control behind = all.get(all.indexOf(found) + 1);
            return kind.isInstance(behind) || !(behind instanceof Composite area) ? kind.cast(behind)
                    : Stream.of(area.getChildren()).filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
        });
    }

    /** Writes over what stands in a field. */
    void enter(Text field, String value) {
        click(field);
        press("ctrl+a");
        type(value);
    }

    /** What a control writes on the screen; empty for those that write nothing of their own. */
    static String text(Control control) {
        return switch (control) {
            case Button button -> button.getText();
            case Label label -> label.getText();
            case Text text -> text.getText();
            case StyledText text -> text.getText();
            default -> "";
        };
    }

    /** The titles of all tabs. */
    List<String> tabs() {
        return ui(() -> controls().stream().filter(CTabFolder.class::isInstance).map(CTabFolder.class::cast)
                .flatMap(folder -> List.of(folder.getItems()).stream()).map(CTabItem::getText).toList());
    }

    /** The folder that holds a tab. */
    Optional<CTabFolder> folder(String title) {
        return controls().stream().filter(CTabFolder.class::isInstance).map(CTabFolder.class::cast)
                .filter(folder -> List.of(folder.getItems()).stream().anyMatch(item -> item.getText().equals(title)))
                .findFirst();
    }

    /** The middle of a tab on the display. */
    Point tab(String title) {
        return ui(() -> {
            final CTabFolder folder = folder(title).orElseThrow();
            final CTabItem item = List.of(folder.getItems()).stream().filter(each -> each.getText().equals(title))
                    .findFirst().orElseThrow();
            final Rectangle bounds = item.getBounds();
            return folder.toDisplay(bounds.x + bounds.width / 3, bounds.y + bounds.height / 2);
        });
    }

    /** Brings a view to the front by its tab. */
    void front(String title) {
        click(tab(title));
        await(title + " in front", () -> folder(title).map(folder -> folder.getSelection().getText().equals(title))
                .orElse(false));
        settle();
    }

    void click(Control control) {
        click(ui(() -> {
            final Point size = control.getSize();
            return control.toDisplay(size.x / 2, size.y / 2);
        }));
    }

    void click(Point point) {
        move(point);
        settle();
        Xdotool.run("click", "1");
        settle();
    }

    void doubleClick(Point point) {
        move(point);
        settle();
        Xdotool.run("click", "--repeat", "2", "--delay", "40", "1");
        settle();
    }

    void drag(Point from, Point to) {
        hold(from, to);
        release();
    }

    /** Drags something and does not let it go. */
    void hold(Point from, Point to) {
        move(from);
        Xdotool.run("mousedown", "1");
        settle();
        final int steps = 12;
        for (int i = 1; i <= steps; i++) {
            move(new Point(from.x + (to.x - from.x) * i / steps, from.y + (to.y - from.y) * i / steps));
            settle();
        }
    }

    /** Lets go what is held. */
    void release() {
        Xdotool.run("mouseup", "1");
        settle();
    }

    /** Holds a key down, by its X name, while something is done. */
    void with(String key, Runnable work) {
        Xdotool.run("keydown", key);
        try {
            work.run();
        } finally {
            Xdotool.run("keyup", key);
            settle();
        }
    }

    void type(String text) {
        Xdotool.run("type", "--delay", "2", text);
        settle();
    }

    /** Presses keys by their X names, such as {@code ctrl+shift+c} or {@code Down}. */
    void press(String... keys) {
        for (final String key : keys) {
            Xdotool.run("key", key);
            settle();
        }
    }

    private static void move(Point point) {
        Xdotool.run("mousemove", String.valueOf(point.x * SCALE), String.valueOf(point.y * SCALE));
    }

    /** The part of the display that {@link #pixels} shows: the window, its menu bar included. */
    Rectangle pictured() {
        final Shell shell = shell();
        final Rectangle client = shell.getClientArea();
        final Point corner = shell.toDisplay(0, 0);
        final int bar = shell.getMenuBar() == null ? 0 : corner.y - shell.getLocation().y;
        return new Rectangle(corner.x, corner.y - bar, client.width, client.height + bar);
    }

    /** The window as it stands on the display, {@link #SCALE} pixels for each point. */
    ImageData pixels() {
        settle();
        return ui(() -> {
            final Rectangle area = pictured();
            final Image image = new Image(display, area.width, area.height);
            final GC gc = new GC(display);
            gc.copyArea(image, area.x, area.y);
            gc.dispose();
            final ImageData pixels = image.getImageData(100 * SCALE);
            image.dispose();
            return pixels;
        });
    }

    /** The text of the clipboard. */
    String clipboard() {
        return ui(() -> {
            final Clipboard clipboard = new Clipboard(display);
            try {
                return String.valueOf(clipboard.getContents(TextTransfer.getInstance()));
            } finally {
                clipboard.dispose();
            }
        });
    }

    /** Leaves pictures of the window in both themes, and finds nothing wrong in either. */
    void look(String name) throws IOException {
        for (final String palette : List.of("-light", "-dark")) {
            ImageData pixels = pixels();
            List<String> faults = new Faults(this).in(pixels);
            // GTK fades colours in, and figures come while one looks
            for (int looks = 0; looks < MOST_LOOKS && !faults.isEmpty(); looks++) {
                // a tool tip goes with the pointer
                move(new Point(OUTSIDE, OUTSIDE));
                LockSupport.parkNanos(LOOK_NANOS);
                pixels = pixels();
                faults = new Faults(this).in(pixels);
            }
            save(name + palette, pixels);
            assertThat(faults).as(name + palette).isEmpty();
            changeTheme();
        }
    }

    /** By the tool of the main window, which takes no key while a dialog is open. */
    private void changeTheme() {
        ui(() -> {
            final Screen main = new Screen(running, display, MAIN, watchdog);
            main.controls().stream().filter(ToolBar.class::isInstance).map(ToolBar.class::cast)
                    .flatMap(bar -> List.of(bar.getItems()).stream()).filter(item -> item.getText().equals("Dark"))
                    .findFirst().orElseThrow().notifyListeners(SWT.Selection, new Event());
            return true;
        });
    }

    /** Leaves the window as a picture in {@code target/screenshots}. */
    void shoot(String name) throws IOException {
        save(name, pixels());
    }

    private static void save(String name, ImageData pixels) throws IOException {
        final Path file = Files.createDirectories(Path.of("screenshots")).resolve(
                name + (SCALE == 1 ? "" : "-" + 100 * SCALE) + ".png");
        final ImageLoader loader = new ImageLoader();
        loader.data = new ImageData[] {pixels};
        // quick rather than small
        loader.compression = 1;
        loader.save(file.toString(), SWT.IMAGE_PNG);
    }
}
