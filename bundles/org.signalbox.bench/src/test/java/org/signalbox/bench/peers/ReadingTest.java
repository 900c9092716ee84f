package org.signalbox.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kernel, other programs and users write. */
class ReadingTest {
    private static final Path DOCS = Path.of("docs");

    @Test
    void shouldFindFramesOfAnInterface() {
        final String table = """
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs
                    lo:       1       2    0    0    0     0          0         0        0       0    0
                  eth0:123456789012 987654321    0    0    0     0          0         0     42       7    0
                """;
        assertThat(FrameCounter.received(table, "eth0")).isEqualTo(987_654_321);
        assertThat(FrameCounter.received(table, "lo")).isEqualTo(2);
        assertThatIllegalStateException().isThrownBy(() -> FrameCounter.received(table, "eth1"));
    }

    @Test
    void shouldAddUserAndSystemTimeWhateverTheName() {
        assertThat(Cpu.ticks("42 (a) b (c)) S 1 42 42 0 -1 4194560 1 2 3 4 170 30 5 6 20 0 1 0 9 1 1")).isEqualTo(200);
    }

    @Test
    void shouldFindWhatIperfReceived() {
        assertThat(Trial.gigabits("{\"end\":{\"sum_received\":{\"bits_per_second\":2500000000.5}}}"))
                .isBetween(2.5, 2.500001);
        assertThatIllegalStateException().isThrownBy(() -> Trial.gigabits("{\"error\":\"busy\"}"));
    }

    @Test
    void shouldNameTheProcessor() {
        assertThat(Machine.processor("processor\t: 0\nmodel name\t: Some CPU @ 2 GHz\nmodel name\t: other\n"))
                .isEqualTo("Some CPU @ 2 GHz");
        assertThat(Machine.processor("")).isEqualTo("a processor without a name");
    }

    @Test
    void shouldKnowWhoMadeANamespace() {
        assertThat(Bed.owner("sb-bench-4711-12a")).hasValue(4711);
        assertThat(Bed.owner("sb-bench-4711")).isEmpty();
        assertThat(Bed.owner("blue")).isEmpty();
    }

    @Test
    void shouldTakeOptionsInAnyOrder() {
        final Options options = Options.of(List.of("--json", "--rounds", "9", "--quick"), DOCS);
        assertThat(options.quick()).isTrue();
        assertThat(options.json()).isTrue();
        assertThat(options.rounds()).hasValue(9);
        assertThat(options.out()).isEqualTo(DOCS);
        assertThat(Options.of(List.of("--out", "x"), DOCS).out()).isEqualTo(Path.of("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--fast", "--rounds", "--rounds 0", "--rounds 101", "--rounds many", "--out", "quick"})
    void shouldRefuseOptionsThatMakeNoSense(final String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> Options.of(List.of(line.split(" ")), DOCS))
                .withMessageStartingWith("found ");
    }
}
