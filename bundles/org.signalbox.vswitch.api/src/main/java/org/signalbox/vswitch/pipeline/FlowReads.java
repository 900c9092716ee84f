package org.signalbox.vswitch.pipeline;

import java.util.Arrays;

/**
 * What stages look at in frames while it is recorded which of them look the same: the bytes that decisions depend on,
 * as masks over the words that a flow is told by, and by frame what a flow cache cannot stand in for. Nothing is kept,
 * and no memory written, while {@link #isOn} is false. One thread at a time.
 */
// One mask for all frames of a kind, the union of what was read of any of them: a frame is looked up once. What is
// read of one frame and not of another makes more flows than there need be, and never a wrong one.
public final class FlowReads {
    /** A frame that is never cached. */
    public static final int UNKNOWN = 0;
    /** Without tags: IPv4 without options and fragments, with room for any transport header. */
    public static final int IPV4 = 1;
    /** Without tags: IPv6 with TCP, UDP or ICMPv6 right behind its header. */
    public static final int IPV6 = 2;

    /** Rules that are counted for one frame on one pass at most, for it to be cached. */
    public static final int COUNTED = 4;

    private static final long ALL = -1;
    // the first byte of each word, by kind; from the frame's destination address on
    private static final int[][] WORDS = {{}, {0, 8, 16, 26, 34}, {0, 8, 16, 24, 32, 40, 48, 56}};
    private static final int[] TRANSPORT = {0, 34, 54};
    private static final int[] PROTOCOL = {0, 23, 20};
    private static final int WORD = Long.BYTES;
    // of TCP: data offset and flags, which stand behind the last word
    private static final int FLAGS = 12;

    private final int[] kinds;
    private final boolean[] unlike;
    private final int[] again;
    private final int[] counted;
    private final int[] counts;
    private final long[][] masks = new long[WORDS.length][];
    private final int[] flagMasks = new int[WORDS.length];
    private boolean on;
    private boolean grown;
    private int stage;
    private boolean egress;

    /** @param slots frames at most */
    public FlowReads(int slots) {
        kinds = new int[slots];
        unlike = new boolean[slots];
        again = new int[slots];
        counted = new int[slots * 2 * COUNTED];
        counts = new int[2 * slots];
        for (int kind = IPV4; kind < masks.length; kind++) {
            masks[kind] = new long[WORDS[kind].length];
            // addresses of stations decide where a frame goes
            masks[kind][0] = ALL;
            masks[kind][1] = ALL << Integer.SIZE;
        }
    }

    /** The first byte of each word of a kind. */
    public static int[] words(int kind) {
        return WORDS[kind];
    }

    /** Where the two bytes are that {@link #flagMask} is about. */
    public static int flags(int kind) {
        return TRANSPORT[kind] + FLAGS;
    }

    /** Which bits of each word of a kind decide. */
    public long[] mask(int kind) {
        return masks[kind];
    }

    /** Which bits of TCP's flags and data offset decide. */
    public int flagMask(int kind) {
        return flagMasks[kind];
    }

    /** Whether a mask has more bits since this was asked last. */
    public boolean takeGrown() {
        final boolean was = grown;
        grown = false;
        return was;
    }

    /** A frame is to be recorded from now on, or with {@link #UNKNOWN} is not. */
    public void follow(int slot, int kind) {
        kinds[slot] = kind;
        unlike[slot] = false;
        again[slot] = 0;
        counts[2 * slot] = 0;
        counts[2 * slot + 1] = 0;
    }

    /** The frame's kind, {@link #UNKNOWN} where it is not recorded. */
    public int kind(int slot) {
        return kinds[slot];
    }

    /** A stage is about to be called, the so-manieth of its pass. */
    public void listen(int stageOfPass, boolean onEgress) {
        stage = stageOfPass;
        egress = onEgress;
        on = true;
    }

    /** The call has ended, or is one that is not recorded. */
    public void close() {
        on = false;
    }

    /** Whether what is looked at now is kept. */
    public boolean isOn() {
        return on;
    }

    /** Something was looked at that a flow does not have, or done that a cache cannot do. */
    public void unlike(int slot) {
        unlike[slot] = true;
    }

    /** Whether nothing may be concluded from this frame about another. */
    public boolean isUnlike(int slot) {
        return unlike[slot];
    }

    /** The stage is to be called for every frame of the flow on this pass. */
    public void again(int slot) {
        again[slot] |= 1 << (egress ? stage + Short.SIZE : stage);
    }

    /** Bits of the stages that are to be called: of ingress in the low half, of egress in the high one. */
    public int calls(int slot) {
        return again[slot];
    }

    /** A rule was counted. */
    public void counted(int slot, int rule) {
        final int pass = 2 * slot + (egress ? 1 : 0);
        if (counts[pass] == COUNTED || rule >>> Integer.SIZE - Byte.SIZE != 0) {
            unlike[slot] = true;
        } else {
            counted[pass * COUNTED + counts[pass]++] = stage << Integer.SIZE - Byte.SIZE | rule;
        }
    }

    /** What was counted on one pass: the stage in the high eight bits, the rule in the others. */
    public void counted(int slot, boolean onEgress, int[] target, int at) {
        final int pass = 2 * slot + (onEgress ? 1 : 0);
        Arrays.fill(target, at, at + COUNTED, RuleHits.UNCOUNTED);
        System.arraycopy(counted, pass * COUNTED, target, at, counts[pass]);
    }

    /** The IP protocol was looked at. */
    public void protocol(int slot) {
        bytes(slot, PROTOCOL[kinds[slot]], 1);
    }

    /** Bytes of the transport header were looked at. */
    public void transport(int slot, int offset, int count) {
        bytes(slot, TRANSPORT[kinds[slot]] + offset, count);
    }

    /** The first bits of what begins at an offset were looked at. */
    public void bits(int slot, int offset, int count) {
        bytes(slot, offset, count >>> 3);
        if ((count & 7) != 0) {
            look(slot, offset + (count >>> 3), 0xFF00 >>> (count & 7) & 0xFF);
        }
    }

    /** Bytes of the frame were looked at. */
    public void bytes(int slot, int offset, int count) {
        for (int k = 0; k < count && !unlike[slot]; k++) {
            look(slot, offset + k, 0xFF);
        }
    }

    private void look(int slot, int offset, int bits) {
        final int kind = kinds[slot];
        if (kind == UNKNOWN) {
            return;
        }
        final int flags = offset - flags(kind);
        if (flags == 0 || flags == 1) {
            final int wanted = bits << Byte.SIZE * (1 - flags);
            grown |= (flagMasks[kind] | wanted) != flagMasks[kind];
            flagMasks[kind] |= wanted;
            return;
        }
        final int[] words = WORDS[kind];
        for (int word = 0; word < words.length; word++) {
            final int at = offset - words[word];
            if (at >= 0 && at < WORD) {
                final long wanted = (long) bits << Byte.SIZE * (WORD - 1 - at);
                grown |= (masks[kind][word] | wanted) != masks[kind][word];
                masks[kind][word] |= wanted;
                return;
            }
        }
        unlike[slot] = true;
    }
}
