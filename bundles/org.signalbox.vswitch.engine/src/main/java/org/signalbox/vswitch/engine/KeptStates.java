package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * States on one switch that no stage has taken on: those that a version did not understand, and those of ports that are
 * gone. They are offered to stages of another version, and with a new port of that name. Any thread.
 */
final class KeptStates {
    /** Of all states; beyond it the oldest go. */
    static final int MOST_BYTES = 64 << 20;

    /** @param refusedBy the versions that were asked and did not understand it */
    private record Kept(StageState state, Set<String> refusedBy) {
    }

    private final Consumer<String> event;
    // oldest first
    private final List<Kept> kept = new ArrayList<>();

    /** @param event told in one sentence what is kept, and what no longer is */
    KeptStates(final Consumer<String> event) {
        this.event = event;
    }

    /** Those to offer to a version of an extension on these ports. */
    synchronized List<StageState> offer(final InstalledExtension to, final PortTable ports) {
        return kept.stream().filter(each -> each.state().extension().equals(to.id())
                && !each.refusedBy().contains(to.version()) && ports.port(each.state().port()) != null)
                .map(Kept::state).toList();
    }

    /** States were offered to a version, which did not understand some; those are kept. */
    synchronized void offered(final List<StageState> states, final List<StageState> left, final String version) {
        for (final StageState state : states) {
            if (left.stream().noneMatch(each -> each == state)) {
                kept.removeIf(each -> each.state() == state);
            } else {
                if (add(state)) {
                    event.accept("the state of port " + state.port() + " that " + state.extension() + " saved ("
                            + state.state() + ") is kept, since version " + version + " did not take it on");
                }
                kept.stream().filter(each -> each.state() == state)
                        .forEach(each -> each.refusedBy().add(version));
            }
        }
        limit();
    }

    /** Keeps what a former version saved, for that version. */
    synchronized void keep(final List<StageState> states) {
        states.forEach(this::add);
        limit();
    }

    /** Adds it unless it is kept already; whether it was not. */
    private boolean add(final StageState state) {
        return kept.stream().noneMatch(each -> each.state() == state) && kept.add(new Kept(state, new HashSet<>()));
    }

    private void limit() {
        long bytes = kept.stream().mapToLong(each -> each.state().state().size()).sum();
        while (bytes > MOST_BYTES) {
            final StageState oldest = kept.removeFirst().state();
            bytes -= oldest.state().size();
            event.accept("the state of port " + oldest.port() + " that " + oldest.extension()
                    + " saved is no longer kept, since there is more than " + MOST_BYTES + " bytes of others");
        }
    }
}
