package org.signalbox.workbench.shell.dock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.shell.dock.Layout.Detached;
import org.signalbox.workbench.shell.dock.Layout.Edge;
import org.signalbox.workbench.shell.dock.Node.Split;
import org.signalbox.workbench.shell.dock.Node.Stack;

/**
 * The widgets that follow a {@link Layout}. Every change edits the layout; sashes and folders stay while they stand in
 * each other as before, and are rebuilt otherwise. The views' own controls are reparented and never made anew, so that
 * they keep their state.
 */
public final class Dock {

    private static final int TAB_HEIGHT = 28;
    private static final int SASH_WIDTH = 8;
    private static final int DRAG_THRESHOLD = 6;
    /** The least size of a window of one view when it opens, in pixels. */
    private static final int LEAST_WIDTH = 480;
    private static final int LEAST_HEIGHT = 320;

    /** A view in the dock: what its tab shows, and its control. */
    private record Part(String title, Supplier<Optional<Image>> icon, Control control) {
    }

    /** A sash form and the indices of the split's parts that it shows. */
    private record Sashes(SashForm form, List<Integer> shown) {
    }

    private final Composite host;
    private final Composite parking;
    private final Theme theme;
    private final Runnable changed;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<String, Shell> windows = new HashMap<>();
    // both in the order of the layout
    private final SequencedMap<Split, Sashes> sashes = new LinkedHashMap<>();
    private final SequencedMap<Stack, CTabFolder> folders = new LinkedHashMap<>();
    private String built = "";
    private Layout layout;
    private String front = "";

    /**
     * Creates the dock, empty until views are added.
     *
     * @param layout where views stand that are added later
     * @param changed called after views came, went, moved or got another size
     */
    public Dock(Composite parent, Theme theme, Layout layout, Runnable changed) {
        this.theme = theme;
        this.layout = layout;
        this.changed = changed;
        host = new Composite(parent, SWT.NONE);
        host.setLayout(new FillLayout());
        theme.paint(host, Token.GROUND, Token.TEXT);
        parking = new Composite(parent.getShell(), SWT.NONE);
        parking.setVisible(false);
        final GridData nowhere = new GridData();
        nowhere.exclude = true;
        parking.setLayoutData(nowhere);
        theme.onSwitch(host, () -> folders.values().forEach(this::style));
    }

    /** The control that fills the window's middle. */
    public Control control() {
        return host;
    }

    /** Adds a view; it is on screen after the next {@link #use} of a layout that has a place for it. */
    public void add(String id, String title, Supplier<Optional<Image>> icon, Function<Composite, Control> create) {
        parts.put(id, new Part(title, icon, create.apply(parking)));
    }

    /** Removes a view and disposes its control; its place is kept. Its tab goes with the next {@link #use}. */
    public void remove(String id) {
        layout = layout();
        Optional.ofNullable(parts.remove(id)).ifPresent(part -> part.control().dispose());
    }

    /** Shows all views as a layout says. */
    public void use(Layout next) {
        apply(next);
    }

    /** Brings a view to the front and gives it the focus. */
    public void show(String id) {
        apply(layout().show(id));
        front = id;
        Optional.ofNullable(windows.get(id)).ifPresent(Shell::forceActive);
        Optional.ofNullable(parts.get(id)).ifPresent(part -> part.control().setFocus());
    }

    /** Puts a view away until it is shown again. */
    public void hide(String id) {
        apply(layout().hide(id));
    }

    /** Moves a view to the stack of another one, or beside it. */
    public void move(String id, String target, Edge edge) {
        apply(layout().move(id, target, edge));
    }

    /** Lets the stack of a view fill the window, or shows all stacks again if one does. */
    public void toggleMaximized(String id) {
        apply(layout.maximized().isPresent() ? layout().restore() : layout().maximize(id));
        Optional.ofNullable(parts.get(id)).ifPresent(part -> part.control().setFocus());
    }

    /** Whether a stack fills the window. */
    public boolean isMaximized() {
        return layout.maximized().isPresent();
    }

    /** Gives a view a window of its own, or puts it back if it has one. */
    public void toggleDetached(String id) {
        if (layout.isDetached(id)) {
            apply(layout().attach(id));
        } else {
            final Control control = parts.get(id).control();
            final Point corner = control.toDisplay(0, 0);
            final Point size = control.getSize();
            apply(layout().show(id).detach(new Detached(id, corner.x, corner.y,
                    Math.max(LEAST_WIDTH, size.x), Math.max(LEAST_HEIGHT, size.y))));
        }
        show(id);
    }

