package org.signalbox.workbench.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.signalbox.workbench.Token;

/** The sentence above the steps. */
class OutcomeTest {

    private static final StepRow FORWARD = row("", "scanner", "ingress", "switch", "forward", "learned", "it is there");
    private static final StepRow DROP = row("", "db", "egress", "acme.filter", "drop", "acl[0]", "deny");
    private static final StepRow DELIVER = row("", "db", "egress", "switch", "deliver", "vlan", "");

    private static StepRow row(String answer, String port, String direction, String stage, String verdict, String rule,
            String why) {
        return new StepRow("1", answer, port, direction, stage, verdict, rule, why, "");
    }

    private static StepRow as(String answer, StepRow row) {
        return row(answer, row.port(), row.direction(), row.stage(), row.verdict(), row.rule(), row.why());
    }

    private static Outcome outcome(Optional<String> to, StepRow... rows) {
        return new Outcome(List.of(rows), to);
    }

    @Test
    void shouldNameWhoDropsItAndWhere() {
        assertThat(outcome(Optional.of("db"), FORWARD, DROP).sentence())
                .isEqualTo("Dropped by acme.filter acl[0] (deny) on its way to db.");
        assertThat(outcome(Optional.empty(), row("", "scanner", "ingress", "acme.guard", "drop", "", "")).sentence())
                .isEqualTo("Dropped by acme.guard where it enters.");
        assertThat(outcome(Optional.of("db"), FORWARD, DROP).isDelivered()).isFalse();
    }

    @Test
    void shouldLookAtTheOneThatItIsForOnly() {
        final StepRow elsewhere = row("", "web", "egress", "switch", "deliver", "vlan", "");
        assertThat(outcome(Optional.of("db"), FORWARD, elsewhere).sentence())
                .isEqualTo("It does not go to db: switch learned (it is there).");
        assertThat(outcome(Optional.of("db"), FORWARD, elsewhere).isDelivered()).isFalse();
        assertThat(outcome(Optional.empty(), FORWARD, elsewhere).sentence()).isEqualTo("Delivered at web.");
        assertThat(outcome(Optional.empty(), FORWARD, elsewhere, DELIVER).sentence())
                .isEqualTo("Delivered at 2 ports.");
    }

    @Test
    void shouldTellBothAnswersOfAWhatIf() {
        final Outcome outcome = outcome(Optional.of("db"), as("both", FORWARD), as("live", DROP),
                as("what if", DELIVER));
        assertThat(outcome.sentence()).isEqualTo(
                "Dropped by acme.filter acl[0] (deny) on its way to db.  What if: Delivered at db.");
        assertThat(outcome.isDelivered()).as("as it is").isFalse();
    }

    @Test
    void shouldSayWhereNothingIsKnown() {
        assertThat(outcome(Optional.empty()).sentence()).isEqualTo("Nothing is known of it.");
    }

    @Test
    void shouldColourVerdictsByWhatTheyMean() {
        assertThat(DROP.tone()).isEqualTo(Token.ERROR);
        assertThat(DELIVER.tone()).isEqualTo(Token.OK);
        assertThat(FORWARD.tone()).isEqualTo(Token.TEXT);
    }
}
