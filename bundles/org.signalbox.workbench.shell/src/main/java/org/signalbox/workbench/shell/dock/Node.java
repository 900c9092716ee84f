package org.signalbox.workbench.shell.dock;

import java.util.ArrayList;
import java.util.List;
import org.signalbox.schema.Discriminator;

/** A part of the window: views upon each other, or parts beside each other. Immutable; every view stands in it once. */
@Discriminator("kind")
public sealed interface Node {

    /** Views upon each other, one of them in front. */
    record Stack(List<String> views, String active) implements Node {

        /** Copies the views; one that is not among them cannot be in front. */
        public Stack {
            views = List.copyOf(views);
            if (views.stream().distinct().count() != views.size()) {
                throw new IllegalArgumentException("found a view twice in " + views + ", expected each once");
            }
            if (!views.contains(active)) {
                throw new IllegalArgumentException("found " + active + " in front, expected one of " + views);
            }
        }

        Stack with(String view) {
            final List<String> grown = new ArrayList<>(views);
            grown.add(view);
            return new Stack(grown, view);
        }
    }

    /** Parts beside each other (horizontal) or above each other; weights are relative and positive. */
    record Split(boolean horizontal, List<Node> parts, List<Integer> weights) implements Node {

        /** Copies the parts; at least two, each with a positive weight. */
        public Split {
            parts = List.copyOf(parts);
            weights = List.copyOf(weights);
            if (parts.size() < 2 || parts.size() != weights.size() || weights.stream().anyMatch(w -> w <= 0)) {
                throw new IllegalArgumentException("found " + parts.size() + " parts with the weights " + weights
                        + ", expected two parts or more, each with a positive weight");
            }
        }
    }

    /** The views of this part, left to right and top to bottom. */
    default List<String> all() {
        return switch (this) {
            case Stack stack -> stack.views();
            case Split split -> split.parts().stream().flatMap(part -> part.all().stream()).toList();
        };
    }
}
