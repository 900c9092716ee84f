package org.signalbox.fabric.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import com.sun.net.httpserver.HttpServer;
import org.apache.felix.feature.impl.FeatureServiceImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.feature.ID;
import org.signalbox.command.RefusedException;

/** A Maven repository behind a server on the loopback. */
class HttpArtifactsTest {
    private static final String UTIL = "/m2/com/acme/util/1.0/util-1.0.jar";
    private static final String CONTENT = "the jar";
    private static final ID ID = new FeatureServiceImpl().getIDfromMavenCoordinates("com.acme:util:1.0");

    @TempDir
    Path folder;
    private final Map<String, String> files = new ConcurrentHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            final String file = files.get(exchange.getRequestURI().getPath());
            if ("never".equals(file)) {
                await();
            }
            final byte[] body = file == null ? new byte[0] : file.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(file == null ? 404 : "broken".equals(file) ? 500 : 200,
                    body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.setExecutor(Thread::startVirtualThread);
        server.start();
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private Optional<Path> find(Duration patience) throws Exception {
        return new HttpArtifacts(repository(), folder, patience).find(ID, "jar");
    }

    private Optional<Path> find() throws Exception {
        return find(Duration.ofSeconds(20));
    }

    private URI repository() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/m2");
    }

    private static String digest(String algorithm) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(CONTENT.getBytes()));
    }

    @Test
    void shouldTakeAFileWithTheRightChecksum() throws Exception {
        files.put(UTIL, CONTENT);
        files.put(UTIL + ".sha1", digest("SHA-1").toUpperCase() + "  util-1.0.jar\n");
        assertThat(find()).hasValueSatisfying(file -> assertThat(file).hasContent(CONTENT));
        files.put(UTIL + ".sha256", digest("SHA-256"));
        assertThat(find().map(Path::getFileName)).hasValueSatisfying(name ->
                assertThat(name.toString()).endsWith("_util-1.0.jar"));
    }

    @Test
    void shouldFindNothingWhereNothingIs() throws Exception {
        assertThat(find()).isEmpty();
    }

    @Test
    void shouldRefuseOtherContentsThanPublished() throws Exception {
        files.put(UTIL, CONTENT + "!");
        files.put(UTIL + ".sha1", digest("SHA-1"));
        assertThatThrownBy(this::find).hasMessage(repository() + UTIL.substring(3)
                + ": found contents that do not match its .sha1, expected what was published");
        files.put(UTIL, CONTENT);
        files.put(UTIL + ".sha256", digest("SHA-1"));
        assertThatThrownBy(this::find).hasMessageContaining("do not match its .sha256");
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void shouldRefuseAFileWithoutChecksum() {
        files.put(UTIL, CONTENT);
        assertThatThrownBy(this::find).hasMessage(repository() + UTIL.substring(3)
                + ": found neither .sha256 nor .sha1 beside it, expected a checksum");
    }

    @Test
    void shouldSayWhatTheServerSays() {
        files.put(UTIL, "broken");
        assertThatThrownBy(this::find).hasMessageEndingWith("/util-1.0.jar: found that it cannot be read (HTTP status "
                + "500), expected a Maven repository");
    }

    @Test
    void shouldNotWaitForever() {
        files.put(UTIL, "never");
        assertThatThrownBy(() -> find(Duration.ofMillis(300)))
                .hasMessageContaining("found that it cannot be read (")
                .hasMessageEndingWith("expected a Maven repository");
    }

    @Test
    void shouldSayThatNobodyAnswers() {
        server.stop(0);
        assertThatThrownBy(this::find).hasMessageContaining("found that it cannot be read (");
    }

    @Test
    void shouldRefuseAUrlWithoutHost() {
        assertThatThrownBy(() -> new HttpArtifacts(URI.create("http:///m2"), folder, Duration.ofSeconds(5))
                .find(ID, "jar")).isInstanceOf(RefusedException.class).hasMessageContaining("found that it cannot be read");
    }

    @Test
    void shouldRefuseSnapshots() {
        assertThatThrownBy(() -> new HttpArtifacts(repository(), folder, Duration.ofSeconds(5))
                .find(new FeatureServiceImpl().getIDfromMavenCoordinates("a:b:1-SNAPSHOT"), "jar"))
                .hasMessageContaining("expected a version that was released");
    }
}
