package org.signalbox.capture.filter;

import java.util.Optional;

import org.signalbox.capture.filter.Libpcap.Compiled;
import org.signalbox.frame.FrameFilter;

/** Compiles filter expressions for Ethernet frames. Safe to call from any thread. */
public final class FilterExpression {
    /** Characters at most: compiling recurses in the library, on the caller's stack. */
    public static final int MOST_CHARACTERS = 8_192;

    private FilterExpression() {
    }

    /** Loaded when it is first asked for. */
    private static final class Library {
        private static final Optional<Libpcap> LOADED = Libpcap.load(Libpcap.NAMES);
    }

    /**
     * Compiles an expression as {@code tcpdump -r} does. May take its time when it holds the name of a host, which is
     * looked up once. The empty expression selects every frame.
     *
     * @throws FilterException with one sentence: for one that is none, with libpcap's words and where it stands; and on
     *                         a machine without libpcap
     */
    public static FrameFilter compile(String expression) throws FilterException {
        return compile(expression, Library.LOADED);
    }

    static FrameFilter compile(final String expression, final Optional<Libpcap> library) throws FilterException {
        final Libpcap libpcap = library.orElseThrow(() -> new FilterException(
                "found no libpcap, which reads filters, expected it to be installed (Debian's package libpcap0.8)"));
        if (expression.length() > MOST_CHARACTERS || expression.chars().anyMatch(Character::isISOControl)) {
            throw new FilterException("found a filter of " + expression.length() + " characters"
                    + (expression.length() > MOST_CHARACTERS ? ", expected at most " + MOST_CHARACTERS
                            : ", some of them control characters, expected it on one line"));
        }
        final Compiled compiled = libpcap.compile(expression);
        if (!compiled.isSound()) {
            throw new FilterException(new FilterFault(libpcap, expression, compiled.error()).sentence());
        }
        if (compiled.program().size() > FrameFilter.MOST_INSTRUCTIONS) {
            throw new FilterException("found a filter that takes " + compiled.program().size()
                    + " instructions, expected at most " + FrameFilter.MOST_INSTRUCTIONS);
        }
        return new FrameFilter(compiled.program());
    }
}
