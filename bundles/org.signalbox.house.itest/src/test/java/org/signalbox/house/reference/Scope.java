package org.signalbox.house.reference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.util.DocTreePath;
import com.sun.source.util.DocTreePathScanner;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;
import jdk.javadoc.doclet.DocletEnvironment;

/** Which packages, types and members the reference has, in the order in which it has them. */
final class Scope {
    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");
    private static final Set<String> OF_EVERY_ENUM = Set.of("values", "valueOf");
    private static final Pattern QUALIFIED = Pattern.compile("\\b(?:[a-z_][a-z0-9_]*\\.)+[A-Z]\\w*(?:\\.[A-Z]\\w*)*");

    private final Elements elements;
    private final DocTrees trees;
    private final List<String> packages;
    private final List<String> whole;
    private final List<String> without;
    private final Set<TypeElement> types = new LinkedHashSet<>();

    /**
     * @param packages that the reference may have, in its order
     * @param whole    those of them with all that is public in them
     * @param without  packages whose types make a member be left out
     */
    Scope(final DocletEnvironment environment, final List<String> packages, final List<String> whole,
            final List<String> without) {
        this.elements = environment.getElementUtils();
        this.trees = environment.getDocTrees();
        this.packages = packages;
        this.whole = whole;
        this.without = without;
        final Deque<TypeElement> open = new ArrayDeque<>();
        whole.forEach(name -> ElementFilter.typesIn(elements.getPackageElement(name).getEnclosedElements())
                .forEach(type -> admit(type, open)));
        while (!open.isEmpty()) {
            final TypeElement type = open.remove();
            named(type).forEach(each -> admit(each, open));
        }
    }

    private void admit(final TypeElement type, final Deque<TypeElement> open) {
        final boolean isReachable = !type.getNestingKind().isNested() || isVisible(type.getEnclosingElement());
        if (isReachable && isVisible(type) && packages.contains(packageOf(type)) && types.add(type)) {
            open.add(type);
            ElementFilter.typesIn(type.getEnclosedElements()).forEach(nested -> admit(nested, open));
        }
    }

    /** The types that a type's members or its comments name. */
    private List<TypeElement> named(final TypeElement type) {
        final Set<String> names = new TreeSet<>();
        qualified(type.getSuperclass().toString(), names);
        type.getInterfaces().forEach(each -> qualified(each.toString(), names));
        final List<Element> commented = new ArrayList<>(members(type));
        commented.forEach(member -> qualified(member.asType().toString(), names));
        commented.add(type);
        final List<TypeElement> found = new ArrayList<>();
        names.stream().map(elements::getTypeElement).filter(each -> each != null).forEach(found::add);
        commented.forEach(element -> links(element, found));
        return found;
    }

    private static void qualified(final String text, final Set<String> into) {
        QUALIFIED.matcher(text).results().forEach(match -> into.add(match.group()));
    }

    private void links(final Element element, final List<TypeElement> into) {
        final DocCommentTree comment = trees.getDocCommentTree(element);
        if (comment == null) {
            return;
        }
        new DocTreePathScanner<Void, Void>() {
            @Override
            public Void visitReference(final ReferenceTree reference, final Void nothing) {
                Element target = trees.getElement(getCurrentPath());
                while (target != null && !(target instanceof TypeElement)) {
                    target = target.getEnclosingElement();
                }
                if (target instanceof final TypeElement type) {
                    into.add(type);
                }
                return super.visitReference(reference, nothing);
            }
        }.scan(new DocTreePath(path(element), comment), null);
    }

    /** The packages that have types here, as they were given. */
    List<PackageElement> packages() {
        return packages.stream().<PackageElement>map(elements::getPackageElement)
                .filter(each -> !types(each).isEmpty()).toList();
    }

    boolean isWhole(final PackageElement of) {
        return whole.contains(of.getQualifiedName().toString());
    }

    /** The types of a package by name; nested ones follow theirs. */
    List<TypeElement> types(final PackageElement of) {
        return types.stream().filter(type -> elements.getPackageOf(type).equals(of))
                .sorted(Comparator.comparing(type -> type.getQualifiedName().toString())).toList();
    }

    /** What of a type a partner may use, as it stands in the source. */
    List<Element> members(final TypeElement type) {
        return type.getEnclosedElements().stream().filter(member -> isVisible(member)
                && elements.getOrigin(member) == Elements.Origin.EXPLICIT
                && !(member instanceof TypeElement) && member.getKind() != ElementKind.RECORD_COMPONENT
                && (trees.getDocCommentTree(member) != null || !isSaidElsewhere(member))
                && !namesWhatIsLeftOut(member)).<Element>map(member -> member).toList();
    }

    /** Whether a member says nothing that the record, what it overrides or every object does not say. */
    private boolean isSaidElsewhere(final Element member) {
        return OF_EVERY_OBJECT.contains(member.getSimpleName().toString())
                || member.getAnnotation(Override.class) != null
                || member instanceof final ExecutableElement method
                && (isOfEveryEnum(method) || elements.recordComponentFor(method) != null
                || elements.isCanonicalConstructor(method) || elements.isCompactConstructor(method));
    }

    private static boolean isOfEveryEnum(final ExecutableElement method) {
        return method.getEnclosingElement().getKind() == ElementKind.ENUM
                && OF_EVERY_ENUM.contains(method.getSimpleName().toString());
    }

    private boolean namesWhatIsLeftOut(final Element member) {
        final String type = member.asType().toString();
        return without.stream().anyMatch(name -> type.contains(name + "."));
    }

    private boolean isVisible(final Element element) {
        final Set<Modifier> modifiers = element.getModifiers();
        return modifiers.contains(Modifier.PUBLIC) || modifiers.contains(Modifier.PROTECTED);
    }

    private String packageOf(final Element element) {
        return elements.getPackageOf(element).getQualifiedName().toString();
    }

    DocTrees trees() {
        return trees;
    }

    Elements elements() {
        return elements;
    }

    /** Where an element's comment stands. */
    private TreePath path(final Element element) {
        return trees.getPath(element);
    }

    /** The comment of a doc tree's element. */
    Optional<DocCommentTree> comment(final Element element) {
        return Optional.ofNullable(trees.getDocCommentTree(element));
    }

    /** What a reference in the comment of an element names; null when that is nothing. */
    Element target(final Element element, final DocCommentTree comment, final DocTree reference) {
        return trees.getElement(DocTreePath.getPath(path(element), comment, reference));
    }

    /** The name of an element's anchor in the reference, or nothing when it has none. */
    Optional<String> anchor(final Element element) {
        if (element instanceof final PackageElement of) {
            return packages().contains(of) ? Optional.of(of.getQualifiedName().toString()) : Optional.empty();
        }
        if (element instanceof final TypeElement type) {
            return types.contains(type) ? Optional.of(type.getQualifiedName().toString()) : Optional.empty();
        }
        if (!(element.getEnclosingElement() instanceof final TypeElement type) || !types.contains(type)) {
            return Optional.empty();
        }
        if (!members(type).contains(element)) {
            return anchor(type);
        }
        final StringBuilder name = new StringBuilder(type.getQualifiedName() + "." + Signatures.name(element));
        if (element instanceof final ExecutableElement method) {
            method.getParameters().forEach(parameter -> name.append('-').append(
                    Signatures.simple(elements, parameter.asType()).replaceAll("<.*>", "").replaceAll("[^\\w]", "")));
        }
        return Optional.of(name.toString());
    }
}
