package org.signalbox.vswitch;

import java.util.List;

/**
 * An installed extension: bound to every switch, enabled on some.
 *
 * @param id        symbolic name of its bundle
 * @param kind      what it may do
 * @param version   of its bundle
 * @param vendor    as its bundle says, or empty
 * @param enabledOn names of switches whose specs enable it
 */
public record ExtensionStatus(String id, ExtensionKind kind, String version, String vendor, List<String> enabledOn) {
}
