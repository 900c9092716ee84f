package org.signalbox.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** It bears frames that are cut, that lie and that are noise. */
final class HostileFramesCheck implements Check {
    private static final int MOST_FAILURES = 3;
    private static final int FEW = 20;

    @Override
    public String name() {
        return "hostile frames";
    }

    @Override
    public Judgement judge(final Subject subject) {
        if (subject.trials().all().stream().anyMatch(trial -> trial.ordinary(subject.traffic()).fault().isPresent())) {
            return Judgement.notJudged("it fails at ordinary frames, see below");
        }
        final List<Sent> traffic = subject.trials().all().stream()
                .anyMatch(trial -> multiplies(trial.ordinary(subject.traffic())))
                ? few(subject.hostileTraffic()) : subject.hostileTraffic();
        return subject.trials().judge(trial -> complaint(trial, traffic), _ -> traffic.size() + " frames");
    }

    /** Whether most of what passes is its own, so that a few frames of others keep it busy. */
    private static boolean multiplies(final Played played) {
        return played.status().totals().made() > played.sent().size();
    }

    private static List<Sent> few(final List<Sent> traffic) {
        return IntStream.range(0, traffic.size()).filter(i -> i % FEW == 0).mapToObj(traffic::get).toList();
    }

    private static Optional<Finding> complaint(final Trial trial, final List<Sent> traffic) {
        final List<byte[]> frames = new ArrayList<>();
        final List<String> faults = new ArrayList<>();
        final Played end = trial.lab().playEach(traffic, MOST_FAILURES, failed -> {
            frames.add(failed.sent().getLast().frame());
            faults.add(failed.fault().orElseThrow());
        });
        return faults.isEmpty() ? Accounts.mistake(end)
                : Optional.of(Finding.of("it fails at a frame that is cut or lies: " + faults.getFirst(), frames,
                "compare with FrameBatch.length and the offsets, which are negative for headers that are not"
                        + " there, before reading at one"));
    }
}
