package org.signalbox.workbench.trace;

import java.util.List;
import java.util.function.IntConsumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Composite;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.trace.dissection.Dissection;
import org.signalbox.workbench.trace.dissection.Field;

/** The bytes of a frame in hexadecimal and ASCII, those of one field lit. A click, or the caret, chooses a byte. */
final class BytesPane {

    private static final int MARGIN = 6;

    private final Theme theme;
    private final Pane pane;
    private final StyledText text;
    private HexText bytes = new HexText(Dissection.NONE);
    private Dissection shown = Dissection.NONE;
    private List<HexText.Part> lit = List.of();
    private boolean quiet;

    /** @param chosen told of the byte that the user has chosen */
    BytesPane(Composite parent, Theme theme, IntConsumer chosen) {
        this.theme = theme;
        pane = new Pane(parent, theme, "BYTES");
        text = new StyledText(pane.composite(), SWT.READ_ONLY | SWT.MULTI | SWT.V_SCROLL | SWT.H_SCROLL | SWT.BORDER);
        pane.fill(text);
        text.setFont(theme.font(Face.MONO));
        text.setMargins(MARGIN, MARGIN, MARGIN, MARGIN);
        text.setAlwaysShowScrollBars(false);
        theme.paint(text, Token.SURFACE, Token.TEXT);
        theme.onSwitch(text, this::light);
        text.addCaretListener(event -> {
            final int position = quiet ? -1 : bytes.byteAt(event.caretOffset);
            if (position >= 0) {
                chosen.accept(position);
            }
        });
        text.addListener(SWT.Traverse, event -> event.doit = event.doit || event.detail == SWT.TRAVERSE_TAB_NEXT
                || event.detail == SWT.TRAVERSE_TAB_PREVIOUS);
        text.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = "Bytes of the frame";
            }
        });
    }

    void show(Dissection dissection, String words) {
        pane.say(words);
        if (dissection == shown) {
            return;
        }
        shown = dissection;
        bytes = new HexText(dissection);
        lit = List.of();
        quiet = true;
        text.setText(bytes.text());
        quiet = false;
    }

    /** Lights the bytes of a field. */
    void mark(Field field) {
        lit = bytes.parts(field.offset(), field.length());
        light();
        if (!lit.isEmpty()) {
            quiet = true;
            final int line = text.getLineAtOffset(lit.getFirst().start());
            if (line < text.getTopIndex() || line > text.getTopIndex() + text.getClientArea().height
                    / text.getLineHeight() - 1) {
                text.setTopIndex(Math.max(0, line - 1));
            }
            quiet = false;
        }
    }

    private void light() {
        text.setStyleRanges(lit.stream().map(part -> {
            final StyleRange range = new StyleRange(part.start(), part.length(), theme.color(Token.ON_ACCENT),
                    theme.color(Token.ACCENT));
            range.underline = true;
            return range;
        }).toArray(StyleRange[]::new));
    }
}
