package org.signalbox.capture.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.FrameFilter;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;

/** What is compiled, and what is said of what cannot be. */
class FilterExpressionTest {

    private static final byte[] FRAME = new FrameBuilder()
            .ethernet(MacAddress.parse("02:00:00:00:00:02"), MacAddress.parse("02:00:00:00:00:01")).vlan(20)
            .ipv4(IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2")).udp(80, 90).pad(60).build();

    private static void assumeLibpcap() {
        assumeTrue(Libpcap.load(Libpcap.NAMES).isPresent(), "libpcap0.8 is not installed");
    }

    private static String refused(final String expression) {
        return assertThrows(FilterException.class, () -> FilterExpression.compile(expression)).getMessage();
    }

    private static boolean matches(final FrameFilter filter, final byte[] frame) {
        return filter.matches(MemorySegment.ofArray(frame), 0, frame.length, frame.length);
    }

    @Test
    void shouldSelectByTheTaggedFrame() throws FilterException {
        assumeLibpcap();
        assertTrue(matches(FilterExpression.compile("vlan 20 and udp port 80 and host 10.0.0.2"), FRAME));
        assertFalse(matches(FilterExpression.compile("vlan 21"), FRAME));
        assertFalse(matches(FilterExpression.compile("udp"), FRAME));
        assertTrue(matches(FilterExpression.compile(""), FRAME));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "tcp prot 80                    | 'prot' at character 5",
        "host 10.0.0.1 and and port 80  | 'and' at character 19",
        "(tcp or udp                    | the end of the filter",
        "tcp or udp)                    | ')' at character 11",
        "ip[0:2 = 7                     | '=' at character 8",
        "tcp[tcpflags] &                | the end of the filter",
        "port 80 or                     | the end of the filter",
        "port 70000                     | '70000' at character 6",
        "((udp or tcp) and greater tcp) | 'tcp' at character 27",
        "vlan 10 and host 10.0.0.999    | '10.0.0.999' at character 18"})
    void shouldSayWhatIsWrongAndWhere(final String expression, final String where) {
        assumeLibpcap();
        final String sentence = refused(expression);
        assertTrue(sentence.startsWith("found " + where), sentence);
        assertTrue(sentence.contains("'" + expression + "', expected one in the syntax of pcap-filter(7): "), sentence);
        assertFalse(sentence.contains("\n"), sentence);
    }

    @Test
    void shouldRefuseWhatIsTooLongOrNoLine() {
        assumeLibpcap();
        assertTrue(refused("tcp or ".repeat(2_000) + "udp").contains("expected at most 8192"));
        assertTrue(refused("tcp\0").contains("control characters"));
        assertTrue(refused(IntStream.range(0, 400).mapToObj(k -> "host %x::%x".formatted(k + 4_096, k))
                .collect(Collectors.joining(" or "))).contains("a filter that takes "));
        assertTrue(refused("(".repeat(FilterExpression.MOST_CHARACTERS)).contains("expected one in the syntax"));
    }

    @Test
    void shouldNameThePackageThatIsMissing() {
        final Optional<Libpcap> none = Libpcap.load(List.of("libpcap.so.none"));
        assertEquals("found no libpcap, which reads filters, expected it to be installed (Debian's package libpcap0.8)",
                assertThrows(FilterException.class, () -> FilterExpression.compile("tcp", none)).getMessage());
    }
}
