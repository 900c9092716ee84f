package org.signalbox.verify;

import java.util.Map;
import java.util.Optional;

/**
 * What an administrator could have set, as a document has it.
 *
 * @param port  of the ports of {@link Lab} that have one
 * @param whole of the switch
 */
record Policies(Optional<Map<String, Object>> port, Optional<Map<String, Object>> whole) {
    static final Policies NONE = new Policies(Optional.empty(), Optional.empty());
}
