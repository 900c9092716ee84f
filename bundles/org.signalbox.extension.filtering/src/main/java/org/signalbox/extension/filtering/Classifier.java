package org.signalbox.extension.filtering;

import java.util.Arrays;

/**
 * Finds the first of many rules that holds a point: rules are boxes in five dimensions, given in the order in which they
 * win. Immutable, for any number of threads; allocates nothing per search.
 */
// A tree that cuts one dimension at each node. Rules that lie on one side of the cut go down that side, rules that span it
// form a third subtree, in which other dimensions are cut: so no rule stands twice, and memory is what the rules need. A
// search goes down one side and, where there is one, the spanning subtree; it leaves out subtrees whose best rule is worse
// than what it has, the better one first. Of some cuts the one is taken that leaves the fewest rules to search; a few rules are
// a leaf, and gone through. Much the same as an interval tree in each dimension, with the order of the rules as in a heap.
final class Classifier {
    /** Ends of addresses, ports and the protocol. */
    static final int DIMENSIONS = 5;
    /** No rule holds the point. */
    static final int NONE = Integer.MAX_VALUE;

    private static final int LEAF = -1;
    private static final int NOWHERE = -1;
    private static final int LEAF_RULES = 8;
    private static final int SAMPLES = 24;
    // a leaf is better than a cut that spares no more than this part of the rules
    private static final int WORTH = 64;
    private static final int BOUNDS = 2 * DIMENSIONS;
    // of a node: the dimension that is cut, where, the subtrees below, from there, and across; of a leaf: its rules
    private static final int NODE = 6;
    private static final int CUT = 1;
    private static final int BELOW = 2;
    private static final int ABOVE = 3;
    private static final int ACROSS = 4;
    private static final int FIRST = 5;

    // by rule: the lowest and highest value in each dimension
    private final int[] bounds;
    private int[] nodes = new int[NODE * 16];
    private int[] leaves = new int[16];
    private int nodeCount;
    private int leafCount;
    private final int root;

    /** @param bounds of each rule, the one that wins first: lowest and highest value of each dimension, 0 to 2^30 or -1 */
    Classifier(final int[] bounds) {
        this.bounds = bounds;
        final int[] all = new int[bounds.length / BOUNDS];
        Arrays.setAll(all, rule -> rule);
        this.root = build(all);
        this.nodes = Arrays.copyOf(nodes, nodeCount * NODE);
        this.leaves = Arrays.copyOf(leaves, leafCount);
    }

    /** The first rule that holds a point, or {@link #NONE}. */
    int find(final int local, final int remote, final int localPort, final int remotePort, final int protocol) {
        return search(root, NONE, local, remote, localPort, remotePort, protocol);
    }

    /** @param found the best so far */
    private int search(final int from, final int found, final int local, final int remote, final int localPort,
            final int remotePort, final int protocol) {
        int node = from;
        int best = found;
        while (node != NOWHERE && nodes[node + FIRST] < best) {
            final int value = switch (nodes[node]) {
                case 0 -> local;
                case 1 -> remote;
                case 2 -> localPort;
                case 3 -> remotePort;
                case 4 -> protocol;
                default -> LEAF;
            };
            if (nodes[node] == LEAF) {
                return scan(nodes[node + BELOW], nodes[node + ABOVE], best, local, remote, localPort, remotePort,
                        protocol);
            }
            final int side = nodes[node + (value < nodes[node + CUT] ? BELOW : ABOVE)];
            final int across = nodes[node + ACROSS];
            if (side == NOWHERE || across == NOWHERE) {
                node = side == NOWHERE ? across : side;
            } else if (nodes[side + FIRST] < nodes[across + FIRST]) {
                best = search(side, best, local, remote, localPort, remotePort, protocol);
                node = across;
            } else {
                best = search(across, best, local, remote, localPort, remotePort, protocol);
                node = side;
            }
        }
        return best;
    }

    private int scan(final int from, final int to, final int best, final int local, final int remote,
            final int localPort, final int remotePort, final int protocol) {
        for (int at = from; at < to && leaves[at] < best; at++) {
            final int rule = leaves[at] * BOUNDS;
            // negative if any of them is outside
            if ((local - bounds[rule] | bounds[rule + 1] - local | remote - bounds[rule + 2]
                    | bounds[rule + 3] - remote | localPort - bounds[rule + 4] | bounds[rule + 5] - localPort
                    | remotePort - bounds[rule + 6] | bounds[rule + 7] - remotePort | protocol - bounds[rule + 8]
                    | bounds[rule + 9] - protocol) >= 0) {
                return leaves[at];
            }
        }
        return best;
    }

    private int build(final int[] rules) {
        if (rules.length == 0) {
            return NOWHERE;
        }
        final Cut cut = rules.length <= LEAF_RULES ? null : cut(rules);
        final int node = nodeCount++ * NODE;
        nodes = nodes.length < node + NODE ? Arrays.copyOf(nodes, 2 * nodes.length) : nodes;
        nodes[node + FIRST] = rules[0];
        if (cut == null) {
            nodes[node] = LEAF;
            nodes[node + BELOW] = leafCount;
            leafCount += rules.length;
            leaves = leaves.length < leafCount ? Arrays.copyOf(leaves, 2 * leafCount) : leaves;
            System.arraycopy(rules, 0, leaves, nodes[node + BELOW], rules.length);
            nodes[node + ABOVE] = leafCount;
            return node;
        }
        nodes[node] = cut.dimension;
        nodes[node + CUT] = cut.at;
        final int below = build(select(rules, cut, BELOW));
        final int above = build(select(rules, cut, ABOVE));
        final int across = build(select(rules, cut, ACROSS));
        nodes[node + BELOW] = below;
        nodes[node + ABOVE] = above;
        nodes[node + ACROSS] = across;
        return node;
    }

    private record Cut(int dimension, int at) {
    }

    private int[] select(final int[] rules, final Cut cut, final int part) {
        return Arrays.stream(rules).filter(rule -> part(rule, cut.dimension, cut.at) == part).toArray();
    }

    private int part(final int rule, final int dimension, final int at) {
        final int low = rule * BOUNDS + 2 * dimension;
        return bounds[low + 1] < at ? BELOW : bounds[low] >= at ? ABOVE : ACROSS;
    }

    /** The cut that leaves the fewest rules to search, among the ends of some of them; null if none is worth it. */
    private Cut cut(final int[] rules) {
        final int samples = Math.min(rules.length, SAMPLES);
        int least = rules.length - rules.length / WORTH;
        Cut best = null;
        for (int dimension = 0; dimension < DIMENSIONS; dimension++) {
            for (int sample = 0; sample < 2 * samples; sample++) {
                final int rule = rules[(int) ((long) (sample / 2) * rules.length / samples)];
                final int at = bounds[rule * BOUNDS + 2 * dimension + sample % 2] + sample % 2;
                final int left = left(rules, dimension, at);
                if (left < least) {
                    least = left;
                    best = new Cut(dimension, at);
                }
            }
        }
        return best;
    }

    /** How many rules are left at most when a cut has told on which side the point is. */
    private int left(final int[] rules, final int dimension, final int at) {
        int below = 0;
        int above = 0;
        for (final int rule : rules) {
            final int part = part(rule, dimension, at);
            below += part == BELOW ? 1 : 0;
            above += part == ABOVE ? 1 : 0;
        }
        return rules.length - Math.min(below, above);
    }
}
