package org.signalbox.extension.tracing.live.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A time-out: unless it is closed in time, a channel is, and calls that are blocked on it fail. */
public final class Patience implements AutoCloseable {
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    public Patience(Channel channel, long millis) {
        done.orTimeout(millis, TimeUnit.MILLISECONDS).whenComplete((_, late) -> {
            if (late != null) {
                close(channel);
            }
        });
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @Override
    public void close() {
        done.complete(null);
    }
}
