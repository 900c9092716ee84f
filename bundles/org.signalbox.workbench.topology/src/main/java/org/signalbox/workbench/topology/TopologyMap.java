package org.signalbox.workbench.topology;

import java.util.Objects;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.topology.Scene.Arrangement;

/**
 * The map's control: draws the scene and knows what is selected on it; {@link MapHands} listens to pointer and keys. It
 * fits itself to the room it has until the user moves it; Fit makes it do so again.
 */
final class TopologyMap {

    /** Told on the user interface's thread. */
    interface Listener {

        /** Something else is selected, or another way is lit. */
        void selected();

        /** Another part of the map is on screen, or it is larger or smaller. */
        void moved();

        /** The user wants to look for something. */
        void search();

        /** The user wants the next that was found. */
        void next();

        /** A port is carried, and letting it go would do this; empty when it is no longer. */
        void carried(Optional<Deed> deed);

        /** A port was let go where that does something. */
        void dropped(Deed.Kind kind, Target port, Target onto, Deed deed);

        /** The user wants to do by keys or menu what dragging the selected port does. */
        void ask(Deed.Kind kind);
    }

    private final Canvas canvas;
    private final Theme theme;
    private final Listener listener;
    private final Camera camera = new Camera();
    private final Layer layer;
    private final Carrying carrying = new Carrying(this);
    private final GcPen.Sizes sizes = new GcPen.Sizes();
    private Optional<Arrangement> arrangement = Optional.empty();
    private double aspect = 1;
    private Scene scene = new Scene(Live.NONE, Arrangement.TIERS, aspect);
    private Optional<Target> selected = Optional.empty();
    private Optional<Target> end = Optional.empty();
    /** What is to be selected as soon as it is there. */
    private Optional<Target> expected = Optional.empty();
    private Optional<Search> search = Optional.empty();
    private boolean fitted = true;

