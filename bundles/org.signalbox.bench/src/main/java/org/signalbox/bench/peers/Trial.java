package org.signalbox.bench.peers;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.signalbox.schema.JsonText;

/** One switch, set up one way and running, and what can be measured of it. */
final class Trial {
    /** Frames under way at most: fewer than a packet socket of default size, or the queue of a tap device, holds. */
    static final int WINDOW = 256;
    private static final int ECHO_PORT = 7_007;
    static final int ECHO_BYTES = 32;
    private static final int ANSWER_MILLIS = 100;
    private static final int TCP_PATIENCE_SECONDS = 5;
    private static final int TRIES = 200;
    private static final int TRY_MILLIS = 100;
    private static final int SETTLED_MILLIS = 20;
    private static final int SETTLING_TRIES = 25;

    /** What a stream of frames has shown. */
    record Streamed(double framesPerSecond, double cpuNanosPerFrame) { }

    /** Times of round trips, in microseconds. */
    record RoundTrips(double median, double p99) { }

    private final Figures.Row row;
    private final Variant variant;
    private final Lane lane;
    private final List<Process> processes;
    private final Cpu cpu;
    private final FrameSender allowed;
    private final FrameSender denied;
    private final FrameSender hello;
    private final FrameCounter counter;

    private Trial(final Figures.Row row, final Variant variant, final Lane lane, final List<Process> processes)
            throws IOException, InterruptedException {
        this.row = row;
        this.variant = variant;
        this.lane = lane;
        this.processes = processes;
        cpu = new Cpu();
        allowed = lane.a().call(() -> new FrameSender(Lane.END, Frames.allowed()));
        denied = lane.a().call(() -> new FrameSender(Lane.END, Frames.denied()));
        hello = lane.b().call(() -> new FrameSender(Lane.END, Frames.hello(variant == Variant.GUARDED)));
        counter = lane.b().call(() -> new FrameCounter(Lane.END));
    }

    /** Starts a switch between two new ends, and waits until frames pass. */
    static Trial start(final Bed bed, final int number, final Peer peer, final Link link, final Variant variant)
            throws IOException, InterruptedException {
        final Lane lane = new Lane(bed, "" + number, link);
        final List<Process> processes = peer.start(lane, variant);
        lane.join(processes, variant == Variant.OFFLOAD);
        bed.start(lane.folder().resolve("iperf"), Map.of(), lane.b().command("iperf3", "--server"));
        final Trial trial = new Trial(new Figures.Row(peer.name(), link), variant, lane, processes);
        trial.awaitFrames();
        if (variant == Variant.GUARDED) {
            trial.checkAccessList();
        }
        return trial;
    }

    Figures.Row row() {
        return row;
    }

    Variant variant() {
        return variant;
    }

