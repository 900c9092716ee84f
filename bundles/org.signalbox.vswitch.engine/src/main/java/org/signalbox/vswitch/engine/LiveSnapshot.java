package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.Simulations.Decisions;
import org.signalbox.vswitch.Simulations.Deliveries;
import org.signalbox.vswitch.Simulations.Simulation;
import org.signalbox.vswitch.Simulations.Snapshot;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.extension.Stage;
import org.signalbox.vswitch.extension.StagePort;

/**
 * What a live switch remembered between two batches: filled once, under the engine's lock, and then read by any thread.
 */
final class LiveSnapshot implements Snapshot {
    /** Opens a simulation that begins with this. */
    interface Opener {
        Simulation open(LiveSnapshot from, SwitchSpec spec, Deliveries deliveries, Decisions decisions);
    }

    private static final int PATIENCE_MILLIS = 1_000;

    private record Learned(long address, int port, long timeNanos) {
    }

    private final SwitchSpec spec;
    private final PortTable ports;
    private final Opener opener;
    private final SwitchState state = new SwitchState();
    private final List<Learned> learned = new ArrayList<>();
    private final Map<String, Link> links = new HashMap<>();
    private final Map<String, String> faults = new HashMap<>();
    private final Map<String, List<StageState>> saved = new HashMap<>();
    // by extension
    private final Map<String, String> gaps = new LinkedHashMap<>();
    private long timeNanos;
    private boolean taken;

    LiveSnapshot(final SwitchSpec spec, final PortTable ports, final Opener opener) {
        this.spec = spec;
        this.ports = ports;
        this.opener = opener;
    }

    /** In a task: what may only be read while no worker is in a batch. */
    void take(final Program program, final SwitchState of, final Collection<EnabledExtension> extensions,
            final Collection<PortLink> attached, final long nanos) {
        timeNanos = nanos;
        state.program(program);
        ports.ports().forEach(port -> state.takeOn(of, port.index(), port.index()));
        attached.forEach(link -> links.put(link.port().name(), link.link()));
        for (final EnabledExtension each : extensions) {
            if (each.fault() != null) {
                faults.put(each.id(), each.fault());
                continue;
            }
            if (!each.extension().stateless()) {
                try {
                    if (!savesState(each)) {
                        gaps.put(each.id(), each.id() + " does not say that it is stateless, and saves nothing: if it "
                                + "remembers what it met, that is not known here");
                    }
                } catch (final LinkageError incomplete) {
                    gaps.put(each.id(), each.id() + " does not say that it is stateless, and whether it saves what it "
                            + "remembers cannot be told (" + incomplete + ")");
                }
            }
            try {
                saved.put(each.id(), each.save(ports.ports()));
            } catch (final StageState.NotSaved thrown) {
                gaps.put(each.id(), each.id() + " did not save what it remembers: " + thrown.getMessage());
            }
        }
        taken = true;
    }

