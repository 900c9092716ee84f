package org.signalbox.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The run: starts each switch in each way it is compared in, then measures them in turn, round after round.
 * {@code Peers LAUNCHER DOCS [OPTION...]}.
 */
public final class Peers {
    private static final int BAD_INPUT = 2;
    private static final int INCOMPLETE = 1;
    private static final int STOPPED = 130;
    private static final int LINES_OF_LOG = 10;
    private static final String TABLE = "peers.md";
    private static final String PLOT = "peers.svg";

    /** How long each measurement is, and all of them; on a busy machine there are fewer rounds than that. */
    private record Effort(int rounds, Duration stream, int tcpSeconds, int roundTrips, Duration all) {
        static final Effort FULL = new Effort(7, Duration.ofMillis(1_500), 2, 4_000, Duration.ofMinutes(30));
        static final Effort QUICK = new Effort(3, Duration.ofMillis(1_000), 1, 2_000, Duration.ofSeconds(170));
        static final Duration WARM_UP = Duration.ofMillis(2_500);
    }

    /** Measures one thing of a trial. */
    private interface Measurement {
        void of(Trial trial) throws IOException, InterruptedException;
    }

    private final Bed bed;
    private final Options options;
    private final Effort effort;
    private final Peer ours;
    private final Peer theirs = new OpenVSwitch();
    private final Figures figures = new Figures();
    private final List<Double> senderNanos = new ArrayList<>();
    private final List<Trial> trials = new ArrayList<>();
    private final long begun = System.nanoTime();
    private final Set<String> notes = new LinkedHashSet<>();

    private Peers(final Bed bed, final Options options, final Path launcher) {
        this.bed = bed;
        this.options = options;
        this.effort = options.quick() ? Effort.QUICK : Effort.FULL;
        this.ours = new Signalbox(launcher);
    }

    /** @param arguments the launcher, the folder of the documentation, and what was asked for */
    public static void main(final String[] arguments) throws IOException {
        // figures are written the same everywhere
        Locale.setDefault(Locale.ROOT);
        final List<String> words = List.of(arguments);
        final Options options;
        try {
            options = Options.of(words.subList(2, words.size()), Path.of(words.get(1)));
        } catch (final IllegalArgumentException senseless) {
            System.err.println("signalbox bench: " + senseless.getMessage());
            System.exit(BAD_INPUT);
            return;
        }
        int code = STOPPED;
        try (Bed bed = Bed.open()) {
            code = new Peers(bed, options, Path.of(words.get(0))).run();
        } catch (final InterruptedException stopped) {
            say("stopped");
        }
        System.exit(code);
    }

    private int run() throws IOException, InterruptedException {
        final List<Peer> peers = options.quick() ? List.of(theirs, ours)
                : List.of(new LinuxBridge(), theirs, new Vde(), ours);
        final Machine machine = Machine.here(peers);
        measure(peers, options.rounds().orElse(effort.rounds()));
        final Report report = new Report(machine, senderNanos.size(), Figures.median(senderNanos), figures, ours,
                theirs, List.copyOf(notes));
        if (!options.quick()) {
            Files.createDirectories(options.out());
            Files.writeString(options.out().resolve(TABLE), report.page(PLOT));
            Files.writeString(options.out().resolve(PLOT), Plot.svg(figures));
            say("written: " + options.out().resolve(TABLE));
        }
        System.out.print(options.json() ? report.json() : options.quick() ? report.ratios() : report.text());
        return notes.isEmpty() ? 0 : INCOMPLETE;
    }

