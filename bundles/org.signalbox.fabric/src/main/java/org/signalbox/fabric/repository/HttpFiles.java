package org.signalbox.fabric.repository;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads files over HTTP, each within a time and a size. Used by one thread. */
public final class HttpFiles implements AutoCloseable {
    /** For one file. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL).build();
    private final Duration patience;

    public HttpFiles(Duration patience) {
        this.patience = patience;
    }

    /**
     * The contents of a file; empty if there is none.
     *
     * @param largest what it may have, in bytes
     * @throws IOException if it cannot be read whole within time and size
     */
    public Optional<byte[]> get(URI uri, long largest) throws IOException {
        final CompletableFuture<Optional<byte[]>> answer = client
                .sendAsync(HttpRequest.newBuilder(uri).timeout(patience).build(), BodyHandlers.ofInputStream())
                .thenApplyAsync(response -> read(response, largest));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            client.shutdownNow();
            throw new IOException("no whole answer within " + patience.toSeconds() + " s", late);
        } catch (InterruptedException ended) {
            client.shutdownNow();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", ended);
        } catch (ExecutionException fault) {
            throw new IOException(describe(fault.getCause()), fault);
        }
    }

    private static Optional<byte[]> read(HttpResponse<InputStream> response, long largest) {
        try (InputStream body = response.body()) {
            if (response.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            if (response.statusCode() != OK) {
                throw new IllegalStateException("HTTP status " + response.statusCode());
            }
            final byte[] content = body.readNBytes((int) (largest + 1));
            if (content.length > largest) {
                throw new IllegalStateException("more than " + largest + " bytes");
            }
            return Optional.of(content);
        } catch (IOException fault) {
            throw new IllegalStateException(describe(fault), fault);
        }
    }

    /** What went wrong, in a clause. */
    public static String describe(Throwable fault) {
        return fault.getMessage() == null ? fault.getClass().getSimpleName()
                : fault.getMessage().replaceAll("\\p{Cntrl}+", " ");
    }

    @Override
    public void close() {
        client.close();
    }
}
