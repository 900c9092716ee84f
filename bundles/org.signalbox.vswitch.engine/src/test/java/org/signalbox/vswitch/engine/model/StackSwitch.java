package org.signalbox.vswitch.engine.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;

/** One switch of a {@link StackModel}: which extensions run there, and which ports are open. */
public final class StackSwitch {
    /** An extension that is enabled and present. */
    static final class Running {
        final StackOffer offer;
        boolean failed;
        boolean reports = true;
        boolean hasStages = true;
        long faults;
        // frames of each port: what it remembers
        final Map<String, Long> met = new TreeMap<>();
        long frames;
        long drops;

        Running(final StackOffer offer) {
            this.offer = offer;
        }
    }

    private final StackModel model;
    private final StackWay way;
    private final Map<String, Running> running = new HashMap<>();
    private final List<StackMemory> kept = new ArrayList<>();
    private final Map<String, List<StackFrame>> waiting = new LinkedHashMap<>();
    private SwitchSpec spec;

    StackSwitch(final StackModel model, final SwitchSpec spec) {
        this.model = model;
        this.spec = spec.withPorts(List.of()).withExtensions(List.of());
        this.way = new StackWay(model, this);
    }

    public SwitchSpec spec() {
        return spec;
    }

    public StackWay way() {
        return way;
    }

    /** Of a kind, top first. */
    List<Running> running(final ExtensionKind kind) {
        return spec.extensions().stream().map(running::get).filter(each -> each != null && each.offer.kind() == kind)
                .toList();
    }

    FailPolicy onFailure(final Running each) {
        return Optional.ofNullable(spec.bindings().get(each.offer.id())).flatMap(binding -> binding.onFailure())
                .orElse(each.offer.kind() == ExtensionKind.CAPTURING ? FailPolicy.OPEN : FailPolicy.CLOSED);
    }

    /** Whether it has failed and waits for an administrator. */
    public boolean isQuarantined(final String id) {
        final Running each = running.get(id);
        return each != null && each.failed && onFailure(each) == FailPolicy.QUARANTINE;
    }

