package org.signalbox.vswitch.engine;

import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.extension.StagePort;

/**
 * A port and its place in the arrays of its switch.
 *
 * @param index small and stable for the life of the port
 */
record Port(int index, PortSpec spec) {
    String name() {
        return spec.name();
    }

    StagePort stagePort() {
        return new StagePort(index, spec.name(), spec.mac());
    }
}
