package org.signalbox.extension.tracing.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.schema.Schema;

class ExportPolicyTest {
    private static ExportPolicy bind(final Map<String, Object> tree) {
        return Schema.of(ExportPolicy.class).bind(tree);
    }

    @Test
    void shouldHaveTheDefaultsOfTheField() {
        final ExportPolicy policy = bind(Map.of("collectors",
                List.of(Map.of("protocol", "ipfix", "address", "10.0.0.9:4739"))));
        assertThat(policy.ipfix().activeTimeout()).isEqualTo(1_800);
        assertThat(policy.ipfix().inactiveTimeout()).isEqualTo(15);
        assertThat(policy.ipfix().templateRefresh()).isEqualTo(600);
        assertThat(policy.sflow().samplingRate()).isEqualTo(400);
        assertThat(policy.sflow().headerBytes()).isEqualTo(128);
        assertThat(policy.sflow().pollingInterval()).isEqualTo(30);
        assertThat(Schema.of(ExportPolicy.class).unbind(policy)).containsOnlyKeys("collectors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.9:4739", "[2001:db8::9]:6343"})
    void shouldReadAddressesAsTheyAreWritten(final String text) {
        assertThat(CollectorAddress.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.9", "localhost:4739", "2001:db8::9:6343", "[10.0.0.9]:1", "10.0.0.9:0",
        "10.0.0.9:65536", "10.0.0.9:x", ":4739"})
    void shouldRefuseWhatIsNoAddress(final String text) {
        assertThatThrownBy(() -> CollectorAddress.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("found \"" + text + "\", expected an IP address and a UDP port such as 10.0.0.9:4739 or "
                        + "[2001:db8::9]:4739");
    }

    @ParameterizedTest
    @CsvSource({"ipfix,activeTimeout,0", "ipfix,inactiveTimeout,604801", "ipfix,cacheEntries,1023",
        "sflow,samplingRate,0", "sflow,headerBytes,513", "sflow,pollingInterval,-1", "ipfix,observationDomain,-1"})
    void shouldRefuseWhatIsOutOfRange(final String of, final String key, final long value) {
        assertThatThrownBy(() -> bind(Map.of("collectors", List.of(), of, Map.of(key, value))))
                .hasMessageContaining(of + "." + key)
                .hasMessageContaining("found " + value + ", expected a whole number");
    }

    @Test
    void shouldRefuseACollectorTwiceAndTooMany() {
        final Map<String, Object> one = Map.of("protocol", "sflow", "address", "10.0.0.9:6343");
        assertThatThrownBy(() -> bind(Map.of("collectors", List.of(one, one))))
                .hasMessageContaining("found the collector 10.0.0.9:6343 twice, expected each collector once");
        final List<Map<String, String>> nine = IntStream.rangeClosed(1, 9)
                .mapToObj(port -> Map.of("protocol", "sflow", "address", "10.0.0.9:" + port)).toList();
        assertThatThrownBy(() -> bind(Map.of("collectors", nine)))
                .hasMessageContaining("found 9 collectors, expected at most 8");
    }
}
