package org.signalbox.vswitch.engine;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.signalbox.vswitch.pipeline.FlowReads;

/**
 * Flows of one kind by their key, and what is known of each: two words, and the numbers of rules to count. It doubles
 * when there are so many that sets get full, and begins empty then, up to a bound. What comes when a set is full then
 * takes the place of a flow that was not met lately, or of none. One thread at a time.
 */
// Sets of four, each flow in the one that its hash says, so that a look-up ends after four tags. A tag is 32 other bits
// of the hash. How often a flow was met, up to three times, stands in its first word; whoever comes and finds no place
// takes one from each of the four, so that a flow which is met again and again stays, whatever else comes once or twice.
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

    private final int words;
    private final int stride;
    private final int most;
    private final long[] multipliers;
    private long[] cells;
    private int[] tags;
    private int[] rules;
    private int shift;
    private long hash;
    private int used;

    /**
     * @param words in a key, 5 or more
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
        tags = new int[capacity];
        rules = new int[capacity * RULES];
        shift = Long.numberOfLeadingZeros(capacity / WAYS - 1L);
        used = 0;
    }

    /** Flows that there is room for now. */
    int capacity() {
        return tags.length;
    }

    /** Flows that are known. */
    int used() {
        return used;
    }

    /** Forgets all flows. */
    void clear() {
        Arrays.fill(tags, 0);
        used = 0;
    }

    /** Where a key's flow is, or {@link #NONE}; {@link #hash} is the key's then. */
    // Without a branch but on whether it is there: which of the four has the tag cannot be predicted. The second
    // multiplication is for keys that differ in the high bits of a word only.
    int find(final long[] key) {
        long sum = key[0] * multipliers[0] + key[1] * multipliers[1] + key[2] * multipliers[2]
                + key[3] * multipliers[3] + key[4] * multipliers[4];
        for (int word = COMMON; word < words; word++) {
            sum += key[word] * multipliers[word];
        }
        hash = (sum ^ sum >>> Integer.SIZE) * multipliers[0];
        final int tag = tag(hash);
        final int first = (int) (hash >>> shift) * WAYS;
        final int[] in = tags;
        final int one = differ(in[first], tag);
        final int two = one & differ(in[first + 1], tag);
        final int three = two & differ(in[first + 2], tag);
        final int four = three & differ(in[first + 3], tag);
        return four == 0 && isAt(first + one + two + three, key) ? first + one + two + three : NONE;
    }

    /** 1, or 0 if they are the same. */
    private static int differ(final int one, final int other) {
        final int bits = one ^ other;
        return (bits | -bits) >>> Integer.SIZE - 1;
    }

    /** Of the key that was looked for last. */
    long hash() {
        return hash;
    }

    // of bits that choose no set, and never 0, which is no flow
    private static int tag(final long hash) {
        return (int) (hash >>> 12) | 1;
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
        final int first = (int) (hash >>> shift) * WAYS;
        int place = NONE;
        for (int flow = first; flow < first + WAYS && place == NONE; flow++) {
            place = tags[flow] == 0 ? flow : NONE;
        }
        if (place != NONE) {
            used++;
        } else if (used > capacity() >>> 3 && capacity() < most) {
            allocate(2 * capacity());
            place = (int) (hash >>> shift) * WAYS;
            used = 1;
        } else {
            place = weakest(first);
        }
        if (place != NONE) {
            System.arraycopy(key, 0, cells, place * stride, words);
            cells[place * stride + words] = verdict & ~MET;
            cells[place * stride + words + 1] = way;
            System.arraycopy(counted, 0, rules, place * RULES, RULES);
            tags[place] = tag(hash);
        }
    }

    /** One of a set that was not met lately; the others are so a little less from now on. */
    private int weakest(final int first) {
        int weakest = NONE;
        for (int flow = first; flow < first + WAYS; flow++) {
            final int at = flow * stride + words;
            if ((cells[at] & MET) == 0) {
                weakest = flow;
            } else {
                cells[at]--;
            }
        }
        return weakest;
    }
}
