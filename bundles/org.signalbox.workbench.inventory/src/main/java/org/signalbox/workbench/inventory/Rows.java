package org.signalbox.workbench.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.Vlan;
import org.signalbox.workbench.inventory.Rates.Rate;
import org.signalbox.workbench.inventory.Row.Place;

/** Makes the rows of a kind, in the fabric's order. Takes time proportional to the number of ports. */
final class Rows {

    /** The host of a fabric that names none. */
    static final String THIS_HOST = "localhost";

    private final Sample sample;
    private final Map<Enum<?>, String> words = new HashMap<>();

    private Rows(Sample sample) {
        this.sample = sample;
    }

    static List<Row> of(Kind kind, Sample sample) {
        final Rows rows = new Rows(sample);
        return switch (kind) {
            case MACHINES -> rows.machines();
            case PORTS -> rows.ports();
            case SWITCHES -> rows.switches();
            case HOSTS -> rows.hosts();
            case EXTENSIONS -> rows.extensions();
        };
    }

    /** As {@link Schema#word}, which takes its time. */
    private String word(Enum<?> constant) {
        return words.computeIfAbsent(constant, Schema::word);
    }

    private static String host(SwitchStatus on) {
        final int slash = on.spec().name().indexOf('/');
        return slash < 0 ? THIS_HOST : on.spec().name().substring(0, slash);
    }

    private static String shortName(SwitchStatus on) {
        return on.spec().name().substring(on.spec().name().indexOf('/') + 1);
    }

    private Rate rate(SwitchStatus on, PortStatus port) {
        return sample.rates().getOrDefault(Rates.key(on, port), Rate.NONE);
    }

    private Rate rate(SwitchStatus on) {
        return on.ports().stream().map(port -> rate(on, port)).reduce(Rate.NONE, Rate::plus);
    }

    private static String machine(PortSpec port) {
        return port.machine().orElse(port.name());
    }

    private static boolean isMachine(PortStatus port) {
        return port.spec().type() == PortType.MACHINE;
    }

    private static String mac(PortSpec port) {
        return port.mac().map(MacAddress::toString).orElse("");
    }

    /** The last part of an extension's id, as people call it. */
    private static String policies(PortSpec port) {
        return port.policies().isEmpty() ? "" : port.policies().keySet().stream().map(id -> id.substring(id.lastIndexOf('.') + 1))
                .collect(Collectors.joining(", "));
    }

    private static Object[] figures(Rate rate) {
        return new Object[] {rate.bits(), rate.frames(), rate.drops(), rate.dropsPerSecond()};
    }

    private static Row row(String id, List<Place> ports, List<?> first, Object[] figures, List<?> last) {
        final List<Object> cells = new ArrayList<>(first.size() + figures.length + last.size());
        cells.addAll(first);
        cells.addAll(List.of(figures));
        cells.addAll(last);
        return new Row(id, List.copyOf(cells), ports);
    }

    /** Words of several ports, each once: mostly all have the same one. */
    private static final class Words {

        private String text = "";
        private Set<String> several = Set.of();

        void add(String word) {
            if (word.isEmpty() || word.equals(text)) {
                return;
            }
            if (text.isEmpty()) {
                text = word;
                return;
            }
            if (several.isEmpty()) {
                several = new LinkedHashSet<>(List.of(text));
            }
            if (several.add(word)) {
                text = String.join(", ", several);
            }
        }
    }

    /** What is gathered of a machine from its ports. */
    private static final class Machine {

        private final Words switches = new Words();
        private final Words vlans = new Words();
        private final Words macs = new Words();
        private final Words policies = new Words();
        private final List<Place> ports = new ArrayList<>(1);
        private LinkState state = LinkState.DISCONNECTED;
        private Rate rate = Rate.NONE;

        void add(SwitchStatus on, PortStatus port, Rate more) {
            switches.add(shortName(on));
            vlans.add(port.spec().vlan().text());
            macs.add(mac(port.spec()));
            policies.add(policies(port.spec()));
            ports.add(new Place(on.spec().name(), port.spec().name()));
            // it counts as up if one of its ports is
            state = state == LinkState.UP || port.link() == LinkState.DISCONNECTED ? state : port.link();
            rate = rate.plus(more);
        }

        Row row(String host, String name, String state) {
            return Rows.row(host + "/" + name, List.copyOf(ports), List.of(name, host, switches.text, state,
                    vlans.text, (double) ports.size()), figures(rate),
                    List.of(macs.text, policies.text, rate.received(), rate.delivered()));
        }
    }

