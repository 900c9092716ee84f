package org.signalbox.workbench.trace;

import java.util.Map;
import java.util.Optional;
import org.signalbox.workbench.Cmdlet;

/**
 * A packet and where it enters, with the commands that tell what becomes of it.
 *
 * @param port   where it enters
 * @param to     the port that it is for
 * @param packet parameters of Trace-Packet by name
 */
record Question(String switchName, String port, Optional<String> to, Map<String, Object> packet) {

    static final String TRACE = "Trace-Packet";

    /** What becomes of it. */
    Cmdlet trace() {
        final Cmdlet cmdlet = on(TRACE);
        // several frames of a capture: their steps, as of one
        return packet.containsKey("Frame") && !packet.containsKey("Detailed") ? cmdlet.with("Detailed", true) : cmdlet;
    }

    /** What would become of it. */
    Cmdlet trace(WhatIf supposed) {
        return supposed.on(trace());
    }

    /** Its bytes where it enters and where it would leave. */
    Cmdlet bytes(WhatIf supposed) {
        return supposed.on(on("Get-PacketBytes"));
    }

    /** The smallest change that would deliver it. */
    Cmdlet remedy() {
        return on("Find-PacketRemedy");
    }

    private Cmdlet on(String name) {
        Cmdlet cmdlet = Cmdlet.of(name).with("SwitchName", switchName).with("VMNetworkAdapterName", port);
        if (to.isPresent()) {
            cmdlet = cmdlet.with("To", to.get());
        }
        for (final Map.Entry<String, Object> each : packet.entrySet()) {
            cmdlet = cmdlet.with(each.getKey(), each.getValue());
        }
        return cmdlet;
    }

    /** Its ends in words. */
    String words() {
        return switchName + ": " + port + to.map(name -> " to " + name).orElse("");
    }
}
