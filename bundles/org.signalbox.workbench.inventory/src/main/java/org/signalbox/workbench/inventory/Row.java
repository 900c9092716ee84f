package org.signalbox.workbench.inventory;

import java.util.List;

/**
 * A thing at one moment.
 *
 * @param id    by which it is known again later
 * @param cells a {@code String}, {@code Double} or {@code Boolean} for each field of its kind, in order
 * @param ports what is edited when it is
 */
record Row(String id, List<Object> cells, List<Place> ports) {

    /** A port. @param switchName as commands call the switch: with its host, where hosts are named */
    record Place(String switchName, String name) {
    }
}
