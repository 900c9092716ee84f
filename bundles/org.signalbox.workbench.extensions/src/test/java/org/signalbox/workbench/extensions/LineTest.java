package org.signalbox.workbench.extensions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.StageCost;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.workbench.Token;

/** The rows of a switch: its pipeline first, then what is installed and not enabled on it. */
class LineTest {

    private static final SwitchStatus PROD = new SwitchStatus(0,
            new SwitchSpec("prod", SwitchType.PRIVATE, List.of("a", "gone"), List.of()),
            List.of(new StageStatus("a", StageStatus.State.RUNNING, "", Optional.of(ExtensionKind.FILTERING), "1.0", 7, 2),
                    new StageStatus("gone", StageStatus.State.ABSENT, "no bundle provides it", Optional.empty(), "", 0, 0)),
            List.of(), new FrameTotals(0, 0, 0, 0, 0), List.of(), 0);
    private static final List<ExtensionStatus> INSTALLED =
            List.of(new ExtensionStatus("b", ExtensionKind.CAPTURING, "2.0", "", List.of()),
                    new ExtensionStatus("a", ExtensionKind.FILTERING, "1.0", "", List.of("prod")));

    @Test
    void shouldListThePipelineInOrderAndThenTheRest() {
        assertThat(Line.of(PROD, INSTALLED)).extracting(Line::cells).containsExactly(
                List.of("1", "a", "filtering", "1.0", "", "", "", "7", "2", "0", "running"),
                List.of("2", "gone", "unknown", "", "", "", "", "0", "0", "0", "absent: no bundle provides it"),
                List.of("", "b", "capturing", "2.0", "", "", "", "", "", "", "disabled"));
    }

    @Test
    void shouldShowWhatAnExtensionCostsOnceItWasSampled() {
        final SwitchStatus status = new SwitchStatus(0, PROD.spec(), List.of(new StageStatus("a",
                StageStatus.State.FAULTED, "slow", Optional.of(ExtensionKind.FILTERING), "1.0", 1_234_567, 2, 3,
                Optional.of(new StageCost(310.4, 12_040.6, 0.0625, 1.5)))), List.of(), PROD.totals(), List.of(), 0);
        assertThat(Line.of(status, List.of()).getFirst().cells()).containsExactly("1", "a", "filtering", "1.0", "310",
                "12\u202f041", "6.3", "1\u202f234\u202f567", "2", "3", "faulted: slow");
    }

    @Test
    void shouldListWhatIsInstalledWhereThereIsNoSwitch() {
        assertThat(new Installed(List.of(), INSTALLED).lines("")).extracting(Line::id).containsExactly("b", "a");
    }

    @Test
    void shouldOfferToRemoveOnlyWhatABundleProvides() {
        assertThat(Line.of(PROD, INSTALLED)).extracting(Line::installed).containsExactly(true, false, true);
    }

    @Test
    void shouldWarnOfAnExtensionThatRunsInAWrongOrder() {
        final SwitchStatus status = new SwitchStatus(0, PROD.spec(), List.of(new StageStatus("a",
                StageStatus.State.RUNNING, "it stands below b", Optional.of(ExtensionKind.FILTERING), "1.0", 7, 2)),
                List.of(), PROD.totals(), List.of(), 0);
        assertThat(Line.of(status, List.of()).getFirst()).extracting(Line::state, Line::color)
                .containsExactly("running: it stands below b", Token.WARN);
        assertThat(Line.of(PROD, INSTALLED).getFirst().color()).isEqualTo(Token.OK);
    }
}
