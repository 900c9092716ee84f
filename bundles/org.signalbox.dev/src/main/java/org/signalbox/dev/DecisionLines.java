package org.signalbox.dev;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import org.signalbox.vswitch.Simulations.Decisions;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Headers;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.decision.Verdict;

/**
 * One extension's decisions as lines: those with something to say that is new, up to a rate, and the rest as one line
 * of figures a second. Any thread.
 */
final class DecisionLines implements Decisions {
    /** Lines a second. */
    static final int MOST = 20;
    private static final long SECOND_NANOS = 1_000_000_000L;
    /** A line that was told so lately is counted. */
    static final long AGAIN_NANOS = 10 * SECOND_NANOS;
    private static final int MOST_REMEMBERED = 1_000;
    private static final int MOST_PORTS = 3;
    private static final Set<Verdict> PASSES =
            EnumSet.of(Verdict.PASS, Verdict.BYPASS, Verdict.FORWARD, Verdict.FLOOD);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS")
            .withZone(ZoneId.systemDefault());

    private final String extension;
    private final Consumer<String> out;
    private final LongSupplier nanos;
    // what was told and when, oldest first
    private final SequencedMap<String, Long> lately = new LinkedHashMap<>();
    private final Map<Verdict, Long> counted = new EnumMap<>(Verdict.class);
    private long windowStart;
    private int shown;
    private long lostBefore;

    /**
     * @param extension its id
     * @param out       gets the lines
     * @param nanos     a clock
     */
    DecisionLines(final String extension, final Consumer<String> out, final LongSupplier nanos) {
        this.extension = extension;
        this.out = out;
        this.nanos = nanos;
        this.windowStart = nanos.getAsLong();
    }

    @Override
    public synchronized void decided(final Decision decision) {
        for (int k = 0; k < decision.ingress().size(); k++) {
            take(decision, decision.ingress().get(k), destinations(decision), decision.headersBefore(k));
        }
        for (final Copy copy : decision.copies()) {
            for (int k = 0; k < copy.steps().size(); k++) {
                take(decision, copy.steps().get(k), copy.port(), decision.headersBefore(copy, k));
            }
        }
    }

    private void take(final Decision decision, final Step step, final String to, final Headers before) {
        if (!step.extension().equals(extension)) {
            return;
        }
        if (shown < MOST && isTelling(step)) {
            final String line = line(decision, step, to, before);
            if (isNews(line)) {
                shown++;
                out.accept(time(decision) + "  " + line);
                return;
            }
        }
        counted.merge(step.verdict(), 1L, Long::sum);
    }

    private boolean isNews(final String line) {
        final long now = nanos.getAsLong();
        final Long before = lately.get(line);
        if (before != null && now - before < AGAIN_NANOS) {
            return false;
        }
        lately.remove(line);
        lately.put(line, now);
        if (lately.size() > MOST_REMEMBERED) {
            lately.pollFirstEntry();
        }
        return true;
    }

    /** All is news again, since another version decides. */
    synchronized void forget() {
        lately.clear();
    }

    private static boolean isTelling(final Step step) {
        return !PASSES.contains(step.verdict()) || !step.rule().isEmpty() || !step.reason().isEmpty();
    }

    private static String line(final Decision decision, final Step step, final String to, final Headers before) {
        final String now = step.after().map(Headers::summary).filter(after -> !after.equals(before.summary()))
                .map(after -> ", now " + after).orElse("");
        final String why = step.rule().isEmpty() || step.reason().isEmpty() ? step.rule() + step.reason()
                : step.rule() + ": " + step.reason();
        return ((decision.port().isEmpty() ? "(made)" : decision.port()) + " -> " + to + "  "
                + before.summary() + now + "  " + word(step.verdict()) + "  " + why).stripTrailing();
    }

    private static String time(final Decision decision) {
        return TIME.format(Instant.ofEpochSecond(decision.timeNanos() / SECOND_NANOS,
                decision.timeNanos() % SECOND_NANOS));
    }

    private static String word(final Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private static String destinations(final Decision decision) {
        final List<String> ports = decision.copies().stream().map(Copy::port).toList();
        return ports.isEmpty() ? "-" : String.join(", ", ports.subList(0, Math.min(MOST_PORTS, ports.size())))
                + (ports.size() > MOST_PORTS ? " and " + (ports.size() - MOST_PORTS) + " more" : "");
    }

    /**
     * To be called several times a second: tells what was counted, once a second.
     *
     * @param lost how many frames' decisions were not told so far
     */
    synchronized void tick(final long lost) {
        if (nanos.getAsLong() - windowStart < SECOND_NANOS) {
            return;
        }
        windowStart = nanos.getAsLong();
        final long sum = counted.values().stream().mapToLong(Long::longValue).sum();
        String line = counted.entrySet().stream().map(each -> word(each.getKey()) + " " + each.getValue())
                .collect(Collectors.joining(", "));
        if (lost > lostBefore) {
            line += (line.isEmpty() ? "" : ", ") + "not followed " + (lost - lostBefore);
        }
        if (!line.isEmpty()) {
            out.accept(shown == 0 ? line : "+ " + sum + " more: " + line);
        }
        lostBefore = lost;
        shown = 0;
        counted.clear();
    }
}
