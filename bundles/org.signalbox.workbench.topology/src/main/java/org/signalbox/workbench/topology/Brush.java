package org.signalbox.workbench.topology;

import java.net.URL;
import java.util.List;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.MapDecoration.Badge;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;

/** The shapes that the map is made of: cards with heads, chips, texts in rows. */
record Brush(Pen pen) {

    static final int INSET = 14;
    static final int DOT = 8;

    private static final int ARC = 12;
    private static final int CHIP = 18;

    /** A card's ground and border. */
    void card(Box box, boolean lit) {
        pen.fill(box, ARC, Token.SURFACE);
        pen.outline(box, ARC, lit ? Token.ACCENT : Token.LINE, lit ? 2 : 1);
    }

    /** A card's first line with the rule below it. */
    void head(Box box, URL icon, String title, String right, Token rightColour) {
        pen.icon(icon, box.x() + 12, box.y() + 11, Token.TEXT2);
        final int room = box.width() - 60 - pen.width(right, Face.SMALL);
        centred(fitted(title, Face.STRONG, room), box.x() + 36, box.y(), Band.HEAD - 1, Face.STRONG, Token.TEXT);
        centredEnd(right, box.right() - INSET, box.y(), Band.HEAD - 1, Face.SMALL, rightColour);
        pen.line(box.x() + 1, box.y() + Band.HEAD - 1, box.right() - 1, box.y() + Band.HEAD - 1, Token.LINE);
    }

    void centred(String text, int x, int y, int height, Face face, Token colour) {
        pen.text(text, x, y + (height - pen.height(face)) / 2, face, colour);
    }

    void centredEnd(String text, int right, int y, int height, Face face, Token colour) {
        pen.textEnd(text, right, y + (height - pen.height(face)) / 2, face, colour);
    }

    int chipWidth(String word) {
        return pen.width(word, Face.CAPS) + 16;
    }

    void chip(String word, int x, int y, int height, Token ground, Token colour) {
        pen.fill(new Box(x, y + (height - CHIP) / 2, chipWidth(word), CHIP), CHIP, ground);
        centred(word, x + 8, y, height, Face.CAPS, colour);
    }

    /** A badge's chip. */
    void badge(Badge badge, int x, int y, int height) {
        chip(badge.text(), x, y, height, Badges.ground(badge), Badges.colour(badge));
    }

    /** Badges on the upper edge of a card, the first at its right end, as many as there is room for. */
    void badges(List<Badge> badges, Box card) {
        int right = card.right() - ARC;
        for (final Badge each : badges) {
            final int x = right - chipWidth(each.text());
            if (x < card.x() + ARC) {
                return;
            }
            badge(each, x, card.y() - CHIP / 2, CHIP);
            right = x - INSET / 2;
        }
    }

    /** A text cut so that it fits, with an ellipsis for what was cut. */
    String fitted(String text, Face face, int room) {
        return Figures.fitted(text, room, each -> pen.width(each, face));
    }

    /** The shares of a host's or a switch's ports as a bar. */
    void bar(Box box, Health health) {
        final int[] shares = health.shares();
        final Token[] colours = {Token.OK, Token.ERROR, Token.WARN, Token.LINK};
        final int all = Math.max(1, health.up() + health.down() + health.off());
        pen.fill(box, 0, Token.LINE);
        int done = 0;
        for (int i = 0; i < shares.length; i++) {
            final int from = box.x() + box.width() * done / all;
            done += shares[i];
            final int to = box.x() + box.width() * done / all;
            if (to > from) {
                pen.fill(new Box(from, box.y(), to - from, box.height()), 0, colours[i]);
            }
        }
    }
}
