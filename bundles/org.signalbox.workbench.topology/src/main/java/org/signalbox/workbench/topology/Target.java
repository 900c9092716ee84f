package org.signalbox.workbench.topology;

import java.util.Optional;

/** What can be selected: a switch, or a port of it. */
record Target(String switchName, Optional<String> port) {

    static Target of(String switchName) {
        return new Target(switchName, Optional.empty());
    }

    static Target of(String switchName, String port) {
        return new Target(switchName, Optional.of(port));
    }
}