    /** Whether a view has a window of its own. */
    public boolean isDetached(String id) {
        return layout.isDetached(id);
    }

    /** Whether a window is one of a detached view. */
    public boolean owns(Shell window) {
        return windows.containsValue(window);
    }

    /** Whether the view is on the screen or behind another tab, and not put away. */
    public boolean shows(String id) {
        return parts.containsKey(id) && !layout.hidden().contains(id);
    }

    /** The view that the user last turned to; empty before any. */
    public Optional<String> front() {
        return Optional.of(front).filter(this::shows);
    }

    /** Gives the focus to the first view that is in front of its stack. */
    public void focus() {
        layout.root().stream().flatMap(root -> root.all().stream()).filter(id -> parts.containsKey(id))
                .map(id -> parts.get(id).control()).filter(Control::isVisible).findFirst()
                .ifPresent(Control::setFocus);
    }

    /** The layout as it stands, with the sashes where the user left them. */
    public Layout layout() {
        Layout now = new Layout(layout.root().map(this::asShown), layout.hidden(), layout.detached(),
                layout.maximized());
        for (final Map.Entry<String, Shell> window : windows.entrySet()) {
            final Rectangle bounds = window.getValue().getBounds();
            now = now.detach(new Detached(window.getKey(), bounds.x, bounds.y, Math.max(1, bounds.width),
                    Math.max(1, bounds.height)));
        }
        return now;
    }

    private Node asShown(Node node) {
        return switch (node) {
            case Stack stack -> {
                final CTabFolder folder = folders.get(stack);
                yield folder == null || folder.getSelection() == null ? stack
                        : new Stack(stack.views(), id(folder.getSelection()));
            }
            case Split split -> {
                final List<Integer> weights = new ArrayList<>(split.weights());
                final Sashes shown = sashes.get(split);
                if (shown != null) {
                    final int[] now = shown.form().getWeights();
                    final int before = shown.shown().stream().mapToInt(weights::get).sum();
                    final int sum = IntStream.of(now).sum();
                    for (int i = 0; i < now.length; i++) {
                        weights.set(shown.shown().get(i), Math.max(1, Math.round(now[i] * (float) before / sum)));
                    }
                }
                yield new Split(split.horizontal(), split.parts().stream().map(this::asShown).toList(), weights);
            }
        };
    }

    private void apply(Layout next) {
        layout = next;
        host.setRedraw(false);
        final String shape = layout.root().map(this::shape).orElse("") + isMaximized();
        if (shape.equals(built)) {
            refill();
        } else {
            rebuild();
            built = shape;
        }
        windows.entrySet().removeIf(window -> {
            final boolean gone = !inWindow(window.getKey());
            if (gone) {
                List.of(window.getValue().getChildren()).forEach(this::park);
                window.getValue().dispose();
            }
            return gone;
        });
        layout.detached().stream().filter(window -> inWindow(window.view())).forEach(this::open);
        host.setRedraw(true);
        host.layout();
        changed.run();
    }

    private void park(Control control) {
        control.setVisible(false);
        control.setParent(parking);
    }

    /** How sashes and folders stand in each other, whatever is in the folders. */
    private String shape(Node node) {
        return !anyShown(node) ? "" : switch (node) {
            case Stack stack -> "s";
            case Split split -> (split.horizontal() ? "h" : "v")
                    + split.parts().stream().map(this::shape).collect(Collectors.joining(",", "(", ")"));
        };
    }

    private void rebuild() {
        parts.values().forEach(part -> park(part.control()));
        for (final Control child : host.getChildren()) {
            child.dispose();
        }
        sashes.clear();
        folders.clear();
        layout.root().ifPresent(root -> build(host, root));
    }

    /** Leaves sashes and folders where they are: they are of the same shape. */
    private void refill() {
        final Iterator<CTabFolder> oldFolders = List.copyOf(folders.values()).iterator();
        final Iterator<Sashes> oldSashes = List.copyOf(sashes.values()).iterator();
        folders.clear();
        sashes.clear();
        layout.root().ifPresent(root -> adopt(root, oldFolders, oldSashes));
        // a view may go from one folder to another
        folders.forEach(this::takeOut);
        folders.forEach(this::putIn);
    }

    private void adopt(Node node, Iterator<CTabFolder> oldFolders, Iterator<Sashes> oldSashes) {
        switch (node) {
            case Stack stack -> {
                if (anyShown(stack)) {
                    folders.put(stack, oldFolders.next());
                }
            }
            case Split split -> {
                final List<Integer> shown = shown(split);
                if (shown.size() > 1) {
                    final SashForm form = oldSashes.next().form();
                    form.setWeights(shown.stream().mapToInt(split.weights()::get).toArray());
                    sashes.put(split, new Sashes(form, shown));
                }
                shown.forEach(i -> adopt(split.parts().get(i), oldFolders, oldSashes));
            }
        }
    }

