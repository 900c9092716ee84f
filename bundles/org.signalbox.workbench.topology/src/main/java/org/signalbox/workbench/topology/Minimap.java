package org.signalbox.workbench.topology;

import java.util.List;
import org.signalbox.workbench.Token;

/** The whole map in the lower right corner, with a frame around what is on screen. */
final class Minimap {

    private static final int MOST_WIDTH = 176;
    private static final int MOST_HEIGHT = 112;
    private static final int GAP = 12;
    private static final int INSET = 6;

    private final Scene scene;
    private final Camera camera;
    private final Box box;
    private final double scale;

    /** @param width of the screen, as is the height */
    Minimap(Scene scene, Camera camera, int width, int height) {
        this.scene = scene;
        this.camera = camera;
        final Box all = scene.bounds();
        scale = Math.min(MOST_WIDTH / (double) Math.max(1, all.width()),
                MOST_HEIGHT / (double) Math.max(1, all.height()));
        final int ownWidth = (int) (all.width() * scale) + 2 * INSET;
        final int ownHeight = (int) (all.height() * scale) + 2 * INSET;
        box = isNeeded(camera.shown(), all)
                ? new Box(width - ownWidth - GAP, height - ownHeight - GAP, ownWidth, ownHeight) : Box.NONE;
    }

    /** Where all is on screen there is nothing to find. */
    private static boolean isNeeded(Box shown, Box all) {
        return all.x() < shown.x() || all.y() < shown.y() || all.right() > shown.right() + 1
                || all.bottom() > shown.bottom() + 1;
    }

    boolean contains(int x, int y) {
        return box.contains(x, y);
    }

    /** Brings the place that was pointed at into the middle. */
    void go(int x, int y) {
        camera.centre((x - box.x() - INSET) / scale, (y - box.y() - INSET) / scale);
    }

    void draw(Pen pen) {
        if (box.isEmpty()) {
            return;
        }
        pen.fill(box, 8, Token.SURFACE);
        pen.outline(box, 8, Token.LINE, 1);
        for (final Scene.Frame frame : scene.frames()) {
            pen.fill(small(frame.box()), 0, Health.of(frame.host().switches()).colour());
        }
        if (scene.frames().isEmpty()) {
            for (final Band band : scene.bands()) {
                pen.fill(small(band.uplinksCard()), 0, Token.LINK);
                pen.fill(small(band.card()), 0, Health.of(List.of(band.live())).colour());
                pen.fill(small(band.portsCard()), 0, Token.LINK);
            }
        }
        final Box shown = small(camera.shown());
        final int x = Math.clamp(shown.x(), box.x() + 1, box.right() - 3);
        final int y = Math.clamp(shown.y(), box.y() + 1, box.bottom() - 3);
        pen.outline(new Box(x, y, Math.clamp(shown.right() - x, 2, box.right() - 1 - x),
                Math.clamp(shown.bottom() - y, 2, box.bottom() - 1 - y)), 0, Token.ACCENT, 2);
    }

    private Box small(Box of) {
        if (of.isEmpty()) {
            return Box.NONE;
        }
        final int x = box.x() + INSET + (int) (of.x() * scale);
        final int y = box.y() + INSET + (int) (of.y() * scale);
        return new Box(x, y, Math.max(1, box.x() + INSET + (int) (of.right() * scale) - x - 1),
                Math.max(1, box.y() + INSET + (int) (of.bottom() * scale) - y - 1));
    }
}
