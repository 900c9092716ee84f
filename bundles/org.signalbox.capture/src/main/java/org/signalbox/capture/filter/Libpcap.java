package org.signalbox.capture.filter;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.signalbox.frame.FrameFilter.Instruction;

/**
 * The calls into the machine's libpcap: {@code pcap_open_dead}, {@code pcap_compile}, {@code pcap_geterr},
 * {@code pcap_freecode} and {@code pcap_close} of {@code pcap/pcap.h}.
 */
final class Libpcap {
    /** Debian's and Fedora's names of the same library. */
    static final List<String> NAMES = List.of("libpcap.so.0.8", "libpcap.so.1");

    private static final int ETHERNET = 1;
    private static final int LONGEST_FRAME = 262_144;
    private static final int OPTIMIZE = 1;
    // that of tcpdump when it reads a file: no address but 0.0.0.0 and 255.255.255.255 is a broadcast
    private static final int NO_NETMASK = 0;
    private static final int LONGEST_MESSAGE = 256;
    /** {@code struct bpf_program { u_int bf_len; struct bpf_insn *bf_insns; }}. */
    private static final long PROGRAM_BYTES = 16;
    private static final long PROGRAM_INSTRUCTIONS = 8;
    /** {@code struct bpf_insn { u_short code; u_char jt; u_char jf; bpf_u_int32 k; }}. */
    private static final long INSTRUCTION_BYTES = 8;
    private static final Linker LINKER = Linker.nativeLinker();

    private final MethodHandle open;
    private final MethodHandle compile;
    private final MethodHandle error;
    private final MethodHandle free;
    private final MethodHandle close;

    /** What became of an expression: a program, or the library's words for what is wrong with it. */
    record Compiled(List<Instruction> program, String error) {
        boolean isSound() {
            return error.isEmpty();
        }
    }

    private Libpcap(final SymbolLookup library) {
        open = handle(library, "pcap_open_dead", FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_INT));
        compile = handle(library, "pcap_compile",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT));
        error = handle(library, "pcap_geterr", FunctionDescriptor.of(ADDRESS, ADDRESS));
        free = handle(library, "pcap_freecode", FunctionDescriptor.ofVoid(ADDRESS));
        close = handle(library, "pcap_close", FunctionDescriptor.ofVoid(ADDRESS));
    }

    private static MethodHandle handle(final SymbolLookup library, final String name, final FunctionDescriptor of) {
        return LINKER.downcallHandle(library.findOrThrow(name), of);
    }

    /** The first library of these names that the machine has, for good; empty without one. */
    static Optional<Libpcap> load(final List<String> names) {
        for (final String name : names) {
            try {
                return Optional.of(new Libpcap(SymbolLookup.libraryLookup(name, Arena.global())));
            } catch (final IllegalArgumentException absent) {
                continue;
            }
        }
        return Optional.empty();
    }

    // One at a time: names of hosts, protocols and services are looked up by functions of the C library that are not
    // made for several threads.
    synchronized Compiled compile(final String expression) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment text = arena.allocateFrom(expression);
            final MemorySegment program = arena.allocate(PROGRAM_BYTES, Long.BYTES);
            final MemorySegment handle = (MemorySegment) open.invokeExact(ETHERNET, LONGEST_FRAME);
            if (handle.equals(MemorySegment.NULL)) {
                throw new OutOfMemoryError("pcap_open_dead");
            }
            try {
                if ((int) compile.invokeExact(handle, program, text, OPTIMIZE, NO_NETMASK) != 0) {
                    return new Compiled(List.of(), message(handle));
                }
                try {
                    return new Compiled(instructions(program), "");
                } finally {
                    free.invokeExact(program);
                }
            } finally {
                close.invokeExact(handle);
            }
        } catch (final RuntimeException | Error thrown) {
            throw thrown;
        } catch (final Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String message(final MemorySegment handle) throws Throwable {
        final String said = ((MemorySegment) error.invokeExact(handle)).reinterpret(LONGEST_MESSAGE).getString(0);
        return said.isBlank() ? "it is no filter" : said.replaceAll("\\s+", " ");
    }

    private static List<Instruction> instructions(final MemorySegment program) {
        final int count = program.get(JAVA_INT, 0);
        final MemorySegment memory =
                program.get(ADDRESS, PROGRAM_INSTRUCTIONS).reinterpret(count * INSTRUCTION_BYTES);
        final List<Instruction> instructions = new ArrayList<>();
        for (long at = 0; at < memory.byteSize(); at += INSTRUCTION_BYTES) {
            final int head = memory.get(JAVA_INT, at);
            instructions.add(new Instruction(head & 0xffff, head >>> 16 & 0xff, head >>> 24,
                    memory.get(JAVA_INT, at + Integer.BYTES)));
        }
        return instructions;
    }
}
