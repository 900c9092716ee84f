package org.signalbox.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.schema.JsonText;

/**
 * What an administrator could have set, as a document has it.
 *
 * @param port  of the ports of {@link Lab} that have one
 * @param whole of the switch
 */
record Policies(Optional<Map<String, Object>> port, Optional<Map<String, Object>> whole) {
    static final Policies NONE = new Policies(Optional.empty(), Optional.empty());

    private static final String PORT = "port";
    private static final String SWITCH = "switch";

    /**
     * Those that a bundle names: {@code {"port": [POLICY, ...], "switch": [POLICY, ...]}}, of which the first ones go
     * together, and so on; and none.
     *
     * @throws IllegalArgumentException for anything else
     */
    static List<Policies> parse(final String text) {
        final Object tree = JsonText.parse(text);
        if (!(tree instanceof Map<?, ?> map) || !List.of(PORT, SWITCH).containsAll(map.keySet())) {
            throw new IllegalArgumentException("found " + text + ", expected an object with the keys '" + PORT
                    + "' and '" + SWITCH + "'");
        }
        return of(trees(map.get(PORT)), trees(map.get(SWITCH)));
    }

    /** Pairs, as many as there are of either, and none. */
    static List<Policies> of(final List<Map<String, Object>> ofPort, final List<Map<String, Object>> whole) {
        final List<Policies> policies = new ArrayList<>();
        for (int i = 0; i < Math.max(ofPort.size(), whole.size()); i++) {
            policies.add(new Policies(each(ofPort, i), each(whole, i)));
        }
        policies.add(Math.min(2, policies.size()), NONE);
        return policies;
    }

    private static Optional<Map<String, Object>> each(final List<Map<String, Object>> trees, final int number) {
        return trees.isEmpty() ? Optional.empty() : Optional.of(trees.get(number % trees.size()));
    }

    @SuppressWarnings("unchecked") // keys of an object are texts
    private static List<Map<String, Object>> trees(final Object list) {
        if (list == null) {
            return List.of();
        }
        if (!(list instanceof List<?> policies) || !policies.stream().allMatch(Map.class::isInstance)) {
            throw new IllegalArgumentException("found " + list + ", expected a list of policies");
        }
        return policies.stream().map(each -> (Map<String, Object>) each).toList();
    }
}
