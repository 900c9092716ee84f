package org.signalbox.fabric.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.extension.TestJars;

/** A repository in a folder, and the same behind a server on the loopback. */
class IndexedRepositoryTest {
    @TempDir
    Path folder;
    private Path repository;
    private Path fetched;
    private Path index;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        repository = Files.createDirectories(folder.resolve("a repository"));
        fetched = Files.createDirectories(folder.resolve("fetched"));
        TestJars.bundle(repository.resolve("m.jar"), "m", "1");
        index = TestIndex.write(repository);
        server = SimpleFileServer.createFileServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                folder.toRealPath(), SimpleFileServer.OutputLevel.NONE);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String address(boolean remote) {
        return remote ? "http://127.0.0.1:" + server.getAddress().getPort() + "/a%20repository" : repository.toString();
    }

    private Path fetch(String address) throws RefusedException {
        try (IndexedRepository opened = new IndexedRepository(address)) {
            return opened.fetch(opened.bundles().getFirst(), fetched);
        }
    }

    private void edit(String from, String to) throws IOException {
        assertThat(Files.readString(index)).contains(from);
        Files.writeString(index, Files.readString(index).replace(from, to));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldFetchWhatTheIndexNames(boolean remote) throws Exception {
        assertThat(fetch(address(remote))).hasSameBinaryContentAs(repository.resolve("m.jar"));
        assertThat(fetch(repository.toUri().toString())).hasSameBinaryContentAs(repository.resolve("m.jar"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../m.jar", "%2e%2e/m.jar", "a/../../m.jar", "/etc/passwd", "file:///etc/passwd",
        "http://127.0.0.1:1/m.jar", "//127.0.0.1:1/m.jar", "m.jar?x", "m jar", "m%00.jar", "\\..\\m.jar", "", "mailto:x"})
    void shouldStayInTheRepository(String url) throws Exception {
        TestJars.bundle(folder.resolve("m.jar"), "m", "1");
        edit("\"m.jar\"", "\"" + url + "\"");
        for (boolean remote : new boolean[] {false, true}) {
            assertThatThrownBy(() -> fetch(address(remote))).isInstanceOf(RefusedException.class)
                    .hasMessage((remote ? address(true) + "/" : address(false)) + ": found the file '" + url
                            + "' in the index for m 1.0.0, expected one that lies in the repository");
        }
    }

    @Test
    void shouldRefuseAPathThatLeadsElsewhere() throws Exception {
        edit("\"m.jar\"", "\"../m.jar\"");
        assertThatThrownBy(() -> fetch(address(false))).hasMessage(repository + ": found the file '../m.jar' in the "
                + "index for m 1.0.0, expected one that lies in the repository");
        edit("\"../m.jar\"", "\"link.jar\"");
        Files.move(repository.resolve("m.jar"), folder.resolve("m.jar"));
        Files.createSymbolicLink(repository.resolve("link.jar"), folder.resolve("m.jar"));
        assertThatThrownBy(() -> fetch(address(false))).hasMessageContaining("found the file 'link.jar' in the index");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldRefuseASizeThatIsNotTrue(boolean remote) throws Exception {
        final String size = "\"" + Files.size(repository.resolve("m.jar")) + "\"";
        edit(size, "\"10\"");
        assertThatThrownBy(() -> fetch(address(remote))).hasMessageEndingWith(
                "for m 1.0.0, expected 10 bytes, as the index says");
        edit("\"10\"", "\"100000\"");
        assertThatThrownBy(() -> fetch(address(remote))).hasMessageEndingWith(
                "for m 1.0.0, expected 100000 bytes, as the index says");
        edit("\"100000\"", "\"99999999999\"");
        assertThatThrownBy(() -> fetch(address(remote))).hasMessageEndingWith(
                "found a size of 99999999999 bytes in the index for m 1.0.0, expected at most 268435456");
    }

    @Test
    void shouldSayWhereThereIsNoIndex() throws Exception {
        Files.delete(index);
        assertThatThrownBy(() -> fetch(address(false))).hasMessage(index
                + ": found no such file, expected an index, as 'signalbox index FOLDER' makes it");
        assertThatThrownBy(() -> fetch(address(true))).hasMessage(address(true)
                + "/index.xml: found no such file, expected an index, as 'signalbox index FOLDER' makes it");
        Files.writeString(index, "<!DOCTYPE x><x/>");
        assertThatThrownBy(() -> fetch(address(false))).hasMessage(index
                + ": found a file that is no index (it has a document type), expected the XML of an OSGi repository");
        assertThatThrownBy(() -> fetch(folder + "/none")).hasMessageStartingWith("found no folder ");
        assertThatThrownBy(() -> fetch("http:///x")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> fetch("http://127.0.0.1:1/x?token=y")).isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("found the repository ");
        server.stop(0);
        assertThatThrownBy(() -> fetch(address(true))).isInstanceOf(RefusedException.class)
                .hasMessageEndingWith("), expected the index of a repository");
    }
}
