package org.signalbox.vswitch.engine.model;

import java.util.Set;

/**
 * How many frames of a port an extension met, as it hands that over to another version.
 *
 * @param id        of the extension
 * @param version   that saved it: older ones do not understand it
 * @param refusedBy versions that did not, and are not asked again
 */
record StackMemory(String id, String port, int version, long met, Set<Integer> refusedBy) {
}
