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

import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;

/** Other specs by chance for {@link StackSteps}: what administrators do to switches, in words. */
final class StackChanges {
    private final StackRun run;
    private final StackSpecs some;
    private Random random;

    StackChanges(final StackRun run, final StackSpecs some) {
        this.run = run;
        this.some = some;
    }

    void random(final Random next) {
        random = next;
    }

    private <T> T pick(final List<T> among) {
        return among.get(random.nextInt(among.size()));
    }

    private String change(final SwitchSpec old, final SwitchSpec next, final String words) {
        final List<SwitchSpec> specs = new ArrayList<>(run.specs());
        specs.replaceAll(each -> each == old ? next : each);
        final boolean anyhow = random.nextInt(3) == 0;
        return words + " on " + old.name() + (run.propose(specs, anyhow) ? "" : ": refused");
    }

    String onSwitch(final Function<SwitchSpec, String> what) {
        return run.specs().isEmpty() ? "no switch" : what.apply(pick(run.specs()));
    }

    String enable(final String id) {
        return onSwitch(spec -> {
            if (spec.extensions().contains(id)) {
                return id + " is enabled";
            }
            final List<String> ids = run.place(spec.extensions(), id);
            return change(spec, spec.withExtensions(ids), "enable " + ids);
        });
    }

    String disable(final String wanted) {
        return onSwitch(spec -> {
            if (spec.extensions().isEmpty()) {
                return "disable nothing";
            }
            final String id = spec.extensions().contains(wanted) ? wanted : pick(spec.extensions());
            return change(spec, spec.withExtensions(spec.extensions().stream().filter(each -> !each.equals(id))
                    .toList()), "disable " + id);
        });
    }

    String reorder() {
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

    String policy(final String wanted) {
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

    String mandatory() {
        return onPort((_, port) -> port.withMandatoryExtensions(port.mandatoryExtensions().isEmpty()
                ? List.of(pick(StackSpecs.IDS)) : List.of()), "mandatory at");
    }

    String rest() throws InterruptedException {
        run.rest();
        return "a rest";
    }

    // whether one that leaves its quarantine has rested before, the model does not know: a rest follows
    String binding() throws InterruptedException {
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

    String workers() {
        return onSwitch(spec -> {
            final int workers = some.fewWorkers();
            return change(spec, spec.withWorkers(workers), workers + " workers");
        });
    }

    String addPort() {
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

    String removePort() {
        return onSwitch(spec -> {
            if (spec.ports().isEmpty()) {
                return "no port";
            }
            final List<PortSpec> ports = new ArrayList<>(spec.ports());
            ports.remove(random.nextInt(ports.size()));
            return change(spec, spec.withPorts(ports), "ports " + ports.stream().map(PortSpec::name).toList());
        });
    }

    String addOrRemoveSwitch() {
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
    String wrong() {
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
