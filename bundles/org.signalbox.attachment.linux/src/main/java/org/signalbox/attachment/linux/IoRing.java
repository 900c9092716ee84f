package org.signalbox.attachment.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * An io_uring: system calls are written into memory shared with the kernel, many are made by one, and their results are
 * read from such memory without any. For one thread, but for {@link #close}.
 */
final class IoRing implements AutoCloseable {
    /** Flag of an entry: the kernel takes one of the registered buffers. */
    static final int SELECT_BUFFER = 1 << 5;
    static final int WRITE = 23;
    static final int CANCEL = 14;
    /** Read again and again, each time into another buffer (Linux 6.7). */
    static final int READ_REPEATEDLY = 49;

    /** Only the thread that made it uses it, and the kernel works on it only when that thread enters. */
    static final int ONE_THREAD = 1 << 12 | 1 << 13 | 1 << 9; // SINGLE_ISSUER | DEFER_TASKRUN | TASKRUN_FLAG

    private static final int ALWAYS = 1 << 3 | 1 << 7 | 1 << 16; // CQSIZE | SUBMIT_ALL | NO_SQARRAY
    private static final int GET_EVENTS = 1;
    private static final int KERNEL_WAITS = 1 << 1 | 1 << 2; // SQ_CQ_OVERFLOW | SQ_TASKRUN
    private static final long ENTRIES_AT = 0x10000000L;

    // struct io_uring_params, and in it two tables of offsets
    private static final int PARAMETERS = 120;
    private static final int SUBMISSION_ENTRIES = 0;
    private static final int COMPLETION_ENTRIES = 4;
    private static final int FLAGS = 8;
    private static final int SUBMISSION = 40;
    private static final int COMPLETION = 80;
    private static final int HEAD = 0;
    private static final int TAIL = 4;
    private static final int STATE_FLAGS = 16;
    private static final int RESULTS = 20;

    // struct io_uring_sqe
    private static final int ENTRY = 64;
    private static final int DESCRIPTOR = 4;
    private static final int ADDRESS = 16;
    private static final int LENGTH = 24;
    private static final int TOKEN = 32;

    // struct io_uring_cqe
    private static final int RESULT = 16;
    private static final int RESULT_VALUE = 8;
    private static final int RESULT_FLAGS = 12;

    // struct io_uring_buf_reg
    private static final int BUFFER_REGISTRATION = 40;
    private static final int REGISTER_BUFFERS = 22;

    // struct io_uring_probe, and the operations in it
    private static final int PROBE = 8;
    private static final int OPERATIONS = 256;
    private static final int OPERATION = 8;
    private static final int FIRST_OPERATION = 16;

    private static final VarHandle NUMBER = JAVA_INT.varHandle();

    private final Arena arena;
    private final MemorySegment state;
    private final int descriptor;
    private final MemorySegment memory;
    private final MemorySegment entries;
    private final int entryMask;
    private final int resultMask;
    private final int results;
    private final long submissionHead;
    private final long submissionTail;
    private final long stateFlags;
    private final long completionHead;
    private final long completionTail;
    private int tail;
    private int seenHead;
    private int seenTail;

    /**
     * @param calls       that can be written before one {@link #enter}, a power of two
     * @param completions that can wait to be read, a power of two
     * @param flags       such as {@link #ONE_THREAD}, or 0
     */
    IoRing(final int calls, final int completions, final int flags) throws LinuxException {
        arena = Arena.ofShared();
        state = arena.allocate(Libc.STATE);
        final MemorySegment parameters = arena.allocate(PARAMETERS, Long.BYTES);
        parameters.set(JAVA_INT, COMPLETION_ENTRIES, completions);
        parameters.set(JAVA_INT, FLAGS, ALWAYS | flags);
        boolean complete = false;
        int opened = -1;
        try {
            opened = Libc.ring(calls, parameters);
            final int places = parameters.get(JAVA_INT, COMPLETION_ENTRIES);
            results = parameters.get(JAVA_INT, COMPLETION + RESULTS);
            memory = Libc.map(opened, 0, results + (long) places * RESULT, arena);
            entries = Libc.map(opened, ENTRIES_AT, (long) parameters.get(JAVA_INT, SUBMISSION_ENTRIES) * ENTRY, arena);
            entryMask = parameters.get(JAVA_INT, SUBMISSION_ENTRIES) - 1;
            resultMask = places - 1;
            complete = true;
        } finally {
            if (!complete) {
                if (opened >= 0) {
                    Libc.close(opened);
                }
                arena.close();
            }
        }
        descriptor = opened;
        submissionHead = parameters.get(JAVA_INT, SUBMISSION + HEAD);
        submissionTail = parameters.get(JAVA_INT, SUBMISSION + TAIL);
        stateFlags = parameters.get(JAVA_INT, SUBMISSION + STATE_FLAGS);
        completionHead = parameters.get(JAVA_INT, COMPLETION + HEAD);
        completionTail = parameters.get(JAVA_INT, COMPLETION + TAIL);
    }

    /** Whether this kernel has what a TAP device wants, and this process may use it. */
    static boolean reads() {
        try (IoRing ring = new IoRing(1, 2, ONE_THREAD); Arena call = Arena.ofConfined()) {
            final MemorySegment probe = call.allocate(FIRST_OPERATION + OPERATIONS * OPERATION, Long.BYTES);
            Libc.register(ring.descriptor, PROBE, probe, OPERATIONS);
            final int supported = probe.get(JAVA_SHORT, FIRST_OPERATION + READ_REPEATEDLY * OPERATION + 2) & 1;
            return supported != 0;
        } catch (final LinuxException refused) {
            return false;
        }
    }

    /** Gives the kernel a {@code struct io_uring_buf_ring} to take buffers from, as group 0. */
    void buffers(final MemorySegment ring, final int count) throws LinuxException {
        try (Arena call = Arena.ofConfined()) {
            final MemorySegment registration = call.allocate(BUFFER_REGISTRATION, Long.BYTES);
            registration.set(JAVA_LONG, 0, ring.address());
            registration.set(JAVA_INT, Long.BYTES, count);
            Libc.register(descriptor, REGISTER_BUFFERS, registration, 1);
        }
    }

    /** Writes a call, which the next {@link #enter} has made. What is not named stays 0. */
    void prepare(final int operation, final int flags, final int on, final long address, final int length,
            final long token) {
        final long entry = (long) (tail & entryMask) * ENTRY;
        entries.set(JAVA_BYTE, entry, (byte) operation);
        entries.set(JAVA_BYTE, entry + 1, (byte) flags);
        entries.set(JAVA_INT, entry + DESCRIPTOR, on);
        entries.set(JAVA_LONG, entry + ADDRESS, address);
        entries.set(JAVA_INT, entry + LENGTH, length);
        entries.set(JAVA_LONG, entry + TOKEN, token);
        tail++;
        NUMBER.setRelease(memory, submissionTail, tail);
    }

    /** Calls that were written and not taken by the kernel. */
    int prepared() {
        return tail - (int) NUMBER.getAcquire(memory, submissionHead);
    }

    /** Takes back the calls that were written and not taken by the kernel. */
    void forget() {
        tail = (int) NUMBER.getAcquire(memory, submissionHead);
        NUMBER.setRelease(memory, submissionTail, tail);
    }

    /** Whether {@link #enter} would give results that are not to be seen yet. */
    boolean kernelWaits() {
        return ((int) NUMBER.getAcquire(memory, stateFlags) & KERNEL_WAITS) != 0;
    }

    /**
     * Has the kernel make the calls that were written, and do what waits.
     *
     * @param results to be waited for
     * @return how many calls it took, or the negative error number
     */
    int enter(final int results) {
        return Libc.enterRing(state, descriptor, prepared(), results, GET_EVENTS);
    }

    /** Results that can be read. */
    int completed() {
        seenTail = (int) NUMBER.getAcquire(memory, completionTail);
        return seenTail - seenHead;
    }

    private long first() {
        return results + (long) (seenHead & resultMask) * RESULT;
    }

    /** What the first call that completed returned. */
    int result() {
        return memory.get(JAVA_INT, first() + RESULT_VALUE);
    }

    /** What the kernel says of that call. */
    int flags() {
        return memory.get(JAVA_INT, first() + RESULT_FLAGS);
    }

    /** With what token it was written. */
    long token() {
        return memory.get(JAVA_LONG, first());
    }

    /** Goes on to the next that completed. */
    void next() {
        seenHead++;
        NUMBER.setRelease(memory, completionHead, seenHead);
    }

    /** Calls that have not completed are cancelled at some time after this. */
    @Override
    public void close() {
        arena.close();
        Libc.close(descriptor);
    }
}
