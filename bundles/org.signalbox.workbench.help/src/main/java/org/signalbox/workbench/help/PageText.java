package org.signalbox.workbench.help;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.help.Block.Code;
import org.signalbox.workbench.help.Block.Heading;
import org.signalbox.workbench.help.Block.Item;
import org.signalbox.workbench.help.Block.Paragraph;

/** Shows a page. Links are followed by a click, or by Tab and Enter; the arrows scroll. */
final class PageText {

    private static final int MARGIN = 16;
    private static final int ITEM = 18;
    private static final int CODE = 8;

    private record Link(int start, int end, Target target) {
    }

    private final StyledText text;
    private final Theme theme;
    private final Consumer<Target> follow;
    private final List<Link> links = new ArrayList<>();
    private boolean stale;
    private Page page = new Page("", Page.Kind.LIST, List.of());

    PageText(Composite parent, Theme theme, Consumer<Target> follow) {
        this.theme = theme;
        this.follow = follow;
        text = new StyledText(parent, SWT.READ_ONLY | SWT.MULTI | SWT.WRAP | SWT.V_SCROLL);
        text.setFont(theme.font(Face.BODY));
        text.setMargins(MARGIN, 12, MARGIN, 12);
        text.setAlwaysShowScrollBars(false);
        text.setLineSpacing(3);
        text.setCaret(null);
        theme.paint(text, Token.SURFACE, Token.TEXT);
        theme.onSwitch(text, this::refresh);
        text.addListener(SWT.Paint, event -> {
            if (stale) {
                text.getDisplay().asyncExec(this::refresh);
            }
        });
        text.addListener(SWT.MouseUp, event -> {
            if (event.button == 1 && text.getSelectionCount() == 0) {
                final int at = text.getOffsetAtPoint(new Point(event.x, event.y));
                at(at).ifPresent(link -> follow.accept(link.target()));
            }
        });
        text.addListener(SWT.Traverse, this::traverse);
        text.addListener(SWT.KeyDown, this::key);
        text.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = page.title();
            }
        });
    }

    StyledText control() {
        return text;
    }

    void show(Page now) {
        page = now;
        text.setTopIndex(0);
        text.setSelection(0);
        refresh();
    }

    /** Draws the page, if anybody sees it; else when somebody does. */
    private void refresh() {
        if (!text.isDisposed()) {
            stale = !text.isVisible();
            if (!stale) {
                draw();
            }
        }
    }

    private Optional<Link> at(int offset) {
        return links.stream().filter(link -> link.start() <= offset && offset < link.end()).findFirst();
    }

    /** Tab goes from link to link, and on to the next control after the last. */
    private void traverse(Event event) {
        final Point selection = text.getSelection();
        Optional<Link> next = Optional.empty();
        if (event.detail == SWT.TRAVERSE_TAB_NEXT) {
            final int from = selection.x == selection.y ? selection.x : selection.x + 1;
            next = links.stream().filter(link -> link.start() >= from).findFirst();
        } else if (event.detail == SWT.TRAVERSE_TAB_PREVIOUS) {
            next = links.reversed().stream().filter(link -> link.start() < selection.x).findFirst();
        } else {
            return;
        }
        event.doit = next.isEmpty();
        next.ifPresent(link -> {
            text.setSelection(link.start(), link.end());
            text.showSelection();
        });
    }

    private void key(Event event) {
        if (event.character == SWT.CR) {
            at(text.getSelection().x).ifPresent(link -> follow.accept(link.target()));
        } else if (event.stateMask == 0 && (event.keyCode == SWT.ARROW_DOWN || event.keyCode == SWT.ARROW_UP)) {
            text.setTopIndex(text.getTopIndex() + (event.keyCode == SWT.ARROW_DOWN ? 1 : -1));
        }
    }

    private void draw() {
        final int top = text.getTopIndex();
        final Point selection = text.getSelection();
        links.clear();
        final StringBuilder all = new StringBuilder();
        final List<StyleRange> styles = new ArrayList<>();
        final List<Runnable> lines = new ArrayList<>();
        int line = 0;
        for (final Block block : page.blocks()) {
            final int first = line;
            switch (block) {
                case Heading heading -> {
                    write(heading.spans(), heading.level() == 1 ? Face.TITLE : Face.STRONG, all, styles);
                    lines.add(() -> text.setLineVerticalIndent(first, first == 0 ? 0 : 14));
                }
                case Paragraph paragraph -> {
                    write(paragraph.spans(), Face.BODY, all, styles);
                    lines.add(() -> text.setLineVerticalIndent(first, 8));
                }
                case Item item -> {
                    all.append(item.sign()).append('\t');
                    write(item.spans(), Face.BODY, all, styles);
                    lines.add(() -> {
                        text.setLineVerticalIndent(first, 4);
                        text.setLineTabStops(first, 1, new int[] {ITEM});
                        text.setLineWrapIndent(first, 1, ITEM);
                    });
                }
                case Code code -> {
                    final int count = (int) code.text().lines().count();
                    write(List.of(Span.of(code.text(), Span.Look.CODE)), Face.BODY, all, styles);
                    lines.add(() -> {
                        text.setLineBackground(first, count, theme.color(Token.RAISED));
                        text.setLineIndent(first, count, CODE);
                        text.setLineWrapIndent(first, count, 2 * CODE);
                        text.setLineVerticalIndent(first, 8);
                    });
                    line += count - 1;
                }
            }
            all.append('\n');
            line++;
        }
        text.setText(all.isEmpty() ? "" : all.substring(0, all.length() - 1));
        text.setStyleRanges(styles.toArray(StyleRange[]::new));
        lines.forEach(Runnable::run);
        text.setSelectionBackground(theme.color(Token.SELECTED));
        text.setSelectionForeground(theme.color(Token.ON_SELECTED));
        text.setTopIndex(top);
        if (selection.y <= text.getCharCount()) {
            text.setSelection(selection);
        }
    }

    private void write(List<Span> spans, Face face, StringBuilder all, List<StyleRange> styles) {
        for (final Span span : spans) {
            final StyleRange style = new StyleRange(all.length(), span.text().length(), null, null);
            style.font = theme.font(switch (span.look()) {
                case TEXT -> face;
                case STRONG -> Face.STRONG;
                case CODE -> Face.MONO;
            });
            span.target().ifPresent(target -> {
                style.underline = true;
                style.underlineStyle = SWT.UNDERLINE_LINK;
                style.foreground = theme.color(Token.ACCENT);
                style.underlineColor = style.foreground;
                links.add(new Link(all.length(), all.length() + span.text().length(), target));
            });
            styles.add(style);
            all.append(span.text());
        }
    }
}
