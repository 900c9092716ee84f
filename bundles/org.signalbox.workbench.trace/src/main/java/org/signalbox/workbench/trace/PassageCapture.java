package org.signalbox.workbench.trace;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.signalbox.capture.CaptureException;
import org.signalbox.capture.CaptureWriter;
import org.signalbox.capture.CaptureWriter.Way;
import org.signalbox.command.RefusedException;

/** Writes frames as pcapng: an interface for each port, and what was decided in the packets' comments. */
final class PassageCapture {

    private static final Set<OpenOption> REPLACED =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    private static final String NO_PORT = "made by extensions, without a port";

    private PassageCapture() {
    }

    /**
     * Writes a file, in the place of one that is there. Nobody but the user may read a new one: it holds what others
     * said.
     *
     * @return how many were written
     * @throws RefusedException with one sentence, where it cannot be written
     */
    static long write(Path file, Stream<Passage> passages) throws RefusedException {
        final FileAttribute<?>[] own = file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        try (CaptureWriter writer = CaptureWriter.to(FileChannel.open(file, REPLACED, own))) {
            final Map<String, Integer> interfaces = new HashMap<>();
            long count = 0;
            for (final Passage each : (Iterable<Passage>) passages::iterator) {
                count++;
                if (!interfaces.containsKey(each.port())) {
                    interfaces.put(each.port(), writer.addInterface(each.port().isEmpty() ? NO_PORT : each.port()));
                }
                writer.write(interfaces.get(each.port()), each.time(), MemorySegment.ofArray(each.bytes()), 0,
                        each.bytes().length, each.length(), each.made() ? Way.UNKNOWN
                                : each.entered() ? Way.INBOUND : Way.OUTBOUND, each.comment());
            }
            return count;
        } catch (IOException fault) {
            throw new RefusedException(file + ": found a file that cannot be written ("
                    + CaptureException.reason(fault) + "), expected a place for a capture", fault);
        }
    }
}
