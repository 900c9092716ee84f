package org.signalbox.verify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.vswitch.extension.PortState;
import org.signalbox.vswitch.extension.StagePort;

/** What a stage saves, another one takes on, and saves again in the same version. */
final class StateCheck implements Check {
    @Override
    public String name() {
        return "state";
    }

    @Override
    public Judgement judge(final Subject subject) {
        final List<Sent> traffic = subject.traffic();
        final Map<StagePort, PortState> saved = new LinkedHashMap<>();
        try (DrivenStage first = new DrivenStage(subject); DrivenStage second = new DrivenStage(subject)) {
            for (int from = 0; from < traffic.size(); from += DrivenStage.BATCH) {
                first.put(traffic, from);
                first.run();
            }
            for (final StagePort port : first.ports()) {
                first.stage().save(port).ifPresent(state -> saved.put(port, state));
            }
            for (final Map.Entry<StagePort, PortState> each : saved.entrySet()) {
                if (!second.stage().restore(each.getKey(), each.getValue())) {
                    return Judgement.red(Finding.of("restore does not understand what save gave for port "
                            + each.getKey().name() + " (" + each.getValue() + ")",
                            "return true from restore for every version that save has written"));
                }
            }
            for (final Map.Entry<StagePort, PortState> each : saved.entrySet()) {
                final Optional<PortState> again = second.stage().save(each.getKey());
                if (again.isEmpty() || again.get().version() != each.getValue().version()) {
                    return Judgement.red(Finding.of("port " + each.getKey().name() + " was saved as "
                            + each.getValue() + " and, restored, is saved as "
                            + again.map(PortState::toString).orElse("nothing"),
                            "take on in restore all that save remembers"));
                }
            }
        } catch (final RuntimeException | LinkageError thrown) {
            return Judgement.red(Finding.of("it throws when its state is saved or restored: " + thrown
                    + Thrown.place(thrown, getClass()), "answer with empty or false instead"));
        }
        return Judgement.ok(saved.isEmpty() ? "it saves nothing" : saved.size() + " ports restored");
    }
}
