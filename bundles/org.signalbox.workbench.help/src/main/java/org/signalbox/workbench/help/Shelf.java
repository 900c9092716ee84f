package org.signalbox.workbench.help;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.signalbox.workbench.help.Block.Heading;
import org.signalbox.workbench.help.Block.Item;
import org.signalbox.workbench.help.Block.Paragraph;
import org.signalbox.workbench.help.Page.Kind;
import org.signalbox.workbench.help.Span.Look;

/**
 * All that the help has at one moment; immutable.
 *
 * @param cmdlets what each command does, in a sentence, by name
 */
record Shelf(List<Page> pages, Map<String, String> cmdlets) {

    /** The id of the page that lists all others. */
    static final String CONTENTS = "contents";

    private static final int SNIPPET = 90;

    /** Copies both. */
    Shelf {
        pages = List.copyOf(pages);
        cmdlets = Map.copyOf(cmdlets);
    }

    /** The page of an id; one that says so where there is none. */
    Page page(String id) {
        if (id.equals(CONTENTS)) {
            return contents();
        }
        return pages.stream().filter(page -> page.id().equals(id)).findFirst()
                .orElseGet(() -> list(id, "No such page", "The bundle that would bring it is not running.", List.of()));
    }

    private Page contents() {
        final List<Block> blocks = new ArrayList<>();
        blocks.add(heading(1, "Help"));
        for (final Kind kind : Kind.values()) {
            final List<Page> some = ofKind(kind);
            if (!some.isEmpty()) {
                blocks.add(heading(2, kind.title()));
                some.forEach(page -> blocks.add(new Item("\u2022", List.of(link(page)))));
            }
        }
        if (!cmdlets.isEmpty()) {
            blocks.add(heading(2, Kind.CMDLET.title()));
            cmdlets.keySet().stream().sorted().forEach(name -> blocks.add(cmdlet(name)));
        }
        return new Page(CONTENTS, Kind.LIST, blocks);
    }

    private List<Page> ofKind(Kind kind) {
        return pages.stream().filter(page -> page.kind() == kind).sorted(Comparator.comparing(Page::title)).toList();
    }

    /** What has all the words, case aside: pages with them in the title first, then other pages, then commands. */
    Page search(String words) {
        final List<String> wanted = Stream.of(words.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty()).toList();
        final Predicate<String> fits = text -> wanted.stream().allMatch(text.toLowerCase(Locale.ROOT)::contains);
        final List<Block> found = new ArrayList<>();
        Stream.of(Kind.values()).flatMap(kind -> ofKind(kind).stream()).filter(page -> fits.test(page.title()))
                .forEach(page -> found.add(found(page, wanted)));
        Stream.of(Kind.values()).flatMap(kind -> ofKind(kind).stream())
                .filter(page -> !fits.test(page.title()) && fits.test(text(page)))
                .forEach(page -> found.add(found(page, wanted)));
        cmdlets.entrySet().stream().filter(each -> fits.test(each.getKey() + " " + each.getValue()))
                .map(Map.Entry::getKey).sorted().forEach(name -> found.add(cmdlet(name)));
        return list("search:" + words, "Found for \u201c" + words.strip() + "\u201d", found.isEmpty()
                ? "Nothing has all of these words: try fewer, or a part of one." : "", found);
    }

    private static String text(Page page) {
        return String.join("\n", page.blocks().stream().map(Block::text).toList());
    }

    private Item found(Page page, List<String> wanted) {
        final Optional<String> line = page.blocks().stream().filter(block -> !(block instanceof Heading))
                .map(Block::text).filter(text -> text.toLowerCase(Locale.ROOT).contains(wanted.getFirst())).findFirst();
        return new Item("\u2022", line.map(text -> List.of(link(page), Span.of(" \u2013 " + cut(text), Look.TEXT)))
                .orElseGet(() -> List.of(link(page))));
    }

    private static String cut(String text) {
        final String line = text.replace('\n', ' ');
        final int space = line.lastIndexOf(' ', SNIPPET);
        return line.length() <= SNIPPET ? line : line.substring(0, space > 0 ? space : SNIPPET) + " \u2026";
    }

    private Item cmdlet(String name) {
        return new Item("\u2022", List.of(new Span(name, Look.CODE, Optional.of(new Target(Target.Kind.CMDLET, name))),
                Span.of(" \u2013 " + cmdlets.get(name), Look.TEXT)));
    }

    private static Span link(Page page) {
        return Span.to(Target.page(page.id()), page.title());
    }

    private static Heading heading(int level, String text) {
        return new Heading(level, List.of(Span.of(text, Look.TEXT)));
    }

    private static Page list(String id, String title, String sentence, List<Block> items) {
        final List<Block> blocks = new ArrayList<>();
        blocks.add(heading(1, title));
        if (!sentence.isEmpty()) {
            blocks.add(new Paragraph(List.of(Span.of(sentence, Look.TEXT))));
        }
        blocks.addAll(items);
        return new Page(id, Kind.LIST, blocks);
    }
}
