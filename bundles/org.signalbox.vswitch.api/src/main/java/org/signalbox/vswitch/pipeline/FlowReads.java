package org.signalbox.vswitch.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

import org.signalbox.frame.IpProtocol;

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
    /** Without tags: IPv4 without options and fragments, with a whole transport header. */
    public static final int IPV4 = 1;
    /** Without tags: IPv6 with TCP, UDP or ICMPv6 right behind its header. */
    public static final int IPV6 = 2;

    /** Rules that are counted for one frame on one pass at most, for it to be cached. */
    public static final int COUNTED = 4;

    /** Where the number of a stage begins in a rule that was counted. */
    public static final int STAGE_SHIFT = 24;
    /** Where the bits of egress begin in {@link #calls}. */
    public static final int HALF_BITS = 16;
    /** The bits of ingress there. */
    public static final int HALF = (1 << HALF_BITS) - 1;

    // in a key's first word
    private static final int PORT_SHIFT = 16;
    private static final int TAG_SHIFT = 32;
    private static final int SERVICE_SHIFT = 49;
    private static final long OFFLOADED = 1L << 48;
    // words of a key, by kind
    private static final int[] WORDS = {0, 5, 8};
    private static final int[] TRANSPORT = {0, 34, 54};
    // of the words that are eight bytes of the frame
    private static final int[][] OFFSETS = {{}, {0, 0, 0, 26, 16}, {0, 0, 0, 22, 30, 38, 46, 14}};
    private static final int[] PROTOCOL = {0, 23, 20};
    // data offset and flags of TCP
    private static final int FLAGS = 12;
    private static final int BYTE = 0xFF;
    private static final long LOW = 0xFFFF_FFFFL;
    private static final ValueLayout.OfByte I8 = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort I16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int NOWHERE = -1;
    private static final int LAST = 68;
    // by kind and offset of a byte: where it is in the key, in bits from the first word's lowest one on
    private static final int[][] PLACES = places();

    private final int[] kinds;
    private final boolean[] tcps;
    private final boolean[] unlike;
    private final int[] again;
    private final int[] counted;
    private final int[] counts;
    private final boolean[] countsTooMuch;
    private final long[][] masks = new long[WORDS.length][];
    private boolean on;
    private boolean grown;
    private int stage;
    private boolean egress;

    /** @param slots frames at most */
    public FlowReads(int slots) {
        kinds = new int[slots];
        tcps = new boolean[slots];
        unlike = new boolean[slots];
        again = new int[slots];
        counted = new int[slots * 2 * COUNTED];
        counts = new int[2 * slots];
        countsTooMuch = new boolean[slots];
        for (int kind = IPV4; kind < masks.length; kind++) {
            masks[kind] = new long[WORDS[kind]];
        }
        forget();
    }

    /** Forgets what was looked at so far, since those who did have changed. */
    public void forget() {
        for (int kind = IPV4; kind < masks.length; kind++) {
            Arrays.fill(masks[kind], 0);
            // addresses of stations decide where a frame goes, and the protocol what its headers are
            for (int offset = 0; offset < 12; offset++) {
                addToMask(kind, offset, BYTE);
            }
            addToMask(kind, PROTOCOL[kind], BYTE);
        }
        grown = false;
    }

    /** Where the IP protocol of a kind is. */
    public static int protocolOffset(int kind) {
        return PROTOCOL[kind];
    }

    // The first word has room for the last two bytes of a TCP header's first fourteen, and for what IPv4 calls type of
    // service, beside what is known of a frame without its bytes; the others are bytes alone.
    private static int[][] places() {
        final int[][] places = new int[WORDS.length][LAST];
        for (final int[] of : places) {
            Arrays.fill(of, NOWHERE);
        }
        for (int kind = IPV4; kind < places.length; kind++) {
            place(places[kind], 0, Long.BYTES, 1, Long.SIZE);
            place(places[kind], 8, Integer.BYTES, 2, Long.SIZE);
            place(places[kind], TRANSPORT[kind], Integer.BYTES, 2, Integer.SIZE);
            place(places[kind], TRANSPORT[kind] + FLAGS, Short.BYTES, 0, Short.SIZE);
        }
        place(places[IPV4], 15, 1, 0, SERVICE_SHIFT + Byte.SIZE);
        for (int kind = IPV4; kind < places.length; kind++) {
            for (int word = 3; word < WORDS[kind]; word++) {
                place(places[kind], OFFSETS[kind][word], Long.BYTES, word, Long.SIZE);
            }
        }
        return places;
    }

    /** Bytes from an offset on stand in a word from below a bit on. */
    private static void place(int[] places, int offset, int bytes, int word, int below) {
        for (int k = 0; k < bytes; k++) {
            places[offset + k] = word * Long.SIZE + below - (k + 1) * Byte.SIZE;
        }
    }

    /** How many words a key has that tells flows of a kind. */
    public static int words(int kind) {
        return WORDS[kind];
    }

    /** Writes the key of a frame, as far as stages looked at it, beside what {@link #front} leaves out. */
    public void key(FrameSlots slots, int slot, int kind, long[] key) {
        key[0] = front(slots, slot, kind, mask(kind, 0));
        key[1] = addresses(slots, slot);
        key[2] = ports(slots, slot, TRANSPORT[kind], mask(kind, 2));
        for (int word = 3; word < key.length; word++) {
            key[word] = word(slots, slot, offset(kind, word), mask(kind, word));
        }
    }

    /** Which bits of a word of the key tell flows of a kind apart. */
    public long mask(int kind, int word) {
        return masks[kind][word];
    }

    /** Where a word stands in frames of a kind, from the third word on. */
    public static int offset(int kind, int word) {
        return OFFSETS[kind][word];
    }

    /**
     * The first word of a frame's key: port, tag, whether something is left to be done, and what of it a mask has. The
     * highest seven bits are not used.
     */
    public static long front(FrameSlots slots, int slot, int kind, long mask) {
        return (long) slots.sourcePort(slot) << PORT_SHIFT | (long) (slots.tag(slot) & 0xFFFF) << TAG_SHIFT
                | (slots.offload(slot) == 0 ? 0 : OFFLOADED)
                | (mask == 0 ? 0 : mask & rest(slots.memory(), slots.offset(slot), kind));
    }

    /** The next one: one address, and the beginning of the other. */
    public static long addresses(FrameSlots slots, int slot) {
        return slots.destinationMac(slot) << Short.SIZE | slots.sourceMac(slot) >>> Integer.SIZE;
    }

    /** The next one: the other address' end, and what of a transport header's first bytes a mask has. */
    public static long ports(FrameSlots slots, int slot, int transport, long mask) {
        return slots.sourceMac(slot) << Integer.SIZE
                | slots.memory().get(I32, slots.offset(slot) + (long) transport) & mask & LOW;
    }

    /** One of those that follow: bytes of the frame, as far as a mask has them. */
    public static long word(FrameSlots slots, int slot, int offset, long mask) {
        return slots.memory().get(I64, slots.offset(slot) + (long) offset) & mask;
    }

    /** Where the transport header of a kind is. */
    public static int transportOffset(int kind) {
        return TRANSPORT[kind];
    }

    private static long rest(MemorySegment memory, long at, int kind) {
        return flags(memory, at, kind) | (memory.get(I8, at + 15) & 0xFFL) << SERVICE_SHIFT;
    }

    private static long flags(MemorySegment memory, long at, int kind) {
        return memory.get(I8, at + PROTOCOL[kind]) == IpProtocol.TCP
                ? memory.get(I16, at + TRANSPORT[kind] + FLAGS) & 0xFFFFL : 0;
    }

    /** Which bits of a byte of frames of a kind tell their flows apart, 0 to 255. */
    public int bits(int kind, int offset) {
        final int place = place(kind, offset);
        return place == NOWHERE ? 0 : (int) (masks[kind][place / Long.SIZE] >>> place % Long.SIZE) & BYTE;
    }

    private static int place(int kind, int offset) {
        return offset < LAST ? PLACES[kind][offset] : NOWHERE;
    }

    /** Whether a mask has more bits since this was asked last. */
    public boolean takeGrown() {
        final boolean was = grown;
        grown = false;
        return was;
    }

    /** A frame is to be recorded from now on, or with {@link #UNKNOWN} is not. */
    public void follow(int slot, int kind, boolean tcp) {
        kinds[slot] = kind;
        tcps[slot] = tcp;
        unlike[slot] = false;
        countsTooMuch[slot] = false;
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

    /** Something was looked at that a flow does not have. */
    public void lookedBeyond(int slot) {
        unlike[slot] |= !isAskedAgain(slot);
    }

    /** Something was done with the frame that a cache cannot do. */
    public void unlike(int slot) {
        unlike[slot] = true;
    }

    /** Whether nothing may be concluded from this frame about another. */
    public boolean isUnlike(int slot) {
        return unlike[slot];
    }

    /** The stage is to be called for every frame of the flow on this pass; what it looks at from now on tells no flow. */
    public void again(int slot) {
        again[slot] |= stageBit();
    }

    private int stageBit() {
        return 1 << (egress ? stage + HALF_BITS : stage);
    }

    private boolean isAskedAgain(int slot) {
        return (again[slot] & stageBit()) != 0;
    }

    /** Bits of the stages that are to be called: of ingress in the low half, of egress in the high one. */
    public int calls(int slot) {
        return again[slot];
    }

    /** A rule was counted. */
    public void counted(int slot, int rule) {
        final int pass = 2 * slot + (egress ? 1 : 0);
        if (isAskedAgain(slot)) {
            return;
        }
        if (rule >>> STAGE_SHIFT != 0 || counts[pass] == COUNTED && !egress) {
            unlike[slot] = true;
        } else if (counts[pass] == COUNTED) {
            countsTooMuch[slot] = true;
        } else {
            counted[pass * COUNTED + counts[pass]++] = stage << STAGE_SHIFT | rule;
        }
    }

    /** Whether more rules were counted for a frame's copies than are kept. */
    public boolean countsTooMuch(int slot) {
        return countsTooMuch[slot];
    }

    /** How many rules were counted on one pass. */
    public int counts(int slot, boolean onEgress) {
        return counts[2 * slot + (onEgress ? 1 : 0)];
    }

    /** What was counted on one pass: the stage in the high eight bits, the rule in the others. */
    public void counted(int slot, boolean onEgress, int[] target, int at) {
        final int pass = 2 * slot + (onEgress ? 1 : 0);
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
            look(slot, offset + k, BYTE);
        }
    }

    private void look(int slot, int offset, int bits) {
        final int kind = kinds[slot];
        if (kind == UNKNOWN || isAskedAgain(slot)) {
            return;
        }
        // TCP's flags are payload of others
        final boolean known = tcps[slot] || offset < TRANSPORT[kind] + FLAGS;
        if (!known || !addToMask(kind, offset, bits)) {
            unlike[slot] = true;
        }
    }

    /** Whether there is such a byte in the key. */
    private boolean addToMask(int kind, int offset, int bits) {
        final int place = place(kind, offset);
        if (place == NOWHERE) {
            return false;
        }
        final int word = place / Long.SIZE;
        final long wanted = (long) bits << place % Long.SIZE;
        grown |= (masks[kind][word] & wanted) != wanted;
        masks[kind][word] |= wanted;
        return true;
    }
}
