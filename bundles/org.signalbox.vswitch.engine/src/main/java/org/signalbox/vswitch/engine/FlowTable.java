package org.signalbox.vswitch.engine;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.signalbox.vswitch.pipeline.FlowReads;

/**
 * Flows of one kind by their key, and what is known of each: two words, and the numbers of rules to count. It doubles
 * when a set is full and a quarter of all, and begins empty then, up to a bound. What comes when a set is full else
 * takes the place of a flow that was not met lately, or of none. One thread at a time.
 */
// Sets of four places, of which the hash says the first one to look at. How often a flow was met, up to three times,
// stands in its first word; whoever comes and finds no place takes one from each of the four, so that a flow which is met
// again and again stays, whatever else comes once or twice. A place is free where the highest bits of its key are not those
// of now.
final class FlowTable {
    /** No flow. */
    static final int NONE = -1;
    /** Numbers of rules for each flow, those of ingress first. */
    static final int RULES = 2 * FlowReads.COUNTED;

    private static final int WAYS = 4;
    /** Words that every key has. */
    private static final int COMMON = 5;
    private static final int FIRST_CAPACITY = 1 << 10;
    private static final long MET = 3;
    private static final long USED = 1L << 63;
    private static final int EPOCHS = 64;
    private static final int EPOCH_SHIFT = 57;

    private final int words;
    private final int stride;
    private final int most;
    private final long[] multipliers;
    private long[] cells;
    private int[] rules;
    private int shift;
    private long hash;
    private long epoch;
    private int used;

    /**
     * @param words in a key, 5 or more; the first one has {@link #epoch}
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

    /** Forgets all flows, at once but for each sixty-fourth time. */
    void forget() {
        used = 0;
        epoch = epoch + 1 & EPOCHS - 1;
        if (epoch == 0) {
            Arrays.fill(cells, 0);
        }
    }

    /** What is to be in the first word of a key, in its highest bits, so that it finds what was not forgotten. */
    long epoch() {
        return USED | epoch << EPOCH_SHIFT;
    }

    /** Forgets one flow. */
    void remove(final int flow) {
        if (!isFree(flow)) {
            cells[flow * stride] = 0;
            used--;
        }
    }

    private boolean isFree(final int flow) {
        return (cells[flow * stride] ^ epoch()) >>> EPOCH_SHIFT != 0;
    }

    /** Where a key's flow is, or {@link #NONE}; {@link #hash} is the key's then. */
    // While there is room, nearly all
    // flows are in the first place that is looked at, so that where they are found is no surprise.
    int find(final long[] key) {
        final long[] by = multipliers;
        long sum = fold(key[0]) * by[0] + fold(key[1]) * by[1] + fold(key[2]) * by[2] + fold(key[3]) * by[3]
                + fold(key[4]) * by[4];
        for (int word = COMMON; word < words; word++) {
            sum += fold(key[word]) * by[word];
        }
        hash = (sum ^ sum >>> Integer.SIZE) * by[0];
        final int first = (int) (hash >>> shift);
        return isAt(first, key) ? first : findElsewhere(first, key);
    }

    /** What differs in high bits alone differs in low ones, too, or a product would have it in high ones alone. */
    private static long fold(final long word) {
        return word ^ word >>> Integer.SIZE;
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
        if (place == NONE && used > capacity() >>> 2 && capacity() < most) {
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
            if (isFree(first ^ way)) {
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
