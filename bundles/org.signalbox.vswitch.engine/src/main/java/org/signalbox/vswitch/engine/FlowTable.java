package org.signalbox.vswitch.engine;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.signalbox.vswitch.pipeline.FlowReads;
import org.signalbox.vswitch.pipeline.FrameSlots;
import org.signalbox.vswitch.pipeline.RuleHits;

/**
 * Flows of one kind by their key, and what is known of each: two words, and the numbers of rules to count. It doubles
 * when a sixteenth of it is used and a flow does not find its first place free, and begins empty then, up to a bound.
 * What comes when a set is full else takes the place of a flow that was not met lately, or of none. One thread at a
 * time.
 */
// Sets of four places, of which the hash says the first one to look at. How often a flow was met, up to three times,
// stands in its first word; whoever comes and finds no place takes one from each of the four, so that a flow which is
// met again and again stays, whatever else comes once or twice. A place is free where the highest bits of its key are
// not those of now. All that is asked of most flows stands side by side: a third word has the first rules to count.
final class FlowTable {
    /** No flow. */
    static final int NONE = -1;
    /** Numbers of rules for each flow, those of ingress first. */
    static final int RULES = 2 * FlowReads.COUNTED;

    private static final int WAYS = 4;
    /** Words that every key has. */
    private static final int COMMON = 5;
    private static final int FIRST_CAPACITY = 1 << 10;
    /** The bits of a flow's first word that say how often it was met. */
    static final long MET = 3;
    private static final long USED = 1L << 63;
    private static final int EPOCHS = 64;
    private static final int EPOCH_SHIFT = 57;

    private final int kind;
    private final int words;
    private final int stride;
    private final int most;
    private final long[] multipliers;
    private final long[] key;
    private long[] cells;
    private int[] rules;
    private int shift;
    private long epoch;
    private int used;

