package org.signalbox.extension.tracing.live;

import java.io.IOException;
import java.nio.channels.SocketChannel;

import org.signalbox.capture.CaptureWriter;

/** A connection of a program that asked for a capture. */
final class ConnectionOutput implements CaptureOutput {
    private final SocketChannel channel;
    private final Answer answer;

    /** Says a line. */
    interface Answer {
        void say(String line) throws IOException;
    }

    ConnectionOutput(SocketChannel channel, Answer answer) {
        this.channel = channel;
        this.answer = answer;
    }

    @Override
    public CaptureWriter next() {
        return CaptureWriter.to(channel);
    }

    @Override
    public void begins() throws IOException {
        answer.say(CaptureConversation.OK);
    }

    @Override
    public void refused(String sentence) {
        try {
            answer.say(CaptureConversation.REFUSED + sentence);
        } catch (IOException gone) {
            // then nobody waits for the sentence
            return;
        }
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
