package org.signalbox.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.signalbox.vswitch.extension.StageContext;

/** Numbers for reasons to drop. Any thread may ask. */
final class Reasons implements StageContext {
    private final Map<List<String>, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final String switchName;
    private int early;

    Reasons(final String switchName) {
        this.switchName = switchName;
    }

    @Override
    public String switchName() {
        return switchName;
    }

    @Override
    public synchronized int dropReason(final String rule, final String reason) {
        return numbers.computeIfAbsent(List.of(rule, reason), _ -> {
            texts.add((rule + " " + reason).strip());
            return numbers.size();
        });
    }

    /** Frames come from now on. */
    synchronized void begin() {
        early = texts.size();
    }

    /** Reasons that were first asked for since. */
    synchronized int late() {
        return texts.size() - early;
    }

    synchronized String text(final int number) {
        return number < texts.size() ? texts.get(number) : "number " + number + ", which was not given out";
    }
}
