package org.signalbox.vswitch.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.SplittableRandom;

/**
 * Which address was last seen at which port. An address is {@code vlan << 48 | mac}. Ageing goes by the time of
 * frames, so that a replay learns and forgets as the live switch did. One thread writes; any thread may {@link #visit}.
 */
// Open addressing over one array, four longs a cell (half a cache line), so that a look-up costs one memory access
// however many addresses there are. Within an array cells are only ever added: what aged out stays until the array is
// half full and the living move to another one, so a reader without locks never sees an address twice or misses one
// that stays.
final class ForwardingTable {
    static final long AGEING_NANOS = 300_000_000_000L;
    static final int LIMIT = 131_072;
    /** A full table is searched for aged addresses this often. */
    static final long PURGE_NANOS = 1_000_000_000L;

    /** No port: unknown, aged, or forgotten. */
    static final int NONE = -1;

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int SHIFT = 2;
    private static final int TIME = 1;
    private static final int PORT = 2;
    private static final long USED = 1L << 63;
    private static final int FIRST_LIMIT = 1_024;

    /** Told of each address that is known. */
    interface Visitor {
        void entry(long address, int port, long timeNanos);
    }

    private final int limit;
    // random and odd, so that nobody can choose addresses that fall into one place: Dietzfelbinger's universal hashing,
    // by which any two addresses meet with a probability of at most 2 in as many as there are places
    private final long multiplier = new SplittableRandom().nextLong() | 1;
    private long[] cells;
    private volatile long[] published;
    private int hashShift;
    private int used;
    private int usedLimit;
    private long nextPurge = Long.MIN_VALUE;
    private long refused;

    ForwardingTable() {
        this(LIMIT);
    }

    /** @param limit addresses at most, a power of two */
    ForwardingTable(final int limit) {
        this.limit = limit;
        allocate(Math.min(FIRST_LIMIT, limit));
        published = cells;
    }

    private void allocate(final int addresses) {
        cells = new long[2 * addresses << SHIFT];
        hashShift = Long.SIZE - Integer.numberOfTrailingZeros(2 * addresses);
        usedLimit = addresses;
        used = 0;
    }

    static long address(final int vlan, final long mac) {
        return (long) vlan << 48 | mac;
    }

    /** Notes that a frame from the address came in at the port. A full table learns nothing new. */
    void learn(final long address, final int port, final long timeNanos) {
        final int cell = find(address);
        if (cells[cell] != 0) {
            CELL.setOpaque(cells, cell + TIME, timeNanos);
            if (cells[cell + PORT] != port) {
                CELL.setOpaque(cells, cell + PORT, (long) port);
            }
        } else if (used < usedLimit) {
            add(cell, address, port, timeNanos);
        } else if (makeRoom(timeNanos)) {
            add(find(address), address, port, timeNanos);
        } else {
            refused++;
        }
    }

    /** The port behind which an address is, or {@link #NONE}. */
    int lookup(final long address, final long timeNanos) {
        final int cell = find(address);
        return cells[cell] != 0 && timeNanos - cells[cell + TIME] < AGEING_NANOS ? (int) cells[cell + PORT] : NONE;
    }

    /** Forgets what was learned at a port. */
    void forget(final int port) {
        for (int cell = 0; cell < cells.length; cell += 1 << SHIFT) {
            if (cells[cell] != 0 && cells[cell + PORT] == port) {
                CELL.setOpaque(cells, cell + PORT, (long) NONE);
            }
        }
    }

    /** How often an address was not learned because the table was full. */
    long refused() {
        return refused;
    }

    /**
     * Names every address that is known at a time. Any thread; what changes meanwhile is shown as it was or as it is.
     */
    void visit(final long timeNanos, final Visitor visitor) {
        final long[] now = published;
        for (int cell = 0; cell < now.length; cell += 1 << SHIFT) {
            final long key = (long) CELL.getAcquire(now, cell);
            if (key != 0) {
                final int port = (int) (long) CELL.getOpaque(now, cell + PORT);
                final long seen = (long) CELL.getOpaque(now, cell + TIME);
                if (port != NONE && timeNanos - seen < AGEING_NANOS) {
                    visitor.entry(key & ~USED, port, seen);
                }
            }
        }
    }

    /** How many addresses are known at a time. Any thread. */
    int count(final long timeNanos) {
        final int[] count = new int[1];
        visit(timeNanos, (_, _, _) -> count[0]++);
        return count[0];
    }

    private int find(final long address) {
        final long key = address | USED;
        final long[] in = cells;
        final int mask = in.length - 1;
        int cell = (int) (key * multiplier >>> hashShift) << SHIFT;
        while (in[cell] != 0 && in[cell] != key) {
            cell = cell + (1 << SHIFT) & mask;
        }
        return cell;
    }

    private void add(final int cell, final long address, final int port, final long timeNanos) {
        cells[cell + TIME] = timeNanos;
        cells[cell + PORT] = port;
        CELL.setRelease(cells, cell, address | USED);
        used++;
    }

    /** Moves the living to another array, of twice the size if they need it. */
    private boolean makeRoom(final long timeNanos) {
        if (usedLimit == limit) {
            if (timeNanos < nextPurge) {
                return false;
            }
            nextPurge = timeNanos + PURGE_NANOS;
        }
        final long[] old = cells;
        int living = 0;
        for (int cell = 0; cell < old.length; cell += 1 << SHIFT) {
            living += isLiving(old, cell, timeNanos) ? 1 : 0;
        }
        allocate(2 * living > usedLimit ? Math.min(2 * usedLimit, limit) : usedLimit);
        for (int cell = 0; cell < old.length; cell += 1 << SHIFT) {
            if (isLiving(old, cell, timeNanos)) {
                final int to = find(old[cell]);
                cells[to + TIME] = old[cell + TIME];
                cells[to + PORT] = old[cell + PORT];
                cells[to] = old[cell];
                used++;
            }
        }
        published = cells;
        return used < usedLimit;
    }

    private static boolean isLiving(final long[] in, final int cell, final long timeNanos) {
        return in[cell] != 0 && in[cell + PORT] != NONE && timeNanos - in[cell + TIME] < AGEING_NANOS;
    }
}
