package org.signalbox.vswitch.engine.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A numbered frame that extensions mark on its way, as the model has it and as it is on the wire. */
public final class StackFrame {
    public static final int NUMBER = 14;
    public static final int CLONED = 18;
    public static final int INJECTED = 19;
    public static final int ORIGIN = 20;
    public static final int MARKS = 21;
    public static final int LENGTH = 60;
    public static final int BROADCAST = 255;
    /** Where frames say they are from that have no source port. */
    public static final int TRUSTED = 0xEE;

    final int number;
    final int from;
    int to;
    // bits of the filters that made it of another frame
    int cloned;
    int injected;
    // station of the port where the first of its kind entered: the order of those is kept
    final int origin;
    // where it entered, empty without a port
    final String source;
    final List<Integer> marks = new ArrayList<>();

    /**
     * @param to     station, or {@link #BROADCAST}
     * @param from   station
     * @param source name of the port where it enters, empty for none
     */
    public StackFrame(final int number, final int to, final int from, final int origin, final String source) {
        this.number = number;
        this.to = to;
        this.from = from;
        this.origin = origin;
        this.source = source;
    }

    StackFrame copy(final int clonedBy) {
        final StackFrame copy = new StackFrame(number, to, from, origin, source);
        copy.cloned = cloned | clonedBy;
        copy.injected = injected;
        copy.marks.addAll(marks);
        return copy;
    }

    StackFrame answer(final int injectedBy) {
        final boolean trusted = isAnsweredFromNowhere(number) || source.isEmpty();
        final StackFrame answer = new StackFrame(number, BROADCAST, trusted ? TRUSTED : from, origin,
                trusted ? "" : source);
        answer.cloned = cloned;
        answer.injected = injected | injectedBy;
        return answer;
    }

    /** Whether what is injected for a number has no source port. */
    public static boolean isAnsweredFromNowhere(final int number) {
        return number % 2 == 1;
    }

    /** How extensions and the model write down who it is. */
    public static String name(final int number, final int cloned, final int injected) {
        return number + "." + cloned + "." + injected;
    }

    String name() {
        return name(number, cloned, injected);
    }

    /** What an extension writes into it. */
    public static int mark(final String id, final int version) {
        return bit(id) << 2 | version;
    }

    /** A bit for each filtering extension, by the digit at the end of its id. */
    public static int bit(final String id) {
        return 1 << id.charAt(id.length() - 1) - '0';
    }

    public byte[] bytes() {
        final byte[] bytes = new byte[LENGTH];
        station(bytes, 0, to);
        station(bytes, 6, from);
        bytes[12] = (byte) 0x88;
        bytes[13] = (byte) 0xb5;
        for (int k = 0; k < 4; k++) {
            bytes[NUMBER + k] = (byte) (number >>> 24 - 8 * k);
        }
        bytes[CLONED] = (byte) cloned;
        bytes[INJECTED] = (byte) injected;
        bytes[ORIGIN] = (byte) origin;
        bytes[MARKS] = (byte) marks.size();
        for (int k = 0; k < marks.size(); k++) {
            bytes[MARKS + 1 + k] = marks.get(k).byteValue();
        }
        return bytes;
    }

    String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    /** Writes a station's address. */
    public static void station(final byte[] bytes, final int at, final int station) {
        if (station == BROADCAST) {
            Arrays.fill(bytes, at, at + 6, (byte) BROADCAST);
        } else {
            bytes[at] = 2;
            bytes[at + 5] = (byte) station;
        }
    }
}
