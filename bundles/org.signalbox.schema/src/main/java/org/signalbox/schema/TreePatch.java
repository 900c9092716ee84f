package org.signalbox.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * The difference of two trees, as changes in the order in which they are applied.
 *
 * <p>Maps are compared key by key, their order does not count. A list that is a map's value, and whose elements are all
 * maps with a {@code name} of their own, is compared element by element by that name; where the common elements changed
 * their order, and for every other list, the list is one value. An absent list counts as one without elements, and a
 * list that loses its last element this way goes with it.
 *
 * @param changes none if the trees are equal
 */
public record TreePatch(List<Change> changes) {

    public TreePatch {
        changes = List.copyOf(changes);
    }

    /** The patch that turns one tree into another: {@code diff(a, b).apply(a)} equals {@code b}. */
    public static TreePatch diff(final Object before, final Object after) {
        return new TreePatch(new TreeDifference().of(before, after));
    }

    /** The patch back: {@code p.inverse().apply(p.apply(a))} equals {@code a}. */
    public TreePatch inverse() {
        final List<Change> inverse = new ArrayList<>();
        changes.reversed().forEach(change -> inverse.add(change.inverse()));
        return new TreePatch(inverse);
    }

    /** Whether it changes nothing. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /**
     * The changes that do not fit a tree, because the value at their path is not what they change, or because there is
     * nothing that could hold it.
     */
    public List<Change> conflicts(final Object tree) {
        final TreeEditor editor = new TreeEditor(tree);
        final List<Change> conflicts = new ArrayList<>();
        for (final Change change : changes) {
            if (!editor.apply(change)) {
                conflicts.add(change);
            }
        }
        return List.copyOf(conflicts);
    }

    /**
     * The tree with all changes made, immutable.
     *
     * @throws IllegalArgumentException if there are {@link #conflicts}; the message names the first
     */
    public Object apply(final Object tree) {
        final TreeEditor editor = new TreeEditor(tree);
        for (final Change change : changes) {
            if (!editor.apply(change)) {
                throw new IllegalArgumentException("found another value at " + change.path() + ", expected "
                        + (change.before() == Change.ABSENT ? "none" : JsonText.compact(change.before())));
            }
        }
        return editor.tree();
    }

    /** The patch as a tree: a list of {@link Change#toTree}. */
    public List<Object> toTree() {
        return List.copyOf(changes.stream().map(Change::toTree).toList());
    }

    /**
     * Reads {@link #toTree}.
     *
     * @throws IllegalArgumentException if the tree is no patch
     */
    public static TreePatch fromTree(final Object tree) {
        if (tree instanceof List<?> list) {
            return new TreePatch(list.stream().map(Change::fromTree).toList());
        }
        throw new SchemaException(Path.ROOT, Trees.describe(tree), "a list of changes");
    }
}
