package org.signalbox.workbench.trace;

import java.util.ArrayList;
import java.util.List;
import org.signalbox.workbench.trace.dissection.Dissection;

/** Bytes as a text of lines: where they begin, sixteen of them in hexadecimal, and the same in ASCII. Immutable. */
final class HexText {

    /** More than any frame on a wire has. */
    private static final int MOST = 1 << 16;
    private static final int PER_LINE = 16;
    private static final int HEX = 6;
    private static final int ASCII = HEX + 3 * PER_LINE + 2;
    private static final int LINE = ASCII + PER_LINE + 1;
    private static final int HALF = PER_LINE / 2;

    private final String text;
    private final int size;

    /** A part of the text. */
    record Part(int start, int length) {
    }

    HexText(Dissection dissection) {
        size = Math.min(dissection.size(), MOST);
        final StringBuilder lines = new StringBuilder();
        for (int from = 0; from < size; from += PER_LINE) {
            lines.append("%04x  ".formatted(from));
            final StringBuilder ascii = new StringBuilder();
            for (int i = 0; i < PER_LINE; i++) {
                final boolean there = from + i < size;
                final int value = there ? dissection.at(from + i) : ' ';
                lines.append(i == HALF ? " " : "").append(there ? "%02x ".formatted(value) : "   ");
                ascii.append(value >= ' ' && value <= '~' ? (char) value : '.');
            }
            lines.append(' ').append(ascii).append('\n');
        }
        text = lines.isEmpty() ? "" : lines.substring(0, lines.length() - 1);
    }

    String text() {
        return text;
    }

    /** The byte that stands at a place of the text, or -1. */
    int byteAt(int place) {
        final int column = place % LINE;
        final int inLine;
        if (column >= ASCII && column < ASCII + PER_LINE) {
            inLine = column - ASCII;
        } else if (column >= HEX && column < ASCII - 1) {
            inLine = column < HEX + 3 * HALF ? (column - HEX) / 3
                    : Math.max(HALF, (column - HEX - 1) / 3);
        } else {
            return -1;
        }
        final int position = place / LINE * PER_LINE + Math.min(inLine, PER_LINE - 1);
        return place >= 0 && position < size ? position : -1;
    }

    /** Where a byte's two digits stand. */
    int placeOf(int position) {
        final int inLine = position % PER_LINE;
        return position / PER_LINE * LINE + HEX + 3 * inLine + (inLine >= HALF ? 1 : 0);
    }

    /** The parts of the text that show some bytes, in its order. */
    List<Part> parts(int offset, int length) {
        final List<Part> parts = new ArrayList<>();
        final int end = Math.min(size, offset + length);
        for (int from = offset; from < end; from = (from / PER_LINE + 1) * PER_LINE) {
            final int last = Math.min(end, (from / PER_LINE + 1) * PER_LINE) - 1;
            parts.add(new Part(placeOf(from), placeOf(last) + 2 - placeOf(from)));
            parts.add(new Part(from / PER_LINE * LINE + ASCII + from % PER_LINE, last - from + 1));
        }
        return parts;
    }
}
