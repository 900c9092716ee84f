package org.signalbox.extension.tracing.live;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.FollowedFrame;
import org.signalbox.vswitch.FollowedFrame.Bytes;
import org.signalbox.vswitch.Following;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Traffic;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Headers;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.decision.Verdict;

/** An engine with one live switch, {@code lab} with the ports vm1 and vm2, whose frames a test makes. */
final class FakeSwitch implements Following {
    private static final long SECONDS = 30;

    final CountDownLatch followed = new CountDownLatch(1);
    volatile Selection selection;
    volatile boolean ended;
    volatile long lost;
    // why nobody may follow
    volatile String refusal = "";
    // frames that wait when it is closed
    volatile int waiting;
    private volatile Frames told;

    /** The engine. */
    VirtualSwitches switches() {
        return (VirtualSwitches) Proxy.newProxyInstance(FakeSwitch.class.getClassLoader(),
                new Class<?>[] {VirtualSwitches.class}, (_, method, given) -> switch (method.getName()) {
                    case "switches" -> List.of(status());
                    case "followFrames" -> follow((Selection) given[1], (Frames) given[2]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Following follow(final Selection selected, final Frames frames) {
        if (!refusal.isEmpty()) {
            throw new IllegalStateException(refusal);
        }
        selection = selected;
        told = frames;
        followed.countDown();
        return this;
    }

    private static SwitchStatus status() {
        final List<PortStatus> ports = Stream.of("vm1", "vm2").map(name -> new PortStatus(new PortSpec(name,
                Optional.empty(), Vlan.UNTAGGED, true, Map.of(), Map.of()), LinkState.UP, "", Traffic.NONE,
                Traffic.NONE, List.of())).toList();
        return new SwitchStatus(0, new SwitchSpec("lab", SwitchType.PRIVATE, List.of(),
                ports.stream().map(PortStatus::spec).toList()), List.of(), ports,
                new FrameTotals(0, 0, 0, 0, 0, 0), List.of(), 0);
    }

    /** A frame of so many bytes goes from vm1 to vm2. */
    void pass(final int bytes) throws InterruptedException {
        if (!followed.await(SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody follows");
        }
        told.followed(frame(bytes));
    }

    static FollowedFrame frame(final int bytes) {
        final Headers headers = headers();
        final Decision decision = new Decision(1, 1_000, "vm1", bytes, headers,
                List.of(step(Verdict.PASS, "vlan", "untagged"), step(Verdict.FORWARD, "learned", "it is behind vm2")),
                List.of(new Copy("vm2", List.of(step(Verdict.DELIVER, "vlan", "untagged")))));
        return new FollowedFrame(decision, new Bytes(MemorySegment.ofArray(new byte[bytes]), bytes),
                List.of(Optional.empty()));
    }

    static Headers headers() {
        return new Headers(Optional.of(MacAddress.parse("02:00:00:00:00:01")), Optional.of(MacAddress.BROADCAST), 0,
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    static Step step(final Verdict verdict, final String rule, final String reason) {
        return new Step("switch", verdict, rule, reason, Optional.empty());
    }

    @Override
    public long lost() {
        return lost;
    }

    @Override
    public boolean isRunning() {
        return !ended;
    }

    @Override
    public void close() {
        for (; waiting > 0; waiting--) {
            told.followed(frame(60));
        }
        ended = true;
    }
}
