package org.signalbox.workbench.topology;

/** Which part of the map is on screen, and how large. Zoom 1 shows one unit of the map as one pixel. */
final class Camera {

    static final double STEP = 1.15;

    /** From here on names, ports, policies and rates are readable. */
    static final double NEAR = 0.6;
    /** Below, a host or a switch is one card; a machine would be less than four pixels high. */
    static final double FAR = 0.15;

    private static final double LEAST = 0.02;
    private static final double MOST = 3;

    /** How much is drawn of each thing. */
    enum Detail {
        FAR, MIDDLE, NEAR
    }

    private int width = 1;
    private int height = 1;
    private double zoom = 1;
    private double left;
    private double top;

    double zoom() {
        return zoom;
    }

    double left() {
        return left;
    }

    double top() {
        return top;
    }

    Detail detail() {
        return zoom >= NEAR ? Detail.NEAR : zoom >= FAR ? Detail.MIDDLE : Detail.FAR;
    }

    void resize(int newWidth, int newHeight) {
        width = Math.max(1, newWidth);
        height = Math.max(1, newHeight);
    }

    /** The whole of a scene, never magnified, in the middle where it is smaller than the screen. */
    void fit(Box scene) {
        if (scene.isEmpty()) {
            return;
        }
        zoom = Math.clamp(Math.min(width / (double) scene.width(), height / (double) scene.height()), LEAST, 1);
        left = scene.x() - Math.max(0, width / zoom - scene.width()) / 2;
        top = scene.y() - Math.max(0, height / zoom - scene.height()) / 2;
    }

    /** One thing as large as it fits, readable at best. */
    void approach(Box thing) {
        zoom = Math.clamp(0.9 * Math.min(width / (double) thing.width(), height / (double) thing.height()), LEAST, 1);
        centre(thing.middleX(), thing.middleY());
    }

    /** Magnifies around a point of the screen, which stays where it is. */
    void zoom(double factor, int x, int y) {
        final double next = Math.clamp(zoom * factor, LEAST, MOST);
        left += x / zoom - x / next;
        top += y / zoom - y / next;
        zoom = next;
    }

    /** Magnifies around the middle. */
    void zoom(double factor) {
        zoom(factor, width / 2, height / 2);
    }

    /** Moves what is on screen by pixels. */
    void pan(double dx, double dy) {
        left -= dx / zoom;
        top -= dy / zoom;
    }

    void centre(double x, double y) {
        left = x - width / zoom / 2;
        top = y - height / zoom / 2;
    }

    /** Moves a thing into sight. @return whether anything moved */
    boolean reveal(Box thing) {
        final Box shown = shown();
        final boolean seen = thing.x() >= shown.x() && thing.y() >= shown.y() && thing.right() <= shown.right()
                && thing.bottom() <= shown.bottom();
        if (!seen) {
            centre(thing.middleX(), thing.middleY());
        }
        return !seen;
    }

    /** The part of the map that is on screen. */
    Box shown() {
        return new Box((int) Math.floor(left), (int) Math.floor(top), (int) Math.ceil(width / zoom) + 1,
                (int) Math.ceil(height / zoom) + 1);
    }

    /** Where a box of the map is on screen. */
    Box toScreen(Box box) {
        final int x = (int) Math.round((box.x() - left) * zoom);
        final int y = (int) Math.round((box.y() - top) * zoom);
        return new Box(x, y, (int) Math.round((box.right() - left) * zoom) - x,
                (int) Math.round((box.bottom() - top) * zoom) - y);
    }

    /** The same zoom on another part of the map. */
    Camera moved(int newWidth, int newHeight, double newLeft, double newTop) {
        final Camera moved = new Camera();
        moved.resize(newWidth, newHeight);
        moved.zoom = zoom;
        moved.left = newLeft;
        moved.top = newTop;
        return moved;
    }

    double toMapX(double x) {
        return x / zoom + left;
    }

    double toMapY(double y) {
        return y / zoom + top;
    }
}
