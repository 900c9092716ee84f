package org.signalbox.practices;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.signalbox.vswitch.PortSpec;

/** The filtering extension's policy of a port as it stands in a document, whether that is installed or not. */
final class Filtering {
    static final String EXTENSION = "org.signalbox.extension.filtering";

    private Filtering() {
    }

    /** Whether commands about filtering can change the port's policy; they refuse one of another shape. */
    static boolean isReadable(PortSpec port) {
        return port.policies().getOrDefault(EXTENSION, Map.of()) instanceof Map<?, ?>;
    }

    static boolean isOn(PortSpec port, String key) {
        return port.policies().get(EXTENSION) instanceof Map<?, ?> policy && Boolean.TRUE.equals(policy.get(key));
    }

    /** The entries of a list; those of another shape are left out. */
    static List<Map<?, ?>> entries(PortSpec port, String key) {
        final List<Map<?, ?>> entries = new ArrayList<>();
        if (port.policies().get(EXTENSION) instanceof Map<?, ?> policy && policy.get(key) instanceof List<?> list) {
            list.forEach(each -> {
                if (each instanceof Map<?, ?> entry) {
                    entries.add(entry);
                }
            });
        }
        return entries;
    }
}
