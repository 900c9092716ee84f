package org.signalbox.house.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

import javax.lang.model.element.Element;
import javax.lang.model.element.VariableElement;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ValueTree;
import com.sun.source.util.SimpleDocTreeVisitor;

/**
 * The text of one comment as Markdown. Of HTML it knows what the comments here use; for everything else it notes a
 * problem, so that nothing is lost silently.
 */
final class CommentText extends SimpleDocTreeVisitor<Void, Void> {
    private static final Pattern TAG_WITHIN_TEXT = Pattern.compile("\\s@(param|return|throws|see)\\s");

    private final Scope scope;
    private final Element element;
    private final DocCommentTree comment;
    private final List<String> problems;

    private Prose prose = new Prose();
    private StringBuilder words = new StringBuilder();
    private boolean isItem;
    private boolean isVerbatim;
    private List<List<String>> rows;

    CommentText(final Scope scope, final Element element, final DocCommentTree comment, final List<String> problems) {
        this.scope = scope;
        this.element = element;
        this.comment = comment;
        this.problems = problems;
    }

    /** Trees as blocks, added to what is written. */
    void write(final List<? extends DocTree> trees, final Prose into) {
        prose = into;
        visit(trees, null);
        end();
    }

    /** Trees as one run of words. */
    String line(final List<? extends DocTree> trees) {
        words = new StringBuilder();
        visit(trees, null);
        return words.toString().strip().replaceAll("\\s+", " ");
    }

    /** Ends the paragraph or the item that is open. */
    private void end() {
        final String text = words.toString().strip();
        words = new StringBuilder();
        if (!text.isEmpty() && isItem) {
            prose.item(text);
        } else {
            prose.paragraph(text);
        }
        isItem = false;
    }

    @Override
    protected Void defaultAction(final DocTree tree, final Void nothing) {
        problems.add(element + ": found " + tree + " in the comment, which the reference cannot show");
        return null;
    }

    @Override
    public Void visitText(final TextTree text, final Void nothing) {
        if (TAG_WITHIN_TEXT.matcher(text.getBody()).find()) {
            problems.add(element + ": found a tag in the middle of a line, expected it at its beginning");
        }
        words.append(isVerbatim ? text.getBody() : escape(text.getBody()));
        return null;
    }

    @Override
    public Void visitEntity(final EntityTree entity, final Void nothing) {
        final String character = scope.trees().getCharacters(entity);
        words.append(isVerbatim ? character : escape(character));
        return null;
    }

    @Override
    public Void visitLiteral(final LiteralTree literal, final Void nothing) {
        final String body = literal.getBody().getBody();
        if (isVerbatim) {
            words.append(body);
        } else if (literal.getKind() == DocTree.Kind.CODE) {
            words.append(code(body.replaceAll("\\s+", " ")));
        } else {
            words.append(escape(body));
        }
        return null;
    }

    @Override
    public Void visitLink(final LinkTree link, final Void nothing) {
        words.append(link(link.getReference(), link.getLabel()));
        return null;
    }

    /** A link to what a reference names, with a label or, without one, the name as the comment has it. */
    String link(final ReferenceTree reference, final List<? extends DocTree> label) {
        final Element target = scope.target(element, comment, reference);
        if (target == null) {
            problems.add(element + ": found {@link " + reference + "}, which names nothing");
            return "";
        }
        final String name = reference.getSignature().replaceAll("\\b(?:[a-z_][a-z0-9_]*\\.)+(?=[A-Z])", "")
                .replaceFirst("^#", "").replace('#', '.').replaceAll("\\s+", " ");
        final String shown = label.isEmpty() ? code(name)
                : new CommentText(scope, element, comment, problems).line(label);
        return scope.anchor(target).map(anchor -> "[" + shown + "](#" + anchor + ")").orElse(shown);
    }

    @Override
    public Void visitValue(final ValueTree value, final Void nothing) {
        final Element target = value.getReference() == null ? element
                : scope.target(element, comment, value.getReference());
        if (target instanceof final VariableElement field && field.getConstantValue() != null) {
            words.append(code(scope.elements().getConstantExpression(field.getConstantValue())));
            return null;
        }
        return defaultAction(value, null);
    }

    @Override
    public Void visitReturn(final ReturnTree tree, final Void nothing) {
        return visit(tree.getDescription(), null);
    }

    @Override
    public Void visitStartElement(final StartElementTree start, final Void nothing) {
        switch (start.getName().toString()) {
            case "p" -> end();
            case "ul" -> end();
            case "li" -> {
                end();
                isItem = true;
            }
            case "em" -> words.append('*');
            case "code" -> words.append('`');
            case "pre" -> {
                end();
                isVerbatim = true;
            }
            case "table" -> {
                end();
                rows = new ArrayList<>();
            }
            case "tr" -> {
                words = new StringBuilder();
                rows.add(new ArrayList<>());
            }
            case "caption", "th", "td" -> words = new StringBuilder();
            default -> defaultAction(start, null);
        }
        return null;
    }

    @Override
    public Void visitEndElement(final EndElementTree end, final Void nothing) {
        switch (end.getName().toString()) {
            case "p", "li" -> end();
            case "ul" -> end();
            case "em" -> words.append('*');
            case "code" -> words.append('`');
            case "pre" -> {
                prose.block("```text\n" + words.toString().stripIndent().strip() + "\n```");
                words = new StringBuilder();
                isVerbatim = false;
            }
            case "caption" -> {
                prose.paragraph(words + ":");
                words = new StringBuilder();
            }
            case "th", "td" -> rows.getLast().add(words.toString().strip().replaceAll("\\s+", " ").replace("|", "\\|"));
            case "tr" -> words = new StringBuilder();
            case "table" -> prose.block(Tables.of(rows));
            default -> defaultAction(end, null);
        }
        return null;
    }

    private static String code(final String text) {
        final String fence = text.contains("`") ? "``" : "`";
        return fence + text.strip() + fence;
    }

    /** Text so that Markdown takes none of it for a mark. */
    static String escape(final String text) {
        return text.replace("\\", "\\\\").replaceAll("([*\\[\\]`])", "\\\\$1").replace("<", "&lt;");
    }

    /** Tables of Markdown. */
    static final class Tables {
        private Tables() {
        }

        /** The first row is the head. */
        static String of(final List<List<String>> rows) {
            final Function<List<String>, String> line = row -> "| " + String.join(" | ", row) + " |\n";
            final StringBuilder table = new StringBuilder(line.apply(rows.getFirst()))
                    .append(line.apply(rows.getFirst().stream().map(_ -> "---").toList()));
            rows.subList(1, rows.size()).forEach(row -> table.append(line.apply(row)));
            return table.toString();
        }
    }
}
