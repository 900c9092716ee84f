package org.signalbox.attachment.qemu;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;

/**
 * Where a port and its virtual machine meet.
 *
 * @param path   absolute path of a Unix socket, at most {@value #LONGEST_PATH} bytes of UTF-8, as the kernel has it
 * @param server whether the port listens and the machine connects, or the other way round
 */
@Doc("A QEMU machine: -netdev stream,id=n0,server=off,addr.type=unix,addr.path=PATH")
public record QemuSettings(
        @Doc("Absolute path of the Unix socket.") String path,
        @Doc("Whether Signalbox listens and the machine connects (its server=off), or the other way round.")
        @Default("true") boolean server) {
    private static final int LONGEST_PATH = 107;

    public QemuSettings {
        final String expected = "expected the absolute path of a Unix socket of at most " + LONGEST_PATH + " bytes";
        try {
            if (!Path.of(path).isAbsolute() || path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
                throw new IllegalArgumentException("found \"" + path + "\", " + expected);
            }
        } catch (final InvalidPathException e) {
            throw new IllegalArgumentException("found a path that is none (" + e.getReason() + "), " + expected, e);
        }
    }
}
