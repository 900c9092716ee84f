package org.signalbox.verify;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The reasons that it gives are of a bounded number, however many frames come: each is kept, and counted. */
final class WordsCheck implements Check {
    private static final int FRAMES = 2_000;
    private static final int MOST = 100;
    private static final String REMEDY = "name the rule and what it does, not what the frame has in it; ask for numbers"
            + " of reasons in portChanged or compile";

    @Override
    public String name() {
        return "reasons";
    }

    @Override
    public List<String> needs() {
        return List.of("conservation of frames");
    }

    @Override
    public Judgement judge(final Subject subject) {
        final Set<String> said = new HashSet<>();
        try (DrivenStage stage = subject.drive().recorded()) {
            subject.traffic().forEach(sent -> said.addAll(stage.judge(sent).said()));
            new VariedTraffic().frames(FRAMES).forEach(sent -> said.addAll(stage.judge(sent).said()));
            if (stage.reasonsInCalls() > MOST) {
                return Judgement.red(Finding.of("it asked for " + stage.reasonsInCalls()
                        + " reasons to drop while it handled frames, expected at most " + MOST, REMEDY));
            }
        }
        return said.size() > MOST ? Judgement.red(Finding.of("it said " + said.size()
                + " different things of frames, such as '" + said.iterator().next() + "', expected at most " + MOST,
                REMEDY)) : Judgement.ok(said.isEmpty() ? "it says nothing of those that pass"
                        : said.size() + " of frames that pass");
    }
}
