package org.signalbox.capture.filter;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.FrameFilter;
import org.signalbox.frame.FrameFilter.Instruction;

/** Random programs, run here and by libpcap's own {@code bpf_filter}. */
class ProgramPeerTest {
    private static final int PROGRAMS = 20_000;
    private static final int FRAMES = 8;
    private static final int WORDS = 16;
    private static final int LONGEST = 80;
    private static final int[] CODES = {0x20, 0x28, 0x30, 0x40, 0x48, 0x50, 0x80, 0x81, 0xb1, 0x00, 0x01, 0x60, 0x61,
        0x02, 0x03, 0x05, 0x15, 0x1d, 0x25, 0x2d, 0x35, 0x3d, 0x45, 0x4d, 0x04, 0x0c, 0x14, 0x1c, 0x24, 0x2c, 0x34,
        0x3c, 0x44, 0x4c, 0x54, 0x5c, 0x64, 0x6c, 0x74, 0x7c, 0x84, 0x94, 0x9c, 0xa4, 0xac, 0x07, 0x87, 0x06, 0x16};

    @Test
    void shouldGiveTheVerdictsOfTheLibrary() throws Throwable {
        assumeTrue(Libpcap.load(Libpcap.NAMES).isPresent(), "libpcap0.8 is not installed");
        final MethodHandle peer = Linker.nativeLinker().downcallHandle(
                SymbolLookup.libraryLookup(Libpcap.NAMES.getFirst(), Arena.global()).findOrThrow("bpf_filter"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT));
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        int selected = 0;
        for (int k = 0; k < PROGRAMS; k++) {
            final List<Instruction> program = program(random);
            final FrameFilter filter = new FrameFilter(program);
            try (Arena arena = Arena.ofConfined()) {
                final MemorySegment instructions = memory(arena, program);
                for (int frame = 0; frame < FRAMES; frame++) {
                    final byte[] bytes = new byte[random.nextInt(LONGEST)];
                    random.nextBytes(bytes);
                    final int wire = bytes.length + random.nextInt(4);
                    final MemorySegment memory = arena.allocate(Math.max(1, bytes.length));
                    memory.asByteBuffer().put(bytes);
                    final boolean theirs =
                            (int) peer.invokeExact(instructions, memory, wire, bytes.length) != 0;
                    // nothing but the frame can be read: its memory ends where it does
                    assertEquals(theirs, filter.matches(MemorySegment.ofArray(bytes), 0, bytes.length, wire),
                            () -> "seed " + seed + " " + program);
                    selected += theirs ? 1 : 0;
                }
            }
        }
        assertTrue(selected > PROGRAMS && selected < PROGRAMS * (FRAMES - 1), "selected " + selected);
    }

    /** All words are written first, since the library leaves them as they happen to be. */
    private static List<Instruction> program(final Random random) {
        final List<Instruction> program = new ArrayList<>();
        for (int word = 0; word < WORDS; word++) {
            program.add(new Instruction(0x02, 0, 0, word));
        }
        final int steps = 1 + random.nextInt(24);
        for (int left = steps; left > 0; left--) {
            program.add(instruction(random, left));
        }
        program.add(new Instruction(random.nextBoolean() ? 0x16 : 0x06, 0, 0, random.nextInt(2)));
        return program;
    }

    private static Instruction instruction(final Random random, final int left) {
        final int code = CODES[random.nextInt(CODES.length - (random.nextInt(4) == 0 ? 0 : 2))];
        final int jump = random.nextInt(left);
        return new Instruction(code, jump, random.nextInt(left), switch (code) {
            case 0x05 -> jump;
            case 0x60, 0x61, 0x02, 0x03 -> random.nextInt(WORDS);
            case 0x64, 0x74 -> random.nextInt(Integer.SIZE);
            case 0x34, 0x94 -> 1 + random.nextInt(5);
            default -> random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(LONGEST);
        });
    }

    private static MemorySegment memory(final Arena arena, final List<Instruction> program) {
        final MemorySegment memory = arena.allocate(8L * program.size(), 4);
        for (int k = 0; k < program.size(); k++) {
            final Instruction each = program.get(k);
            memory.set(ValueLayout.JAVA_INT, 8L * k,
                    each.code() | each.jumpTrue() << 16 | each.jumpFalse() << 24);
            memory.set(ValueLayout.JAVA_INT, 8L * k + 4, each.value());
        }
        return memory;
    }
}
