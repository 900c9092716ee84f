package org.signalbox.fabric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.Set;

import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.ExtensionLeak;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.ForwardingEntry;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.VirtualSwitches;

/** An engine that remembers what it was asked for, and refuses what a test tells it to. */
public final class FakeSwitches implements VirtualSwitches {
    public final Set<String> present = new TreeSet<>();
    public final List<Refusal> refusals = new ArrayList<>();
    /** Of installed extensions that are not filtering ones. */
    public final Map<String, ExtensionKind> kinds = new HashMap<>();
    /** Extensions that go to the bottom once they are installed, as if they had declared it. */
    public final Set<String> humble = new TreeSet<>();
    /** What every switch has learned. */
    public final List<ForwardingEntry> learned = new ArrayList<>();
    /** What is known of switches. */
    public final List<SwitchStatus> live = new ArrayList<>();
    /** What extensions left behind. */
    public final List<ExtensionLeak> left = new ArrayList<>();
    public volatile List<SwitchSpec> applied = List.of();

    @Override
    public List<Refusal> check(List<SwitchSpec> desired) {
        return List.copyOf(refusals);
    }

    @Override
    public void apply(List<SwitchSpec> desired) {
        applied = List.copyOf(desired);
    }

    @Override
    public List<SwitchStatus> switches() {
        return List.copyOf(live);
    }

    @Override
    public List<ExtensionStatus> extensions() {
        return present.stream().map(id -> new ExtensionStatus(id,
                kinds.getOrDefault(id, ExtensionKind.FILTERING), "1.0.0", "",
                List.of())).toList();
    }

    @Override
    public List<ExtensionLeak> leaks() {
        return List.copyOf(left);
    }

    @Override
    public Optional<Class<? extends Record>> portPolicy(String extension) {
        return Optional.empty();
    }

    @Override
    public List<String> withExtension(List<String> extensions, String id) {
        final List<String> next = new ArrayList<>(extensions);
        next.add(humble.contains(id) && present.contains(id) ? next.size() : 0, id);
        return next;
    }

    @Override
    public List<ForwardingEntry> forwardingTable(String switchName) {
        return List.copyOf(learned);
    }
}
