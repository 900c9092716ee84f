package org.signalbox.extension.tracing.packet;

import java.util.List;

/** One change of a switch's document; where it is, are keys and positions in the tree before any change. */
sealed interface Edit {
    /** A value comes to stand there, in place of what did; one position behind the last of a list adds to it. */
    record Set(List<Object> at, Object value) implements Edit {
        public Set {
            at = List.copyOf(at);
        }
    }

    /** What stands there goes. */
    record Remove(List<Object> at) implements Edit {
        public Remove {
            at = List.copyOf(at);
        }
    }

    /** An extension is taken out of the stack; its policies stay. */
    record Disable(String extension) implements Edit {
    }

    /** The path that is touched. */
    default List<Object> path() {
        return switch (this) {
            case Set set -> set.at();
            case Remove remove -> remove.at();
            case Disable disable -> List.of("extensions", disable.extension());
        };
    }

    /** Whether both touch the same, or one what is within the other's. */
    default boolean overlaps(Edit other) {
        final int common = Math.min(path().size(), other.path().size());
        return path().subList(0, common).equals(other.path().subList(0, common));
    }
}
