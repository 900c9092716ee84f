package org.signalbox.vswitch.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;

class DecisionTest {
    private static final Headers ENTERED = frame(0x0800, 17, "10.0.0.1", "10.0.0.2").withTag(Optional.of(20));

    private static Headers frame(final int type, final int protocol, final String source, final String destination) {
        final boolean ports = protocol == 6 || protocol == 17;
        return new Headers(Optional.of(MacAddress.parse("02:00:00:00:00:01")), Optional.of(MacAddress.BROADCAST), 20,
                Optional.of(type), source == null ? Optional.empty() : Optional.of(IpAddress.parse(source)),
                source == null ? Optional.empty() : Optional.of(IpAddress.parse(destination)),
                protocol < 0 ? Optional.empty() : Optional.of(protocol),
                ports ? Optional.of(80) : Optional.empty(), ports ? Optional.of(4000) : Optional.empty());
    }

    private static Step step(final Headers after) {
        return new Step("x", Verdict.PASS, "", "", Optional.ofNullable(after));
    }

    @Test
    void shouldFindTheHeadersBeforeEachStep() {
        final Headers inside = ENTERED.withTag(Optional.empty());
        final Headers marked = inside.withPriority(5);
        final Headers left = marked.withTag(Optional.of(20));
        final Copy one = new Copy("b", List.of(step(null), step(left)));
        final Copy other = new Copy("c", List.of(step(null)));
        final Decision decision = new Decision(1, 0, "a", 60, ENTERED,
                List.of(step(inside), step(null), step(marked), step(null)), List.of(one, other));
        assertEquals(List.of(ENTERED, inside, inside, marked, marked),
                Stream.of(0, 1, 2, 3, 4).map(decision::headersBefore).toList());
        assertEquals(List.of(marked, marked, left),
                Stream.of(0, 1, 2).map(step -> decision.headersBefore(one, step)).toList());
        assertEquals(marked, decision.headersBefore(other, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> decision.headersBefore(5));
        assertEquals(decision, decision.numbered(7).numbered(1));
        assertEquals(7, decision.numbered(7).frame());
    }

    private static Stream<Arguments> frames() {
        final Optional<MacAddress> nobody = Optional.empty();
        final Headers runt = new Headers(nobody, nobody, 0, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
        return Stream.of(
                Arguments.of("UDP 10.0.0.1:80 > 10.0.0.2:4000", ENTERED),
                Arguments.of("TCP [2001:db8::1]:80 > [2001:db8::2]:4000",
                        frame(0x86dd, 6, "2001:db8::1", "2001:db8::2")),
                Arguments.of("ICMP 10.0.0.1 > 10.0.0.2", frame(0x0800, 1, "10.0.0.1", "10.0.0.2")),
                Arguments.of("IP protocol 47 10.0.0.1 > 10.0.0.2", frame(0x0800, 47, "10.0.0.1", "10.0.0.2")),
                Arguments.of("0x88b5 02:00:00:00:00:01 > ff:ff:ff:ff:ff:ff", frame(0x88b5, -1, null, null)),
                Arguments.of("cut within its addresses", runt));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void shouldSayWhatAFrameIs(final String summary, final Headers headers) {
        assertEquals(summary, headers.summary());
    }
}