    private List<Row> machines() {
        final Map<String, Map<String, Machine>> machines = new LinkedHashMap<>();
        for (final SwitchStatus on : sample.switches()) {
            final Map<String, Machine> here = machines.computeIfAbsent(host(on), host -> new LinkedHashMap<>());
            on.ports().stream().filter(Rows::isMachine)
                    .forEach(port -> here.computeIfAbsent(machine(port.spec()), name -> new Machine())
                            .add(on, port, rate(on, port)));
        }
        final List<Row> rows = new ArrayList<>();
        machines.forEach((host, here) -> here.forEach((name, machine) ->
                rows.add(machine.row(host, name, word(machine.state)))));
        return rows;
    }

    private List<Row> ports() {
        final List<Row> rows = new ArrayList<>();
        for (final SwitchStatus on : sample.switches()) {
            final String host = host(on);
            final String name = shortName(on);
            for (final PortStatus port : on.ports()) {
                final PortSpec spec = port.spec();
                final Rate rate = rate(on, port);
                rows.add(row(Rates.key(on, port), List.of(new Place(on.spec().name(), spec.name())),
                        List.of(spec.name(), host, name, isMachine(port) ? machine(spec) : "",
                                word(spec.type()), word(port.link()), spec.vlan().text()),
                        figures(rate),
                        List.of(policies(spec), mac(spec), String.join(", ", spec.attachment().keySet()),
                                spec.vlan() instanceof Vlan.Private vlan && vlan.role() == Vlan.Private.Role.ISOLATED,
                                spec.allowMacSpoofing(), word(spec.mirroring()), port.reason(), rate.received(),
                                rate.delivered())));
            }
        }
        return rows;
    }

    private List<Row> switches() {
        return sample.switches().stream().map(on -> row(on.spec().name(), List.of(),
                List.of(shortName(on), host(on), word(on.spec().type()), (double) on.ports().size(),
                        (double) on.learned()),
                figures(rate(on)), List.of(String.join(", ", on.spec().extensions())))).toList();
    }

    private List<Row> hosts() {
        final Map<String, List<SwitchStatus>> hosts =
                sample.switches().stream().collect(Collectors.groupingBy(Rows::host, LinkedHashMap::new,
                        Collectors.toList()));
        final List<Row> rows = new ArrayList<>();
        hosts.forEach((host, all) -> {
            final long machines = all.stream().flatMap(on -> on.ports().stream()).filter(Rows::isMachine)
                    .map(port -> machine(port.spec())).distinct().count();
            rows.add(row(host, List.of(), List.of(host, (double) all.size(),
                    all.stream().mapToDouble(on -> on.ports().size()).sum(), (double) machines),
                    figures(all.stream().map(this::rate).reduce(Rate.NONE, Rate::plus)), List.of()));
        });
        return rows;
    }

    private List<Row> extensions() {
        final Map<String, List<StageStatus>> stages = new LinkedHashMap<>();
        final Map<String, Set<String>> enabled = new LinkedHashMap<>();
        sample.extensions().forEach(each -> stages.put(each.id(), new ArrayList<>()));
        for (final SwitchStatus on : sample.switches()) {
            for (final StageStatus stage : on.stages()) {
                stages.computeIfAbsent(stage.extension(), id -> new ArrayList<>()).add(stage);
                enabled.computeIfAbsent(stage.extension(), id -> new LinkedHashSet<>()).add(on.spec().name());
            }
        }
        final List<Row> rows = new ArrayList<>();
        stages.forEach((id, all) -> {
            final Optional<ExtensionStatus> installed =
                    sample.extensions().stream().filter(each -> each.id().equals(id)).findFirst();
            rows.add(new Row(id, List.of(id, installed.map(each -> word(each.kind())).orElse("unknown"),
                    installed.map(ExtensionStatus::version).orElse(""),
                    installed.map(ExtensionStatus::vendor).orElse(""), installed.isPresent(),
                    String.join(", ", enabled.getOrDefault(id, Set.of())),
                    (double) all.stream().mapToLong(StageStatus::frames).sum(),
                    (double) all.stream().mapToLong(StageStatus::drops).sum(),
                    (double) all.stream().mapToLong(StageStatus::faults).sum()), List.of()));
        });
        return rows;
    }
}
