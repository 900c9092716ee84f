package org.signalbox.vswitch.extension;

import java.util.Optional;

import org.signalbox.frame.MacAddress;

/**
 * A port as a stage knows it.
 *
 * @param index small, dense, and stable for the life of the port: for arrays by {@link FrameBatch#sourcePort}
 * @param name  as in the fabric document
 */
public record StagePort(int index, String name, Optional<MacAddress> mac) {
}