    private void measure(final List<Peer> peers, final int rounds) throws IOException, InterruptedException {
        final Sink sink = new Sink(bed);
        sink.cpuPerFrame(Effort.WARM_UP);
        start(peers);
        final double about = sink.cpuPerFrame(effort.stream());
        each(Variant.PLAIN, trial -> trial.stream(Effort.WARM_UP, about));
        each(Variant.GUARDED, trial -> trial.stream(Effort.WARM_UP, about));
        each(Variant.PLAIN, trial -> trial.roundTrips(effort.roundTrips()));
        each(Variant.PLAIN, trial -> trial.tcp(1));
        each(Variant.OFFLOAD, trial -> trial.tcp(1));
        final long end = begun + effort.all().toNanos();
        final boolean wanted = options.rounds().isPresent();
        long longest = 0;
        for (int round = 1; round <= rounds; round++) {
            if (round > 1 && !wanted && System.nanoTime() + longest > end) {
                break;
            }
            say("round " + round + " of " + rounds);
            final long start = System.nanoTime();
            round(sink);
            longest = Math.max(longest, System.nanoTime() - start);
        }
    }

    private static void say(final String sentence) {
        System.err.println("bench: " + sentence);
    }

    private void start(final List<Peer> peers) throws IOException, InterruptedException {
        int number = 0;
        for (final Link link : Link.values()) {
            for (final Peer peer : peers) {
                for (final Variant variant : Variant.values()) {
                    if (peer.offers(link, variant)) {
                        final Figures.Row row = new Figures.Row(peer.name(), link);
                        figures.row(row);
                        start(number++, peer, row, variant);
                    }
                }
            }
        }
    }

    private void start(final int number, final Peer peer, final Figures.Row row, final Variant variant)
            throws IOException, InterruptedException {
        say("starting " + row.label() + ", " + variant.name().toLowerCase(Locale.ROOT));
        try {
            trials.add(Trial.start(bed, number, peer, row.link(), variant));
        } catch (final IllegalStateException failed) {
            note(row, variant, failed);
            final Path log = bed.folder("" + number).resolve("log");
            if (Files.exists(log)) {
                final List<String> lines = Files.readAllLines(log);
                say("it wrote:\n" + String.join("\n",
                        lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size())));
            }
        }
    }

    /** Keeps what failed, unless it did because the run was stopped. */
    private void note(final Figures.Row row, final Variant variant, final IllegalStateException failed)
            throws InterruptedException {
        bed.refuseIfClosed();
        final String note = row.label() + ", " + variant.name().toLowerCase(Locale.ROOT) + ": " + failed.getMessage();
        say(note);
        notes.add(note);
    }

    /** Does something with all switches that are set up so. One that fails is told, and the others go on. */
    private void each(final Variant variant, final Measurement what) throws IOException, InterruptedException {
        for (final Trial trial : trials) {
            if (trial.variant() == variant) {
                try {
                    what.of(trial);
                } catch (final IllegalStateException failed) {
                    note(trial.row(), variant, failed);
                }
            }
        }
    }

    private void round(final Sink sink) throws IOException, InterruptedException {
        final double sending = sink.cpuPerFrame(effort.stream());
        senderNanos.add(sending);
        each(Variant.PLAIN, trial -> stream(trial, sending, Figure.RATE, Figure.CPU));
        each(Variant.GUARDED, trial -> stream(trial, sending, Figure.GUARDED_RATE, Figure.GUARDED_CPU));
        each(Variant.PLAIN, trial -> figures.add(trial.row(), Figure.TCP, trial.tcp(effort.tcpSeconds())));
        each(Variant.OFFLOAD, trial -> figures.add(trial.row(), Figure.TCP_OFFLOAD, trial.tcp(effort.tcpSeconds())));
        each(Variant.PLAIN, trial -> {
            final Trial.RoundTrips trips = trial.roundTrips(effort.roundTrips());
            figures.add(trial.row(), Figure.RTT_P50, trips.median());
            figures.add(trial.row(), Figure.RTT_P99, trips.p99());
        });
    }

    private void stream(final Trial trial, final double sending, final Figure rate, final Figure cpu)
            throws IOException, InterruptedException {
        final Trial.Streamed streamed = trial.stream(effort.stream(), sending);
        figures.add(trial.row(), rate, streamed.framesPerSecond() / 1e3);
        figures.add(trial.row(), cpu, streamed.cpuNanosPerFrame());
    }
}
