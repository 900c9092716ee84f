package org.signalbox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The large sample is what its generator writes. */
class LargeFabricTest {

    @Test
    void shouldBeTheSampleThatIsShipped() throws Exception {
        assertThat(Files.readString(Path.of("../../product/samples/large-fabric.yaml"))).isEqualTo(LargeFabric.text());
    }

    @Test
    void shouldHaveSixtyThreeHostsAndFourThousandMachines() {
        assertThat(LargeFabric.text().lines().filter(line -> line.startsWith("  - name: H"))).hasSize(63);
        assertThat(LargeFabric.text().lines().filter(line -> line.contains("machine: "))).hasSize(4_000);
    }
}