    /**
     * @param kind of frames, as {@link FlowReads} has it
     * @param most flows at most, a power of two
     */
    FlowTable(final int kind, final int most) {
        this.kind = kind;
        words = FlowReads.words(kind);
        key = new long[words];
        this.most = most;
        stride = Integer.highestOneBit(words + 2) << 1;
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

    /**
     * Finds the flows of frames.
     *
     * @param kinds by slot; those of the table's kind are looked for
     * @param flow  by slot, for those: where the flow is, or {@link #NONE}
     * @return whether all were found
     */
    // What does not change stays in registers, since nothing is called in the first loop unless there are more words.
    // While there is room, nearly all flows are in the first place that is looked at: the other loop is for the rest.
    boolean find(final FrameSlots slots, final FlowReads reads, final int[] kinds, final int frames,
            final int[] flow) {
        final int transport = FlowReads.transportOffset(kind);
        final int offset3 = FlowReads.offset(kind, 3);
        final int offset4 = FlowReads.offset(kind, 4);
        final long mask0 = reads.mask(kind, 0);
        final long mask2 = reads.mask(kind, 2);
        final long mask3 = reads.mask(kind, 3);
        final long mask4 = reads.mask(kind, 4);
        final long by0 = multipliers[0];
        final long by1 = multipliers[1];
        final long by2 = multipliers[2];
        final long by3 = multipliers[3];
        final long by4 = multipliers[4];
        final long epochBits = epoch();
        final boolean more = words > COMMON;
        final long[] in = cells;
        int missing = 0;
        for (int slot = 0; slot < frames; slot++) {
            if (kinds[slot] != kind) {
                continue;
            }
            final long word0 = FlowReads.front(slots, slot, kind, mask0) | epochBits;
            final long word1 = FlowReads.addresses(slots, slot);
            final long word2 = FlowReads.ports(slots, slot, transport, mask2);
            final long word3 = FlowReads.word(slots, slot, offset3, mask3);
            final long word4 = FlowReads.word(slots, slot, offset4, mask4);
            final long sum = fold(word0) * by0 + fold(word1) * by1 + fold(word2) * by2 + fold(word3) * by3
                    + fold(word4) * by4 + (more ? sumOfOthers(slots, slot, reads) : 0);
            final int first = (int) (mix(sum) >>> shift);
            final int cell = first * stride;
            final long differences = in[cell] ^ word0 | in[cell + 1] ^ word1 | in[cell + 2] ^ word2
                    | in[cell + 3] ^ word3 | in[cell + 4] ^ word4;
            final int found = differences == 0 && (!more || othersAreAt(cell, slots, slot, reads)) ? first : NONE;
            flow[slot] = found;
            missing |= found >> Integer.SIZE - 1;
        }
        return missing == 0 || findOthers(slots, reads, kinds, frames, flow);
    }

    private boolean findOthers(final FrameSlots slots, final FlowReads reads, final int[] kinds, final int frames,
            final int[] flow) {
        boolean all = true;
        for (int slot = 0; slot < frames; slot++) {
            if (kinds[slot] == kind && flow[slot] == NONE) {
                flow[slot] = find(key(slots, slot, reads));
                all &= flow[slot] != NONE;
            }
        }
        return all;
    }

    /**
     * After {@link #find}, where all were found: whether what is known of all those flows is simple both ways.
     *
     * @param to by slot, for those: the port where the flow's frames went
     */
    boolean allPass(final int[] kinds, final int frames, final int[] flow, final int[] to) {
        final long[] in = cells;
        for (int slot = 0; slot < frames; slot++) {
            if (kinds[slot] == kind) {
                final int at = flow[slot] * stride + words;
                final long way = in[at + 1];
                to[slot] = FlowWord.port(way);
                if (!FlowWord.isSimpleAnywhere(in[at]) || !FlowWord.isSimpleAnywhere(way)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** After {@link #allPass}: those flows were met, and their rules are counted. */
    void pass(final FrameSlots slots, final int[] kinds, final int frames, final int[] flow, final RuleHits hits) {
        final long[] in = cells;
        for (int slot = 0; slot < frames; slot++) {
            if (kinds[slot] == kind) {
                final int at = flow[slot] * stride + words;
                final long verdict = in[at];
                if ((verdict & MET) != MET) {
                    in[at] = verdict + 1;
                }
                hits.count(ingressRule(flow[slot]), slots.wireLength(slot));
                hits.count(egressRule(flow[slot]), slots.wireLength(slot));
            }
        }
    }

    private long sumOfOthers(final FrameSlots slots, final int slot, final FlowReads reads) {
        long sum = 0;
        for (int word = COMMON; word < words; word++) {
            sum += fold(FlowReads.word(slots, slot, FlowReads.offset(kind, word), reads.mask(kind, word)))
                    * multipliers[word];
        }
        return sum;
    }

    private boolean othersAreAt(final int cell, final FrameSlots slots, final int slot, final FlowReads reads) {
        long differences = 0;
        for (int word = COMMON; word < words; word++) {
            differences |= cells[cell + word]
                    ^ FlowReads.word(slots, slot, FlowReads.offset(kind, word), reads.mask(kind, word));
        }
        return differences == 0;
    }

    /** The key of a frame of the table's kind, valid until the next call. */
    long[] key(final FrameSlots slots, final int slot, final FlowReads reads) {
        reads.key(slots, slot, kind, key);
        key[0] |= epoch();
        return key;
    }

    /** By which a key's place is found. */
    long hash(final long[] of) {
        long sum = 0;
        for (int word = 0; word < words; word++) {
            sum += fold(of[word]) * multipliers[word];
        }
        return mix(sum);
    }

    private long mix(final long sum) {
        return (sum ^ sum >>> Integer.SIZE) * multipliers[0];
    }

    /** Where a key's flow is, or {@link #NONE}. */
    int find(final long[] of) {
        final int first = (int) (hash(of) >>> shift);
        for (int way = 0; way < WAYS; way++) {
            final int cell = (first ^ way) * stride;
            if (Arrays.equals(cells, cell, cell + words, of, 0, words)) {
                return first ^ way;
            }
        }
        return NONE;
    }

    /** What differs in high bits alone differs in low ones, too, or a product would have it in high ones alone. */
    private static long fold(final long word) {
        return word ^ word >>> Integer.SIZE;
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

    /** The number of the first rule that a flow counts on ingress, or {@link RuleHits#UNCOUNTED}. */
    int ingressRule(final int flow) {
        return (int) cells[flow * stride + words + 2];
    }

    /** The same for its copies. */
    int egressRule(final int flow) {
        return (int) (cells[flow * stride + words + 2] >>> Integer.SIZE);
    }

    /** A number of {@link #RULES} that a flow has. */
    int rule(final int flow, final int k) {
        return rules[flow * RULES + k];
    }

    /** A key that was looked for and not found gets a place, if there is one that can be had. */
    void add(final long[] of, final long verdict, final long way, final int[] counted) {
        final int first = (int) (hash(of) >>> shift);
        int place = place(first);
        if (place != first && used >= capacity() >>> 4 && capacity() < most) {
            allocate(2 * capacity());
            add(of, verdict, way, counted);
            return;
        }
        if (place != NONE) {
            used++;
        } else {
            place = weakest(first);
        }
        if (place != NONE) {
            System.arraycopy(of, 0, cells, place * stride, words);
            cells[place * stride + words] = verdict & ~MET;
            cells[place * stride + words + 1] = way;
            cells[place * stride + words + 2] = number(verdict, counted[0])
                    | number(way, counted[FlowReads.COUNTED]) << Integer.SIZE;
            System.arraycopy(counted, 0, rules, place * RULES, RULES);
        }
    }

    private static long number(final long word, final int rule) {
        return Integer.toUnsignedLong(FlowWord.counts(word) == 0 ? RuleHits.UNCOUNTED : rule & FlowWord.RULE);
    }

    private int place(final int first) {
        for (int way = 0; way < WAYS; way++) {
            if (isFree(first ^ way)) {
                return first ^ way;
            }
        }
        return NONE;
    }

    /** One of a set that was not met lately; the others are so a little less from now on. */
    private int weakest(final int first) {
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
