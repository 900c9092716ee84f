package org.signalbox.attachment.qemu;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;

/**
 * Where a port and its virtual machine meet.
 *
 * @param path   absolute path of the port's Unix socket (with {@code server: false}, the machine's), at most
 *               {@value #LONGEST_PATH} bytes of UTF-8, as the kernel has it
 * @param server whether the port listens and the machine connects, or the other way round; true with datagrams
 * @param mode   how frames stand in the socket
 * @param peer   path of the machine's own socket, as {@code path}; with datagrams, and only with them
 */
@Doc("A QEMU machine: -netdev stream,id=n0,server=off,addr.type=unix,addr.path=PATH, or, in mode dgram, -netdev "
        + "dgram,id=n0,local.type=unix,local.path=PEER,remote.type=unix,remote.path=PATH")
public record QemuSettings(
        @Doc("Absolute path of the Unix socket; in mode dgram, of the port's own.") String path,
        @Doc("Whether Signalbox listens and the machine connects (its server=off), or the other way round.")
        @Default("true") boolean server,
        @Doc("stream: one connection; dgram: a frame in each datagram, and a socket at either end.")
        @Default("stream") Mode mode,
        @Doc("Absolute path of the machine's own Unix socket in mode dgram.") Optional<String> peer) {
    private static final int LONGEST_PATH = 107;

    /** How frames stand in the socket. */
    public enum Mode {
        /** Each behind its length, in one connection: {@code -netdev stream}. */
        STREAM,
        /** One in each datagram: {@code -netdev dgram}. */
        DGRAM
    }

    public QemuSettings {
        requireSocket(path);
        peer.ifPresent(QemuSettings::requireSocket);
        if (peer.isPresent() != (mode == Mode.DGRAM)) {
            throw new IllegalArgumentException(peer.isPresent() ? "found a peer in mode stream, expected mode: dgram"
                    : "found no peer, expected the path of the machine's own socket in mode dgram");
        }
        if (!server && mode == Mode.DGRAM) {
            throw new IllegalArgumentException("found server: false in mode dgram, expected it in mode stream only");
        }
        if (peer.filter(path::equals).isPresent()) {
            throw new IllegalArgumentException("found \"" + path + "\" twice, expected a socket for either end");
        }
    }

    private static void requireSocket(final String path) {
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
