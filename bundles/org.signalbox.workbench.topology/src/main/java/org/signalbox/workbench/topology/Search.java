package org.signalbox.workbench.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.workbench.topology.Live.LiveHost;
import org.signalbox.workbench.topology.Live.LivePort;
import org.signalbox.workbench.topology.Live.LiveSwitch;

/**
 * What of the map fits a question.
 *
 * @param found  in the order of the keyboard
 * @param within of hosts and switches how much was found there
 * @param all   how many things there are
 */
record Search(List<Target> found, Set<Target> set, Map<Target, Integer> within, int all) {

    /** A host, a switch or a port as a question sees it; what a thing has not is empty or 0. */
    record Described(Target target, String kind, String name, String host, String owner, String machine, String vlan,
            String mac, String state, double frames, double drops) {

        private static Described of(LiveHost host) {
            return new Described(Target.host(host.name()), "host", host.name(), host.name(), "", "", "", "", "", 0, 0);
        }

        private static Described of(LiveSwitch each) {
            return new Described(Target.of(each.name()), "switch", each.ownName(), each.host(), each.name(), "", "", "",
                    Words.type(each.status().spec().type()), each.rate().framesIn() + each.rate().framesOut(),
                    each.rate().drops());
        }

        private static Described of(LiveSwitch owner, LivePort port) {
            final PortSpec spec = port.status().spec();
            return new Described(Target.of(owner.name(), port.name()), Words.port(spec.type()), port.name(),
                    owner.host(), owner.name(), spec.machine().orElse(""), Words.vlan(spec.vlan()),
                    spec.mac().map(Object::toString).orElse(""), Words.link(port.status().link()) + " "
                    + port.status().reason(), port.rate().framesIn() + port.rate().framesOut(), port.rate().drops());
        }

        private boolean says(String word) {
            return has(name, word) || has(owner, word) || has(machine, word) || has(vlan, word) || has(mac, word)
                    || has(state, word) || has(kind, word) || has(host, word) || word.equals("drops") && drops > 0;
        }

        private static boolean has(String text, String word) {
            return text.toLowerCase(Locale.ROOT).contains(word);
        }
    }

    /** Things that say every word of a text, wherever; capitals do not count. Empty for a text without words. */
    static Optional<Predicate<Described>> plain(String text) {
        final List<String> words = List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        return text.isBlank() ? Optional.empty()
                : Optional.of(each -> words.stream().allMatch(each::says));
    }

    /** Asks of everything on the map. */
    static Search of(Live live, Predicate<Described> question) {
        final List<Target> found = new ArrayList<>();
        int all = 0;
        for (final LiveHost host : live.hosts()) {
            if (!host.name().isEmpty()) {
                all++;
                take(Described.of(host), question, found);
            }
            for (final LiveSwitch each : host.switches()) {
                all += 1 + each.ports().size();
                take(Described.of(each), question, found);
                each.ports().forEach(port -> take(Described.of(each, port), question, found));
            }
        }
        final Map<Target, Integer> within = new HashMap<>();
        for (final Target each : found) {
            for (Optional<Target> at = Optional.of(each); at.isPresent(); at = Scene.owner(at.get())) {
                within.merge(at.get(), 1, Integer::sum);
            }
        }
        return new Search(List.copyOf(found), new HashSet<>(found), within, all);
    }

    private static void take(Described each, Predicate<Described> question, List<Target> found) {
        if (question.test(each)) {
            found.add(each.target());
        }
    }

    /** What was found next after a thing, from the start again after the last. */
    Optional<Target> after(Optional<Target> selected) {
        return found.isEmpty() ? Optional.empty()
                : Optional.of(found.get((selected.map(found::indexOf).orElse(-1) + 1) % found.size()));
    }

    /** How many of all, such as {@code 12/4001}. */
    String count() {
        return found.size() + "/" + all;
    }
}
