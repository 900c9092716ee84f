package org.signalbox.extension.tracing.live;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.extension.tracing.live.client.CaptureSockets;
import org.signalbox.face.Places;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves programs of the same user that ask this process for captures, over a socket in the state folder: each process
 * has its own, named by its number, in a folder that nobody else may enter. What is asked and answered stands in
 * {@link CaptureConversation}.
 */
@Component(service = {}, immediate = true)
public final class CaptureServer {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureServer.class);
    private static final int MOST_CONNECTIONS = 32;

    private final Captures captures;
    private final Optional<Path> socket;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private ServerSocketChannel server;

    @Activate
    public CaptureServer(@Reference Captures captures, BundleContext context) {
        this(captures, Optional.ofNullable(context.getProperty(Places.HOME)).map(Path::of));
    }

    /** @param home the state folder; without it nobody is served */
    CaptureServer(Captures captures, Optional<Path> home) {
        this.captures = captures;
        this.socket = home.map(folder -> CaptureSockets.of(folder, ProcessHandle.current().pid()));
        try {
            if (socket.isPresent()) {
                server = listen(socket.get());
                Thread.ofPlatform().daemon().name("capture server").start(this::accept);
            }
        } catch (IOException | UnsupportedOperationException fault) {
            LOG.warn("{}: nobody can ask for captures there: {}", socket.get(), fault.toString());
        }
    }

    private static ServerSocketChannel listen(Path socket) throws IOException {
        final Path folder = socket.getParent();
        Files.createDirectories(folder.getParent());
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + CaptureSockets.ENDING)) {
            for (Path each : left) {
                if (!CaptureSockets.isOfLivingProcess(each) || each.equals(socket)) {
                    Files.deleteIfExists(each);
                }
            }
        }
        final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            return server.bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException fault) {
            server.close();
            throw fault;
        }
    }

    private void accept() {
        try {
            while (true) {
                final SocketChannel channel = server.accept();
                open.add(channel);
                if (open.size() > MOST_CONNECTIONS) {
                    close(channel);
                } else {
                    Thread.ofPlatform().daemon().name("capture connection").start(() -> serve(channel));
                }
            }
        } catch (IOException closed) {
            LOG.debug("nobody is served any more", closed);
        }
    }

    private void serve(SocketChannel channel) {
        try {
            new CaptureConversation(captures, channel).run();
        } catch (IOException gone) {
            LOG.debug("who asked for a capture is gone", gone);
        } finally {
            close(channel);
        }
    }

    private void close(SocketChannel channel) {
        open.remove(channel);
        CaptureOutput.close(channel);
    }

    @Deactivate
    void close() throws IOException {
        CaptureOutput.close(server);
        open.forEach(CaptureOutput::close);
        if (server != null) {
            Files.deleteIfExists(socket.get());
        }
    }
}
