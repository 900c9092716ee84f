package org.signalbox.vswitch.pipeline;

import java.util.Arrays;

/**
 * The frames of one pass through the stages. An entry is a slot on ingress, and a slot with one destination on
 * egress; stages mark entries as dropped, and between two stages {@link #compact} takes these out of the list of live
 * ones. Frames that a stage makes are entries that become live after its call ({@link #include}), each behind the one
 * that was received first of those it goes back to. One thread at a time.
 */
public final class FrameEntries {
    /** No decision yet. */
    public static final int NO_DESTINATION = -1;
    /** Every other port of the VLAN. */
    public static final int FLOOD = -2;
    /** The entry's {@link #destinations}. */
    public static final int SEVERAL = -3;
    /** Where the switch would send it by itself; it decides once the stage is through. */
    public static final int NORMAL = -4;

    private static final int PASS = -1;

    private final int[] slot;
    private final int[] destination;
    private final int[][] several;
    private final int[] severalCount;
    private final int[] dropReason;
    private final int[] live;
    private final int[] gone;
    private final int[] identity;
    // of entries that were made: the number of the received frame that each goes back to, and whether it was copied
    private final int[] root;
    private final boolean[] copied;
    // all entries as they stand behind each other; not filled in while none was made
    private final int[] order;
    private int filled;
    private int ordered;
    private int count;
    private int liveCount;
    // not negative once an entry was marked since the last compact()
    private int marks;

    /** @param capacity entries at most, 1 or more */
    public FrameEntries(int capacity) {
        slot = new int[capacity];
        destination = new int[capacity];
        several = new int[capacity][];
        severalCount = new int[capacity];
        dropReason = new int[capacity];
        live = new int[capacity];
        gone = new int[capacity];
        identity = new int[capacity];
        root = new int[capacity];
        copied = new boolean[capacity];
        order = new int[capacity];
        Arrays.setAll(identity, entry -> entry);
    }

    /** Forgets all entries. */
    public void clear() {
        count = 0;
        filled = 0;
        ordered = 0;
        liveCount = 0;
        marks = PASS;
    }

    /** Whether there is no room for one more. */
    public boolean isFull() {
        return count == slot.length;
    }

    /** Entries, dropped ones included. */
    public int count() {
        return count;
    }

    /**
     * Begins with one live entry for each of so many slots, the entry's number being the slot's, without destinations.
     */
    public void fill(int slots) {
        System.arraycopy(identity, 0, slot, 0, slots);
        System.arraycopy(identity, 0, live, 0, slots);
        Arrays.fill(destination, 0, slots, NO_DESTINATION);
        Arrays.fill(dropReason, 0, slots, PASS);
        count = slots;
        filled = slots;
        ordered = 0;
        liveCount = slots;
        marks = PASS;
    }

    /**
     * After {@link #fill}: adds an entry that is not live before {@link #include}.
     *
     * @param ofSlot the slot that has its frame
     * @param behind the entry that it stands behind, -1 for before all
     * @param copy   whether it is a copy of that
     * @return its number
     */
    public int addBehind(int ofSlot, int behind, boolean copy) {
        final int entry = count++;
        slot[entry] = ofSlot;
        destination[entry] = NO_DESTINATION;
        dropReason[entry] = PASS;
        root[entry] = root(behind);
        copied[entry] = copy;
        return entry;
    }

    private int root(int entry) {
        return entry < filled ? entry : root[entry];
    }

    /** Whether an entry that was made is a copy of another. */
    public boolean isCopy(int entry) {
        return copied[entry];
    }

    /**
     * Right after {@link #compact}: makes the entries live that were added since, those that were marked as dropped
     * too, until the next {@link #compact}.
     *
     * @param first the first of them
     */
    public void include(int first) {
        if (first == filled) {
            System.arraycopy(identity, 0, order, 0, filled);
        }
        for (int entry = first; entry < count; entry++) {
            int at = entry;
            for (; at > 0 && root(order[at - 1]) > root[entry]; at--) {
                order[at] = order[at - 1];
            }
            order[at] = entry;
        }
        ordered = count;
        liveCount = 0;
        for (int k = 0; k < count; k++) {
            final int entry = order[k];
            if (entry >= first || dropReason[entry] == PASS) {
                live[liveCount++] = entry;
            }
        }
        marks = 0;
    }

    /**
     * Makes those entries live for a while that are not dropped and whose word has one of these bits; made entries are
     * always. {@link #rejoin} ends it.
     *
     * @param words by entry, of those that were filled in or added
     */
    public void narrow(int[] words, int bits) {
        liveCount = 0;
        for (int k = 0; k < count; k++) {
            final int entry = inOrder(k);
            if (dropReason[entry] == PASS && (entry >= filled || (words[entry] & bits) != 0)) {
                live[liveCount++] = entry;
            }
        }
    }

