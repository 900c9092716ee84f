package org.signalbox.extension.tracing.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.decision.Verdict;

/**
 * Which changes are likely to matter, by the drop that is in the way. It orders what is tried and rules nothing out.
 *
 * @param extension whose the drop is
 * @param rule      the rule it names
 * @param port      where it is
 */
record Suspicion(String extension, String rule, String port) {
    /** Of changes that have nothing to do with the drop, as far as it says. */
    static final int NONE = 2;

    private static final String SWITCH = "switch";
    private static final Pattern ELEMENT = Pattern.compile("([A-Za-z0-9_]+)\\[(\\d{1,9})]");
    private static final Map<String, List<String>> SETTINGS = Map.of("macSpoofing",
            List.of("allowMacSpoofing", "allowTeaming"), "stormLimit", List.of("limits"), "dynamicIpLimit",
            List.of("limits"), "linkDown", List.of("mandatoryExtensions"), "samePort", List.of("staticAddresses"));

    /** The drop that is in the way to a port, or to any. Empty when the frame goes elsewhere. */
    static Optional<Suspicion> of(Decision decision, Optional<String> to) {
        final Step ingress = decision.ingress().getLast();
        if (ingress.verdict() == Verdict.DROP) {
            return Optional.of(new Suspicion(ingress.extension(), ingress.rule(), decision.port()));
        }
        return decision.copies().stream().filter(copy -> to.isEmpty() || to.get().equals(copy.port()))
                .filter(copy -> copy.steps().getLast().verdict() == Verdict.DROP).findFirst().map(Suspicion::of);
    }

    private static Suspicion of(Copy copy) {
        final Step last = copy.steps().getLast();
        return new Suspicion(last.extension(), last.rule(), copy.port());
    }

    /** 0 for what touches the rule, 1 for what touches the same policy or setting, {@link #NONE} for all else. */
    int rank(Candidate candidate, SwitchSpec spec) {
        final List<Object> path = candidate.edit().path();
        if (extension.equals(SWITCH)) {
            return SETTINGS.getOrDefault(rule, List.of("vlan")).stream().anyMatch(path::contains) ? 0 : NONE;
        }
        if (!path.contains(extension)) {
            return NONE;
        }
        final Matcher element = ELEMENT.matcher(rule);
        final boolean here = path.size() > 1 && path.get(1) instanceof Integer index
                && spec.ports().get(index).name().equals(port);
        final List<Object> named = element.matches()
                ? List.of(element.group(1), Integer.valueOf(element.group(2))) : List.of(rule);
        return here && new ArrayList<>(path.subList(Math.min(4, path.size()), path.size())).subList(0,
                Math.min(named.size(), Math.max(0, path.size() - 4))).equals(named) ? 0 : 1;
    }
}
