package org.signalbox.workbench.help;

import java.util.ArrayList;
import java.util.List;
import org.signalbox.workbench.help.Block.Heading;
import org.signalbox.workbench.help.Block.Paragraph;

/**
 * A page of steps: each heading of the second level begins one, and a paragraph of links alone in it is what does it.
 *
 * @param intro what stands before the first step
 */
record Sheet(String id, String title, List<String> intro, List<Step> steps) {

    /** A step. @param links what does it or opens the place */
    record Step(String title, List<String> texts, List<Span> links) {
    }

    /** The steps of a page. */
    static Sheet of(Page page) {
        final List<String> intro = new ArrayList<>();
        final List<Step> steps = new ArrayList<>();
        for (final Block block : page.blocks()) {
            final Step last = steps.isEmpty() ? null : steps.getLast();
            switch (block) {
                case Heading heading when heading.level() == 1 -> {
                    // the title
                }
                case Heading heading -> steps.add(new Step(heading.text(), new ArrayList<>(), new ArrayList<>()));
                case Paragraph paragraph when last != null && isLinks(paragraph) ->
                        paragraph.spans().stream().filter(span -> span.target().isPresent()).forEach(last.links()::add);
                default -> (last == null ? intro : last.texts()).add(block.text());
            }
        }
        return new Sheet(page.id(), page.title(), List.copyOf(intro), List.copyOf(steps));
    }

    private static boolean isLinks(Paragraph paragraph) {
        return paragraph.spans().stream().allMatch(span -> span.target().isPresent() || span.text().isBlank());
    }
}
