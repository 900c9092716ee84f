package org.signalbox.workbench.inventory;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.events.VerifyEvent;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.signalbox.query.Completion;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/** A field for a query or a formula: coloured while it is typed, with proposals below it. */
final class CodeField {

    private static final int MARGIN_X = 8;
    private static final int MARGIN_Y = 5;

    private final Composite frame;
    private final StyledText field;
    private final Theme theme;
    private final Language language;
    private final User user;
    private final Proposals proposals;
    private boolean quiet;

    /** What is typed into it. @param name as it is read aloud; @param hint stands there while it is empty */
    record Language(String name, String hint, String tip) {
    }

    /** What a user does with the field, and what it means. */
    interface User {

        /** The parts of a text. */
        List<org.signalbox.query.Token> tokens(String text);

        /** Has typed. */
        void typed(String text);

        /** Wants to know what may come next: it is told by {@link #propose}. @param asked by Ctrl+Space */
        void next(String text, int caret, boolean asked);

        /** Goes down from the field. */
        void leave();
    }

    CodeField(Composite parent, Theme theme, Language language, User user) {
        this.theme = theme;
        this.language = language;
        this.user = user;
        frame = new Composite(parent, SWT.NONE);
        final FillLayout border = new FillLayout();
        border.marginWidth = 1;
        border.marginHeight = 1;
        frame.setLayout(border);
        field = new StyledText(frame, SWT.SINGLE);
        field.setMargins(MARGIN_X, MARGIN_Y, MARGIN_X, MARGIN_Y);
        theme.paint(field, Token.SURFACE, Token.TEXT);
        theme.onSwitch(field, this::colour);
        field.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = language.name();
            }
        });
        field.setToolTipText(language.tip());
        proposals = new Proposals(field, theme, this::accept);
        field.addListener(SWT.Modify, event -> modified());
        field.addListener(SWT.Paint, this::hint);
        field.addListener(SWT.FocusOut, event -> {
            proposals.hide();
            theme.paint(frame, Token.LINE_STRONG, Token.TEXT);
        });
        field.addListener(SWT.FocusIn, event -> theme.paint(frame, Token.ACCENT, Token.TEXT));
        theme.paint(frame, Token.LINE_STRONG, Token.TEXT);
        // then they are keys of the field, which takes a proposal by them or hides all
        field.addListener(SWT.Traverse, event -> event.doit &= !proposals.isOpen()
                || event.detail != SWT.TRAVERSE_TAB_NEXT && event.detail != SWT.TRAVERSE_RETURN
                && event.detail != SWT.TRAVERSE_ESCAPE);
        field.addVerifyKeyListener(this::key);
    }

    /** What stands in the layout. */
    Composite control() {
        return frame;
    }

    /** What takes the keys. */
    StyledText field() {
        return field;
    }

    String text() {
        return field.getText();
    }

    /** Shows a text that was not typed. */
    void setText(String text) {
        quiet = true;
        field.setText(text);
        field.setCaretOffset(text.length());
        quiet = false;
        proposals.hide();
    }

    /** Shows proposals for a text; they are left out if it is another one by now. */
    void propose(String text, int caret, List<Completion> next, boolean asked) {
        if (field.getText().equals(text) && field.getCaretOffset() == caret && field.isFocusControl()) {
            proposals.show(next, asked);
        }
    }

    private void modified() {
        colour();
        if (!quiet) {
            user.typed(field.getText());
            if (field.getText().isBlank()) {
                proposals.hide();
            } else {
                next(false);
            }
        }
    }

    private void next(boolean asked) {
        user.next(field.getText(), field.getCaretOffset(), asked);
    }

    private void key(VerifyEvent event) {
        if (event.keyCode == ' ' && (event.stateMask & SWT.MOD1) != 0) {
            event.doit = false;
            next(true);
        } else if (event.keyCode == 'a' && (event.stateMask & SWT.MOD1) != 0) {
            event.doit = false;
            field.selectAll();
        } else if (event.keyCode == SWT.TAB) {
            event.doit = false;
            proposals.acceptFirst();
        } else if (proposals.isOpen()) {
            event.doit = !proposals.key(event.keyCode);
        } else if (event.keyCode == SWT.ESC) {
            event.doit = false;
            field.setText("");
        } else if (event.keyCode == SWT.ARROW_DOWN || event.keyCode == SWT.CR || event.keyCode == SWT.KEYPAD_CR) {
            event.doit = false;
            user.leave();
        }
    }

    private void accept(Completion proposal) {
        field.replaceTextRange(proposal.start(), proposal.length(), proposal.text());
        field.setCaretOffset(proposal.start() + proposal.text().length());
        next(false);
    }

    private void colour() {
        final List<StyleRange> ranges = new ArrayList<>();
        for (final org.signalbox.query.Token token : user.tokens(field.getText())) {
            final StyleRange range = new StyleRange(token.start(), token.length(), theme.color(tone(token)), null,
                    token.kind() == org.signalbox.query.Token.Kind.KEYWORD ? SWT.BOLD : SWT.NORMAL);
            range.underline = token.kind() == org.signalbox.query.Token.Kind.ERROR;
            ranges.add(range);
        }
        field.setStyleRanges(ranges.toArray(StyleRange[]::new));
        field.redraw();
    }

    private static Token tone(org.signalbox.query.Token token) {
        return switch (token.kind()) {
            case COLUMN -> Token.ACCENT;
            case OPERATOR, OPEN, CLOSE -> Token.TEXT2;
            case VALUE -> Token.OK;
            case WORD -> Token.TEXT;
            case KEYWORD -> Token.EXTENSION;
            case ERROR -> Token.ERROR;
        };
    }

    private void hint(Event event) {
        if (field.getCharCount() == 0) {
            event.gc.setForeground(theme.color(Token.TEXT3));
            final Point start = field.getLocationAtOffset(0);
            event.gc.drawText(language.hint(), start.x + 2, start.y, true);
        }
    }
}
