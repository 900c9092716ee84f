package org.signalbox.workbench.policies;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An entry of an access list as it stands in a policy; immutable.
 *
 * @param tree its keys in their order
 */
record AclEntry(Map<String, Object> tree) {

    static final String ACTION = "action";
    static final String DIRECTION = "direction";
    static final String LOCAL = "local";
    static final String REMOTE = "remote";
    static final String PROTOCOL = "protocol";
    static final String LOCAL_ADDRESS = "localAddress";
    static final String LOCAL_PORT = "localPort";
    static final String REMOTE_ADDRESS = "remoteAddress";
    static final String REMOTE_PORT = "remotePort";
    static final String WEIGHT = "weight";
    static final String STATEFUL = "stateful";
    private static final String ANY = "any";

    AclEntry {
        tree = Collections.unmodifiableMap(new LinkedHashMap<>(tree));
    }

    /** What stands under a key, or {@code otherwise}. */
    String text(String key, String otherwise) {
        return tree.get(key) == null ? otherwise : tree.get(key).toString();
    }

    String action() {
        return text(ACTION, "");
    }

    String direction() {
        return text(DIRECTION, "");
    }

    long weight() {
        return tree.get(WEIGHT) instanceof Number number ? number.longValue() : 0;
    }

    boolean isStateful() {
        return Boolean.TRUE.equals(tree.get(STATEFUL));
    }

    /** Of an entry that names one side: which one. */
    String side() {
        return tree.containsKey(LOCAL) ? LOCAL : REMOTE;
    }

    /** The same entry with another weight. */
    AclEntry withWeight(long weight) {
        final Map<String, Object> other = new LinkedHashMap<>(tree);
        other.put(WEIGHT, weight);
        return new AclEntry(other);
    }

    /** The cells between its number and its counters. */
    List<String> cells(AclKind kind) {
        final List<String> cells = new ArrayList<>(List.of(action(), direction()));
        if (kind == AclKind.ACL) {
            cells.addAll(List.of(side(), text(side(), "")));
        } else {
            for (final String key : List.of(PROTOCOL, LOCAL_ADDRESS, LOCAL_PORT, REMOTE_ADDRESS, REMOTE_PORT)) {
                cells.add(text(key, ANY));
            }
            cells.add(String.valueOf(weight()));
            cells.add(isStateful() ? "yes" : "no");
        }
        return cells;
    }
}
