package org.signalbox.house.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SeeTree;
import com.sun.source.doctree.ThrowsTree;

/** The page: its packages, their types by name, and the members of each as its source has them. */
final class ReferencePage {
    private static final String WHAT_IT_IS = "Generated from the comments of the sources: all that is public in the "
            + "packages that partners write against, and the types of other packages that these name. Constructors and "
            + "methods that only the engine calls are left out.";

    private final Scope scope;
    private final Signatures signatures;
    private final List<String> problems = new ArrayList<>();
    private final Prose prose = new Prose();

    ReferencePage(final Scope scope) {
        this.scope = scope;
        this.signatures = new Signatures(scope.elements());
    }

    /** What a comment has that could not be shown, a sentence each; complete once the page is written. */
    List<String> problems() {
        return problems;
    }

    String write() {
        prose.block("# Reference").paragraph(WHAT_IT_IS);
        final List<List<String>> rows = new ArrayList<>(List.of(List.of("package", "version", "what it is")));
        scope.packages().forEach(each -> rows.add(List.of(link(each, each.getQualifiedName().toString()),
                version(each).orElse(""), first(each))));
        prose.block(CommentText.Tables.of(rows));
        scope.packages().forEach(this::write);
        return prose.toString();
    }

    private void write(final PackageElement of) {
        prose.block("## " + anchor(of) + of.getQualifiedName());
        version(of).ifPresent(version -> prose.paragraph("Version " + version
                + (scope.isWhole(of) ? "." : "; what the other packages name of it.")));
        body(of, prose);
        final List<List<String>> rows = new ArrayList<>(List.of(List.of("type", "what it is")));
        scope.types(of).forEach(type -> rows.add(List.of(link(type, nested(type)), first(type))));
        prose.block(CommentText.Tables.of(rows));
        scope.types(of).forEach(this::write);
    }

    private void write(final TypeElement type) {
        prose.block("### " + anchor(type) + nested(type));
        prose.block("```java\n" + signatures.of(type) + "\n```");
        describe(type);
        final List<Element> members = scope.members(type);
        members.stream().filter(each -> each.getKind() == ElementKind.ENUM_CONSTANT).forEach(each ->
                prose.item(anchor(each) + "`" + each.getSimpleName() + "`: " + line(each)));
        members.stream().filter(each -> each.getKind() == ElementKind.FIELD).forEach(each ->
                prose.item(anchor(each) + "`" + signatures.of((VariableElement) each) + "`"
                        + Optional.of(line(each)).filter(text -> !text.isEmpty()).map(text -> ": " + text).orElse("")));
        members.stream().filter(ExecutableElement.class::isInstance).forEach(each -> {
            prose.block("#### " + anchor(each) + Signatures.name(each));
            prose.block("```java\n" + signatures.of((ExecutableElement) each) + "\n```");
            describe(each);
        });
    }

    /** The description of a type or a member, and below it its parameters, what it returns and what it throws. */
    private void describe(final Element element) {
        body(element, prose);
        scope.comment(element).ifPresent(comment -> comment.getBlockTags().forEach(tag ->
                prose.item(tag(element, comment, tag))));
    }

    private String tag(final Element element, final DocCommentTree comment, final DocTree tag) {
        final CommentText text = new CommentText(scope, element, comment, problems);
        return switch (tag) {
            case ParamTree parameter -> "`" + (parameter.isTypeParameter() ? "<" + parameter.getName() + ">"
                    : parameter.getName()) + "`: " + text.line(parameter.getDescription());
            case ReturnTree returned -> "returns " + text.line(returned.getDescription());
            case ThrowsTree thrown -> "throws " + reference(element, comment, thrown.getExceptionName()) + " "
                    + text.line(thrown.getDescription());
            case SeeTree see -> "see " + see.getReference().stream().map(each ->
                    each instanceof final ReferenceTree named ? reference(element, comment, named)
                            : text.line(List.of(each))).collect(Collectors.joining(" "));
            default -> {
                problems.add(element + ": found " + tag + ", which the reference cannot show");
                yield "";
            }
        };
    }

    private String reference(final Element element, final DocCommentTree comment, final ReferenceTree named) {
        return new CommentText(scope, element, comment, problems).link(named, List.of());
    }

    private void body(final Element element, final Prose into) {
        scope.comment(element).ifPresent(comment -> new CommentText(scope, element, comment, problems)
                .write(whole(comment), into));
    }

    private String line(final Element element) {
        return scope.comment(element).map(comment -> new CommentText(scope, element, comment, problems)
                .line(whole(comment))).orElse("");
    }

    /** The first sentence of a comment, for tables. */
    private String first(final Element element) {
        return scope.comment(element).map(comment -> new CommentText(scope, element, comment, problems)
                .line(comment.getFirstSentence()).replace("|", "\\|")).orElse("");
    }

    private static List<DocTree> whole(final DocCommentTree comment) {
        return new ArrayList<>(comment.getFullBody());
    }

    private Optional<String> version(final PackageElement of) {
        return of.getAnnotationMirrors().stream()
                .filter(each -> each.getAnnotationType().toString().endsWith(".Version"))
                .map(AnnotationMirror::getElementValues).map(Map::values)
                .flatMap(values -> values.stream().map(value -> value.getValue().toString())).findFirst();
    }

    /** The name of a type with that of the one it is nested in. */
    private static String nested(final TypeElement type) {
        return type.getEnclosingElement() instanceof final TypeElement outer
                ? nested(outer) + "." + type.getSimpleName() : type.getSimpleName().toString();
    }

    private String link(final Element element, final String shown) {
        return "[`" + shown + "`](#" + scope.anchor(element).orElseThrow() + ")";
    }

    private String anchor(final Element element) {
        return scope.anchor(element).map(name -> "<a id=\"" + name + "\"></a>").orElse("");
    }
}
