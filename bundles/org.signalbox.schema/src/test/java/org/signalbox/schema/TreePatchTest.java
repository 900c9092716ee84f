package org.signalbox.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TreePatchTest {

    private static final String FABRIC = """
            {"switches": [{"name": "prod", "ports": [{"name": "a"}, {"name": "b", "vlan": 3}]}, {"name": "test"}]}""";

    @Test
    void shouldTurnOneTreeIntoTheOther() {
        for (long seed = 0; seed < 4000; seed++) {
            final Racks racks = new Racks(seed);
            final Object before = seed % 2 == 0 ? racks.map(3) : racks.tree(3);
            Object after = seed % 3 == 0 ? racks.map(3) : before;
            for (int i = 0; i < 3; i++) {
                after = racks.spoil(after);
            }
            final TreePatch patch = TreePatch.diff(before, after);
            assertEquals(after, patch.apply(before), "seed " + seed);
            assertEquals(before, patch.inverse().apply(after), "seed " + seed);
            assertEquals(Objects.equals(before, after), patch.isEmpty(), "seed " + seed);
            assertEquals(patch, TreePatch.fromTree(JsonText.parse(JsonText.compact(patch.toTree()))), "seed " + seed);
        }
    }

    @Test
    void shouldNameElementsNotCountThem() {
        final TreePatch patch = diff(FABRIC, FABRIC.replace("\"vlan\": 3", "\"vlan\": 4"));
        assertEquals("[switches[name=prod].ports[name=b].vlan: 3 -> 4]", patch.changes().toString());
    }

    @Test
    void shouldApplyBesideOtherChanges() {
        final TreePatch patch = diff(FABRIC, FABRIC.replace("\"vlan\": 3", "\"vlan\": 4"));
        final String elsewhere = FABRIC.replace("{\"name\": \"a\"}, ", "").replace("test", "lab");
        assertEquals(List.of(), patch.conflicts(JsonText.parse(elsewhere)));
        assertEquals(JsonText.parse(elsewhere.replace("\"vlan\": 3", "\"vlan\": 4")),
                patch.apply(JsonText.parse(elsewhere)));
    }

    @Test
    void shouldSeeWhatStandsInItsWay() {
        final TreePatch patch = diff(FABRIC, FABRIC.replace("\"vlan\": 3", "\"vlan\": 4"));
        assertEquals(patch.changes(), patch.conflicts(JsonText.parse(FABRIC.replace("\"vlan\": 3", "\"vlan\": 5"))));
        assertEquals(patch.changes(), patch.conflicts(JsonText.parse("{}")));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> patch.apply(JsonText.parse("{}"))).getMessage()
                .contains("switches[name=prod].ports[name=b].vlan"));
    }

    @Test
    void shouldAddToAListThatIsNotThereYet() {
        final TreePatch first = diff("{}", "{\"ports\": [{\"name\": \"a\"}]}");
        final TreePatch second = diff("{}", "{\"ports\": [{\"name\": \"b\"}]}");
        final Object both = second.apply(first.apply(JsonText.parse("{}")));
        assertEquals("{\"ports\":[{\"name\":\"b\"},{\"name\":\"a\"}]}", JsonText.compact(both));
        assertEquals(JsonText.parse("{}"), second.inverse().apply(first.inverse().apply(both)));
    }

    private static TreePatch diff(final String before, final String after) {
        return TreePatch.diff(JsonText.parse(before), JsonText.parse(after));
    }
}
