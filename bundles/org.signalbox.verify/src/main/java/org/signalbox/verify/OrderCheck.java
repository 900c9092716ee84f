package org.signalbox.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.signalbox.verify.OrdinaryTraffic.FlowMark;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Verdict;

/** Frames of a flow leave in the order in which they came, each once, but for what decisions call clones. */
final class OrderCheck implements Check {
    @Override
    public String name() {
        return "order within flows";
    }

    /** A flow at a port. */
    private record Place(int port, int flow) {
    }

    @Override
    public List<String> needs() {
        return List.of("conservation of frames");
    }

    @Override
    public Judgement judge(final Subject subject) {
        return subject.trials().judge(trial -> complaint(trial.ordinary(subject.traffic())).map(found -> trial.smallest(
                found, subject.traffic(), part -> complaint(trial.lab().play(part, Lab.WHOLE_BATCHES, true)))),
                trial -> flows(trial.ordinary(subject.traffic())));
    }

    private static String flows(final Played played) {
        final long flows = played.delivered().stream().map(each -> OrdinaryTraffic.mark(each.frame()))
                .filter(Objects::nonNull).map(FlowMark::flow).distinct().count();
        return flows == 0 ? "no marked frame was delivered" : flows + " flows";
    }

    private static Optional<Finding> complaint(final Played played) {
        final Map<FlowMark, Sent> sent = new HashMap<>();
        played.sent().forEach(each -> sent.put(new FlowMark(each.flow(), each.number()), each));
        final Map<Long, List<Decision>> decisions = played.decisionsByTime();
        final Map<Place, Integer> last = new HashMap<>();
        final Map<Place, Integer> times = new HashMap<>();
        for (final Delivered each : played.delivered()) {
            final FlowMark mark = OrdinaryTraffic.mark(each.frame());
            if (mark == null || !sent.containsKey(mark)) {
                continue;
            }
            final Place place = new Place(each.port(), mark.flow());
            final int before = last.getOrDefault(place, -1);
            if (mark.number() < before) {
                return Optional.of(Finding.of("port " + Lab.name(each.port()) + " got frame " + mark.number()
                        + " of a flow behind its frame " + before, List.of(each.frame()),
                        "let frames go on within the call that brings them, and drop what you send later"));
            }
            times.merge(place, 1, (count, one) -> mark.number() == before ? count + one : one);
            last.put(place, mark.number());
            final long clones = decisions.getOrDefault(sent.get(mark).timeNanos(), List.of()).stream()
                    .filter(OrderCheck::isClone).count();
            if (times.get(place) > 1 + clones) {
                return Optional.of(Finding.of("port " + Lab.name(each.port()) + " got one frame " + times.get(place)
                        + " times, and decisions tell of " + clones + " clones", List.of(each.frame()),
                        "double frames with IngressActions.cloneFrame, which only a filtering extension may"));
            }
        }
        return Optional.empty();
    }

    private static boolean isClone(final Decision decision) {
        return decision.ingress().getFirst().verdict() == Verdict.CLONE;
    }
}
