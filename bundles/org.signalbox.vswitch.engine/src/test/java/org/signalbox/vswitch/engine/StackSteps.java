package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.engine.model.StackOffer;
import org.signalbox.vswitch.engine.model.StackOffer.Fault;

/**
 * What can be done to a {@link StackRun}, by chance. A step looks at how things stand, so that it means something
 * whichever steps were before it, and says in words what it did.
 */
final class StackSteps {
    /** A kind of step, and how often it comes among others. */
    enum Kind {
        INSTALL(12), REMOVE(6), ENABLE(14), DISABLE(5), REORDER(8), POLICY(16), BINDING(4), FAULT(12), ORIGINATE(5),
        REST(2), WORKERS(3), ADD_PORT(3), REMOVE_PORT(3), MANDATORY(4), SWITCH(2), WRONG(3), BROKEN_START(3),
        BROKEN_POLICY(2), BROKEN_END(2);

        private final int weight;

        Kind(final int weight) {
            this.weight = weight;
        }
    }

    /** A step of a sequence. */
    record Step(Kind kind, long seed) {
    }


    private final StackRun run;
    private final StackTraffic traffic;
    private final StackSpecs some;
    private Random random;
    private int serials;

    StackSteps(final StackRun run, final long seed) {
        this.run = run;
        this.traffic = new StackTraffic(run);
        this.some = new StackSpecs(run.model()::with);
        use(seed);
        for (int k = random.nextInt(4); k >= 0; k--) {
            run.install(offer(pick(StackSpecs.IDS)));
        }
        run.propose(IntStream.rangeClosed(0, random.nextInt(3) / 2).mapToObj(_ -> some.newSwitch()).toList(), true);
    }

    /** A sequence by chance. */
    static List<Step> sequence(final long seed) {
        final Random random = new Random(seed);
        final List<Kind> kinds = new ArrayList<>();
        for (final Kind kind : Kind.values()) {
            kinds.addAll(Collections.nCopies(kind.weight, kind));
        }
        return IntStream.range(0, 10 + random.nextInt(31))
                .mapToObj(_ -> new Step(kinds.get(random.nextInt(kinds.size())), random.nextLong())).toList();
    }

    /** How it began. */
    String beginning() {
        return "installed " + run.offers() + run.specs().stream().map(StackSpecs::words).collect(Collectors.joining());
    }

    /** Does a step, lets frames follow, and compares; in words what it did. */
    void make(final Step step, final List<String> words) throws InterruptedException {
        use(step.seed());
        final int said = words.size();
        words.add(step.kind() + " ...");
        words.set(said, switch (step.kind()) {
            case INSTALL -> install();
            case REMOVE -> run.offers().isEmpty() ? "remove nothing" : remove(pick(run.offers()));
            // an upgrade of one offer to another of the same id is to be a kind of step beside these
            case ENABLE -> enable(pick(StackSpecs.IDS));
            case DISABLE -> disable("");
            case REORDER -> reorder();
            case POLICY -> policy("");
            case BINDING -> binding();
            case FAULT -> onSwitch(spec -> traffic.fault(spec, random));
            case ORIGINATE -> onSwitch(spec -> traffic.originate(spec, random));
            case REST -> rest();
            case WORKERS -> workers();
            case ADD_PORT -> addPort();
            case REMOVE_PORT -> removePort();
            case MANDATORY -> mandatory();
            case SWITCH -> addOrRemoveSwitch();
            case WRONG -> wrong();
            case BROKEN_START -> broken(Fault.CREATE, offer -> enable(offer.id()));
            case BROKEN_POLICY -> broken(Fault.PORT, offer -> policy(offer.id()));
            case BROKEN_END -> broken(Fault.CLOSE, random.nextBoolean() ? this::remove : offer -> disable(offer.id()));
        });
        if (run.open()) {
            run.compare();
        }
        if (!run.specs().isEmpty() && random.nextInt(4) > 0) {
            words.add(traffic.burst(pick(run.specs()), random));
        }
        run.compare();
    }

    private void use(final long seed) {
        random = new Random(seed);
        some.random(random);
    }

