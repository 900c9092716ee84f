package org.signalbox.frame;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Selects frames by a program of the classic BSD packet filter, which filter expressions are compiled to. A program is
 * data: it reads nothing but the frame it is given, ends after a bounded number of steps, and throws for no frame. So it
 * may be run where frames wait, whoever wrote it. Immutable; safe to use from any thread.
 *
 * <p>What an instruction means is what libpcap's {@code bpf_filter} does: a load beyond the captured bytes and a
 * division by zero end the program, and the frame is not selected. Only an unconditional jump may go back, which is how
 * libpcap walks along extension headers ({@code protochain}); a program that has not ended after
 * {@value #MOST_STEPS} steps does not select the frame. Source: McCanne and Jacobson, "The BSD Packet
 * Filter", 1993; libpcap, {@code bpf_filter.c}.
 */
public final class FrameFilter {
    /** Instructions at most, as in Linux (BPF_MAXINSNS). */
    public static final int MOST_INSTRUCTIONS = 4096;
    /** Steps at most for one frame. */
    public static final int MOST_STEPS = 8192;

    private static final ValueLayout.OfByte U8 = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private static final int WORDS = 16;
    private static final int RETURN_VALUE = 0x06;
    private static final int RETURN_A = 0x16;
    private static final int CLASS = 0x07;
    private static final int JUMP = 0x05;
    private static final int ALWAYS = 0x05;

    /**
     * One instruction.
     *
     * @param code      what it does, 0-65535
     * @param jumpTrue  instructions that a jump goes past when its condition holds, 0-255
     * @param jumpFalse the same when it does not hold
     * @param value     its operand {@code k}, unsigned
     */
    public record Instruction(int code, int jumpTrue, int jumpFalse, int value) {
    }

    private final int[] code;
    private final int[] value;
    // by instruction: where it goes on
    private final int[] whenTrue;
    private final int[] whenFalse;
    private final boolean remembers;

    /**
     * Checks a program and keeps it.
     *
     * @throws IllegalArgumentException with one sentence, for one that is empty, too long, does not end with a return,
     *                                  jumps out of itself, divides by the constant 0, or has an instruction that
     *                                  does not exist
     */
    public FrameFilter(List<Instruction> program) {
        final int count = program.size();
        if (count == 0 || count > MOST_INSTRUCTIONS) {
            throw new IllegalArgumentException(
                    "found a filter of " + count + " instructions, expected 1 to " + MOST_INSTRUCTIONS);
        }
        code = new int[count];
        value = new int[count];
        whenTrue = new int[count];
        whenFalse = new int[count];
        boolean words = false;
        for (int at = 0; at < count; at++) {
            final Instruction each = program.get(at);
            words |= check(at, each);
            code[at] = each.code();
            value[at] = each.value();
            final boolean jumps = (each.code() & CLASS) == JUMP;
            whenTrue[at] = target(at, jumps && each.code() != ALWAYS ? each.jumpTrue() : jumps ? each.value() : 0);
            whenFalse[at] = target(at, jumps && each.code() != ALWAYS ? each.jumpFalse() : 0);
        }
        remembers = words;
    }

    /** Whether it uses a word of the program's memory. */
    private static boolean check(final int at, final Instruction each) {
        final int unsigned = each.value();
        switch (each.code()) {
            case 0x60, 0x61, 0x02, 0x03 -> {
                require(unsigned >= 0 && unsigned < WORDS, at, "the word " + unsigned, "one below " + WORDS);
                return true;
            }
            case 0x34, 0x94 -> require(unsigned != 0, at, "a division by 0", "another divisor");
            case 0x64, 0x74 -> require(unsigned >= 0 && unsigned < Integer.SIZE, at,
                    "a shift by " + Integer.toUnsignedString(unsigned), "less than " + Integer.SIZE);
            case 0x20, 0x28, 0x30, 0x40, 0x48, 0x50, 0x80, 0x81, 0xb1, 0x00, 0x01, RETURN_VALUE, RETURN_A, ALWAYS,
                    0x15, 0x1d, 0x25, 0x2d, 0x35, 0x3d, 0x45, 0x4d, 0x04, 0x0c, 0x14, 0x1c, 0x24, 0x2c, 0x3c, 0x44,
                    0x4c, 0x54, 0x5c, 0x6c, 0x7c, 0x84, 0x9c, 0xa4, 0xac, 0x07, 0x87 -> {
            }
            default -> require(false, at, "the code 0x%02x".formatted(each.code()), "one of the packet filter");
        }
        return false;
    }

    private static void require(final boolean holds, final int at, final String found, final String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "found " + found + " in instruction " + at + " of a filter, expected " + expected);
        }
    }

    /** Where a jump past so many instructions goes; a return goes nowhere, so it may stand last. */
    private int target(final int at, final int past) {
        final boolean returns = code[at] == RETURN_VALUE || code[at] == RETURN_A;
        require(returns || past >= (code[at] == ALWAYS ? -at - 1 : 0) && past < code.length - at - 1, at,
                "no instruction " + (1L + past) + " further on", "one, and a return at the end");
        return at + 1 + past;
    }

    /** Its instructions. */
    public int size() {
        return code.length;
    }

    /**
     * Whether it selects a frame.
     *
     * @param memory     where the frame stands
     * @param offset     where in the memory it begins, tags included
     * @param length     its bytes that are there
     * @param wireLength its bytes on the wire
     */
    // Longs hold unsigned sums, so that a place beyond 4 GiB stays one; and one loop without calls but the loads, since
    // the whole of it is compiled as one.
    public boolean matches(MemorySegment memory, long offset, int length, int wireLength) {
        final int[] words = remembers ? new int[WORDS] : null;
        int a = 0;
        int x = 0;
        int at = 0;
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            final int k = value[at];
            boolean holds = true;
            switch (code[at]) {
                case RETURN_VALUE -> {
                    return k != 0;
                }
                case RETURN_A -> {
                    return a != 0;
                }
                case 0x20, 0x28, 0x30, 0x40, 0x48, 0x50 -> {
                    final long from = place(code[at], k, x);
                    final int bytes = 4 >> (code[at] >> 3 & 3);
                    if (from + bytes > length) {
                        return false;
                    }
                    a = load(memory, offset + from, bytes);
                }
                case 0xb1 -> {
                    if (Integer.toUnsignedLong(k) >= length) {
                        return false;
                    }
                    x = (memory.get(U8, offset + k) & 0xf) << 2;
                }
                case 0x80 -> a = wireLength;
                case 0x81 -> x = wireLength;
                case 0x00 -> a = k;
                case 0x01 -> x = k;
                case 0x60 -> a = words[k];
                case 0x61 -> x = words[k];
                case 0x02 -> words[k] = a;
                case 0x03 -> words[k] = x;
                case 0x07 -> x = a;
                case 0x87 -> a = x;
                case ALWAYS -> { }
                case 0x15 -> holds = a == k;
                case 0x1d -> holds = a == x;
                case 0x25 -> holds = Integer.compareUnsigned(a, k) > 0;
                case 0x2d -> holds = Integer.compareUnsigned(a, x) > 0;
                case 0x35 -> holds = Integer.compareUnsigned(a, k) >= 0;
                case 0x3d -> holds = Integer.compareUnsigned(a, x) >= 0;
                case 0x45 -> holds = (a & k) != 0;
                case 0x4d -> holds = (a & x) != 0;
                default -> {
                    final int operand = (code[at] & 0x08) == 0 ? k : x;
                    final int operation = code[at] & 0xf0;
                    if (operand == 0 && (operation == 0x30 || operation == 0x90)) {
                        return false;
                    }
                    a = compute(operation, a, operand);
                }
            }
            at = holds ? whenTrue[at] : whenFalse[at];
        }
        return false;
    }

    private static long place(final int code, final int k, final int x) {
        return Integer.toUnsignedLong(k) + ((code & 0x40) == 0 ? 0 : Integer.toUnsignedLong(x));
    }

    private static int load(final MemorySegment memory, final long from, final int bytes) {
        return switch (bytes) {
            case 4 -> memory.get(I32, from);
            case 2 -> memory.get(U16, from) & 0xffff;
            default -> memory.get(U8, from) & 0xff;
        };
    }

    private static int compute(final int operation, final int a, final int operand) {
        final boolean shifts = Integer.compareUnsigned(operand, Integer.SIZE) < 0;
        return switch (operation) {
            case 0x00 -> a + operand;
            case 0x10 -> a - operand;
            case 0x20 -> a * operand;
            case 0x30 -> Integer.divideUnsigned(a, operand);
            case 0x40 -> a | operand;
            case 0x50 -> a & operand;
            case 0x60 -> shifts ? a << operand : 0;
            case 0x70 -> shifts ? a >>> operand : 0;
            case 0x80 -> -a;
            case 0x90 -> Integer.remainderUnsigned(a, operand);
            default -> a ^ operand;
        };
    }
}
