package org.signalbox.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.signalbox.command.RefusedException;

/** All checks, one after the other. */
final class Verifier {
    private static final long PATIENCE_SECONDS = 30;
    private static final long UNPLUG_SECONDS = 60;

    /** A check and what it said. */
    record Line(String check, Judgement judgement) {
    }

    private final List<Check> checks;
    private final boolean first;

    Verifier(final List<Check> checks, final boolean first) {
        this.checks = checks;
        this.first = first;
    }

    /**
     * All there are.
     *
     * @param first whether none is judged after one that is red
     */
    static Verifier whole(final boolean first) {
        final List<Check> all = new ArrayList<>(List.of(new BundleCheck(), new ApiCheck(), new KindCheck()));
        all.addAll(behaviour());
        all.add(new UnplugCheck());
        return new Verifier(all, first);
    }

    /** Those of what an extension does, whatever bundle it comes from. */
    static List<Check> behaviour() {
        return List.of(new PolicyCheck(), new DeclarationsCheck(), new HostileFramesCheck(), new ConservationCheck(),
                new LimitsCheck(), new OrderCheck(), new BytesCheck(), new DeterminismCheck(), new HonestyCheck(),
                new WordsCheck(), new ApartCheck(), new PortsCheck(), new StateCheck(), new CostCheck());
    }

    /**
     * @param told each line, as soon as it is there
     * @throws RefusedException when the bundle turns out to be no extension
     */
    List<Line> judge(final Subject subject, final Consumer<Line> told) throws RefusedException, InterruptedException {
        final List<Line> lines = new ArrayList<>();
        String end = "";
        for (final Check check : checks) {
            final String unfit = end.isEmpty() ? unfit(check, lines) : end;
            final Judgement judgement = unfit.isEmpty() ? judge(check, subject) : Judgement.notJudged(unfit);
            if (end.isEmpty() && (judgement.ends() || first && judgement.finding().isPresent())) {
                end = since(check.name());
            }
            final Line line = new Line(check.name(), judgement);
            lines.add(line);
            told.accept(line);
        }
        return lines;
    }

    /** Why a check says nothing after others were red; else empty. */
    private static String unfit(final Check check, final List<Line> lines) {
        return lines.stream().filter(line -> line.judgement().finding().isPresent()
                && check.needs().contains(line.check())).findFirst().map(line -> since(line.check())).orElse("");
    }

    private static String since(final String red) {
        return "not judged, since '" + red + "' is red";
    }

    private static Judgement judge(final Check check, final Subject subject)
            throws RefusedException, InterruptedException {
        try {
            final Watched.Outcome<Judgement> outcome = Watched.call(() -> check.judge(subject),
                    check instanceof UnplugCheck ? UNPLUG_SECONDS : PATIENCE_SECONDS);
            return outcome.value().orElseGet(() -> hung(subject, outcome.where()));
        } catch (final RefusedException | InterruptedException passed) {
            throw passed;
        } catch (final Exception thrown) {
            return Judgement.red(Finding.of("it throws: " + thrown + Thrown.place(thrown, Verifier.class),
                    "mend what it says here"));
        }
    }

    private static Judgement hung(final Subject subject, final String where) {
        final List<byte[]> frame = subject.inFlight().map(sent -> List.of(sent.frame())).orElse(List.of());
        return Judgement.last(Finding.of("it does not return, and is at " + where, frame,
                "bound every loop, and neither wait nor lock in a call"));
    }
}
