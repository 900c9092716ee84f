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
 * @param detached the views that stand in windows of their own
 * @param maximized the view whose stack fills the window; empty where all stacks show
 */
public record Layout(Optional<Node> root, List<String> hidden, List<Detached> detached, Optional<String> maximized) {

    /** A window without a view. */
    public static final Layout EMPTY =
            new Layout(Optional.empty(), List.of(), List.of(), Optional.empty());

    private static final int BOTTOM_SHARE = 46;
    private static final int SIDE_SHARE = 26;

    /** A view in a window of its own, with the window's bounds in pixels; each side at least 1. */
    public record Detached(String view, int x, int y, int width, int height) {

        /** Refuses a window without an area. */
        public Detached {
            if (width < 1 || height < 1) {
                throw new IllegalArgumentException("found a window of " + width + " by " + height
                        + " pixels, expected 1 by 1 or more");
            }
        }
    }

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
        detached = List.copyOf(detached);
        final List<String> all = root.map(Node::all).orElse(List.of());
        if (all.stream().distinct().count() != all.size()) {
            throw new IllegalArgumentException("found a view in two places of " + all + ", expected each in one");
        }
    }

    /** A layout of one window in which all stacks show. */
    public Layout(Optional<Node> root, List<String> hidden) {
        this(root, hidden, List.of(), Optional.empty());
    }

    private Layout with(Optional<Node> changed) {
        return new Layout(changed, hidden, detached, maximized);
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
            return with(Optional.of(new Stack(List.of(view), view)));
        }
        final Optional<String> neighbour =
                root.get().all().stream().filter(other -> areas.get(other) == area).findFirst();
        if (neighbour.isPresent()) {
            final UnaryOperator<Stack> append = stack -> {
                final List<String> grown = new ArrayList<>(stack.views());
                grown.add(view);
                return new Stack(grown, stack.active());
            };
            return with(Optional.of(onStack(root.get(), neighbour.get(), append)));
        }
        final Node fresh = new Stack(List.of(view), view);
        final Node grown = switch (area) {
            case MAIN -> new Split(false, List.of(fresh, root.get()), List.of(100 - BOTTOM_SHARE, BOTTOM_SHARE));
            case SIDE -> new Split(true, List.of(root.get(), fresh), List.of(100 - SIDE_SHARE, SIDE_SHARE));
            case BOTTOM -> new Split(false, List.of(root.get(), fresh), List.of(100 - BOTTOM_SHARE, BOTTOM_SHARE));
        };
        return with(Optional.of(grown));
    }

    /**
     * Moves a view to an edge of the stack that holds another view, or upon that stack; onto itself changes nothing.
     * Afterwards all stacks show.
     */
    public Layout move(String view, String target, Edge edge) {
        if (view.equals(target)) {
            return this;
        }
        final Node without = remove(root.orElseThrow(), view).orElseThrow();
        return new Layout(Optional.of(insert(without, target, view, edge)), hidden, detached, Optional.empty());
    }

    /**
     * Brings a view to the front of its stack, and back to the screen if it was put away. If another stack fills the
     * window, all show again.
     */
    public Layout show(String view) {
        final List<String> fewer = hidden.stream().filter(other -> !other.equals(view)).toList();
        final Optional<Node> shown =
                root.map(node -> onStack(node, view, stack -> new Stack(stack.views(), view)));
        final boolean covered = maximized.isPresent() && !isDetached(view)
                && !stack(maximized.get()).equals(stack(view));
        return new Layout(shown, fewer, detached, covered ? Optional.empty() : maximized);
    }

    /** Puts a view away; one in a window of its own comes back into the stack that it left. */
    public Layout hide(String view) {
        return new Layout(root, Stream.concat(hidden.stream(), Stream.of(view)).distinct().sorted().toList(),
                without(view), maximized.filter(other -> !other.equals(view)));
    }

    /** Gives a view a window of its own, or that window other bounds; its place in the stack is kept. */
    public Layout detach(Detached window) {
        return new Layout(root, hidden, Stream.concat(without(window.view()).stream(), Stream.of(window)).toList(),
                maximized.filter(other -> !other.equals(window.view())));
    }

    /** Puts a view that has a window of its own back where it was. */
    public Layout attach(String view) {
        return new Layout(root, hidden, without(view), maximized);
    }

    /** Whether a view has a window of its own. */
    public boolean isDetached(String view) {
        return detached.stream().anyMatch(window -> window.view().equals(view));
    }

    private List<Detached> without(String view) {
        return detached.stream().filter(window -> !window.view().equals(view)).toList();
    }

    /** Lets the stack of a view fill the window, the view in front. */
    public Layout maximize(String view) {
        final Layout shown = attach(view).show(view);
        return new Layout(shown.root(), shown.hidden(), shown.detached(), Optional.of(view));
    }

    /** Shows all stacks again. */
    public Layout restore() {
        return new Layout(root, hidden, detached, Optional.empty());
    }

    /** The views upon each other among which one stands; empty where it has no place. */
    public List<String> stack(String view) {
        return root.map(node -> stack(node, view)).orElse(List.of());
    }

    private static List<String> stack(Node node, String view) {
        return switch (node) {
            case Stack stack -> stack.views().contains(view) ? stack.views() : List.of();
            case Split split -> split.parts().stream().flatMap(part -> stack(part, view).stream()).toList();
        };
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
