package org.signalbox.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** It bears frames that are cut, that lie and that are noise. */
final class HostileFramesCheck implements Check {
    private static final int MOST_FAILURES = 3;

    @Override
    public String name() {
        return "hostile frames";
    }

    @Override
    public Judgement judge(final Subject subject) {
        final List<Sent> traffic = subject.hostileTraffic();
        final List<byte[]> frames = new ArrayList<>();
        final List<String> faults = new ArrayList<>();
        final Played end = subject.lab().playEach(traffic, MOST_FAILURES, failed -> {
            frames.add(failed.sent().getLast().frame());
            faults.add(failed.fault().orElseThrow());
        });
        if (!faults.isEmpty()) {
            return Judgement.red(Finding.of("it fails at a frame that is cut or lies: " + faults.getFirst(), frames,
                    "compare with FrameBatch.length and the offsets, which are negative for headers that are not"
                            + " there, before reading at one"));
        }
        final Optional<Finding> mistake = Accounts.mistake(end);
        return mistake.map(Judgement::red).orElseGet(() -> Judgement.ok(traffic.size() + " frames"));
    }
}
