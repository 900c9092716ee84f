package org.signalbox.extension.tracing.live;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import org.signalbox.capture.CaptureWriter;
import org.signalbox.capture.CaptureWriter.Statistics;
import org.signalbox.capture.CaptureWriter.Way;
import org.signalbox.vswitch.FollowedFrame.Bytes;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.SwitchStatus;

/**
 * The interfaces of a capture, one for each port, and what was counted at them: the same numbers in each of its files.
 * A port that comes later gets its interface with its first frame.
 */
final class CaptureSection {
    private static final String NO_PORT = "made by extensions, without a port";

    private final String switchName;
    private final int snapLength;
    private final long startNanos;
    // by port, in the order of their numbers
    private final Map<String, String> descriptions = new LinkedHashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Long> passedBefore = new HashMap<>();
    private final Map<String, Long> written = new TreeMap<>();
    private CaptureWriter writer;

    CaptureSection(SwitchStatus on, int snapLength, long startNanos) {
        this.switchName = on.spec().name();
        this.snapLength = snapLength;
        this.startNanos = startNanos;
        for (PortStatus port : on.ports()) {
            descriptions.put(port.spec().name(), "port of switch " + switchName + ", " + port.spec().vlan().text());
            passedBefore.put(port.spec().name(), passed(port));
        }
    }

    private static long passed(PortStatus port) {
        return port.received().frames() + port.delivered().frames();
    }

    /** Goes on in a file that is empty yet. */
    void begin(CaptureWriter next) throws IOException {
        writer = next;
        numbers.clear();
        for (String port : descriptions.keySet()) {
            describe(port);
        }
        writer.flush();
    }

    private void describe(String port) throws IOException {
        numbers.put(port, writer.addInterface(port.isEmpty() ? switchName : port, descriptions.get(port), snapLength));
    }

    void write(String port, long timeNanos, Bytes bytes, Way way, String comment) throws IOException {
        if (!descriptions.containsKey(port)) {
            descriptions.put(port, port.isEmpty() ? NO_PORT : "port of switch " + switchName);
            describe(port);
        }
        final MemorySegment memory = bytes.memory();
        writer.write(numbers.get(port), timeNanos, memory, 0, (int) memory.byteSize(), bytes.wireLength(), way,
                comment);
        written.merge(port, 1L, Long::sum);
    }

    /**
     * Ends the file with what was counted since the capture began.
     *
     * @param ports as they are now
     * @param lost  frames by the port where they entered
     */
    void end(Iterable<PortStatus> ports, Map<String, Long> lost, long endNanos) throws IOException {
        final Map<String, Long> passed = new HashMap<>();
        for (PortStatus port : ports) {
            passed.put(port.spec().name(), passed(port) - passedBefore.getOrDefault(port.spec().name(), 0L));
        }
        for (Map.Entry<String, Integer> each : numbers.entrySet()) {
            final long kept = written.getOrDefault(each.getKey(), 0L);
            final long dropped = lost.getOrDefault(each.getKey(), 0L);
            // a port that was made anew counts from its beginning
            final long received = Math.max(kept + dropped, passed.getOrDefault(each.getKey(), 0L));
            writer.writeStatistics(each.getValue(), new Statistics(startNanos, endNanos, received, kept + dropped,
                    dropped, kept));
        }
    }
}
