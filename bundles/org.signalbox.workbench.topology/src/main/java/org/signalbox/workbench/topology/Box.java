package org.signalbox.workbench.topology;

/** A rectangle, in the map's units or on the screen. */
record Box(int x, int y, int width, int height) {

    static final Box NONE = new Box(0, 0, 0, 0);

    int right() {
        return x + width;
    }

    int bottom() {
        return y + height;
    }

    int middleX() {
        return x + width / 2;
    }

    int middleY() {
        return y + height / 2;
    }

    boolean isEmpty() {
        return width <= 0 || height <= 0;
    }

    boolean contains(double px, double py) {
        return px >= x && py >= y && px < right() && py < bottom();
    }

    /** Whether the two share a point; an empty box shares none. */
    boolean intersects(Box other) {
        return !isEmpty() && !other.isEmpty() && x < other.right() && other.x < right() && y < other.bottom()
                && other.y < bottom();
    }

    /** The smallest box around both; an empty one adds nothing. */
    Box union(Box other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        final int left = Math.min(x, other.x);
        final int top = Math.min(y, other.y);
        return new Box(left, top, Math.max(right(), other.right()) - left, Math.max(bottom(), other.bottom()) - top);
    }
}
