package org.signalbox.bench.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** A network namespace, and a thread of this process that is in it. */
final class Netns implements AutoCloseable {
    private final String name;
    private final ExecutorService inside;

    private Netns(final String name) {
        this.name = name;
        this.inside = Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).daemon().factory());
    }

    /** Makes a namespace without IPv6, whose noise would be counted with the frames. */
    static Netns make(final String name) throws IOException, InterruptedException {
        Tool.run("ip", "netns", "add", name);
        final Netns made = new Netns(name);
        boolean complete = false;
        try {
            made.ip("link", "set", "lo", "up");
            for (final String which : List.of("all", "default")) {
                made.exec("sysctl", "-qw", "net.ipv6.conf." + which + ".disable_ipv6=1");
            }
            made.call(() -> {
                Libc.join("/run/netns/" + name);
                return null;
            });
            complete = true;
        } finally {
            if (!complete) {
                made.close();
            }
        }
        return made;
    }

    String name() {
        return name;
    }

    /** A command as it is run within. */
    List<String> command(final String... words) {
        final List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", name));
        command.addAll(List.of(words));
        return command;
    }

    /** Runs a program within. */
    String exec(final String... words) throws IOException, InterruptedException {
        return Tool.run(command(words).toArray(String[]::new));
    }

    /** Runs {@code ip} within. */
    void ip(final String... words) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of("ip", "-n", name));
        command.addAll(List.of(words));
        Tool.run(command.toArray(String[]::new));
    }

    /**
     * What this says on the thread that is in the namespace; sockets that it opens are there.
     *
     * @throws InterruptedException if the namespace was closed meanwhile
     */
    <T> T call(final Callable<T> what) throws IOException, InterruptedException {
        try {
            return inside.submit(what).get();
        } catch (final RejectedExecutionException closed) {
            throw new InterruptedException(name + " is gone");
        } catch (final ExecutionException failed) {
            throw new IllegalStateException(failed.getCause().getMessage() + " in " + name, failed.getCause());
        }
    }

    /** Takes the name away; the namespace goes with the last process in it. */
    @Override
    public void close() {
        inside.shutdownNow();
        try {
            Tool.run("ip", "netns", "delete", name);
        } catch (final IOException | IllegalStateException gone) {
            System.err.println("bench: " + gone.getMessage());
        } catch (final InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
