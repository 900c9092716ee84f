package org.signalbox.attachment.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.ReceiveBuffer;
import org.signalbox.vswitch.pipeline.FrameSlots;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A wire that all guests of a test hang on, with a clock of its own: whatever one sends, all others get. */
final class Hub {
    static final long MILLISECOND = 1_000_000L;
    static final long SECOND = 1_000_000_000L;

    private final FrameSlots slots = new FrameSlots(Arena.ofAuto().allocate(1 << 18), 64);
    private final ReceiveBuffer buffer = new ReceiveBuffer(slots);
    private final List<Station> stations = new ArrayList<>();
    private final Deque<Sent> wire = new ArrayDeque<>();
    private final List<Sent> seen = new ArrayList<>();
    private Predicate<byte[]> loss = _ -> false;
    private long now;

    /** A frame, when it was sent and by whom; -1 is the test itself. */
    record Sent(long nanos, int station, byte[] frame) {
    }

    private record Station(Guest guest, Place place) {
    }

    /** The port that a guest is behind. */
    static final class Place implements AttachmentContext {
        private final String name;
        private final Optional<MacAddress> mac;
        private final List<String> statuses = new ArrayList<>();

        Place(final String name, final Optional<MacAddress> mac) {
            this.name = name;
            this.mac = mac;
        }

        List<String> statuses() {
            return statuses;
        }

        @Override
        public String switchName() {
            return "hub";
        }

        @Override
        public String portName() {
            return name;
        }

        @Override
        public Optional<MacAddress> mac() {
            return mac;
        }

        @Override
        public void wake() {
            // the hub polls by time
        }

        @Override
        public void status(final LinkState link, final String reason) {
            statuses.add(reason);
        }
    }

    Hub(final long startNanos) {
        now = startNanos;
    }

    static GuestSettings settings(final String json) {
        return Schema.of(GuestSettings.class).bind(
                tree(new Load(LoadSettings.builder().build()).loadFromString(json)));
    }

    private static Object tree(final Object loaded) {
        return switch (loaded) {
            case Map<?, ?> map -> {
                final Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((key, value) -> copy.put((String) key, tree(value)));
                yield copy;
            }
            case List<?> list -> list.stream().map(Hub::tree).toList();
            case Integer number -> number.longValue();
            default -> loaded;
        };
    }

    /** Puts a guest on the wire; its MAC ends in its number. */
    Guest guest(final String json) {
        final int number = stations.size() + 1;
        final Place place = new Place("vm" + number, Optional.of(mac(number)));
        final Guest guest = new Guest(settings(json), place);
        stations.add(new Station(guest, place));
        return guest;
    }

    static MacAddress mac(final int number) {
        return new MacAddress(0x0200_0000_0000L + number);
    }

    /** What is lost on the wire. */
    void lose(final Predicate<byte[]> frames) {
        loss = frames;
    }

    /** Sends a frame of the test's own to all guests. */
    void send(final byte[] frame) {
        wire.add(new Sent(now, -1, frame));
        settle();
    }

    /** Lets so much time pass. */
    void pass(final long nanos) {
        final long end = now + nanos;
        settle();
        while (now < end) {
            long next = end;
            for (final Station station : stations) {
                next = Math.min(next, station.guest().nextPollNanos());
            }
            // a tenth of a millisecond at least, as a frame's way takes its time
            now = Math.min(end, Math.max(next, now + MILLISECOND / 10));
            settle();
        }
    }

    /** Lets everything happen that happens at this time. */
    private void settle() {
        do {
            while (!wire.isEmpty()) {
                carry(wire.remove());
            }
            for (int i = 0; i < stations.size(); i++) {
                poll(i);
            }
        } while (!wire.isEmpty());
    }

    private void poll(final int station) {
        slots.clear();
        buffer.from(station, now, slots.capacity());
        stations.get(station).guest().receive(buffer, now);
        for (int slot = 0; slot < slots.count(); slot++) {
            wire.add(new Sent(now, station,
                    slots.memory().asSlice(slots.offset(slot), slots.length(slot)).toArray(ValueLayout.JAVA_BYTE)));
        }
    }

    private void carry(final Sent sent) {
        seen.add(sent);
        if (!loss.test(sent.frame())) {
            for (int i = 0; i < stations.size(); i++) {
                if (i != sent.station()) {
                    stations.get(i).guest().transmit(MemorySegment.ofArray(sent.frame()), 0, sent.frame().length,
                            sent.frame().length, now);
                }
            }
        }
    }

    /** Takes a guest off the wire. */
    void remove(final Guest guest) {
        stations.removeIf(station -> station.guest() == guest);
    }

    List<Sent> seen() {
        return seen;
    }

    long now() {
        return now;
    }

    String status(final int number) {
        return stations.get(number - 1).place().statuses().getLast();
    }
}
