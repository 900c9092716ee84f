package org.signalbox.vswitch;

import org.signalbox.schema.Doc;
import org.signalbox.schema.Pattern;

/**
 * An extension as it was approved.
 *
 * @param id      symbolic name of its bundle
 * @param version of its bundle
 * @param digest  SHA-256 of its jar in hexadecimal digits, of what is in it where there is no jar
 */
public record LockedExtension(
        @Doc("Id of the extension.") String id,
        @Doc("Version of its bundle.") String version,
        @Doc("SHA-256 of its jar.") @Pattern(value = "[0-9a-f]{64}", means = "64 hexadecimal digits") String digest) {
}
