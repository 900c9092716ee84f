package org.signalbox.extension.tracing.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes the datagrams that come to a port on loopback, as they come. */
final class Mailbox implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;
    private static final int LONGEST = 2_048;

    private final DatagramSocket socket;
    private final List<byte[]> all = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Integer> marks = new LinkedBlockingQueue<>();

    Mailbox() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        socket.setReceiveBufferSize(1 << 22);
        Thread.ofPlatform().daemon().start(this::receive);
    }

    private void receive() {
        final DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        try {
            while (true) {
                packet.setLength(LONGEST);
                socket.receive(packet);
                if (packet.getLength() == 0) {
                    marks.add(all.size());
                } else {
                    all.add(Arrays.copyOf(packet.getData(), packet.getLength()));
                }
            }
        } catch (final IOException closed) {
            // that is its end
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What has come so far. */
    List<byte[]> now() {
        return all;
    }

    /** What was sent before this is called. */
    List<byte[]> all() throws IOException, InterruptedException {
        socket.send(new DatagramPacket(new byte[0], 0, socket.getLocalSocketAddress()));
        assertThat(marks.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("all that was sent came").isNotNull();
        return all;
    }

    @Override
    public void close() {
        socket.close();
    }
}
