package org.signalbox.verify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.decision.Decision;

/**
 * Traffic that went through a switch with the extension, and what came of it.
 *
 * @param decisions none if nobody asked for them
 */
record Played(List<Sent> sent, List<Delivered> delivered, List<Decision> decisions, SwitchStatus status) {

    /** Why the extension failed on the way, if it did. */
    Optional<String> fault() {
        return status.stages().stream().filter(stage -> stage.state() != StageStatus.State.RUNNING)
                .map(StageStatus::reason).findFirst();
    }

    Map<Long, Sent> sentByTime() {
        return sent.stream().collect(Collectors.toMap(Sent::timeNanos, Function.identity()));
    }

    Map<Long, List<Decision>> decisionsByTime() {
        return decisions.stream().collect(Collectors.groupingBy(Decision::timeNanos));
    }

    Map<Long, List<Delivered>> deliveredByTime() {
        return delivered.stream().collect(Collectors.groupingBy(Delivered::timeNanos));
    }
}
