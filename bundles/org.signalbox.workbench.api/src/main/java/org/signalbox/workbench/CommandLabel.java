package org.signalbox.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.signalbox.workbench.Theme.Face;

/**
 * Shows a command so that it can be read and selected: monospaced, and wrapped between its parameters, never inside a
 * name. Only a value that is too wide for a line of its own goes on in the next one.
 */
public final class CommandLabel extends Composite {

    private static final int MARGIN = 8;
    private static final String INDENT = "  ";
    /** Characters of a value at least that stand on one line. */
    private static final int LEAST_CUT = 8;
    private static final Pattern PIECE = Pattern.compile("(?:'[^']*'|\\S)+(?:\\s+(?!-[A-Za-z]|[|])(?:'[^']*'|\\S)+)*");

    private final StyledText text;
    private String command = "";

    /** Creates the control, empty. */
    public CommandLabel(Composite parent, Theme theme) {
        super(parent, SWT.NONE);
        setLayout(new FillLayout());
        text = new StyledText(this, SWT.READ_ONLY | SWT.MULTI);
        text.setFont(theme.font(Face.MONO));
        text.setMargins(MARGIN, MARGIN, MARGIN, MARGIN);
        text.setCaret(null);
        final Runnable colours = () -> {
            text.setSelectionBackground(theme.color(Token.SELECTED));
            text.setSelectionForeground(theme.color(Token.ON_SELECTED));
        };
        colours.run();
        theme.paint(this, Token.RAISED, Token.TEXT);
        theme.paint(text, Token.RAISED, Token.TEXT);
        theme.onSwitch(text, colours);
        addListener(SWT.Resize, event -> wrap(getClientArea().width));
    }

    /** Shows a command; several lines are several commands. */
    public void show(String line) {
        if (!line.equals(command)) {
            command = line;
            text.setToolTipText(line);
            wrap(getClientArea().width);
        }
    }

    @Override
    public Point computeSize(int widthHint, int heightHint, boolean changed) {
        final int width = widthHint == SWT.DEFAULT ? 200 : widthHint;
        final GC gc = new GC(text);
        try {
            gc.setFont(text.getFont());
            final int lines = wrapped(command, width - 2 * MARGIN, part -> gc.textExtent(part).x).size();
            return new Point(width, lines * text.getLineHeight() + 2 * MARGIN);
        } finally {
            gc.dispose();
        }
    }

    private void wrap(int width) {
        if (width <= 0) {
            return;
        }
        final GC gc = new GC(text);
        try {
            gc.setFont(text.getFont());
            final String fitted =
                    String.join("\n", wrapped(command, width - 2 * MARGIN, part -> gc.textExtent(part).x));
            if (!fitted.equals(text.getText())) {
                text.setText(fitted);
            }
        } finally {
            gc.dispose();
        }
    }

    /** The lines of a command: broken before a parameter or a bar where the next piece does not fit. */
    static List<String> wrapped(String command, int width, ToIntFunction<String> measure) {
        final List<String> lines = new ArrayList<>();
        for (final String line : command.split("\n", -1)) {
            String open = "";
            final Matcher pieces = PIECE.matcher(line);
            while (pieces.find()) {
                final String longer = open.isEmpty() ? pieces.group() : open + " " + pieces.group();
                if (!open.isEmpty() && measure.applyAsInt(longer) > width) {
                    lines.add(open);
                    open = cut(INDENT + pieces.group(), width, measure, lines);
                } else {
                    open = cut(longer, width, measure, lines);
                }
            }
            lines.add(open);
        }
        return lines;
    }

    /** Adds the lines that a parameter too wide fills, and gives back its rest; commands' names are left whole. */
    private static String cut(String piece, int width, ToIntFunction<String> measure, List<String> lines) {
        String rest = piece;
        while (piece.stripLeading().startsWith("-") && measure.applyAsInt(rest) > width) {
            int end = rest.length() - 1;
            while (end > LEAST_CUT && measure.applyAsInt(rest.substring(0, end)) > width) {
                end--;
            }
            if (end <= LEAST_CUT || rest.substring(0, end).isBlank()) {
                return rest;
            }
            final int soft = Math.max(rest.lastIndexOf('/', end - 1), rest.lastIndexOf(',', end - 1)) + 1;
            final int at = soft > LEAST_CUT ? soft : end;
            lines.add(rest.substring(0, at));
            rest = INDENT + INDENT + rest.substring(at);
        }
        return rest;
    }
}
