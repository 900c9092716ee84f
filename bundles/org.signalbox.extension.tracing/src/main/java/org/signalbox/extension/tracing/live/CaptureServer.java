package org.signalbox.extension.tracing.live;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

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
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");
    private static final int MOST_CONNECTIONS = 32;
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

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
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWN));
        } catch (FileAlreadyExistsException there) {
            makeOwn(folder);
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

    /** Who else may enter the folder, or put another in its place, may read all frames. */
    private static void makeOwn(Path folder) throws IOException {
        final PosixFileAttributes is =
                Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!is.isDirectory() || !is.owner().equals(self(folder.getParent()))) {
            throw new IOException("found " + (is.isDirectory() ? "a folder of " + is.owner().getName() : "no folder")
                    + ", expected a folder of the user's own");
        }
        if (!is.permissions().equals(OWN)) {
            Files.setPosixFilePermissions(folder, OWN);
        }
    }

    /** Whom files belong to that this process makes. */
    private static UserPrincipal self(Path folder) throws IOException {
        final Path made = Files.createTempFile(folder, "capture", "");
        try {
            return Files.getOwner(made);
        } finally {
            Files.delete(made);
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                accept(server.accept());
            } catch (IOException fault) {
                if (server.isOpen()) {
                    LOG.warn("{}: who asks for captures waits: {}", socket.get(), fault.toString());
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    private void accept(SocketChannel channel) {
        open.add(channel);
        if (open.size() > MOST_CONNECTIONS) {
            close(channel);
        } else {
            Thread.ofPlatform().daemon().name("capture connection").start(() -> serve(channel));
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
