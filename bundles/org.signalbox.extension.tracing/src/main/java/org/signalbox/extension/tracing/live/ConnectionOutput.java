package org.signalbox.extension.tracing.live;

import java.io.IOException;
import java.nio.channels.SocketChannel;

import org.signalbox.capture.CaptureWriter;

/** A connection of a program that asked for a capture. */
final class ConnectionOutput implements CaptureOutput {
    private final SocketChannel channel;
    private final Greeting greeting;

    /** Says that the capture begins. */
    interface Greeting {
        void say() throws IOException;
    }

    ConnectionOutput(SocketChannel channel, Greeting greeting) {
        this.channel = channel;
        this.greeting = greeting;
    }

    @Override
    public CaptureWriter next() throws IOException {
        greeting.say();
        return CaptureWriter.to(channel);
    }

    @Override
    public boolean waits() {
        return false;
    }

    @Override
    public boolean isFull(long bytes) {
        return false;
    }

    @Override
    public void abort() {
        CaptureOutput.close(channel);
    }

    @Override
    public String place() {
        return "-";
    }

    @Override
    public int places() {
        return 1;
    }
}
