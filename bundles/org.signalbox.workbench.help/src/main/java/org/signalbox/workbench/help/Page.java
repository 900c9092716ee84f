package org.signalbox.workbench.help;

import java.util.List;
import org.signalbox.workbench.help.Block.Heading;

/**
 * A page of the help.
 *
 * @param id of the view that it explains, of one of ours, or {@code cmdlet:} and a command's name
 */
record Page(String id, Kind kind, List<Block> blocks) {

    /** What a page is about, in the order of the contents. */
    enum Kind {
        /** Steps to do. */
        SHEET("Cheat sheets"),
        /** The workbench as a whole. */
        GUIDE("The workbench"),
        /** A view. */
        VIEW("Views"),
        /** A command. */
        CMDLET("Commands"),
        /** What was found, or all there is. */
        LIST("");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** Copies the blocks. */
    Page {
        blocks = List.copyOf(blocks);
    }

    /** A page of Markdown. */
    static Page of(String id, Kind kind, String markdown) {
        return new Page(id, kind, Markdown.parse(markdown));
    }

    /** Its first heading, or its id where there is none. */
    String title() {
        return blocks.stream().filter(Heading.class::isInstance).findFirst().map(Block::text).orElse(id);
    }
}