    private void awaitFrames() throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            checkAlive(processes);
            sayHello();
            final long before = counter.read();
            lane.a().call(allowed::once);
            if (arrivals(before, Frames.FLOWS) >= Frames.FLOWS) {
                return;
            }
            Thread.sleep(TRY_MILLIS);
        }
        throw new IllegalStateException("no frames pass");
    }

    /** A list that lets everything pass, or nothing, would be measured in vain. */
    private void checkAccessList() throws IOException, InterruptedException {
        final long before = counter.read();
        lane.a().call(denied::once);
        lane.a().call(allowed::once);
        final long passed = arrivals(before, Frames.FLOWS);
        if (passed != Frames.FLOWS) {
            throw new IllegalStateException("of " + Frames.FLOWS + " allowed and " + Frames.denied().size()
                    + " denied frames " + passed + " passed");
        }
    }

    static void checkAlive(final List<Process> processes) {
        if (!processes.stream().allMatch(Process::isAlive)) {
            throw new IllegalStateException("the switch has ended");
        }
    }

    private void sayHello() throws IOException, InterruptedException {
        lane.b().call(hello::once);
    }

    /** Frames that came since then, when there are so many, or half a second has passed, and no more come. */
    private long arrivals(final long before, final long expected) throws InterruptedException {
        long seen = counter.read() - before;
        for (int i = 0; i < SETTLING_TRIES; i++) {
            Thread.sleep(SETTLED_MILLIS);
            final long now = counter.read() - before;
            if (now == seen && now >= expected) {
                break;
            }
            seen = now;
        }
        return seen;
    }

    /**
     * Streams small frames from A to B. The CPU time is that of the switch's processes and the kernel's interrupt
     * threads, and what sending cost beyond what it costs into nothing: the way through the kernel to the switch, or
     * all the way.
     *
     * @param senderNanos what sending a frame into nothing costs
     */
    Streamed stream(final Duration duration, final double senderNanos) throws IOException, InterruptedException {
        sayHello();
        final long before = counter.read();
        final long cpuBefore = cpu.nanos(processes);
        final FrameSender.Sent sent = lane.a().call(() -> allowed.stream(WINDOW, counter::read, duration));
        final long delivered = arrivals(before, 1);
        final long switched = cpu.nanos(processes) - cpuBefore;
        final double onTheWay = sent.cpuNanos() - sent.frames() * senderNanos;
        return new Streamed(delivered * 1e9 / sent.nanos(), (switched + onTheWay) / delivered);
    }

    /** Bits of TCP payload that B got from A, in Gbit/s. */
    double tcp(final int seconds) throws IOException, InterruptedException {
        final String report;
        try {
            report = Tool.run(Map.of(), seconds + TCP_PATIENCE_SECONDS, lane.a().command("iperf3", "--client",
                    Lane.ADDRESS_B, "--time", "" + seconds, "--json"));
        } catch (final IllegalStateException failed) {
            throw new IllegalStateException("no TCP stream came through", failed);
        }
        return gigabits(report);
    }

    /** What the receiver got, in iperf3's report. */
    static double gigabits(final String report) {
        if (JsonText.parse(report) instanceof Map<?, ?> tree && tree.get("end") instanceof Map<?, ?> end
                && end.get("sum_received") instanceof Map<?, ?> sum
                && sum.get("bits_per_second") instanceof Number bits) {
            return bits.doubleValue() / 1e9;
        }
        throw new IllegalStateException("iperf3 said nothing of what arrived: " + report);
    }

    /** Sends small UDP packets to B and back, one after the other. */
    RoundTrips roundTrips(final int count) throws IOException, InterruptedException {
        try (DatagramChannel far = lane.b().call(() -> DatagramChannel.open(StandardProtocolFamily.INET)
                .bind(new InetSocketAddress(Lane.ADDRESS_B, ECHO_PORT)));
                DatagramChannel near = lane.a().call(() -> DatagramChannel.open(StandardProtocolFamily.INET)
                        .bind(new InetSocketAddress(Lane.ADDRESS_A, 0)))) {
            Thread.ofPlatform().daemon().name("echo").start(() -> echo(far));
            final List<Long> times = new ArrayList<>(count);
            final DatagramSocket socket = near.socket();
            socket.setSoTimeout(ANSWER_MILLIS);
            final DatagramPacket question = new DatagramPacket(new byte[ECHO_BYTES], ECHO_BYTES,
                    InetAddress.getByName(Lane.ADDRESS_B), ECHO_PORT);
            final DatagramPacket answer = new DatagramPacket(new byte[ECHO_BYTES], ECHO_BYTES);
            int lost = 0;
            while (times.size() < count) {
                final long start = System.nanoTime();
                socket.send(question);
                try {
                    socket.receive(answer);
                    times.add(System.nanoTime() - start);
                } catch (final SocketTimeoutException nothing) {
                    if (++lost > count / 100) {
                        throw new IllegalStateException("more than 1 % of round trips came to nothing");
                    }
                }
            }
            final long[] nanos = times.stream().mapToLong(Long::longValue).toArray();
            return new RoundTrips(Figures.percentile(nanos, 0.5) / 1e3, Figures.percentile(nanos, 0.99) / 1e3);
        }
    }

    private static void echo(final DatagramChannel channel) {
        final ByteBuffer packet = ByteBuffer.allocateDirect(ECHO_BYTES);
        try {
            while (true) {
                packet.clear();
                final var from = channel.receive(packet);
                channel.send(packet.flip(), from);
            }
        } catch (final ClosedChannelException over) {
            return;
        } catch (final IOException broken) {
            System.err.println("bench: the echo ended: " + broken.getMessage());
        }
    }
}
