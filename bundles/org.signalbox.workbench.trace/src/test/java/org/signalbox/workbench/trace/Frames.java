package org.signalbox.workbench.trace;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.FollowedFrame;
import org.signalbox.vswitch.FollowedFrame.Bytes;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Headers;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.decision.Verdict;

/** Made-up frames that were followed, from web to db. */
final class Frames {

    static final Headers HEADERS = new Headers(Optional.empty(), Optional.empty(), 0, Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final Map<String, byte[]> BUILT = new ConcurrentHashMap<>();

    private Frames() {
    }

    static byte[] udp(int port, boolean tagged) {
        return BUILT.computeIfAbsent(port + " " + tagged, _ -> built(port, tagged));
    }

    private static byte[] built(int port, boolean tagged) {
        final FrameBuilder frame = new FrameBuilder().ethernet(MacAddress.parse("02:00:00:00:00:02"),
                MacAddress.parse("02:00:00:00:00:01"));
        return (tagged ? frame.vlan(10) : frame).ipv4(IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2"))
                .udp(4000, port).payload(new byte[20]).build();
    }

    static Step step(String stage, Verdict verdict, Optional<Headers> after) {
        return new Step(stage, verdict, "rule", "why", after);
    }

    /** It leaves with a tag, or is dropped on its way. */
    static FollowedFrame frame(long number, long time, int port, boolean arrives) {
        final List<Step> egress = arrives
                ? List.of(step("switch", Verdict.REWRITE, Optional.of(HEADERS.withTag(Optional.of(10)))),
                        step("switch", Verdict.DELIVER, Optional.empty()))
                : List.of(step("acme.filter", Verdict.DROP, Optional.empty()));
        final byte[] entered = udp(port, false);
        return new FollowedFrame(new Decision(number, time, "web", entered.length, HEADERS,
                List.of(step("switch", Verdict.FORWARD, Optional.empty())), List.of(new Copy("db", egress))),
                bytes(entered), List.of(arrives ? Optional.of(bytes(udp(port, true))) : Optional.empty()));
    }

    private static Bytes bytes(byte[] bytes) {
        return new Bytes(MemorySegment.ofArray(bytes), bytes.length);
    }
}
