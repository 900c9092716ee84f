package org.signalbox.workbench.topology;

import java.net.URL;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;

/** What the map is drawn with: the screen, or a file. Positions are those of the current view. */
interface Pen {

    /** Everything until {@link #end} shows this thing. */
    void begin(Target target);

    void end();

    /** Positions are the map's until {@link #screen}: what is drawn grows with the zoom, texts too. */
    void map(Camera camera);

    /** Positions are the screen's again. */
    void screen();

    /** Draws faintly, or as usual. */
    void dim(boolean dim);

    void fill(Box box, int arc, Token colour);

    void outline(Box box, int arc, Token colour, int width);

    void line(int x1, int y1, int x2, int y2, Token colour);

    /** A curve that leaves and arrives level. */
    void curve(int x1, int y1, int x2, int y2, Stroke stroke);

    /** A full dot, or a ring. */
    void dot(int x, int y, int size, boolean full, Token colour);

    void icon(URL svg, int x, int y, Token colour);

    /** @param y the upper edge */
    void text(String text, int x, int y, Face face, Token colour);

    /** @param right where the text ends */
    void textEnd(String text, int right, int y, Face face, Token colour);

    int width(String text, Face face);

    int height(Face face);

    /** How a curve is drawn. */
    record Stroke(Token colour, int width, boolean dashed) {
    }
}
