package org.signalbox.vswitch.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;

import org.signalbox.vswitch.ForwardingTableSpec;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * Which address was last seen at which port, and static addresses, which neither age nor move. An address is
 * {@code vlan << 48 | mac}. Ageing goes by the time of frames, so that a replay learns and forgets as the live switch
 * did. One thread writes; any thread may {@link #lookup} and {@link #visit}.
 */
// Open addressing over one array, four longs a cell (half a cache line), so that a look-up costs one memory access
// however many addresses there are. Within an array cells are only ever added: what aged out stays until the array is
// half full and the living move to another one, so a reader without locks never sees an address twice or misses one
// that stays.
final class ForwardingTable implements Learning {
    static final long AGEING_NANOS = TimeUnit.SECONDS.toNanos(ForwardingTableSpec.DEFAULT.ageing());
    static final int LIMIT = ForwardingTableSpec.DEFAULT.limit();
    /** A full table is searched for aged addresses this often. */
    static final long PURGE_NANOS = 1_000_000_000L;

    /** No port: unknown, aged, or forgotten. */
    static final int NONE = -1;

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int SHIFT = 2;
    private static final int TIME = 1;
    private static final int PORT = 2;
    private static final long USED = 1L << 63;
    // later than any frame, so that the address never ages
    static final long STATIC = 1L << 62;
    private static final int FIRST_LIMIT = 1_024;

    /** Told of each address that is known. */
    interface Visitor {
        void entry(long address, int port, long timeNanos);
    }

    private int limit;
    private volatile long ageingNanos;
    // random and odd, so that nobody can choose addresses that fall into one place: Dietzfelbinger's universal hashing,
    // by which any two addresses meet with a probability of at most 2 in as many as there are places
    private final long multiplier = new SplittableRandom().nextLong() | 1;
    private long[] cells;
    private volatile long[] published;
    private int used;
    private int usedLimit;
    private long nextPurge = Long.MIN_VALUE;
    private long refused;
    // by port: addresses there, aged ones included until somebody looks; and a time before which none was last seen
    private int[] learned = {};
    private long[] oldest = {};
    private int[] portLimits = {};

    /** 131,072 addresses, 300 s. */
    ForwardingTable() {
        this(LIMIT);
    }

    /** @param limit addresses at most, a power of two */
    ForwardingTable(final int limit) {
        this.limit = limit;
        this.ageingNanos = AGEING_NANOS;
        allocate(Math.min(FIRST_LIMIT, limit));
        published = cells;
    }

    /** Takes on other settings; another limit forgets what was learned. */
    void configure(final ForwardingTableSpec spec) {
        ageingNanos = TimeUnit.SECONDS.toNanos(spec.ageing());
        final int wanted = Math.max(1, Integer.highestOneBit(spec.limit() - 1) << 1);
        if (wanted != limit) {
            limit = wanted;
            allocate(Math.min(FIRST_LIMIT, limit));
            Arrays.fill(learned, 0);
            published = cells;
        }
    }

    /** Takes on the ports of a table, with the limits to what is learned there. */
    void limit(final PortTable ports) {
        limit(ports.size(), port -> ports.exists(port) ? ports.port(port).spec().limits().learned() : 0);
    }

    /** Takes on so many ports, with limits by port; 0 is no limit. */
    void limit(final int ports, final IntUnaryOperator limits) {
        final int size = Math.max(ports, learned.length);
        learned = Arrays.copyOf(learned, size);
        oldest = Arrays.copyOf(oldest, size);
        portLimits = new int[size];
        Arrays.setAll(portLimits, port -> port < ports ? limits.applyAsInt(port) : 0);
    }

    private void allocate(final int addresses) {
        cells = new long[2 * addresses << SHIFT];
        usedLimit = addresses;
        used = 0;
    }

    static long address(final int vlan, final long mac) {
        return (long) vlan << 48 | mac;
    }

    /**
     * Notes that a frame from the address came in at the port. A full table, and a port with as many addresses as it may
     * have, learn nothing new. The writer's, like all that follow and do not say otherwise.
     */
    // nearly every frame comes from an address that stands in its first place and stays where it is
    @Override
    public void learn(final long address, final int port, final long timeNanos) {
        final long[] in = cells;
        final int first = first(in, address | USED);
        if (in[first] == (address | USED) && in[first + PORT] == port && in[first + TIME] != STATIC) {
            CELL.setOpaque(in, first + TIME, timeNanos);
        } else {
            learnElsewhere(address, port, timeNanos);
        }
    }

    private void learnElsewhere(final long address, final int port, final long timeNanos) {
        final int cell = find(cells, address);
        if (cells[cell] != 0 && cells[cell + PORT] == port) {
            if (cells[cell + TIME] != STATIC) {
                CELL.setOpaque(cells, cell + TIME, timeNanos);
            }
        } else if (cells[cell] == 0 || cells[cell + TIME] != STATIC) {
            if (hasRoom(port, timeNanos)) {
                place(cell, address, port, timeNanos);
            } else {
                refused++;
            }
        }
    }

    /** Like {@link #learn}, of a frame that another thread saw: what the table learned since then stays. */
    void learnLate(final long address, final int port, final long timeNanos) {
        final int cell = find(cells, address);
        if (cells[cell] == 0 || cells[cell + TIME] <= timeNanos) {
            learn(address, port, timeNanos);
        }
    }

    /** Whether the address is known to be behind the port and was seen at a time or later. Any thread. */
    boolean knows(final long address, final int port, final long timeNanos) {
        final long[] now = published;
        final int cell = find(now, address);
        return now[cell] != 0 && now[cell + PORT] == port && now[cell + TIME] >= timeNanos;
    }

    /** An address that is not at the port yet. */
    private void place(final int cell, final long address, final int port, final long timeNanos) {
        if (cells[cell] != 0) {
            leave(cell);
            CELL.setOpaque(cells, cell + TIME, timeNanos);
            CELL.setOpaque(cells, cell + PORT, (long) port);
        } else if (hasPlace()) {
            add(cell, address, port, timeNanos);
        } else if (makeRoom(timeNanos)) {
            add(find(cells, address), address, port, timeNanos);
        } else {
            refused++;
            return;
        }
        oldest[port] = learned[port]++ == 0 ? timeNanos : Math.min(oldest[port], timeNanos);
    }

    /** A port's address goes, since it moved, aged or was forgotten. */
    private void leave(final int cell) {
        if (cells[cell + PORT] != NONE) {
            learned[(int) cells[cell + PORT]]--;
        }
    }

    /** Whether the port has room, if need be when what has aged there is forgotten. */
    private boolean hasRoom(final int port, final long timeNanos) {
        final int portLimit = portLimits[port];
        if (portLimit == 0 || learned[port] < portLimit) {
            return true;
        }
        if (timeNanos - oldest[port] < ageingNanos) {
            return false;
        }
        long earliest = timeNanos;
        for (int cell = 0; cell < cells.length; cell += 1 << SHIFT) {
            if (cells[cell] != 0 && cells[cell + PORT] == port && cells[cell + TIME] != STATIC) {
                if (timeNanos - cells[cell + TIME] < ageingNanos) {
                    earliest = Math.min(earliest, cells[cell + TIME]);
                } else {
                    leave(cell);
                    CELL.setOpaque(cells, cell + PORT, (long) NONE);
                }
            }
        }
        oldest[port] = earliest;
        return learned[port] < portLimit;
    }

    /** Makes the addresses of these the static ones; those that were and are no longer are forgotten. */
    void fix(final Map<Long, Integer> statics) {
        for (int cell = 0; cell < cells.length; cell += 1 << SHIFT) {
            if (cells[cell] != 0 && cells[cell + TIME] == STATIC && !statics.containsKey(cells[cell] & ~USED)) {
                CELL.setOpaque(cells, cell + PORT, (long) NONE);
                CELL.setOpaque(cells, cell + TIME, 0L);
            }
        }
        statics.forEach(this::fix);
    }

    private void fix(final long address, final int port) {
        int cell = find(cells, address);
        if (cells[cell] == 0) {
            if (used == usedLimit) {
                rehash(2 * usedLimit, 0);
                cell = find(cells, address);
            }
            add(cell, address, port, STATIC);
        } else {
            if (cells[cell + TIME] != STATIC) {
                leave(cell);
            }
            CELL.setOpaque(cells, cell + PORT, (long) port);
            CELL.setOpaque(cells, cell + TIME, STATIC);
        }
    }

    /** The port behind which an address is, or {@link #NONE}. Any thread. */
    // like learning, nearly always done at the first place
    int lookup(final long address, final long timeNanos) {
        final long[] now = published;
        final int first = first(now, address | USED);
        final int cell = (long) CELL.getAcquire(now, first) == (address | USED) ? first : find(now, address);
        return now[cell] != 0 && timeNanos - now[cell + TIME] < ageingNanos ? (int) now[cell + PORT] : NONE;
    }

    /**
     * Whether learning from frames would change nothing but when stations were seen, and the destination of each is a
     * station behind the port that it is to go to. Of stations that do not stand in their first places it says no. Any
     * thread.
     *
     * @param to           by slot
     * @param sources      by slot, if so: where its source stands, for {@link #refresh}
     * @param destinations by slot, if so: where its destination stands
     */
    // groups, and what is in no domain, are never in the table
    boolean isSettled(final FrameSlots slots, final PortTable ports, final int[] to, final int[] sources,
            final int[] destinations) {
        final long[] now = published;
        final int count = slots.count();
        for (int slot = 0; slot < count; slot++) {
            final int domain = ports.domain(slots.vlan(slot));
            final long source = address(domain, slots.sourceMac(slot)) | USED;
            final long destination = address(domain, slots.destinationMac(slot)) | USED;
            sources[slot] = first(now, source);
            destinations[slot] = first(now, destination);
            if (now[sources[slot]] != source || now[destinations[slot]] != destination) {
                return false;
            }
        }
        // who finds an address finds its port and time too
        VarHandle.acquireFence();
        final long ageing = ageingNanos;
        for (int slot = 0; slot < count; slot++) {
            final int destination = destinations[slot];
            if (now[sources[slot] + PORT] != slots.sourcePort(slot) || now[destination + PORT] != to[slot]
                    || slots.timeNanos(slot) - now[destination + TIME] >= ageing) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void refresh(final FrameSlots slots, final PortTable ports, final int[] sources) {
        final long[] in = cells;
        for (int slot = 0; slot < slots.count(); slot++) {
            final int time = sources[slot] + TIME;
            if (in[time] != STATIC) {
                CELL.setOpaque(in, time, slots.timeNanos(slot));
            }
        }
    }

    /** Forgets what was learned at a port. */
    void forget(final int port) {
        for (int cell = 0; cell < cells.length; cell += 1 << SHIFT) {
            if (cells[cell] != 0 && cells[cell + PORT] == port && cells[cell + TIME] != STATIC) {
                leave(cell);
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
                if (port != NONE && timeNanos - seen < ageingNanos) {
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

    private boolean hasPlace() {
        return used < usedLimit && used < limit;
    }

    // an address is written last, so who finds it finds its port and time too
    private int find(final long[] in, final long address) {
        final long key = address | USED;
        final int mask = in.length - 1;
        int cell = first(in, key);
        for (long there = (long) CELL.getAcquire(in, cell); there != 0 && there != key;
                there = (long) CELL.getAcquire(in, cell)) {
            cell = cell + (1 << SHIFT) & mask;
        }
        return cell;
    }

    private int first(final long[] in, final long key) {
        return (int) (key * multiplier >>> Long.numberOfLeadingZeros(in.length - 1 >>> SHIFT)) << SHIFT;
    }

    private void add(final int cell, final long address, final int port, final long timeNanos) {
        cells[cell + TIME] = timeNanos;
        cells[cell + PORT] = port;
        CELL.setRelease(cells, cell, address | USED);
        used++;
    }

    /** Moves the living to another array, of twice the size if they need it. */
    private boolean makeRoom(final long timeNanos) {
        if (usedLimit >= limit) {
            if (timeNanos < nextPurge) {
                return false;
            }
            nextPurge = timeNanos + PURGE_NANOS;
        }
        int living = 0;
        for (int cell = 0; cell < cells.length; cell += 1 << SHIFT) {
            living += isLiving(cells, cell, timeNanos) ? 1 : 0;
        }
        rehash(2 * living > usedLimit && usedLimit < limit ? Math.min(2 * usedLimit, limit) : usedLimit, timeNanos);
        return hasPlace();
    }

    private void rehash(final int addresses, final long timeNanos) {
        final long[] old = cells;
        allocate(addresses);
        for (int cell = 0; cell < old.length; cell += 1 << SHIFT) {
            if (isLiving(old, cell, timeNanos)) {
                final int to = find(cells, old[cell] & ~USED);
                cells[to + TIME] = old[cell + TIME];
                cells[to + PORT] = old[cell + PORT];
                cells[to] = old[cell];
                used++;
            } else if (old[cell] != 0 && old[cell + PORT] != NONE) {
                learned[(int) old[cell + PORT]]--;
            }
        }
        published = cells;
    }

    private boolean isLiving(final long[] in, final int cell, final long timeNanos) {
        return in[cell] != 0 && in[cell + PORT] != NONE && timeNanos - in[cell + TIME] < ageingNanos;
    }
}
