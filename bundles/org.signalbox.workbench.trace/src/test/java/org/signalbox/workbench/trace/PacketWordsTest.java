package org.signalbox.workbench.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signalbox.command.Parameter;
import org.signalbox.command.RefusedException;

/** The field of a packet, in both notations. */
class PacketWordsTest {

    private record Packet(String switchName, String vmNetworkAdapterName, Optional<String> to,
            Optional<String> protocol, Optional<Integer> sourcePort, Optional<Integer> destinationPort,
            Optional<String> path, List<String> tcpFlags, boolean detailed) {
    }

    private static Map<String, Object> parsed(String text) throws RefusedException {
        return PacketWords.parse(text, Parameter.of(Packet.class));
    }

    @Test
    void shouldTakeNothingForNothing() throws Exception {
        assertThat(parsed("  ")).isEmpty();
    }

    @Test
    void shouldReadParametersByNameOrItsBeginning() throws Exception {
        assertThat(parsed("-Protocol tcp -destinationport 22 -tcp syn,ack -Detailed -Path 'my own.pcap'")).isEqualTo(
                Map.of("Protocol", "tcp", "DestinationPort", 22, "TcpFlags", List.of("syn", "ack"), "Detailed", true,
                        "Path", "my own.pcap"));
    }

    @ParameterizedTest
    @CsvSource({"tcp dst 22,'{DestinationPort=22, Protocol=tcp}'",
        "tcp dst port 22,'{DestinationPort=22, Protocol=tcp}'",
        "udp port 53,'{DestinationPort=53, Protocol=udp}'", "icmp6,'{EtherType=ipv6, Protocol=icmp}'",
        "arp and dst 10.0.0.2,'{DestinationAddress=10.0.0.2, EtherType=arp}'",
        "src host 10.0.0.1 and dst host 2001:db8::1,'{DestinationAddress=2001:db8::1, SourceAddress=10.0.0.1}'",
        "ether src 02:00:00:00:00:0a vlan 10,'{SourceMac=02:00:00:00:00:0a, Vlan=10}'",
        "host 10.0.0.2 TCP src 7,'{DestinationAddress=10.0.0.2, Protocol=tcp, SourcePort=7}'"})
    void shouldReadTheWordsOfTcpdump(String text, String values) throws Exception {
        assertThat(new TreeMap<>(parsed(text))).hasToString(values);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"tpc dst 22|found 'tpc' in what the packet is",
        "tcp dst|found nothing behind 'dst'",
        "dst host 22|found '22' behind 'host', expected an IP address", "port http|found 'http' behind 'port'",
        "dst web|found 'web' behind 'dst', expected a port, an IP address or a MAC address",
        "vlan ten|found 'ten' behind 'vlan', expected a number", "tcp udp|found the packet's Protocol twice",
        "-DestinationPort|found nothing behind '-DestinationPort'", "-Dest ten|found 'ten' behind '-DestinationPort'",
        "-D 1|found -D, expected a parameter of a packet: it may be -DestinationPort, -Detailed",
        "-Port 22|found -Port, expected a parameter of a packet such as", "-To db|found -To, expected"})
    void shouldRefuseTheRestInOneSentence(String text, String sentence) {
        assertThatThrownBy(() -> parsed(text)).isInstanceOf(RefusedException.class).hasMessageStartingWith(sentence);
    }

    @ParameterizedTest
    @CsvSource({"tcp dst 22,tcp dst port 22", "src 7 or dst 80,src port 7 or dst port 80", "dst 10.0.0.1,dst 10.0.0.1",
        "src host 10.0.0.1,src host 10.0.0.1", "dst 10/8,dst 10/8", "'  ',''"})
    void shouldMakeTheSameWordsAFilter(String text, String filter) throws Exception {
        assertThat(PacketWords.filter(text)).isEqualTo(filter);
    }

    @Test
    void shouldNotFollowByParameters() {
        assertThatThrownBy(() -> PacketWords.filter("-Protocol tcp")).isInstanceOf(RefusedException.class)
                .hasMessageContaining("pcap-filter(7)");
    }
}
