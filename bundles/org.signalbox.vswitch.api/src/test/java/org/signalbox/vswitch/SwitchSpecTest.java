package org.signalbox.vswitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.schema.JsonText;
import org.signalbox.schema.Schema;
import org.signalbox.schema.SchemaException;

/** The shape of a switch in the fabric document. */
class SwitchSpecTest {
    private static final Schema<SwitchSpec> SCHEMA = Schema.of(SwitchSpec.class);

    private static SwitchSpec withVlan(String vlan) {
        return SCHEMA.bind(JsonText.parse("{\"name\": \"prod\", \"ports\": [{\"name\": \"vm1\", \"vlan\": " + vlan
                + "}]}"));
    }

    @Test
    void shouldFillInWhatIsLeftOut() {
        final SwitchSpec spec = SCHEMA.bind(Map.of("name", "prod", "ports", List.of(Map.of("name", "vm1"))));

        assertThat(spec.type()).isEqualTo(SwitchType.PRIVATE);
        assertThat(spec.ports().getFirst().vlan()).isEqualTo(Vlan.UNTAGGED);
        assertThat(spec.ports().getFirst().mac()).isEmpty();
        assertThat(SCHEMA.unbind(spec)).isEqualTo(Map.of("name", "prod", "ports", List.of(Map.of("name", "vm1"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"mode\": \"access\", \"id\": 10}",
        "{\"mode\": \"trunk\", \"native\": 1, \"allowed\": [10, \"20-29\"]}",
        "{\"mode\": \"private\", \"primary\": 100, \"secondary\": 201, \"role\": \"isolated\"}",
        "{\"mode\": \"private\", \"primary\": 100, \"secondaries\": [201, \"202-204\"], \"role\": \"promiscuous\"}"})
    void shouldReadAndWriteEveryVlanMode(String vlan) {
        final List<?> ports = (List<?>) SCHEMA.unbind(withVlan(vlan)).get("ports");
        final Map<?, ?> port = (Map<?, ?>) ports.getFirst();

        assertThat(port.get("vlan")).isEqualTo(JsonText.parse(vlan));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"mode\": \"access\"}",
        "{\"mode\": \"access\", \"id\": 4095}",
        "{\"mode\": \"access\", \"id\": 0}",
        "{\"mode\": \"trunk\", \"allowed\": [\"29-20\"]}",
        "{\"mode\": \"trunk\", \"allowed\": [true]}",
        "{\"mode\": \"private\", \"primary\": 100, \"role\": \"isolated\"}",
        "{\"mode\": \"private\", \"primary\": 100, \"secondary\": 100, \"role\": \"community\"}",
        "{\"mode\": \"private\", \"primary\": 100, \"secondary\": 201, \"role\": \"promiscuous\"}",
        "{\"mode\": \"hybrid\"}"})
    void shouldRefuseSenselessVlans(String vlan) {
        assertThatThrownBy(() -> withVlan(vlan)).isInstanceOf(SchemaException.class)
                .hasMessageContaining("ports[0].vlan").hasMessageContaining("found").hasMessageContaining("expected");
    }

    @Test
    void shouldRefuseTwoAttachmentsOfOnePort() {
        assertThatThrownBy(() -> SCHEMA.bind(JsonText.parse(
                "{\"name\": \"prod\", \"ports\": [{\"name\": \"vm1\", \"attachment\": {\"lab\": {}, \"qemu\": {}}}]}")))
                .hasMessageContaining("expected at most one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-prod", "a b", "prod/1", "ä"})
    void shouldRefuseNamesThatAreNone(String name) {
        assertThatThrownBy(() -> SCHEMA.bind(Map.of("name", name))).isInstanceOf(SchemaException.class)
                .hasMessageContaining("begins with a letter or a digit");
    }
}
