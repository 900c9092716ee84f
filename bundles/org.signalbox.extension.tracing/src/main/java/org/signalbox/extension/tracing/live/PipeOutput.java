package org.signalbox.extension.tracing.live;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.signalbox.capture.CaptureException;
import org.signalbox.capture.CaptureWriter;

/** A named pipe that is there, such as {@code mkfifo} makes: written as soon as somebody reads it, until nobody does. */
final class PipeOutput implements CaptureOutput {
    private static final long LOOK_MILLIS = 100;

    private final Path path;
    private final CountDownLatch aborted = new CountDownLatch(1);
    private volatile FileChannel channel;

    PipeOutput(Path path) {
        this.path = path;
    }

    @Override
    public CaptureWriter next() throws IOException {
        // while it is open, who reads does not see the pipe's end
        final int probe = awaitReader();
        try {
            if (aborted.getCount() == 0) {
                throw new ClosedChannelException();
            }
            channel = FileChannel.open(path, StandardOpenOption.WRITE);
            return CaptureWriter.to(channel);
        } catch (IOException fault) {
            throw new IOException(path + ": found a pipe that cannot be written (" + CaptureException.reason(fault)
                    + "), expected one that somebody reads", fault);
        } finally {
            if (probe >= 0) {
                PipeDescriptor.close(probe);
            }
        }
    }

    /**
     * Waits without being blocked in the operating system, where nobody could end it when the pipe is gone. Returns a
     * negative number when it is aborted or gone, or may not be written.
     */
    private int awaitReader() {
        int probe = PipeDescriptor.open(path);
        try {
            while (probe < 0 && Files.isWritable(path) && !aborted.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                probe = PipeDescriptor.open(path);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return probe;
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public boolean isFull(long bytes) {
        return false;
    }

    @Override
    public void abort() {
        aborted.countDown();
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
