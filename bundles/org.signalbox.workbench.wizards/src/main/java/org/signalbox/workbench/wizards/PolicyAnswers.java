package org.signalbox.workbench.wizards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.signalbox.query.Query;
import org.signalbox.query.QueryException;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.policy.PolicyField;
import org.signalbox.workbench.policy.PolicyOffers.Offer;

/**
 * A policy of many ports as the wizard is told of it: one port gets it, the others a copy of that, a command for each
 * switch.
 *
 * @param known   all ports
 * @param filter  which of them get it
 * @param offer   the extension's policy; empty where none is installed
 * @param entered its keys as texts
 * @param enable  whether the extension is enabled where it is not
 */
record PolicyAnswers(List<PolicyPort> known, String filter, Optional<Offer> offer, Map<String, String> entered,
        boolean enable) implements Plan.Answers {

    static final String EXTENSION = "extension";
    static final String FILTER = "filter";
    static final String POLICY = "policy";

    private static final int MOST_NAMES = 8;

    /** The ports that a filter lets through; none for an empty one. @throws QueryException with one sentence */
    static List<PolicyPort> chosen(List<PolicyPort> known, String filter) throws QueryException {
        return filter.isEmpty() ? List.of() : known.stream().filter(Query.parse(filter, PolicyPort.COLUMNS)).toList();
    }

    @Override
    public Plan plan() {
        final Checks checks = new Checks();
        checks.given(EXTENSION, offer.map(Offer::extension).orElse(""),
                "an installed extension with policies of ports");
        final List<PolicyPort> ports = ports(checks);
        final List<Cmdlet> commands = new ArrayList<>();
        final List<String> notes = new ArrayList<>();
        if (offer.isPresent() && !ports.isEmpty()) {
            final String extension = offer.get().extension();
            final List<String> without = ports.stream().filter(each -> !each.enabled().contains(extension))
                    .map(PolicyPort::switchName).distinct().toList();
            if (enable) {
                without.forEach(each -> commands.add(Cmdlet.of("Enable-VMSwitchExtension").with("VMSwitchName", each)
                        .with("Name", extension)));
            } else if (!without.isEmpty()) {
                notes.add("The policy has no effect on " + names(without) + " until " + offer.get().name()
                        + " is enabled there.");
            }
            try {
                give(ports, offer.get(), commands);
            } catch (IllegalArgumentException nonsense) {
                checks.refuse(POLICY, nonsense.getMessage());
            }
            final List<String> replaced = ports.stream().filter(each -> each.has(extension))
                    .map(PolicyPort::name).toList();
            if (!replaced.isEmpty()) {
                notes.add("The " + offer.get().name() + " policy of " + names(replaced) + " is replaced.");
            }
        }
        return new Plan(commands, checks.problems(), notes);
    }

    private List<PolicyPort> ports(Checks checks) {
        if (!checks.given(FILTER, filter, "a filter such as switch:prod")) {
            return List.of();
        }
        try {
            final List<PolicyPort> ports = chosen(known, filter);
            if (ports.isEmpty()) {
                checks.refuse(FILTER, "No port fits \"" + filter + "\".");
            }
            return ports;
        } catch (QueryException nonsense) {
            checks.refuse(FILTER, "Ports: " + nonsense.getMessage() + ".");
            return List.of();
        }
    }

    private void give(List<PolicyPort> ports, Offer given, List<Cmdlet> commands) {
        final String extension = given.extension();
        final PolicyPort first = ports.stream().filter(each -> !each.has(extension)).findFirst()
                .orElseGet(ports::getFirst);
        final Map<String, Object> keys = first.has(extension) ? everything(given) : given.changes(entered);
        commands.add(Cmdlet.of((first.has(extension) ? "Set" : "Add") + "-VMSwitchExtensionPortFeature")
                .with("VMNetworkAdapterName", first.name()).with("ExtensionName", extension)
                .with("SwitchName", first.switchName()).with("Policy", keys));
        ports.stream().filter(each -> each != first).collect(Collectors.groupingBy(PolicyPort::switchName,
                LinkedHashMap::new, Collectors.mapping(PolicyPort::name, Collectors.toList()))).forEach((to, names) ->
                        commands.add(Cmdlet.of("Copy-VMSwitchExtensionPortFeature")
                                .with("VMNetworkAdapterName", first.name()).with("ExtensionName", extension)
                                .with("ToVMNetworkAdapterName", names).with("SwitchName", first.switchName())
                                .with("ToSwitchName", to)));
    }

    /** All keys: one that was not entered is put back to its default. */
    private Map<String, Object> everything(Offer given) {
        final Map<String, Object> keys = new LinkedHashMap<>();
        for (final PolicyField field : given.fields()) {
            keys.put(field.key(), field.value(entered.get(field.key())));
        }
        return keys;
    }

    private static String names(List<String> names) {
        return names.size() <= MOST_NAMES ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMES)) + " and "
                        + Figures.counted(names.size() - MOST_NAMES, "other", "others");
    }
}