    /** Makes all entries live that are not dropped. */
    public void rejoin() {
        liveCount = 0;
        for (int k = 0; k < count; k++) {
            final int entry = inOrder(k);
            if (dropReason[entry] == PASS) {
                live[liveCount++] = entry;
            }
        }
    }

    /** The k-th of all entries, dropped ones included, as they stand behind each other. */
    public int inOrder(int k) {
        return ordered == 0 ? k : order[k];
    }

    /** Without {@link #fill}: adds a live entry. */
    public void add(int ofSlot, int port) {
        final int entry = count++;
        filled = count;
        slot[entry] = ofSlot;
        destination[entry] = port;
        dropReason[entry] = PASS;
        live[liveCount++] = entry;
    }

    /** Entries that were not dropped when {@link #compact} last looked. */
    public int live() {
        return liveCount;
    }

    /** The k-th live entry. */
    public int frame(int k) {
        return live[k];
    }

    /** The slot that has the entry's frame. */
    public int slot(int entry) {
        return slot[entry];
    }

    /** The destination of a copy; on ingress a port, or one of the constants above. */
    public int destinationPort(int entry) {
        return destination[entry];
    }

    /** Marks an entry as dropped; the first mark counts. The reason is 0 or more. */
    public void drop(int entry, int reason) {
        if (reason < 0) {
            throw new IllegalArgumentException("found drop reason " + reason + ", expected one from dropReason()");
        }
        if (dropReason[entry] == PASS) {
            dropReason[entry] = reason;
            marks = 0;
        }
    }

    /** Marks an entry as dropped if the reason is 0 or more; the first mark counts. */
    // without a branch on the reason, since which frames a rule drops cannot be predicted
    public void judge(int entry, int reasonOrNegative) {
        final int reason = reasonOrNegative | reasonOrNegative >> 31;
        final int before = dropReason[entry];
        dropReason[entry] = before < 0 ? reason : before;
        marks &= reason;
    }

    /** Whether the entry is marked as dropped. */
    public boolean isDropped(int entry) {
        return dropReason[entry] != PASS;
    }

    /** Why the entry was dropped; call only where {@link #isDropped}. */
    public int dropReason(int entry) {
        return dropReason[entry];
    }

    /** Chooses every other port of the VLAN, whatever was chosen before. */
    public void flood(int entry) {
        destination[entry] = FLOOD;
    }

    /** Leaves the choice to the switch, whatever was chosen before. */
    public void normal(int entry) {
        destination[entry] = NORMAL;
    }

    /** Chooses one port, whatever was chosen before. */
    public void send(int entry, int port) {
        destination[entry] = port;
    }

    /** Adds a destination, 0 or more; one that is there already, or covered by {@link #FLOOD}, is not added. */
    public void addDestination(int entry, int port) {
        if (port < 0) {
            throw new IllegalArgumentException("found port " + port + ", expected the index of a port");
        }
        final int now = destination[entry];
        if (now == NO_DESTINATION || now == NORMAL) {
            destination[entry] = port;
        } else if (now != FLOOD && now != port) {
            if (now != SEVERAL) {
                several[entry] = several[entry] == null ? new int[8] : several[entry];
                several[entry][0] = now;
                severalCount[entry] = 1;
                destination[entry] = SEVERAL;
            }
            append(entry, port);
        }
    }

    private void append(int entry, int port) {
        final int n = severalCount[entry];
        for (int i = 0; i < n; i++) {
            if (several[entry][i] == port) {
                return;
            }
        }
        if (n == several[entry].length) {
            several[entry] = Arrays.copyOf(several[entry], 2 * n);
        }
        several[entry][n] = port;
        severalCount[entry] = n + 1;
    }

    /** How many destinations an entry with {@link #SEVERAL} has. */
    public int destinations(int entry) {
        return severalCount[entry];
    }

    /** Puts several destinations in ascending order. */
    public void sortDestinations(int entry) {
        Arrays.sort(several[entry], 0, severalCount[entry]);
    }

    /** The k-th of several destinations. */
    public int destination(int entry, int k) {
        return several[entry][k];
    }

    /**
     * Takes dropped entries out of the live ones, which stay in order.
     *
     * @return how many were taken out; {@link #gone} names them
     */
    // writes both lists without a branch, since which entries are dropped cannot be predicted
    public int compact() {
        if (marks == PASS) {
            return 0;
        }
        marks = PASS;
        int kept = 0;
        int lost = 0;
        for (int k = 0; k < liveCount; k++) {
            final int entry = live[k];
            final int passes = dropReason[entry] >>> 31;
            live[kept] = entry;
            gone[lost] = entry;
            kept += passes;
            lost += 1 - passes;
        }
        liveCount = kept;
        return lost;
    }

    /** The k-th entry that the last {@link #compact} took out. */
    public int gone(int k) {
        return gone[k];
    }
}
