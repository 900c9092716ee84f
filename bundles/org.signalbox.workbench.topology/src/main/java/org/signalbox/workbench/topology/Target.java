package org.signalbox.workbench.topology;

import java.util.Optional;

/**
 * What can be selected: a host, a switch, or a port of it.
 *
 * @param switchName the live name of the switch, such as {@code prod} or {@code host1/prod}; of a host, the host's name
 */
record Target(Kind kind, String switchName, Optional<String> port) {

    /** What it is. */
    enum Kind {
        HOST, SWITCH, PORT
    }

    static Target host(String name) {
        return new Target(Kind.HOST, name, Optional.empty());
    }

    static Target of(String switchName) {
        return new Target(Kind.SWITCH, switchName, Optional.empty());
    }

    static Target of(String switchName, String port) {
        return new Target(Kind.PORT, switchName, Optional.of(port));
    }

    /** The name of the thing itself. */
    String name() {
        return port.orElse(switchName);
    }

    /** What it is and what it is called, in words. */
    String words() {
        return switch (kind) {
            case HOST -> "host " + switchName;
            case SWITCH -> "switch " + switchName;
            case PORT -> "port " + name() + " of switch " + switchName;
        };
    }
}
