package org.signalbox.extension.tracing.live;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.signalbox.capture.CaptureException;
import org.signalbox.capture.CaptureWriter;

/** A named pipe that is there, such as {@code mkfifo} makes: written as soon as somebody reads it, until nobody does. */
final class PipeOutput implements CaptureOutput {
    private final Path path;
    private volatile FileChannel channel;

    PipeOutput(Path path) {
        this.path = path;
    }

    @Override
    public CaptureWriter next() throws IOException {
        try {
            channel = FileChannel.open(path, StandardOpenOption.WRITE);
            return CaptureWriter.to(channel);
        } catch (IOException fault) {
            throw new IOException(path + ": found a pipe that cannot be written (" + CaptureException.reason(fault)
                    + "), expected one that somebody reads", fault);
        }
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public boolean isFull(long bytes) {
        return false;
    }

    /** Who opens a pipe to write waits until it is open to read as well; opened both ways, it waits for nobody. */
    @Override
    public void abort() {
        if (channel == null) {
            try {
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE).close();
            } catch (IOException gone) {
                // then nobody waits for it
                return;
            }
        }
        CaptureOutput.close(channel);
    }

    @Override
    public String place() {
        return path.toString();
    }

    @Override
    public int places() {
        return 1;
    }
}
