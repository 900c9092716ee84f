package org.signalbox.fabric.extension;

import java.util.Optional;

import org.signalbox.vswitch.ExtensionKind;

/**
 * What a file offers that is not installed.
 *
 * @param id          of the extension, the symbolic name of its bundle
 * @param description from its manifest
 * @param kind        empty where its classes do not tell
 * @param signature   who signed it, in words
 * @param mayRun      whether the fabric's trust lets it run
 */
public record FileOffer(String id, String version, String description, Optional<ExtensionKind> kind, String signature,
        boolean mayRun) {
}
