package org.example.protocolfilter;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.StageContext;

/** What a policy becomes for the frames: sorted keys, and a drop reason for each. Immutable. */
final class RuleSet {
    static final RuleSet EMPTY = new RuleSet(new int[0], new int[0], Set.of());
    static final int PASS = -1;

    /** Of a rule for all frames of a type. */
    private static final int ANY = -1;

    private final int[] keys;
    private final int[] reasons;
    private final Set<String> except;

    private RuleSet(final int[] keys, final int[] reasons, final Set<String> except) {
        this.keys = keys;
        this.reasons = reasons;
        this.except = except;
    }

    /**
     * @param name of the list in drop reasons
     * @param except names of ports that it does not hold for
     */
    static RuleSet of(final StageContext context, final String name, final List<Denied> denied,
            final List<String> except) {
        // the first of two that deny the same counts, so that later ones are put in before
        final SortedMap<Integer, Integer> rules = new TreeMap<>();
        for (int k = denied.size() - 1; k >= 0; k--) {
            final Denied each = denied.get(k);
            rules.put(key(each.etherType(), each.ipProtocol().orElse(ANY)),
                    context.dropReason(name + "[" + k + "]", each.reason()));
        }
        return new RuleSet(rules.keySet().stream().mapToInt(Integer::intValue).toArray(),
                rules.values().stream().mapToInt(Integer::intValue).toArray(), Set.copyOf(except));
    }

    private static int key(final int etherType, final int protocol) {
        return etherType << 9 | protocol + 1;
    }

    boolean holdsFor(final String port) {
        return !except.contains(port);
    }

    /** The reason to drop a frame, or {@link #PASS}. */
    int verdict(final FrameBatch frames, final int frame) {
        if (keys.length == 0) {
            return PASS;
        }
        final int type = frames.etherType(frame);
        final int whole = find(key(type, ANY));
        final int protocol = frames.ipProtocol(frame);
        return whole != PASS || protocol < 0 ? whole : find(key(type, protocol));
    }

    private int find(final int key) {
        final int at = Arrays.binarySearch(keys, key);
        return at < 0 ? PASS : reasons[at];
    }
}
