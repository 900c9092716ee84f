package org.signalbox.workbench.help;

import java.util.List;
import java.util.stream.Collectors;

/** A piece of a page, from top to bottom. */
sealed interface Block {

    /** @param level 1 for the page's title, 2 and 3 below it */
    record Heading(int level, List<Span> spans) implements Block {
    }

    /** Text that is wrapped. */
    record Paragraph(List<Span> spans) implements Block {
    }

    /** @param sign what stands before it, such as {@code 2.} */
    record Item(String sign, List<Span> spans) implements Block {
    }

    /** Lines as they are typed. */
    record Code(String text) implements Block {
    }

    /** What stands in it, without its looks. */
    default String text() {
        return switch (this) {
            case Heading heading -> plain(heading.spans());
            case Paragraph paragraph -> plain(paragraph.spans());
            case Item item -> plain(item.spans());
            case Code code -> code.text();
        };
    }

    private static String plain(List<Span> spans) {
        return spans.stream().map(Span::text).collect(Collectors.joining());
    }
}