    private <T> T pick(final List<T> among) {
        return among.get(random.nextInt(among.size()));
    }

    // bundles

    private StackOffer offer(final String id) {
        final ExtensionKind kind = switch (id.charAt(0)) {
            case 'c' -> ExtensionKind.CAPTURING;
            case 'f' -> ExtensionKind.FILTERING;
            default -> ExtensionKind.FORWARDING;
        };
        return new StackOffer(++serials, id, kind, 1 + random.nextInt(3),
                random.nextInt(4) == 0 ? Set.of(pick(StackSpecs.IDS)) : Set.of(),
                random.nextInt(6) == 0 ? Set.of(pick(StackSpecs.IDS)) : Set.of());
    }

    private String install() {
        final StackOffer offer = offer(pick(StackSpecs.IDS));
        run.install(offer);
        return "install " + offer;
    }

    private String remove(final StackOffer offer) {
        run.remove(offer);
        return "remove " + offer;
    }

    private String rest() throws InterruptedException {
        run.rest();
        return "a rest";
    }

    /** Something that an extension fails at. */
    private String broken(final Fault fault, final Function<StackOffer, String> what) {
        if (run.model().installed().isEmpty()) {
            return "nobody to fail";
        }
        final StackOffer offer = pick(run.model().installed());
        run.arm(offer, fault);
        final String words = what.apply(offer);
        run.disarm(offer);
        return words + ", with " + offer.id() + " failing at " + fault;
    }

    // specs

    private String change(final SwitchSpec old, final SwitchSpec next, final String words) {
        final List<SwitchSpec> specs = new ArrayList<>(run.specs());
        specs.replaceAll(each -> each == old ? next : each);
        final boolean anyhow = random.nextInt(3) == 0;
        return words + " on " + old.name() + (run.propose(specs, anyhow) ? "" : ": refused");
    }

    private String onSwitch(final Function<SwitchSpec, String> what) {
        return run.specs().isEmpty() ? "no switch" : what.apply(pick(run.specs()));
    }

    private String enable(final String id) {
        return onSwitch(spec -> {
            if (spec.extensions().contains(id)) {
                return id + " is enabled";
            }
            final List<String> ids = run.place(spec.extensions(), id);
            return change(spec, spec.withExtensions(ids), "enable " + ids);
        });
    }

    private String disable(final String wanted) {
        return onSwitch(spec -> {
            if (spec.extensions().isEmpty()) {
                return "disable nothing";
            }
            final String id = spec.extensions().contains(wanted) ? wanted : pick(spec.extensions());
            return change(spec, spec.withExtensions(spec.extensions().stream().filter(each -> !each.equals(id))
                    .toList()), "disable " + id);
        });
    }

    private String reorder() {
        return onSwitch(spec -> {
            final List<String> ids = new ArrayList<>(spec.extensions());
            Collections.shuffle(ids, random);
            return change(spec, spec.withExtensions(ids), "order " + ids);
        });
    }

    private String onPort(final BiFunction<SwitchSpec, PortSpec, PortSpec> what,
            final String words) {
        return onSwitch(spec -> {
            if (spec.ports().isEmpty()) {
                return "no port";
            }
            final PortSpec port = pick(spec.ports());
            final PortSpec next = what.apply(spec, port);
            final List<PortSpec> ports = new ArrayList<>(spec.ports());
            ports.set(ports.indexOf(port), next);
            return change(spec, spec.withPorts(ports), words + " " + StackSpecs.words(next));
        });
    }

    private String policy(final String wanted) {
        return onPort((spec, port) -> {
            final Map<String, Object> policies = new HashMap<>(port.policies());
            // one that is refused stands in the way of all else
            final Optional<String> wrong = policies.keySet().stream()
                    .filter(each -> StackSpecs.isRefused(policies.get(each))).findFirst();
            final String id = wrong.orElse(spec.extensions().contains(wanted) ? wanted : someId(spec));
            if (random.nextInt(5) == 0) {
                policies.remove(id);
            } else {
                policies.put(id, random.nextInt(20) == 0 ? StackSpecs.REFUSED : some.somePolicy());
            }
            return port.withPolicies(policies);
        }, "policies of");
    }

