package org.signalbox.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signalbox.frame.FrameFilter.Instruction;

/** Whatever the program, it reads its frame only, and ends. What it selects is judged by libpcap, in the capture room. */
class FrameFilterTest {
    private static final Instruction YES = new Instruction(0x06, 0, 0, 1);
    private static final Instruction JUMP_BACK = new Instruction(0x05, 0, 0, -1);

    private static boolean matches(final FrameFilter filter, final int length) {
        return filter.matches(MemorySegment.ofArray(new byte[length + 10]), 5, length, length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "255 | 0  | 0 | 0  | the code 0xff in instruction 0",
        "0x34 | 0 | 0 | 0  | a division by 0",
        "0x64 | 0 | 0 | 32 | a shift by 32",
        "0x02 | 0 | 0 | 16 | the word 16",
        "0x60 | 0 | 0 | -1 | the word -1",
        "0x15 | 1 | 0 | 0  | no instruction 2 further on",
        "0x15 | 0 | 9 | 0  | no instruction 10 further on",
        "0x05 | 0 | 0 | 1  | no instruction 2 further on",
        "0x05 | 0 | 0 | -3 | no instruction -2 further on",
        "0x05 | 0 | 0 | 2147483647 | no instruction 2147483648 further on"})
    void shouldRefuseWhatIsNoProgram(final String code, final int yes, final int no, final int value,
            final String found) {
        final List<Instruction> program = List.of(new Instruction(Integer.decode(code), yes, no, value), YES);
        final String message = assertThrows(IllegalArgumentException.class, () -> new FrameFilter(program)).getMessage();
        assertTrue(message.startsWith("found " + found), message);
    }

    @Test
    void shouldRefuseProgramsWithoutAnEnd() {
        assertThrows(IllegalArgumentException.class, () -> new FrameFilter(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new FrameFilter(List.of(new Instruction(0x07, 0, 0, 0))));
        assertThrows(IllegalArgumentException.class, () -> new FrameFilter(
                Collections.nCopies(FrameFilter.MOST_INSTRUCTIONS + 1, YES)));
        assertEquals(FrameFilter.MOST_INSTRUCTIONS,
                new FrameFilter(Collections.nCopies(FrameFilter.MOST_INSTRUCTIONS, YES)).size());
    }

    @Test
    void shouldEndALoop() {
        assertFalse(matches(new FrameFilter(List.of(JUMP_BACK, YES)), 60));
        assertTrue(matches(new FrameFilter(List.of(new Instruction(0x05, 0, 0, 1), YES,
                new Instruction(0x05, 0, 0, -2), YES)), 60));
    }

    @Test
    void shouldReadNothingBeyondItsFrame() {
        for (final int code : new int[] {0x20, 0x28, 0x30, 0x40, 0x48, 0x50, 0xb1}) {
            final int bytes = code == 0xb1 ? 1 : 4 >> (code >> 3 & 3);
            for (final int place : new int[] {0, 59, 60 - bytes, 61 - bytes, 60, Integer.MAX_VALUE, -1, -4}) {
                final boolean within = place >= 0 && place <= 60 - bytes;
                final FrameFilter filter = new FrameFilter(List.of(new Instruction(code, 0, 0, place), YES));
                assertEquals(within, matches(filter, 60), code + " at " + place);
            }
        }
    }

    @Test
    void shouldEndWithoutAFaultWhateverTheProgram() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        int sound = 0;
        for (int k = 0; k < 200_000; k++) {
            final Instruction[] program = new Instruction[1 + random.nextInt(6)];
            for (int at = 0; at < program.length; at++) {
                program[at] = new Instruction(random.nextInt(0xb2), random.nextInt(3), random.nextInt(3),
                        random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(-6, 70));
            }
            program[program.length - 1] = YES;
            final FrameFilter filter;
            try {
                filter = new FrameFilter(List.of(program));
            } catch (final IllegalArgumentException refused) {
                continue;
            }
            sound++;
            matches(filter, random.nextInt(65));
        }
        assertTrue(sound > 1_000, "seed " + seed + ": " + sound);
    }
}
