package org.signalbox.vswitch.itest;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.signalbox.capture.CaptureWriter;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;

/** Keeps the datagrams that come to a port on loopback. */
final class Datagrams implements AutoCloseable {
    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");
    private static final int SOURCE_PORT = 40_000;

    private final DatagramSocket socket;
    private final List<byte[]> kept = new CopyOnWriteArrayList<>();

    Datagrams() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        socket.setReceiveBufferSize(1 << 23);
        Thread.ofPlatform().daemon().start(this::receive);
    }

    private void receive() {
        final DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
        try {
            while (true) {
                socket.receive(packet);
                kept.add(Arrays.copyOf(packet.getData(), packet.getLength()));
            }
        } catch (final IOException closed) {
            // that is its end
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What a policy calls it. */
    String address() {
        return "127.0.0.1:" + port();
    }

    List<byte[]> kept() {
        return kept;
    }

    /** Writes them as the packets that they came in. */
    void write(final Path capture) throws IOException {
        try (CaptureWriter writer = CaptureWriter.create(capture)) {
            writer.addInterface("");
            long nanos = Scene.START_NANOS;
            for (final byte[] each : kept) {
                final byte[] frame = new FrameBuilder().ethernet(new MacAddress(1), new MacAddress(2))
                        .ipv4(LOOPBACK, LOOPBACK).udp(SOURCE_PORT, port()).payload(each).build();
                writer.write(0, nanos++, MemorySegment.ofArray(frame), 0, frame.length, frame.length);
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
