package org.signalbox.workbench.extensions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.StageCost;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Token;

/**
 * A row of the table: an extension as one switch sees it.
 *
 * @param id the extension's id
 * @param order its place in the pipeline from 1; 0 if it is not enabled on the switch
 * @param state the state in a word, with the reason where there is one
 * @param color the colour that stands with the word
 * @param stage its place in the switch; empty if it is not enabled there
 * @param installed whether a bundle provides it
 */
record Line(String id, int order, String kind, String state, Token color, String version, Optional<StageStatus> stage,
        boolean installed) {

    private static final int PERCENT = 100;

    /** The rows of a switch: its pipeline in order, then what is installed and not enabled on it. */
    static List<Line> of(SwitchStatus owner, List<ExtensionStatus> installed) {
        final List<Line> lines = new ArrayList<>();
        for (final StageStatus stage : owner.stages()) {
            lines.add(new Line(stage.extension(), lines.size() + 1, word(stage.kind()), state(stage), colour(stage),
                    stage.version(), Optional.of(stage), stage.state() != StageStatus.State.ABSENT));
        }
        for (final ExtensionStatus extension : installed) {
            if (lines.stream().noneMatch(line -> line.id().equals(extension.id()))) {
                lines.add(disabled(extension));
            }
        }
        return lines;
    }

    /** The row of an installed extension where no switch is chosen, or that is not enabled on it. */
    static Line disabled(ExtensionStatus extension) {
        return new Line(extension.id(), 0, word(Optional.of(extension.kind())), "disabled", Token.TEXT2,
                extension.version(), Optional.empty(), true);
    }

    boolean enabled() {
        return order > 0;
    }

    /** The row's texts in the order of the columns; costs are empty until they were sampled. */
    List<String> cells() {
        return List.of(order > 0 ? String.valueOf(order) : "", id, kind, version, cost(StageCost::medianNanos),
                cost(StageCost::p99Nanos),
                stage.flatMap(StageStatus::cost).map(each -> Figures.rate(PERCENT * each.share())).orElse(""),
                figure(StageStatus::frames), figure(StageStatus::drops), figure(StageStatus::faults), state);
    }

    private String cost(ToDoubleFunction<StageCost> nanos) {
        return stage.flatMap(StageStatus::cost).map(each -> Figures.grouped(Math.round(nanos.applyAsDouble(each))))
                .orElse("");
    }

    private String figure(Function<StageStatus, Long> count) {
        return stage.map(count).map(Figures::grouped).orElse("");
    }

    private static String word(Optional<ExtensionKind> kind) {
        return kind.map(each -> each.name().toLowerCase(Locale.ROOT)).orElse("unknown");
    }

    private static String state(StageStatus stage) {
        final String word = stage.state().name().toLowerCase(Locale.ROOT);
        return stage.reason().isBlank() ? word : word + ": " + stage.reason();
    }

    private static Token colour(StageStatus stage) {
        return switch (stage.state()) {
            case RUNNING -> stage.reason().isBlank() ? Token.OK : Token.WARN;
            case ABSENT -> Token.WARN;
            case FAULTED -> Token.ERROR;
        };
    }
}
