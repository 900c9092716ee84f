package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.AttachmentProvider;
import org.signalbox.vswitch.attachment.ReceiveBuffer;
import org.signalbox.vswitch.itest.Scene.Sent;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * The kernel's packet filter between two cables in a network namespace of its own: what comes in at one, {@code world},
 * goes out at the other, {@code guest}, as far as the rules let it, and the other way round.
 */
final class Nftables implements FilterReferee {
    private static final int LONGEST = 65_535;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** Fewer frames than a cable's queue holds. */
    private static final int BURST = 64;

    private final Path folder;
    private final Host host;
    private final Plug world;
    private final Plug guest;

    /** Skips the test where there is no such thing. */
    Nftables(final Path folder, final AttachmentProvider packets) throws IOException, InterruptedException {
        Peer.assumeInstalled("nft");
        this.folder = folder;
        this.host = new Host();
        try {
            host.write("/proc/sys/net/ipv6/conf/all/disable_ipv6", "1");
            host.cable("toWorld", host, "world", LONGEST);
            host.cable("toGuest", host, "guest", LONGEST);
            host.ip("link add bridge type bridge mcast_snooping 0");
            for (final String port : List.of("world", "guest")) {
                host.ip("link set " + port + " master bridge");
            }
            host.ip("link set bridge up");
            load("");
            world = new Plug(packets, "toWorld", host.name());
            guest = new Plug(packets, "toGuest", host.name());
        } catch (final IOException | InterruptedException | RuntimeException | Error failed) {
            host.close();
            throw failed;
        }
    }

    @Override
    public int tags() {
        return 1;
    }

    @Override
    public boolean knowsLaterFragments() {
        return true;
    }

    @Override
    public boolean looksBehindAuthentication() {
        return false;
    }

    private void load(final String rules) throws IOException, InterruptedException {
        final Path file = Files.writeString(folder.resolve("rules.nft"), "flush ruleset\n" + rules);
        assertThat(Peer.complaints(folder, List.of("ip", "netns", "exec", host.name(), "nft", "-f", file.toString())))
                .as("complaints of nft").isEmpty();
    }

    /** Frames go through one after the other: behind those that enter at one side comes a mark, which is waited for. */
    @Override
    public Map<String, List<byte[]>> judge(final FilterPolicy rules, final List<Sent> frames)
            throws IOException, InterruptedException {
        load(rules.nftables());
        final Map<String, List<byte[]>> left = Map.of("guest", new ArrayList<>(), "world", new ArrayList<>());
        for (int first = 0; first < frames.size();) {
            final String port = frames.get(first).port();
            final boolean inbound = port.equals("world");
            final List<byte[]> burst = new ArrayList<>();
            while (first < frames.size() && burst.size() < BURST && frames.get(first).port().equals(port)) {
                burst.add(frames.get(first++).frame());
            }
            final byte[] mark = FilterWorld.mark(inbound);
            burst.add(mark);
            (inbound ? world : guest).send(burst);
            left.get(inbound ? "guest" : "world").addAll((inbound ? guest : world).receiveUntil(mark));
        }
        return left;
    }

    @Override
    public void close() {
        world.close();
        guest.close();
        host.close();
    }

    /** A packet socket at one cable's end, used by the test's thread alone. */
    private static final class Plug implements AutoCloseable, AttachmentContext {
        private final Arena arena = Arena.ofShared();
        private final MemorySegment out = arena.allocate(1 << 17);
        private final FrameSlots slots = new FrameSlots(arena.allocate(1 << 23), 256);
        private final ReceiveBuffer in = new ReceiveBuffer(slots);
        private final String name;
        private final Attachment attachment;
        private final AtomicReference<String> status = new AtomicReference<>("no status");

        Plug(final AttachmentProvider packets, final String name, final String namespace) {
            this.name = name;
            attachment = packets.attach(Schema.of(packets.settings()).bind(
                    Map.of("interface", name, "offload", false, "namespace", namespace)), this);
            final long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (!status.get().startsWith("UP")) {
                assertThat(System.nanoTime()).as("%s is up; %s", name, status).isLessThan(deadline);
                Thread.onSpinWait();
            }
        }

        void send(final List<byte[]> frames) {
            for (final byte[] frame : frames) {
                MemorySegment.copy(frame, 0, out, ValueLayout.JAVA_BYTE, 0, frame.length);
                assertThat(attachment.transmit(out, 0, frame.length, frame.length, 0)).as("room in the queue").isTrue();
            }
            final long deadline = System.nanoTime() + PATIENCE_NANOS;
            do {
                attachment.flush();
                assertThat(System.nanoTime()).as(name + " sends").isLessThan(deadline);
            } while (attachment.pending() > 0);
        }

        /** What comes before a frame. */
        List<byte[]> receiveUntil(final byte[] last) {
            final List<byte[]> frames = new ArrayList<>();
            final long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (frames.isEmpty() || !Arrays.equals(frames.getLast(), last)) {
                assertThat(System.nanoTime()).as("waited in vain for the last frame; " + frames.size() + " came")
                        .isLessThan(deadline);
                receive(frames);
            }
            frames.removeLast();
            return frames;
        }

        private void receive(final List<byte[]> frames) {
            slots.clear();
            in.from(0, 0, slots.capacity());
            attachment.receive(in, 0);
            for (int slot = 0; slot < slots.count(); slot++) {
                frames.add(slots.memory().asSlice(slots.offset(slot), slots.length(slot))
                        .toArray(ValueLayout.JAVA_BYTE));
            }
        }

        @Override
        public String switchName() {
            return "none";
        }

        @Override
        public String portName() {
            return name;
        }

        @Override
        public Optional<MacAddress> mac() {
            return Optional.empty();
        }

        @Override
        public void wake() {
            // asks by itself
        }

        @Override
        public void lost(final long frames, final String reason) {
            throw new AssertionError(frames + " frames lost: " + reason);
        }

        @Override
        public void status(final LinkState link, final String reason) {
            status.set(link + " " + reason);
        }

        @Override
        public void close() {
            attachment.release();
            attachment.close();
            arena.close();
        }
    }
}
