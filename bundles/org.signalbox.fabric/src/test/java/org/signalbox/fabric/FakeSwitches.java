package org.signalbox.fabric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.Set;

import org.signalbox.schema.Schema;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.ExtensionLeak;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.Following;
import org.signalbox.vswitch.ForwardingEntry;
import org.signalbox.vswitch.RuleCount;
import org.signalbox.vswitch.Simulations;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.extension.PolicySchema;

/** An engine that remembers what it was asked for, and refuses what a test tells it to. */
public final class FakeSwitches implements VirtualSwitches {
    public final Set<String> present = new TreeSet<>();
    public final List<Refusal> refusals = new ArrayList<>();
    /** Of installed extensions that are not filtering ones. */
    public final Map<String, ExtensionKind> kinds = new HashMap<>();
    /** Extensions that go to the bottom once they are installed, as if they had declared it. */
    public final Set<String> humble = new TreeSet<>();
    /** Of installed extensions that have another version than 1.0.0. */
    public final Map<String, String> versions = new HashMap<>();
    /** Of extensions while they are present. */
    public final Map<String, Class<? extends Record>> portPolicies = new HashMap<>();
    public final Map<String, Class<? extends Record>> switchPolicies = new HashMap<>();
    /** What every switch has learned. */
    public final List<ForwardingEntry> learned = new ArrayList<>();
    /** What every switch decides as soon as it is followed. */
    public final List<Decision> decisions = new ArrayList<>();
    /** How often the rules of every switch decided. */
    public final List<RuleCount> counted = new ArrayList<>();
    /** How many more decisions each switch has lost then. */
    public long lost;
    /** What was followed last: the switch and the selection. */
    public volatile String followed = "";
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
                kinds.getOrDefault(id, ExtensionKind.FILTERING), version(id), "",
                List.of())).toList();
    }

    String version(String id) {
        return versions.getOrDefault(id, "1.0.0");
    }

    @Override
    public List<ExtensionLeak> leaks() {
        return List.copyOf(left);
    }

    @Override
    public Optional<Class<? extends Record>> portPolicy(String extension) {
        return Optional.<Class<? extends Record>>ofNullable(portPolicies.get(extension))
                .filter(_ -> present.contains(extension));
    }

    @Override
    public Optional<Class<? extends Record>> switchPolicy(String extension) {
        return Optional.<Class<? extends Record>>ofNullable(switchPolicies.get(extension))
                .filter(_ -> present.contains(extension));
    }

    /** What is older has {@code mark} for {@code stamp}. */
    @Override
    public Map<String, Object> currentPolicy(String extension, Class<? extends Record> type,
            Map<String, Object> policy) {
        final PolicySchema schema = PolicySchema.of(type);
        final Map<String, Object> keys = new LinkedHashMap<>(policy);
        keys.remove(PolicySchema.VERSION_KEY);
        if (PolicySchema.versionOf(policy) < schema.version()) {
            keys.put("stamp", keys.remove("mark"));
        }
        return schema.written(unbound(Schema.of(type), keys));
    }

    private static <R extends Record> Map<String, Object> unbound(Schema<R> schema, Object tree) {
        return schema.unbind(schema.bind(tree));
    }

    @Override
    public List<String> withExtension(List<String> extensions, String id) {
        final List<String> next = new ArrayList<>(extensions);
        next.add(humble.contains(id) && present.contains(id) ? next.size() : 0, id);
        return next;
    }

    @Override
    public List<RuleCount> ruleCounts(String switchName) {
        return List.copyOf(counted);
    }

    @Override
    public List<ForwardingEntry> forwardingTable(String switchName) {
        return List.copyOf(learned);
    }

    @Override
    public Following follow(String switchName, Following.Selection selection, Simulations.Decisions told) {
        followed = switchName + " " + selection;
        decisions.forEach(told::decided);
        return new Following() {
            private boolean closed;

            @Override
            public long lost() {
                return lost;
            }

            @Override
            public boolean isRunning() {
                return !closed;
            }

            @Override
            public void close() {
                closed = true;
                followed = "";
            }
        };
    }
}