    private boolean inWindow(String id) {
        return shows(id) && layout.isDetached(id);
    }

    private boolean inStack(String id) {
        return shows(id) && !layout.isDetached(id);
    }

    /** Whether any view of a part is to be seen, also beside a stack that fills the window. */
    private boolean anyShown(Node node) {
        final List<String> only = layout.maximized().filter(this::inStack).map(layout::stack).orElse(List.of());
        return node.all().stream().anyMatch(id -> inStack(id) && (only.isEmpty() || only.contains(id)));
    }

    private void open(Detached place) {
        final String id = place.view();
        final Part part = parts.get(id);
        final Shell window = windows.computeIfAbsent(id, key -> {
            final Shell fresh = new Shell(host.getShell(), SWT.SHELL_TRIM);
            fresh.setText(part.title() + " \u2013 Signalbox");
            fresh.setLayout(new FillLayout());
            fresh.setBounds(place.x(), place.y(), place.width(), place.height());
            theme.paint(fresh, Token.SURFACE, Token.TEXT);
            fresh.addListener(SWT.Close, event -> {
                event.doit = false;
                later(() -> apply(layout().attach(id)));
            });
            fresh.addListener(SWT.Activate, event -> front = id);
            fresh.addListener(SWT.Move, event -> changed.run());
            fresh.addListener(SWT.Resize, event -> changed.run());
            return fresh;
        });
        if (part.control().getParent() != window) {
            part.control().setParent(window);
            part.control().setVisible(true);
            window.layout();
        }
        window.setVisible(true);
    }

    /** Which parts of a split are to be seen. */
    private List<Integer> shown(Split split) {
        return IntStream.range(0, split.parts().size()).filter(i -> anyShown(split.parts().get(i))).boxed().toList();
    }

    private void build(Composite parent, Node node) {
        switch (node) {
            case Stack stack -> {
                if (anyShown(stack)) {
                    folder(parent, stack);
                }
            }
            case Split split -> {
                final List<Integer> shown = shown(split);
                if (shown.size() == 1) {
                    build(parent, split.parts().get(shown.get(0)));
                } else if (!shown.isEmpty()) {
                    final SashForm form =
                            new SashForm(parent, (split.horizontal() ? SWT.HORIZONTAL : SWT.VERTICAL) | SWT.SMOOTH);
                    form.setSashWidth(SASH_WIDTH);
                    theme.paint(form, Token.GROUND, Token.TEXT);
                    sashes.put(split, new Sashes(form, shown));
                    shown.forEach(i -> build(form, split.parts().get(i)));
                    form.setWeights(shown.stream().mapToInt(split.weights()::get).toArray());
                }
            }
        }
    }

    private void folder(Composite parent, Stack stack) {
        final CTabFolder folder = new CTabFolder(parent, SWT.FLAT | SWT.BORDER);
        folder.setRenderer(new TabRenderer(folder, theme));
        folder.setTabHeight(TAB_HEIGHT);
        folders.put(stack, folder);
        putIn(stack, folder);
        style(folder);
        folder.setMenu(menu(folder));
        folder.addListener(SWT.Selection, event -> {
            front = id(folder.getSelection());
            changed.run();
        });
        folder.addListener(SWT.Resize, event -> changed.run());
        folder.addListener(SWT.MouseDoubleClick, event -> {
            if (folder.getItem(new Point(event.x, event.y)) != null) {
                final String id = id(folder.getSelection());
                later(() -> toggleMaximized(id));
            }
        });
        folder.addListener(SWT.Activate, event -> front = id(folder.getSelection()));
        watchPointer(folder);
    }

    private void takeOut(Stack stack, CTabFolder folder) {
        final List<Control> stay = controls(stack);
        for (final CTabItem item : folder.getItems()) {
            final Control control = item.getControl();
            if (!stay.contains(control)) {
                item.dispose();
                if (!control.isDisposed()) {
                    park(control);
                }
            }
        }
    }

    private List<Control> controls(Stack stack) {
        return stack.views().stream().filter(this::inStack).map(id -> parts.get(id).control()).toList();
    }