    private String someId(final SwitchSpec spec) {
        return pick(spec.extensions().isEmpty() ? StackSpecs.IDS : spec.extensions());
    }

    private String mandatory() {
        return onPort((_, port) -> port.withMandatoryExtensions(port.mandatoryExtensions().isEmpty()
                ? List.of(pick(StackSpecs.IDS)) : List.of()), "mandatory at");
    }

    // whether one that leaves its quarantine has rested before, the model does not know: a rest follows
    private String binding() throws InterruptedException {
        final Set<String> left = new HashSet<>();
        final String words = onSwitch(spec -> {
            final Map<String, ExtensionBinding> bindings = new LinkedHashMap<>(spec.bindings());
            final String id = someId(spec);
            if (run.model().at(spec.name()).isQuarantined(id)) {
                if (spec.ports().stream().anyMatch(port -> StackSpecs.isRefused(port.policies().get(id)))) {
                    return id + " could not start on " + spec.name();
                }
                left.add(id);
            }
            final Optional<FailPolicy> policy = random.nextInt(4) == 0 ? Optional.empty()
                    : Optional.of(pick(List.of(FailPolicy.values())));
            bindings.put(id, StackSpecs.binding(policy));
            return change(spec, spec.withBindings(bindings), "on failure of " + id + " " + policy);
        });
        return left.isEmpty() ? words : words + ", then " + rest();
    }

    private String workers() {
        return onSwitch(spec -> {
            final int workers = some.fewWorkers();
            return change(spec, spec.withWorkers(workers), workers + " workers");
        });
    }

    private String addPort() {
        return onSwitch(spec -> {
            final List<String> names = spec.ports().stream().map(PortSpec::name).toList();
            final List<String> free = StackSpecs.PORTS.stream().filter(name -> !names.contains(name)).toList();
            if (names.size() >= StackSpecs.MOST_PORTS) {
                return "no more ports";
            }
            final List<PortSpec> ports = new ArrayList<>(spec.ports());
            ports.add(random.nextInt(ports.size() + 1), some.port(pick(free)));
            return change(spec, spec.withPorts(ports), "ports " + ports.stream().map(PortSpec::name).toList());
        });
    }

    private String removePort() {
        return onSwitch(spec -> {
            if (spec.ports().isEmpty()) {
                return "no port";
            }
            final List<PortSpec> ports = new ArrayList<>(spec.ports());
            ports.remove(random.nextInt(ports.size()));
            return change(spec, spec.withPorts(ports), "ports " + ports.stream().map(PortSpec::name).toList());
        });
    }

    private String addOrRemoveSwitch() {
        final List<SwitchSpec> specs = new ArrayList<>(run.specs());
        if (specs.size() < 2) {
            specs.add(some.newSwitch());
        } else {
            specs.remove(random.nextInt(specs.size()));
        }
        final boolean done = run.propose(specs, true);
        return "switches" + specs.stream().map(StackSpecs::words).collect(Collectors.joining())
                + (done ? "" : ": refused");
    }

    /** What is refused, if what it is about is installed. */
    private String wrong() {
        return switch (random.nextInt(3)) {
            case 0 -> onPort((_, port) -> {
                final Map<String, Object> policies = new HashMap<>(port.policies());
                policies.put(pick(StackSpecs.IDS), StackSpecs.REFUSED);
                return port.withPolicies(policies);
            }, "wrong policies of");
            case 1 -> onSwitch(spec -> {
                final Set<String> ids = new HashSet<>(spec.extensions());
                ids.addAll(List.of("w0", "w1"));
                return change(spec, spec.withExtensions(ids.stream().sorted().toList()), "enable " + ids);
            });
            default -> onSwitch(spec -> {
                final List<String> ids = new ArrayList<>(spec.extensions());
                ids.addAll(ids);
                return change(spec, spec.withExtensions(ids), "enable " + ids);
            });
        };
    }
}
