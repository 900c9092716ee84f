package org.signalbox.vswitch.itest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import org.signalbox.capture.CaptureException;
import org.signalbox.capture.CaptureReader;
import org.signalbox.frame.IpAddress;
import org.signalbox.vswitch.itest.FilterRounds.Frame;

/**
 * Frames of captures that strangers made, and rules about what they hold. Their MAC addresses are put on stations of
 * ours, so that a switch of two ports knows where each belongs. Left out are frames that are judged elsewhere (what a
 * port's edge or the length of a cable keeps back) and those of which referees differ, as {@link #isSound} says.
 */
final class ForeignFrames implements FilterTerms {
    private static final int ETHERNET = 14;
    private static final int LONGEST = 9_000;
    private static final int MOST_PADDING = 255;

    /** Extension headers of IPv6; what has one of the last three, which no referee looks behind, is left out. */
    private static final Set<Integer> EXTENSIONS = Set.of(0, 43, 44, 51, 60, 135, 139, 140);
    private static final Set<Integer> UNKNOWN = Set.of(135, 139, 140);

    private final Random random;
    private final FilterReferee referee;
    private final List<Frame> frames = new ArrayList<>();
    private final List<IpAddress> addresses = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private int leftOut;

    /**
     * Skips the test where there are no captures.
     *
     * @param referee who is to judge the frames
     */
    ForeignFrames(final Random random, final FilterReferee referee) throws IOException {
        this.random = random;
        this.referee = referee;
        for (final Path capture : captures()) {
            try (CaptureReader reader = CaptureReader.open(capture)) {
                while (reader.next()) {
                    add(reader.memory().asSlice(reader.offset(), reader.length()).toArray(ValueLayout.JAVA_BYTE));
                }
            } catch (final CaptureException notSound) {
                // what was read of it is as good as any
                continue;
            }
        }
        Collections.shuffle(frames, random);
    }

    private static List<Path> captures() throws IOException {
        final String captures = System.getenv("SIGNALBOX_CAPTURES");
        assumeTrue(captures != null && Files.isDirectory(Path.of(captures)),
                "SIGNALBOX_CAPTURES names no folder with captures; product/signalbox test fetches them");
        try (Stream<Path> files = Files.list(Path.of(captures))) {
            return files.filter(file -> file.toString().matches(".*\\.pcap(ng)?")).sorted().toList();
        }
    }

    private void add(final byte[] frame) {
        if (frame.length < ETHERNET || frame.length > LONGEST || !isSound(ByteBuffer.wrap(frame))) {
            leftOut++;
            return;
        }
        final boolean inbound = Arrays.hashCode(Arrays.copyOf(frame, 6)) % 2 == 0;
        station(frame, 0, inbound);
        station(frame, 6, !inbound);
        frames.add(new Frame(inbound, frame));
    }

    /** Groups stay what they are where they may stand and are none that bridges keep for themselves. */
    private static void station(final byte[] frame, final int at, final boolean guest) {
        final boolean group = (frame[at] & 1) != 0;
        final boolean reserved = frame[at] == 1 && frame[at + 1] == (byte) 0x80 && frame[at + 2] == (byte) 0xC2;
        if (at > 0 || !group || reserved) {
            final byte[] station = {2, 0, 0, 0, (byte) (guest ? 1 : 2), (byte) ((frame[at + 5] & 0xFF) % 3)};
            System.arraycopy(station, 0, frame, at, station.length);
        }
    }

    /** Whether the tags are some that the ports carry, and all there is of an IP header is well-formed. */
    private boolean isSound(final ByteBuffer frame) {
        int at = ETHERNET;
        int type = frame.getShort(12) & 0xFFFF;
        for (int tags = 0; type == 0x8100; tags++) {
            if (tags == referee.tags() || at + 4 > frame.limit()
                    || tags == 0 && !isCarried(frame.getShort(at) & 0xFFF)) {
                return false;
            }
            type = frame.getShort(at + 2) & 0xFFFF;
            at += 4;
        }
        return switch (type) {
            case 0x88A8 -> false;
            case 0x0800 -> isSoundV4(frame, at);
            case 0x86DD -> isSoundV6(frame, at);
            default -> type >= 0x600 || !isSnap(frame, at);
        };
    }

