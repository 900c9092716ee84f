package org.signalbox.workbench.trace;

import java.util.List;
import java.util.Optional;
import org.signalbox.workbench.trace.dissection.Dissection;

/**
 * What there is to see of one step of a frame.
 *
 * @param shown      the frame as it was then, as far as its bytes are known
 * @param difference what was changed on the way that the step belongs to
 * @param sentence   the same in words
 */
record Look(Optional<Passage> shown, List<Difference> difference, String sentence) {

    static final Look NONE = new Look(Optional.empty(), List.of(), "");

    /**
     * At a step, or without one at the beginning.
     *
     * @param passages of all frames
     * @param steps    of all frames
     */
    static Look of(List<Passage> passages, List<StepRow> steps, Optional<StepRow> step) {
        if (steps.isEmpty()) {
            return NONE;
        }
        final String frame = step.orElse(steps.getFirst()).frame();
        final Optional<Passage> before =
                passages.stream().filter(each -> each.frame().equals(frame) && each.entered()).findFirst();
        final List<Passage> left =
                passages.stream().filter(each -> each.frame().equals(frame) && !each.entered()).toList();
        final Optional<String> port = step.filter(StepRow::isEgress).map(StepRow::port)
                .or(() -> left.stream().findFirst().map(Passage::port))
                .or(() -> steps.stream().filter(each -> each.frame().equals(frame) && each.isEgress()).findFirst()
                        .map(StepRow::port));
        final Optional<Passage> after = left.stream().filter(each -> port.equals(Optional.of(each.port()))).findFirst();
        final List<StepRow> between = steps.stream().filter(each -> each.frame().equals(frame)
                && !each.answer().equals(StepRow.LIVE)
                && (!each.isEgress() || port.equals(Optional.of(each.port())))).toList();
        final List<Difference> difference = after.isPresent() && before.filter(each -> !each.made()).isPresent()
                ? Difference.between(before.get().dissection(), after.get().dissection(), between)
                : Difference.said(between);
        return new Look(step.filter(each -> each.isEgress() && each.is("deliver")).isPresent() ? after.or(() -> before)
                : before, difference, sentence(difference, port, after));
    }

    private static String sentence(List<Difference> difference, Optional<String> port, Optional<Passage> after) {
        final String way = port.map(name -> " on its way to " + name).orElse("");
        return (difference.isEmpty() ? "nothing was changed" : difference.size() == 1 ? "1 field was changed"
                : difference.size() + " fields were changed") + way + (after.isPresent() ? "" : "; it did not leave");
    }

    Dissection dissection() {
        return shown.map(Passage::dissection).orElse(Dissection.NONE);
    }
}