    TopologyMap(Composite parent, Theme theme, Listener listener) {
        this.theme = theme;
        this.listener = listener;
        canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED);
        layer = new Layer(canvas);
        theme.paint(canvas, Token.GROUND, Token.TEXT);
        theme.onSwitch(canvas, this::redraw);
        canvas.addPaintListener(event -> paint(event.gc));
        canvas.addListener(SWT.Resize, event -> layout());
        canvas.addListener(SWT.FocusIn, event -> canvas.redraw());
        canvas.addListener(SWT.FocusOut, event -> canvas.redraw());
        canvas.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = "Topology: " + selected.map(Target::words).orElse("nothing selected")
                        + route().map(route -> ", " + route.words()).orElse("");
            }
        });
        new MapHands(this);
        new MapMenu(this);
    }

    Canvas control() {
        return canvas;
    }

    Listener listener() {
        return listener;
    }

    Carrying carrying() {
        return carrying;
    }

    Camera camera() {
        return camera;
    }

    Scene scene() {
        return scene;
    }

    Minimap minimap() {
        final Rectangle area = canvas.getClientArea();
        return new Minimap(scene, camera, area.width, area.height);
    }

    /** Shows the switches as they are now; a selected thing that is gone is no longer selected. */
    void show(Live now) {
        scene = new Scene(now, arrangement.orElse(usual(now)), aspect);
        layout();
        carrying.look(now);
        if (expected.filter(now::has).isPresent()) {
            final Optional<Target> there = expected;
            expected = Optional.empty();
            select(there);
        } else if (selected.isPresent() && !now.has(selected.get())) {
            select(Optional.empty());
        }
    }

    /** Selects a thing as soon as it is there. */
    void expect(Target target) {
        expected = Optional.of(target);
    }

    /** Hosts with names are what an administrator thinks in; without them, tiers say more. */
    private static Arrangement usual(Live live) {
        return live.switches().stream().anyMatch(each -> !each.host().isEmpty()) ? Arrangement.HOSTS
                : Arrangement.TIERS;
    }

    /** Lays the map out anew and fits it. */
    void arrange(Arrangement wanted) {
        arrangement = Optional.of(wanted);
        scene = new Scene(scene.live(), wanted, aspect);
        fit();
        listener.moved();
    }

    Optional<Target> selected() {
        return selected;
    }

    Optional<Route> route() {
        return selected.isEmpty() || end.isEmpty() ? Optional.empty()
                : Route.of(scene.live(), end.get(), selected.get());
    }

    /** Selects a thing and moves it into sight. */
    void select(Optional<Target> target) {
        selected = target;
        if (target.isEmpty()) {
            end = Optional.empty();
        }
        target.flatMap(scene::bounds).ifPresent(box -> {
            if (camera.reveal(box)) {
                fitted = false;
            }
        });
        listener.selected();
        canvas.getAccessible().sendEvent(ACC.EVENT_NAME_CHANGED, null);
        redraw();
    }

    /** Selects a thing, and no way. */
    void selectOnly(Optional<Target> target) {
        end = Optional.empty();
        select(target);
    }

    /** Selects a thing that was looked for, and comes near enough to see it. */
    void find(Target target) {
        if (camera.detail() == Camera.Detail.FAR) {
            scene.bounds(Scene.owner(target).orElse(target)).ifPresent(camera::approach);
            fitted = false;
            listener.moved();
        }
        select(Optional.of(target));
    }

    /** Says what the badges of a thing mean. */
    void tip(Optional<Target> target) {
        final String text = target.map(scene.live().badges()::tip).filter(each -> !each.isEmpty()).orElse(null);
        if (!Objects.equals(text, canvas.getToolTipText())) {
            canvas.setToolTipText(text);
        }
    }

    /** Lights the way from what is selected now to another thing. */
    void selectSecond(Target target) {
        if (selected.isPresent() && !selected.get().equals(target)) {
            end = selected;
        }
        select(Optional.of(target));
    }

    /** The way begins at what is selected now, and ends at what is selected next. */
    void begin() {
        end = selected;
        listener.selected();
        redraw();
    }

    /** Whether a way begins somewhere. */
    Optional<Target> begun() {
        return end;
    }

    /** Lights what was found and dims the rest. */
    void light(Optional<Search> found) {
        search = found;
        redraw();
    }

    /** Fits the map to its room, now and whenever the room changes. */
    void fit() {
        fitted = true;
        layout();
    }

    /** The view was moved by hand. */
    void moved() {
        fitted = false;
        canvas.redraw();
        listener.moved();
    }

    void zoom(double factor) {
        camera.zoom(factor);
        moved();
    }

    /** Shows a thing as large as it fits. */
    void approach(Target target) {
        scene.bounds(target).ifPresent(box -> {
            camera.approach(box);
            moved();
        });
    }

    private void layout() {
        final Rectangle area = canvas.getClientArea();
        camera.resize(area.width, area.height);
        if (fitted) {
            final double now = area.width / (double) Math.max(1, area.height);
            if (now != aspect) {
                aspect = now;
                scene = new Scene(scene.live(), scene.arrangement(), aspect);
            }
            camera.fit(scene.bounds());
        }
        redraw();
        listener.moved();
    }

    private void redraw() {
        layer.spoil();
        canvas.redraw();
    }

    private void paint(GC gc) {
        final Rectangle area = canvas.getClientArea();
        if (scene.bands().isEmpty()) {
            empty(gc, area);
            return;
        }
        final Lights lights = Lights.of(selected, route(), search);
        layer.paint(gc, camera, (on, view) -> Painter.draw(new GcPen(on, theme, sizes), scene, view, lights));
        final Pen pen = new GcPen(gc, theme, sizes);
        minimap().draw(pen);
        carrying.draw(pen);
        if (canvas.isFocusControl()) {
            pen.outline(new Box(0, 0, area.width - 1, area.height - 1), 0, Token.ACCENT, 1);
        }
    }

    private void empty(GC gc, Rectangle area) {
        final boolean running = scene.live().running();
        final String head = running ? "No switch yet" : "The switch engine is not running";
        final String hint = running
                ? "Type New-VMSwitch -Name prod in the Console, or load a fabric with Import-Fabric."
                : "Its bundle is not installed or has not started; the map fills itself when it does.";
        final Pen pen = new GcPen(gc, theme, sizes);
        pen.text(head, (area.width - pen.width(head, Face.TITLE)) / 2, area.height / 2 - 28, Face.TITLE, Token.TEXT);
        pen.text(hint, (area.width - pen.width(hint, Face.BODY)) / 2, area.height / 2 + 4, Face.BODY, Token.TEXT2);
    }
}
