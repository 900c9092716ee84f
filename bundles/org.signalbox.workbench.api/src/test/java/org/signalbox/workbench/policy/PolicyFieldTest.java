package org.signalbox.workbench.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;
import org.signalbox.workbench.policy.PolicyField.Kind;
import org.signalbox.workbench.policy.PolicyOffers.Offer;

/** The widgets that a record asks for, and what is made of what was entered. */
class PolicyFieldTest {

    /** How. */
    public enum Mode {
        SOFT, VERY_HARD
    }

    /** A part. */
    public record Part(int at) {
    }

    /** A key of each kind. */
    public record Policy(
            @Doc("Frames a second.") @Range(min = 5, max = 9) int rate,
            @Default("very-hard") Mode mode,
            Optional<Mode> other,
            @Default("false") boolean strict,
            @Default("none") String name,
            Optional<String> remark,
            Optional<Integer> most,
            @Default("0.5") double share,
            @Default("1") long big,
            List<Part> parts,
            List<String> words) {
    }

    private static final List<PolicyField> FIELDS = PolicyField.of(Policy.class);

    private static Map<String, String> texts(Optional<Map<String, Object>> current) {
        final Map<String, String> texts = new LinkedHashMap<>();
        FIELDS.forEach(field -> texts.put(field.key(),
                field.text(current.map(keys -> keys.get(field.key())).orElse(null))));
        return texts;
    }

    @Test
    void shouldHaveAWidgetForEachKey() {
        assertThat(FIELDS).extracting(PolicyField::kind).containsExactly(Kind.NUMBER, Kind.CHOICE, Kind.CHOICE,
                Kind.FLAG, Kind.TEXT, Kind.TEXT, Kind.JSON, Kind.JSON, Kind.JSON, Kind.LINES, Kind.LINES);
        assertThat(FIELDS.getFirst().tip()).isEqualTo("Frames a second. From 5 to 9. Required.");
        assertThat(FIELDS.get(1).choices()).containsExactly("soft", "very-hard");
        assertThat(FIELDS.get(2).choices()).containsExactly("", "soft", "very-hard");
    }

    @Test
    void shouldAskForNoMoreThanWhatIsEntered() {
        final Offer none = new Offer("x", FIELDS, Optional.empty(), "");
        assertThat(none.changes(texts(Optional.empty()))).isEqualTo(Map.of("rate", 5L));
        final Map<String, Object> now = Map.of("rate", 7L, "mode", "soft", "strict", true, "remark", "it's",
                "most", 4L, "share", 0.25, "parts", List.of(Map.of("at", 1L)), "words", List.of("a b", "c"));
        final Offer offer = new Offer("x", FIELDS, Optional.of(now), "");
        final Map<String, String> texts = texts(Optional.of(now));
        assertThat(texts).containsEntry("parts", "{\"at\":1}").containsEntry("words", "a b\nc");
        assertThat(offer.changes(texts)).isEmpty();
        texts.put("remark", "");
        texts.put("most", " ");
        texts.put("parts", "{\"at\":1}\n\n {\"at\":2}\n");
        texts.put("mode", "very-hard");
        final Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("mode", "very-hard");
        changes.put("remark", null);
        changes.put("most", null);
        changes.put("parts", List.of(Map.of("at", 1L), Map.of("at", 2L)));
        assertThat(offer.changes(texts)).isEqualTo(changes);
    }

    @Test
    void shouldNameTheKeyWhoseTextCannotBeRead() {
        final Map<String, String> texts = texts(Optional.empty());
        texts.put("most", "many");
        assertThatThrownBy(() -> new Offer("x", FIELDS, Optional.empty(), "").changes(texts))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("most: ");
    }
}
