package org.signalbox.workbench.topology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.signalbox.command.JournalEntry;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.workbench.topology.Live.LivePort;
import org.signalbox.workbench.topology.Live.LiveSwitch;

/**
 * The last few statuses of each switch, from which rates are taken over about two seconds: long enough that a ping a
 * second shows as a steady 1 frame/s, short enough that a stopped flow is seen to stop. Used by one thread at a time.
 */
final class History {

    private static final int KEPT = 5;
    private static final double NANOS = 1e9;

    private final Map<String, Deque<SwitchStatus>> kept = new HashMap<>();

    /** Takes in the statuses of now and gives them back with their rates. */
    synchronized Live add(List<SwitchStatus> now, List<JournalEntry> journal) {
        kept.keySet().retainAll(now.stream().map(each -> each.spec().name()).collect(Collectors.toSet()));
        final List<LiveSwitch> live = new ArrayList<>(now.size());
        for (final SwitchStatus status : now) {
            final Deque<SwitchStatus> past = kept.computeIfAbsent(status.spec().name(), name -> new ArrayDeque<>());
            if (!past.isEmpty() && past.getLast().timeNanos() > status.timeNanos()) {
                past.clear();
            }
            if (past.isEmpty() || past.getLast().timeNanos() < status.timeNanos()) {
                past.addLast(status);
            }
            if (past.size() > KEPT) {
                past.removeFirst();
            }
            live.add(live(past.getFirst(), status));
        }
        return new Live(true, live, journal, Badges.NONE);
    }

    private static LiveSwitch live(SwitchStatus before, SwitchStatus now) {
        final double seconds = (now.timeNanos() - before.timeNanos()) / NANOS;
        final Map<String, PortStatus> earlier =
                before.ports().stream().collect(Collectors.toMap(port -> port.spec().name(), Function.identity()));
        final List<LivePort> ports = now.ports().stream().map(port -> {
            final PortStatus then = earlier.get(port.spec().name());
            return new LivePort(port, then == null ? Rate.NONE : Rate.of(then, port, seconds));
        }).toList();
        return new LiveSwitch(now, Rate.of(before, now, seconds), ports);
    }
}
