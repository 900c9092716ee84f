package org.signalbox.vswitch.engine;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.signalbox.vswitch.pipeline.FlowReads;

/**
 * Flows of one kind by their key, and what is known of each: two words, and the numbers of rules to count. It doubles
 * when a set is full, and begins empty then, up to a bound. What comes when a set is full then
 * takes the place of a flow that was not met lately, or of none. One thread at a time.
 */
// Sets of four places, of which the hash says the first one to look at. How often a flow was met, up to three times,
// stands in its first word; whoever comes and finds no place takes one from each of the four, so that a flow which is met
// again and again stays, whatever else comes once or twice. A place is free where the first word of the key is 0.
final class FlowTable {
    /** No flow. */
    static final int NONE = -1;
    /** Surroundings of rules for each flow, those of ingress first. */
    static final int RULES = 2 * FlowReads.COUNTED;

    private static final int WAYS = 4;
    /** Words that every key has. */
    private static final int COMMON = 5;
    private static final int FIRST_CAPACITY = 1 << 10;
    private static final long MET = 3;

    private final int words;
    private final int stride;
    private final int most;
    private final long[] multipliers;
    private long[] cells;
    private int[] rules;
    private int shift;
    private long hash;
    private int used;

    /**
     * @param words in a key, 5 or more; the first one is not 0
     * @param most  flows at most, a power of two
     */
    FlowTable(final int words, final int most) {
        this.words = words;
        this.most = most;
        stride = Integer.highestOneBit(words + 1) << 1;
        // random and odd, so that nobody can choose flows that fall into one set
        multipliers = new SplittableRandom().longs(words).map(each -> each | 1).toArray();
        allocate(Math.min(FIRST_CAPACITY, most));
    }

    private void allocate(final int capacity) {
        cells = new long[capacity * stride];
        rules = new int[capacity * RULES];
        shift = Long.numberOfLeadingZeros(capacity - 1L);
        used = 0;
    }

    /** Flows that there is room for now. */
    int capacity() {
        return cells.length / stride;
    }

    /** Flows that are known. */
    int used() {
        return used;
    }

    /** Forgets all flows. */
    void clear() {
        if (used > 0) {
            Arrays.fill(cells, 0);
            used = 0;
        }
    }

    /** Where a key's flow is, or {@link #NONE}; {@link #hash} is the key's then. */
    // The second multiplication is for keys that differ in the high bits of a word only. While there is room, nearly all
    // flows are in the first place that is looked at, so that where they are found is no surprise.
    int find(final long[] key) {
        final long[] by = multipliers;
        long sum = key[0] * by[0] + key[1] * by[1] + key[2] * by[2] + key[3] * by[3] + key[4] * by[4];
        for (int word = COMMON; word < words; word++) {
            sum += key[word] * by[word];
        }
        hash = (sum ^ sum >>> Integer.SIZE) * by[0];
        final int first = (int) (hash >>> shift);
        return isAt(first, key) ? first : findElsewhere(first, key);
    }

    private int findElsewhere(final int first, final long[] key) {
        for (int way = 1; way < WAYS; way++) {
            if (isAt(first ^ way, key)) {
                return first ^ way;
            }
        }
        return NONE;
    }

    /** Of the key that was looked for last. */
    long hash() {
        return hash;
    }

    private boolean isAt(final int flow, final long[] key) {
        final long[] in = cells;
        final int cell = flow * stride;
        long differences = in[cell] ^ key[0] | in[cell + 1] ^ key[1] | in[cell + 2] ^ key[2] | in[cell + 3] ^ key[3]
                | in[cell + 4] ^ key[4];
        for (int word = COMMON; word < words; word++) {
            differences |= in[cell + word] ^ key[word];
        }
        return differences == 0;
    }

    /** What is known of a flow, and that it was met. */
    long meet(final int flow) {
        final int at = flow * stride + words;
        final long verdict = cells[at];
        if ((verdict & MET) != MET) {
            cells[at] = verdict + 1;
        }
        return verdict;
    }

    /** The first word of what is known of a flow, the low two bits aside. */
    long verdict(final int flow) {
        return cells[flow * stride + words];
    }

    /** The other word of what is known of a flow. */
    long way(final int flow) {
        return cells[flow * stride + words + 1];
    }

    /** A number of {@link #RULES} that a flow has. */
    int rule(final int flow, final int k) {
        return rules[flow * RULES + k];
    }

    /** The key that was looked for last and not found gets a place, if there is one that can be had. */
    void add(final long[] key, final long verdict, final long way, final int[] counted) {
        int place = place();
        if (place == NONE && capacity() < most) {
            allocate(2 * capacity());
            place = place();
        }
        if (place != NONE) {
            used++;
        } else {
            place = weakest();
        }
        if (place != NONE) {
            System.arraycopy(key, 0, cells, place * stride, words);
            cells[place * stride + words] = verdict & ~MET;
            cells[place * stride + words + 1] = way;
            System.arraycopy(counted, 0, rules, place * RULES, RULES);
        }
    }

    private int place() {
        final int first = (int) (hash >>> shift);
        for (int way = 0; way < WAYS; way++) {
            if (cells[(first ^ way) * stride] == 0) {
                return first ^ way;
            }
        }
        return NONE;
    }

    /** One of a set that was not met lately; the others are so a little less from now on. */
    private int weakest() {
        final int first = (int) (hash >>> shift);
        int weakest = NONE;
        for (int way = 0; way < WAYS; way++) {
            final int at = (first ^ way) * stride + words;
            if ((cells[at] & MET) == 0) {
                weakest = first ^ way;
            } else {
                cells[at]--;
            }
        }
        return weakest;
    }
}
