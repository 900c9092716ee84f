package org.signalbox.workbench.topology;

import java.util.ArrayList;
import java.util.List;

/** Machines of one kind that stand below each other: {@code web-01} to {@code web-38} are {@code web ×38}. */
final class Groups {

    private Groups() {
    }

    /**
     * Neighbours whose names differ in their numbers only.
     *
     * @param first the place of the first
     */
    record Group(String stem, String firstName, int first, int count) {

        /** A single one is called by its name. */
        String name() {
            return count == 1 || stem.isEmpty() ? firstName : stem;
        }

        /** How many there are; nothing for a single one. */
        String times() {
            return count == 1 || stem.isEmpty() ? "" : " \u00d7" + count;
        }
    }

    /** The groups of names in their order. */
    static List<Group> of(List<String> names) {
        final List<Group> groups = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= names.size(); i++) {
            if (i == names.size() || !stem(names.get(i)).equals(stem(names.get(first)))) {
                groups.add(new Group(stem(names.get(first)), names.get(first), first, i - first));
                first = i;
            }
        }
        return groups;
    }

    /** A name without the numbers at its end: {@code web} of {@code web-01-17}. */
    static String stem(String name) {
        int end = name.length();
        while (end > 0 && (Character.isDigit(name.charAt(end - 1)) || "-_.".indexOf(name.charAt(end - 1)) >= 0)) {
            end--;
        }
        return name.substring(0, end);
    }
}
