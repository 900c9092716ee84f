package org.signalbox.verify;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.signalbox.vswitch.ExtensionKind;

/** The same frames at the same times give the same, however they are cut into batches and whoever looks on. */
final class DeterminismCheck implements Check {
    private static final int[] BATCHES = {Lab.WHOLE_BATCHES, 1, 7};

    @Override
    public String name() {
        return "determinism";
    }

    @Override
    public List<String> needs() {
        return List.of("conservation of frames", "limits of its kind");
    }

    @Override
    public Judgement judge(final Subject subject) {
        return subject.trials().judge(
                trial -> complaint(subject, trial, trial.ordinary(subject.traffic())).map(found -> trial.smallest(found,
                        subject.traffic(), part -> complaint(subject, trial,
                                trial.lab().play(part, Lab.WHOLE_BATCHES, true)))),
                _ -> "once more, and in batches of 1 and 7");
    }

    private static Optional<Finding> complaint(final Subject subject, final Trial trial, final Played first) {
        for (final int batch : BATCHES) {
            final Played again = trial.lab().play(first.sent(), batch, false);
            for (int port = 0; port < Lab.PORTS; port++) {
                final int at = port;
                // where a frame stands that is originated, depends on the batch
                final Predicate<Delivered> counts = each -> each.port() == at && (batch == Lab.WHOLE_BATCHES
                        || subject.extension().kind() != ExtensionKind.CAPTURING
                        || OrdinaryTraffic.mark(each.frame()) != null);
                final List<Delivered> one = first.delivered().stream().filter(counts).toList();
                final List<Delivered> other = again.delivered().stream().filter(counts).toList();
                final int same = samePrefix(one, other);
                if (same < Math.max(one.size(), other.size())) {
                    final Delivered differs = same < one.size() ? one.get(same) : other.get(same);
                    return Optional.of(Finding.of("the same traffic"
                            + (batch == Lab.WHOLE_BATCHES ? " once more, without decisions recorded,"
                                    : " in batches of " + batch)
                            + " gives port " + Lab.name(port) + " other frames from number " + (same + 1) + " on",
                            List.of(entered(first, differs)), "decide by the frame, its time and what you remember of"
                                    + " earlier ones, not by chance, the clock, the batch or another switch;"
                                    + " inject behind a frame"));
                }
            }
        }
        return Optional.empty();
    }

    private static byte[] entered(final Played played, final Delivered delivered) {
        final Map<Long, Sent> sent = played.sentByTime();
        return sent.containsKey(delivered.timeNanos()) ? sent.get(delivered.timeNanos()).frame() : delivered.frame();
    }

    private static int samePrefix(final List<Delivered> one, final List<Delivered> other) {
        int same = 0;
        while (same < Math.min(one.size(), other.size()) && one.get(same).timeNanos() == other.get(same).timeNanos()
                && Arrays.equals(one.get(same).frame(), other.get(same).frame())) {
            same++;
        }
        return same;
    }
}
