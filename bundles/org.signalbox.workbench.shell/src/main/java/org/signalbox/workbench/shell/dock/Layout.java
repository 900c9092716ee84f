package org.signalbox.workbench.shell.dock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.signalbox.workbench.ViewPlace.Area;
import org.signalbox.workbench.shell.dock.Node.Split;
import org.signalbox.workbench.shell.dock.Node.Stack;

/**
 * Where the views stand. Every change makes a new layout. A view that is put away, or whose bundle is gone, keeps its
 * place: it comes back where it was.
 *
 * @param root the window's parts; empty before the first view
 * @param hidden the views that the user put away
 */
public record Layout(Optional<Node> root, List<String> hidden) {

    /** A window without a view. */
    public static final Layout EMPTY = new Layout(Optional.empty(), List.of());

    private static final int BOTTOM_SHARE = 46;
    private static final int SIDE_SHARE = 26;

    /** Where a view is put in relation to a stack. */
    public enum Edge {
        /** Upon the stack. */
        CENTER,
        /** At its left. */
        LEFT,
        /** At its right. */
        RIGHT,
        /** Above it. */
        TOP,
        /** Below it. */
        BOTTOM
    }

    /** Copies the names; a view stands in one place only. */
    public Layout {
        hidden = List.copyOf(hidden);
        final List<String> all = root.map(Node::all).orElse(List.of());
        if (all.stream().distinct().count() != all.size()) {
            throw new IllegalArgumentException("found a view in two places of " + all + ", expected each in one");
        }
    }

    /** Whether the view has a place. */
    public boolean knows(String view) {
        return root.isPresent() && root.get().all().contains(view);
    }

    /**
     * Gives a new view its first place: with the views of its area if there are any, else at that side of the window.
     * A view that has a place keeps it.
     *
     * @param areas the area of every view known, the new one included
     */
    public Layout place(String view, Map<String, Area> areas) {
        if (knows(view)) {
            return this;
        }
        final Area area = areas.get(view);
        if (root.isEmpty()) {
            return new Layout(Optional.of(new Stack(List.of(view), view)), hidden);
        }
        final Optional<String> neighbour =
                root.get().all().stream().filter(other -> areas.get(other) == area).findFirst();
        if (neighbour.isPresent()) {
            final UnaryOperator<Stack> append = stack -> {
                final List<String> grown = new ArrayList<>(stack.views());
                grown.add(view);
                return new Stack(grown, stack.active());
            };
            return new Layout(Optional.of(onStack(root.get(), neighbour.get(), append)), hidden);
        }
        final Node fresh = new Stack(List.of(view), view);
        final Node grown = switch (area) {
            case MAIN -> new Split(false, List.of(fresh, root.get()), List.of(100 - BOTTOM_SHARE, BOTTOM_SHARE));
            case SIDE -> new Split(true, List.of(root.get(), fresh), List.of(100 - SIDE_SHARE, SIDE_SHARE));
            case BOTTOM -> new Split(false, List.of(root.get(), fresh), List.of(100 - BOTTOM_SHARE, BOTTOM_SHARE));
        };
        return new Layout(Optional.of(grown), hidden);
    }

    /** Moves a view to an edge of the stack that holds another view, or upon that stack; onto itself changes nothing. */
    public Layout move(String view, String target, Edge edge) {
        if (view.equals(target)) {
            return this;
        }
        final Node without = remove(root.orElseThrow(), view).orElseThrow();
        return new Layout(Optional.of(insert(without, target, view, edge)), hidden);
    }

    /** Brings a view to the front of its stack, and back to the screen if it was put away. */
    public Layout show(String view) {
        final List<String> fewer = hidden.stream().filter(other -> !other.equals(view)).toList();
        final Optional<Node> shown =
                root.map(node -> onStack(node, view, stack -> new Stack(stack.views(), view)));
        return new Layout(shown, fewer);
    }

    /** Puts a view away. */
    public Layout hide(String view) {
        return new Layout(root, Stream.concat(hidden.stream(), Stream.of(view)).distinct().sorted().toList());
    }

    private static Node onStack(Node node, String member, UnaryOperator<Stack> change) {
        return switch (node) {
            case Stack stack -> stack.views().contains(member) ? change.apply(stack) : stack;
            case Split split -> new Split(split.horizontal(),
                    split.parts().stream().map(part -> onStack(part, member, change)).toList(), split.weights());
        };
    }

    private static Optional<Node> remove(Node node, String view) {
        return switch (node) {
            case Stack stack -> {
                final List<String> rest = stack.views().stream().filter(other -> !other.equals(view)).toList();
                yield rest.isEmpty() ? Optional.empty()
                        : Optional.of(new Stack(rest, rest.contains(stack.active()) ? stack.active() : rest.get(0)));
            }
            case Split split -> {
                final List<Node> parts = new ArrayList<>();
                final List<Integer> weights = new ArrayList<>();
                for (int i = 0; i < split.parts().size(); i++) {
                    final int weight = split.weights().get(i);
                    remove(split.parts().get(i), view).ifPresent(part -> {
                        parts.add(part);
                        weights.add(weight);
                    });
                }
                yield parts.size() > 1 ? Optional.of(new Split(split.horizontal(), parts, weights))
                        : parts.stream().findFirst();
            }
        };
    }

    private static Node insert(Node node, String target, String view, Edge edge) {
        return switch (node) {
            case Stack stack when !stack.views().contains(target) -> stack;
            case Stack stack when edge == Edge.CENTER -> stack.with(view);
            case Stack stack -> {
                final Node fresh = new Stack(List.of(view), view);
                final boolean first = edge == Edge.LEFT || edge == Edge.TOP;
                yield new Split(edge == Edge.LEFT || edge == Edge.RIGHT,
                        first ? List.of(fresh, stack) : List.of(stack, fresh), List.of(50, 50));
            }
            case Split split -> new Split(split.horizontal(),
                    split.parts().stream().map(part -> insert(part, target, view, edge)).toList(), split.weights());
        };
    }
}
