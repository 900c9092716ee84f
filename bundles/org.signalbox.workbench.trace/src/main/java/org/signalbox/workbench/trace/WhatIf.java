package org.signalbox.workbench.trace;

import java.util.List;
import java.util.stream.Stream;
import org.signalbox.workbench.Cmdlet;

/**
 * What is supposed of a switch that is not so. Immutable.
 *
 * @param without extensions that are not asked
 * @param set     values of its document, as {@code -Set} takes them
 */
record WhatIf(List<String> without, List<String> set) {

    static final WhatIf NONE = new WhatIf(List.of(), List.of());

    /** Copies both. */
    WhatIf {
        without = List.copyOf(without);
        set = List.copyOf(set);
    }

    boolean isNone() {
        return without.isEmpty() && set.isEmpty();
    }

    /** The same without one more extension, or with it again. */
    WhatIf toggled(String extension) {
        return new WhatIf(without.contains(extension) ? without.stream().filter(id -> !id.equals(extension)).toList()
                : Stream.concat(without.stream(), Stream.of(extension)).toList(), set);
    }

    /** The same with one more value, in the place of what was supposed there before. */
    WhatIf with(String assignment) {
        final String path = assignment.split("=", 2)[0] + "=";
        return new WhatIf(without, Stream.concat(set.stream().filter(each -> !each.startsWith(path)),
                Stream.of(assignment)).toList());
    }

    /** Puts it into a command. */
    Cmdlet on(Cmdlet cmdlet) {
        final Cmdlet less = without.isEmpty() ? cmdlet : cmdlet.with("WithoutExtension", without);
        return set.isEmpty() ? less : less.with("Set", set);
    }
}