    private static boolean isCarried(final int vlan) {
        return vlan > 1 && vlan < 4_095;
    }

    private static boolean isSnap(final ByteBuffer frame, final int at) {
        return at + 2 <= frame.limit() && frame.getShort(at) == (short) 0xAAAA;
    }

    private boolean isSoundV4(final ByteBuffer frame, final int at) {
        final int there = frame.limit() - at;
        if (there < 20 || frame.get(at) >> 4 != 4) {
            return false;
        }
        final int header = (frame.get(at) & 0xF) * 4;
        final int length = frame.getShort(at + 2) & 0xFFFF;
        if (header < 20 || length < header || length > there || there - length > MOST_PADDING) {
            return false;
        }
        final boolean later = (frame.getShort(at + 6) & 0x1FFF) != 0;
        if (!later && !isSoundTransport(frame, at + header, length - header, frame.get(at + 9) & 0xFF)) {
            return false;
        }
        addresses.add(IpAddress.ofV4(frame.getInt(at + 12)));
        addresses.add(IpAddress.ofV4(frame.getInt(at + 16)));
        return true;
    }

    private boolean isSoundV6(final ByteBuffer frame, final int at) {
        final int there = frame.limit() - at - 40;
        if (there < 0 || frame.get(at) >> 4 != 6) {
            return false;
        }
        final int length = frame.getShort(at + 4) & 0xFFFF;
        if (length > there || there - length > MOST_PADDING
                || !isSoundTransport(frame, at + 40, length, frame.get(at + 6) & 0xFF)
                || !isChainKnown(frame, at + 40, frame.get(at + 6) & 0xFF)) {
            return false;
        }
        addresses.add(IpAddress.ofV6(frame.getLong(at + 8), frame.getLong(at + 16)));
        addresses.add(IpAddress.ofV6(frame.getLong(at + 24), frame.getLong(at + 32)));
        return true;
    }

    /** Whether the referee knows what comes behind the extension headers. */
    private boolean isChainKnown(final ByteBuffer frame, final int first, final int kind) {
        int at = first;
        int next = kind;
        while (EXTENSIONS.contains(next) && at + 8 <= frame.limit()) {
            if (UNKNOWN.contains(next) || next == 51 && !referee.looksBehindAuthentication()
                    || next == 44 && (frame.getShort(at + 2) & 0xFFF8) != 0 && !referee.knowsLaterFragments()) {
                return false;
            }
            final int following = frame.get(at) & 0xFF;
            final int length = frame.get(at + 1) & 0xFF;
            at += next == 44 ? 8 : next == 51 ? 4 * length + 8 : 8 * length + 8;
            next = following;
        }
        return !EXTENSIONS.contains(next);
    }

    /** Whether a TCP or UDP header is whole; of others no rule speaks. */
    private boolean isSoundTransport(final ByteBuffer frame, final int at, final int length, final int protocol) {
        if (protocol != 6 && protocol != 17) {
            return true;
        }
        if (length < (protocol == 6 ? 20 : 8)) {
            return false;
        }
        for (int port = at; port <= at + 2; port += 2) {
            if (frame.getShort(port) == 0) {
                return false;
            }
            ports.add(frame.getShort(port) & 0xFFFF);
        }
        return true;
    }

    /** All of them, in an order that the seed gives. */
    List<Frame> frames() {
        return frames;
    }

    int leftOut() {
        return leftOut;
    }

    @Override
    public Random random() {
        return random;
    }

    @Override
    public IpAddress address() {
        return addresses.get(random.nextInt(addresses.size()));
    }

    @Override
    public int port() {
        return ports.get(random.nextInt(ports.size()));
    }
}