    Optional<PortSpec> port(final String name) {
        return spec.ports().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    StackPolicy policy(final String port, final String id) {
        return port(port).map(each -> StackPolicy.of(each.policies().get(id))).orElse(StackPolicy.NONE);
    }

    // life of extensions

    void enable(final StackOffer offer) {
        if (spec.extensions().contains(offer.id()) && !running.containsKey(offer.id())) {
            final Running added = start(offer, null);
            running.put(offer.id(), added);
            offerKept(added);
        }
    }

    private Running start(final StackOffer offer, final Running former) {
        final Running next = new Running(offer);
        if (former != null) {
            next.faults = former.faults;
            next.frames = former.frames;
            next.drops = former.drops;
            // reported once, however often it fails when it is started anew; another version is another extension
            next.reports = former.faults == 0 || !former.offer.equals(offer);
        }
        if (model.isArmed(offer, StackOffer.Fault.CREATE)) {
            next.hasStages = false;
            fail(next);
        }
        spec.ports().forEach(port -> tell(next, port));
        return next;
    }

    /** Of a port's policy, unless it has failed. */
    private void tell(final Running each, final PortSpec port) {
        if (StackModel.isWrong(port, each.offer.id()) || model.isArmed(each.offer, StackOffer.Fault.PORT)) {
            fail(each);
        }
    }

    void fail(final Running each) {
        if (!each.failed) {
            each.failed = true;
            each.faults++;
            if (each.reports) {
                model.account().reported(each.offer.id(), spec.name());
            }
        }
    }

    void disable(final String id) {
        final Running gone = running.remove(id);
        if (gone != null) {
            closed(gone);
        }
    }

    private void closed(final Running gone) {
        if (gone.hasStages && gone.reports && model.isArmed(gone.offer, StackOffer.Fault.CLOSE)) {
            model.account().reported(gone.offer.id(), spec.name());
        }
    }

    void close() {
        List.copyOf(running.keySet()).forEach(this::disable);
    }

    void restart() {
        for (final Running each : List.copyOf(running.values())) {
            if (each.failed && onFailure(each) != FailPolicy.QUARANTINE) {
                running.put(each.offer.id(), start(each.offer, each));
            }
        }
    }

    void change(final SwitchSpec next) {
        final SwitchSpec old = spec;
        running.keySet().stream().filter(id -> !next.extensions().contains(id)).toList().forEach(this::disable);
        spec = next;
        for (final Running each : running.values()) {
            for (final PortSpec port : next.ports()) {
                final Optional<PortSpec> before =
                        old.ports().stream().filter(other -> other.name().equals(port.name())).findFirst();
                if (before.isEmpty() || !Objects.equals(before.get().policies().get(each.offer.id()),
                        port.policies().get(each.offer.id()))) {
                    tell(each, port);
                }
                if (before.isEmpty()) {
                    offerKept(each);
                }
            }
        }
        model.present(next.extensions()).forEach(this::enable);
        for (final PortSpec gone : old.ports()) {
            if (port(gone.name()).isEmpty()) {
                way.leave(gone.name());
                waiting.remove(gone.name());
                running.values().forEach(each -> each.met.remove(gone.name()));
            }
        }
        if (next.workers() != old.workers()) {
            running.values().forEach(each -> {
                each.hasStages = true;
                each.reports = each.faults == 0;
                offerKept(each);
            });
        }
    }

    // versions, and what they remember

    /** Another version, made to take the place of the one that is enabled here. */
    Optional<Running> prepare(final StackOffer offer) {
        return Optional.ofNullable(running.get(offer.id())).map(former -> start(offer, former));
    }

    /** It takes the place, with what the former one remembers; that, or nothing if it could not be handed over. */
    Optional<List<StackMemory>> exchange(final Running next) {
        final Running former = running.get(next.offer.id());
        final boolean asked = !former.failed && !spec.ports().isEmpty();
        if (asked && model.isArmed(former.offer, StackOffer.Fault.SAVE, this)) {
            return Optional.empty();
        }
        final List<StackMemory> saved = !asked ? List.of() : former.met.entrySet().stream().map(each ->
                new StackMemory(former.offer.id(), each.getKey(), former.offer.version(), each.getValue(),
                        new HashSet<>())).toList();
        final boolean told = !saved.isEmpty() || !offered(next).isEmpty();
        if (told && model.isArmed(next.offer, StackOffer.Fault.RESTORE, this)) {
            fail(next);
            return Optional.empty();
        }
        keep(saved);
        replace(former, next);
        return Optional.of(saved);
    }

    /** The old version is in use again, with what it remembered before. */
    void bringBack(final StackOffer offer, final List<StackMemory> saved) {
        keep(saved);
        prepare(offer).ifPresent(next -> replace(running.get(offer.id()), next));
    }

    private void replace(final Running former, final Running next) {
        offerKept(next);
        running.put(next.offer.id(), next);
        closed(former);
    }

    /** For whoever understands it. */
    void keep(final List<StackMemory> memories) {
        memories.stream().filter(each -> kept.stream().noneMatch(other -> other == each)).forEach(kept::add);
    }

    private List<StackMemory> offered(final Running to) {
        return kept.stream().filter(each -> each.id().equals(to.offer.id()) && port(each.port()).isPresent()
                && !each.refusedBy().contains(to.offer.version())).toList();
    }

    private void offerKept(final Running to) {
        for (final StackMemory each : to.failed ? List.<StackMemory>of() : offered(to)) {
            if (each.version() <= to.offer.version()) {
                to.met.merge(each.port(), each.met(), Long::sum);
                kept.removeIf(other -> other == each);
            } else {
                each.refusedBy().add(to.offer.version());
            }
        }
    }

    boolean hasFailed(final StackOffer offer) {
        final Running each = running.get(offer.id());
        return each != null && each.offer.equals(offer) && each.failed;
    }

    // ports

    /** Which mandatory extension does not run; empty when frames can pass. */
    String missing(final PortSpec port) {
        return port.mandatoryExtensions().stream()
                .sorted(Comparator.comparing(id -> running.containsKey(id) ? 1 : 0))
                .filter(id -> !running.containsKey(id) || running.get(id).failed).findFirst().orElse("");
    }

    public boolean isOpen(final String port) {
        return port(port).filter(each -> !each.attachment().isEmpty() && missing(each).isEmpty()).isPresent();
    }

    /** A frame arrives, and waits outside while the port is down. */
    public void send(final StackFrame frame) {
        if (isOpen(frame.source)) {
            way.enter(frame);
        } else {
            waiting.computeIfAbsent(frame.source, _ -> new ArrayList<>()).add(frame);
        }
    }

    /** Frames that wait outside. */
    public int waiting() {
        return waiting.values().stream().mapToInt(List::size).sum();
    }

    void open() {
        for (final String port : List.copyOf(waiting.keySet())) {
            if (isOpen(port)) {
                waiting.remove(port).forEach(way::enter);
            }
        }
    }

    /** A capturing extension originates a frame, if it runs. */
    public void originate(final String id, final StackFrame frame) {
        final Running by = running.get(id);
        if (by != null && !by.failed) {
            if (model.isArmed(by.offer, StackOffer.Fault.ORIGINATE)) {
                fail(by);
            } else {
                way.originate(by, frame);
            }
        }
    }

    // what it says of itself

    /** Each enabled extension, as a status has it. */
    public List<String> stages() {
        final List<String> all = new ArrayList<>();
        for (final ExtensionKind kind : ExtensionKind.values()) {
            running(kind).forEach(each -> all.add(each.offer.id() + " v" + each.offer.version() + " "
                    + (each.failed ? "FAULTED" : "RUNNING") + " " + each.frames + " frames " + each.drops + " drops "
                    + each.faults + " faults" + (each.failed ? "" : complaint(each))));
        }
        spec.extensions().stream().filter(id -> !running.containsKey(id)).forEach(id -> all.add(id + " v ABSENT "
                + "0 frames 0 drops 0 faults"));
        return all;
    }

    private String complaint(final Running of) {
        final StackOffer offer = of.offer;
        final Running first = running(offer.kind()).getFirst();
        if (offer.kind() == ExtensionKind.FORWARDING && first != of) {
            return " another forwarding extension, " + first.offer.id() + ", chooses the destinations";
        }
        return model.present(spec.extensions()).stream().takeWhile(above -> !above.id().equals(offer.id()))
                .filter(offer::precedes).findFirst().map(above -> " it stands below " + above.id()).orElse("");
    }

    /** What those that run remember. */
    public Map<String, Map<String, Long>> memories() {
        final Map<String, Map<String, Long>> all = new TreeMap<>();
        running.values().stream().filter(each -> !each.failed).forEach(each -> all.put(each.offer.id(), each.met));
        return all;
    }

    /** Each port, as a status has it. */
    public List<String> ports() {
        return spec.ports().stream().map(port -> {
            final String missing = missing(port);
            return port.name() + " " + (port.attachment().isEmpty() ? "DISCONNECTED" : missing.isEmpty() ? "UP"
                    : "DOWN it requires " + missing) + " " + way.traffic(port.name());
        }).toList();
    }
}