    private static boolean savesState(final EnabledExtension extension) {
        final Stage stage = extension.stage(0).stage();
        try {
            return stage != null
                    && stage.getClass().getMethod("save", StagePort.class).getDeclaringClass() != Stage.class;
        } catch (final NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * After the task: a table may be read while frames pass, and a large one holds none of them up so.
     *
     * @throws IllegalStateException with one sentence, when the task did not come to its end
     */
    void learned(final ForwardingTable table) {
        if (!taken) {
            throw new IllegalStateException("found that what switch " + spec.name() + " remembers could be read in "
                    + "part only, expected all of it: see the log");
        }
        table.visit(timeNanos, (address, port, seen) -> {
            if (seen != ForwardingTable.STATIC) {
                learned.add(new Learned(address, port, seen));
            }
        });
        learned.sort(Comparator.comparingLong(Learned::timeNanos));
    }

    @Override
    public SwitchSpec spec() {
        return spec;
    }

    @Override
    public long timeNanos() {
        return timeNanos;
    }

    @Override
    public Simulation open(final SwitchSpec other, final Deliveries deliveries, final Decisions decisions) {
        return opener.open(this, other, deliveries, decisions);
    }

    /** Whether the live switch ran without this extension though its spec names it, since nobody provided it. */
    boolean toleratesAbsence(final String extension) {
        return spec.extensions().contains(extension) && ranWithout(extension);
    }

    private boolean ranWithout(final String extension) {
        return !saved.containsKey(extension) && !faults.containsKey(extension) && !gaps.containsKey(extension);
    }

    /**
     * The extensions of a simulation as they stood on the live switch, told of what its spec changes.
     *
     * @param to    the simulation's spec
     * @param table its ports
     * @param left  takes one sentence for each that does not remember what the live one did
     */
    List<EnabledExtension> enable(final List<InstalledExtension> extensions, final SwitchSpec to,
            final PortTable table, final Surroundings surroundings, final FaultLog log, final List<String> left) {
        final List<Port> common = table.ports().stream().filter(port -> ports.port(port.name()) != null)
                .map(port -> new Port(port.index(), ports.port(port.name()).spec())).toList();
        final PortTable before = new PortTable(common, spec.mirrors());
        final PortNews news = new PortNews(spec, before, to, table);
        final List<EnabledExtension> enabled = new ArrayList<>();
        for (final InstalledExtension each : extensions) {
            if (ranWithout(each.id())) {
                enabled.add(new EnabledExtension(each, patient(to), surroundings, log, table.ports(), 1, null));
                continue;
            }
            final EnabledExtension next = new EnabledExtension(each, patient(spec), surroundings, log, common, 1, null);
            if (faults.containsKey(each.id())) {
                next.remainFailed(faults.get(each.id()));
            } else {
                restore(next, before, left);
                news.of(next, List.of(), _ -> { }).forEach(Runnable::run);
            }
            next.bind(patient(to).binding(each.id()));
            enabled.add(next);
        }
        return enabled;
    }

    /** Nobody's frames wait for a twin, so a busy machine is not to make an extension fail there. */
    private static SwitchSpec patient(final SwitchSpec spec) {
        final Map<String, ExtensionBinding> bindings = new HashMap<>();
        spec.extensions().forEach(id -> bindings.put(id, new ExtensionBinding(spec.binding(id).onFailure(),
                Math.max(PATIENCE_MILLIS, spec.binding(id).deadline()))));
        return spec.withBindings(bindings);
    }

    private void restore(final EnabledExtension next, final PortTable before, final List<String> left) {
        if (gaps.containsKey(next.id())) {
            left.add(gaps.get(next.id()));
        }
        final List<StageState> states = saved.getOrDefault(next.id(), List.of()).stream()
                .filter(each -> before.port(each.port()) != null).toList();
        next.restore(states, before).forEach(each -> left.add(next.id() + " did not take on what it remembers of port "
                + each.port() + " (" + each.state() + ")"));
    }

    /** Whether an extension that this one failed on is to be taken as failed. */
    boolean hasFailed(final String extension) {
        return faults.containsKey(extension);
    }

    /** What the switch itself remembers goes to a simulation's, as far as that has the ports as they were. */
    void remember(final SwitchState to, final PortTable table) {
        final int[] places = new int[ports.size()];
        for (final Port port : ports.ports()) {
            final Port now = table.port(port.name());
            final boolean same = now != null && now.spec().vlan().equals(port.spec().vlan());
            places[port.index()] = same ? now.index() : ForwardingTable.NONE;
            if (same) {
                to.takeOn(state, port.index(), now.index());
            }
        }
        for (final Learned each : learned) {
            if (each.port() < places.length && places[each.port()] != ForwardingTable.NONE) {
                to.table().learn(each.address(), places[each.port()], each.timeNanos());
            }
        }
    }

    /** Why nothing is delivered at a port, or -1; another attachment is taken to work. */
    int refusal(final PortSpec port) {
        final Port was = ports.port(port.name());
        final Link link = was == null || !was.spec().attachment().equals(port.attachment()) ? null
                : links.get(port.name());
        return link == null || link.state() == LinkState.UP ? -1
                : link.state() == LinkState.DISCONNECTED ? DropReasons.DISCONNECTED : DropReasons.LINK_DOWN;
    }
}
