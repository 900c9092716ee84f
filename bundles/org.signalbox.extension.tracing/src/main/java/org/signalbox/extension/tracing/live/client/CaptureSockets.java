package org.signalbox.extension.tracing.live.client;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where processes of the product are asked for captures: {@code capture/PROCESS.sock} in the state folder. */
public final class CaptureSockets {
    /** Of a socket's name, behind the number of its process. */
    public static final String ENDING = ".sock";

    private CaptureSockets() {
    }

    /** The socket of a process. */
    public static Path of(Path home, long process) {
        return home.resolve("capture").resolve(process + ENDING);
    }

    /** Whether the process that a socket is named by runs. */
    public static boolean isOfLivingProcess(Path socket) {
        try {
            return ProcessHandle.of(process(socket)).map(ProcessHandle::isAlive).orElse(false);
        } catch (NumberFormatException none) {
            return false;
        }
    }

    /** The number of the process that a socket is named by. */
    static long process(Path socket) {
        final String name = socket.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - ENDING.length()));
    }

    /** Those of processes that run, oldest number first. */
    static List<Path> living(Path home) throws IOException {
        final List<Path> sockets = new ArrayList<>();
        final Path folder = of(home, 0).getParent();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*" + ENDING)) {
                all.forEach(sockets::add);
            }
        }
        sockets.removeIf(each -> !isOfLivingProcess(each));
        sockets.sort(Comparator.comparingLong(CaptureSockets::process));
        return sockets;
    }
}