    /** Gives each view of a stack its tab, in the stack's order; tabs that are there stay. */
    private void putIn(Stack stack, CTabFolder folder) {
        final List<String> ids = stack.views().stream().filter(this::inStack).toList();
        for (int at = 0; at < ids.size(); at++) {
            final String id = ids.get(at);
            if (at == folder.getItemCount() || !id(folder.getItem(at)).equals(id)) {
                List.of(folder.getItems()).stream().filter(item -> id(item).equals(id)).forEach(CTabItem::dispose);
                final Part part = parts.get(id);
                final CTabItem item = new CTabItem(folder, SWT.NONE, at);
                item.setText(part.title());
                item.setData(id);
                item.setImage(part.icon().get().orElse(null));
                part.control().setParent(folder);
                item.setControl(part.control());
            }
        }
        final int front = Math.max(0, ids.indexOf(stack.active()));
        if (folder.getSelectionIndex() != front) {
            folder.setSelection(front);
        }
    }

    private void style(CTabFolder folder) {
        folder.setFont(theme.font(Theme.Face.BODY));
        folder.setBackground(theme.color(Token.GROUND));
        folder.setForeground(theme.color(Token.TEXT));
        folder.setSelectionBackground(theme.color(Token.SURFACE));
        folder.setSelectionForeground(theme.color(Token.TEXT));
        for (final CTabItem item : folder.getItems()) {
            item.setImage(parts.get(id(item)).icon().get().orElse(null));
        }
    }

    private void watchPointer(CTabFolder folder) {
        final Point[] pressed = new Point[1];
        folder.addListener(SWT.MouseDown, event -> pressed[0] = event.button == 1 ? new Point(event.x, event.y) : null);
        folder.addListener(SWT.MouseUp, event -> {
            final Point at = pressed[0];
            pressed[0] = null;
            if (at != null && TabRenderer.onCross(folder, at)
                    && TabRenderer.onCross(folder, new Point(event.x, event.y))) {
                final String id = id(folder.getSelection());
                later(() -> hide(id));
            } else if (at != null && folder.getItem(at) != null) {
                parts.get(id(folder.getSelection())).control().setFocus();
            }
        });
        folder.addListener(SWT.MouseMove, event -> {
            final Point at = pressed[0];
            if (at != null && (event.stateMask & SWT.BUTTON1) != 0 && travelled(at, event) > DRAG_THRESHOLD) {
                pressed[0] = null;
                final CTabItem item = folder.getItem(at);
                if (item != null) {
                    final String id = id(item);
                    new TabDrag(host.getShell(), List.copyOf(folders.values()), theme, drop -> land(id, drop));
                }
            }
        });
    }

    /** A change of the layout disposes the folder whose event asked for it: let that event end first. */
    private void later(Runnable change) {
        host.getDisplay().asyncExec(() -> {
            if (!host.isDisposed()) {
                change.run();
            }
        });
    }

    private static int travelled(Point from, Event to) {
        return Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
    }

    private void land(String id, TabDrag.Drop drop) {
        other(id, drop.folder()).ifPresent(target -> move(id, target, drop.edge()));
    }

    /** A view of the folder other than the given one. */
    private static Optional<String> other(String id, CTabFolder folder) {
        return List.of(folder.getItems()).stream().map(Dock::id).filter(view -> !view.equals(id)).findFirst();
    }

    private Menu menu(CTabFolder folder) {
        final Menu menu = new Menu(folder);
        final List<MenuItem> moves = new ArrayList<>();
        for (final Edge edge : List.of(Edge.LEFT, Edge.RIGHT, Edge.TOP, Edge.BOTTOM)) {
            final MenuItem item = new MenuItem(menu, SWT.PUSH);
            item.setText(switch (edge) {
                case LEFT -> "Split to the left";
                case RIGHT -> "Split to the right";
                case TOP -> "Split upwards";
                default -> "Split downwards";
            });
            item.addListener(SWT.Selection, event -> {
                final String id = id(folder.getSelection());
                other(id, folder).ifPresent(target -> later(() -> move(id, target, edge)));
            });
            moves.add(item);
        }
        new MenuItem(menu, SWT.SEPARATOR);
        item(menu, folder, isMaximized() ? "Restore" : "Maximise", this::toggleMaximized);
        item(menu, folder, "Detach", this::toggleDetached);
        item(menu, folder, "Put away", this::hide);
        menu.addListener(SWT.Show, event -> moves.forEach(item -> item.setEnabled(folder.getItemCount() > 1)));
        return menu;
    }

    private void item(Menu menu, CTabFolder folder, String text, Consumer<String> change) {
        final MenuItem item = new MenuItem(menu, SWT.PUSH);
        item.setText(text);
        item.addListener(SWT.Selection, event -> {
            final String id = id(folder.getSelection());
            later(() -> change.accept(id));
        });
    }

    private static String id(CTabItem item) {
        return (String) item.getData();
    }
}
