package org.signalbox.vswitch.engine;

import org.signalbox.vswitch.extension.Extension;

/**
 * An extension that a bundle provides.
 *
 * @param id      symbolic name of the bundle
 * @param version of the bundle
 * @param vendor  as the bundle says, or empty
 */
record InstalledExtension(String id, String version, String vendor, Extension service) {
}
