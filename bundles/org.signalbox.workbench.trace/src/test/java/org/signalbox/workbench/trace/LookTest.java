package org.signalbox.workbench.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.FollowedFrame;
import org.signalbox.vswitch.decision.DecisionRows;
import org.signalbox.workbench.Answer;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.trace.dissection.Dissection;

/** What there is to see of a step: the frame as it was then, and what was changed. */
class LookTest {

    private static List<StepRow> steps(FollowedFrame frame) {
        return DecisionRows.steps(frame.decision()).stream().map(step -> StepRow.of(new Answer(step))).toList();
    }

    private static Look look(FollowedFrame frame, int step) {
        return Look.of(Passage.of(frame), steps(frame), Optional.of(steps(frame).get(step)));
    }

    @Test
    void shouldShowTheFrameAsItEnteredAndAtTheLastStepAsItLeft() {
        final FollowedFrame frame = Frames.frame(1, 1, 7, true);
        assertThat(look(frame, 0).shown().orElseThrow().words()).isEqualTo("as it entered at web");
        assertThat(look(frame, 1).shown().orElseThrow().words()).isEqualTo("as it entered at web");
        assertThat(look(frame, 2).shown().orElseThrow().words()).isEqualTo("as it left at db");
        assertThat(look(frame, 2).dissection().field("vlan.id")).isPresent();
        assertThat(Look.of(List.of(), List.of(), Optional.empty())).isEqualTo(Look.NONE);
    }

    @Test
    void shouldSayWhatWasChangedAndByWhom() {
        final Look look = look(Frames.frame(1, 1, 7, true), 0);
        assertThat(look.sentence()).isEqualTo("5 fields were changed on its way to db");
        final Difference type = look.difference().getFirst();
        assertThat(type.cells()).containsExactly("\u2260 changed", "Ethernet: Type", "0x0800 (IPv4)",
                "0x8100 (802.1Q)", "switch");
        assertThat(look.difference()).filteredOn(each -> each.field().equals("802.1Q VLAN tag: VLAN"))
                .containsExactly(new Difference("added", "802.1Q VLAN tag: VLAN", "", "10", "switch"));
        assertThat(type.tone()).isEqualTo(Token.WARN);
    }

    @Test
    void shouldSayThatACopyDidNotLeave() {
        final Look look = look(Frames.frame(1, 1, 7, false), 1);
        assertThat(look.sentence()).isEqualTo("nothing was changed on its way to db; it did not leave");
        assertThat(look.difference()).isEmpty();
        assertThat(look.shown().orElseThrow().entered()).isTrue();
    }

    @Test
    void shouldTellChangesByWhatStagesSaidWhereBytesAreNotKnown() {
        final Look look = Look.of(List.of(), steps(Frames.frame(1, 1, 7, true)), Optional.empty());
        assertThat(look.difference()).containsExactly(new Difference("changed", "tag", "none", "10", "switch"));
        assertThat(look.dissection()).isSameAs(Dissection.NONE);
    }

    @Test
    void shouldFindWhereBytesStandInTheText() {
        final Dissection dissection = Dissection.of(Frames.udp(7, false));
        final HexText text = new HexText(dissection);
        assertThat(text.text().lines().findFirst().orElseThrow())
                .isEqualTo("0000  02 00 00 00 00 02 02 00  00 00 00 01 08 00 45 00  ..............E.");
        for (int position = 0; position < dissection.size(); position++) {
            assertThat(text.byteAt(text.placeOf(position))).isEqualTo(position);
            assertThat(text.byteAt(text.placeOf(position) + 1)).isEqualTo(position);
            final HexText.Part ascii = text.parts(position, 1).getLast();
            assertThat(text.byteAt(ascii.start())).isEqualTo(position);
        }
        assertThat(text.byteAt(0)).isEqualTo(-1);
        assertThat(text.byteAt(text.text().length() + 100)).isEqualTo(-1);
        assertThat(text.parts(12, 8)).hasSize(4);
        assertThat(text.parts(12, 8).stream().map(part -> text.text().substring(part.start(),
                part.start() + part.length()))).containsExactly("08 00 45 00", "..E.", "00 30 00 00", ".0..");
        assertThat(new HexText(Dissection.NONE).byteAt(0)).isEqualTo(-1);
    }
}
