package org.signalbox.attachment.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.DhcpMessage;
import org.signalbox.frame.DhcpOption;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.FrameView;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;

/** A client's life with a server: lease, renewal, rebinding, loss. Times are those of RFC 2131. */
class DhcpTest {
    private static final String SERVER = """
            {'addresses': ['10.0.0.1/24'], 'serves': ['dhcp'], 'pool': ['10.0.0.100-10.0.0.101'], 'lease': '80s'}""";
    private static final String CLIENT = "{'dhcp': true}";

    private final Hub hub = new Hub(0);

    private record Message(long nanos, int type, boolean broadcast) {
    }

    private List<Message> messages() {
        return hub.seen().stream().map(sent -> {
            final FrameView frame = FrameView.of(sent.frame());
            return frame.dhcp().map(message -> new Message(sent.nanos(), message.messageType(),
                    frame.destination().orElseThrow().isBroadcast())).orElse(null);
        }).filter(Objects::nonNull).toList();
    }

    private List<Integer> types() {
        return messages().stream().map(Message::type).toList();
    }

    private static Optional<IpAddress> address(final Guest guest) {
        return guest.network().addresses().stream().map(InterfaceAddress::address).findFirst();
    }

    @Test
    void shouldLeaseAnAddress() {
        hub.guest(SERVER);
        final Guest client = hub.guest(CLIENT);
        assertEquals(Optional.empty(), address(client));
        hub.pass(Hub.SECOND);
        assertEquals(List.of(DhcpMessage.DISCOVER, DhcpMessage.OFFER, DhcpMessage.REQUEST, DhcpMessage.ACK), types());
        assertEquals(List.of(new InterfaceAddress(IpAddress.parse("10.0.0.100"), 24, 0)),
                client.network().addresses());
        hub.pass(2 * Hub.SECOND);
        assertEquals("10.0.0.100", hub.status(2));
    }

    @Test
    void shouldRenewWithTheServerAtHalfOfTheLease() {
        hub.guest(SERVER);
        final Guest client = hub.guest(CLIENT);
        hub.pass(39 * Hub.SECOND);
        assertEquals(4, types().size());
        hub.pass(2 * Hub.SECOND);
        final Message renewal = messages().get(4);
        assertEquals(DhcpMessage.REQUEST, renewal.type());
        assertEquals(40.0, renewal.nanos() / 1e9, 0.1);
        assertTrue(!renewal.broadcast());
        assertEquals(DhcpMessage.ACK, messages().get(5).type());
        hub.pass(400 * Hub.SECOND);
        assertEquals(Optional.of(IpAddress.parse("10.0.0.100")), address(client));
    }

    @Test
    void shouldAskEverybodyBeforeItGivesTheAddressUp() {
        final Guest server = hub.guest(SERVER);
        final Guest client = hub.guest(CLIENT);
        hub.pass(Hub.SECOND);
        hub.remove(server);
        hub.pass(78 * Hub.SECOND);
        assertEquals(Optional.of(IpAddress.parse("10.0.0.100")), address(client));
        final List<Message> asked = messages().stream().skip(4).toList();
        final long rebind = 70 * Hub.SECOND;
        assertTrue(asked.stream().allMatch(message -> message.type() == DhcpMessage.REQUEST));
        assertTrue(asked.stream().anyMatch(message -> message.nanos() >= rebind && message.broadcast()));
        assertTrue(asked.stream().noneMatch(message -> message.nanos() < rebind && message.broadcast()));
        hub.pass(2 * Hub.SECOND);
        assertEquals(Optional.empty(), address(client), "the lease is over");
        assertEquals(DhcpMessage.DISCOVER, types().getLast());
    }

    @Test
    void shouldAskMoreAndMoreSeldomWhileNobodyAnswers() {
        hub.guest(CLIENT);
        hub.pass(200 * Hub.SECOND);
        assertEquals(List.of(0L, 1L, 3L, 7L, 15L, 31L, 63L, 127L, 191L),
                messages().stream().map(message -> Math.round(message.nanos() / 1e9)).toList());
        hub.pass(Hub.SECOND);
        assertEquals("asks for an address by DHCP", hub.status(1));
    }

    @Test
    void shouldGiveEachStationAnAddressWhileThereAreAny() {
        final Guest server = hub.guest(SERVER);
        final Guest first = hub.guest(CLIENT);
        final Guest second = hub.guest(CLIENT);
        final Guest third = hub.guest(CLIENT);
        hub.pass(10 * Hub.SECOND);
        assertEquals(2, List.of(first, second, third).stream().map(DhcpTest::address).flatMap(Optional::stream)
                .distinct().count());
        assertEquals(2, server.held() - server.network().neighbors().size());
        hub.remove(first);
        hub.pass(200 * Hub.SECOND);
        assertEquals(2, List.of(second, third).stream().map(DhcpTest::address).flatMap(Optional::stream)
                .distinct().count(), "what is no longer renewed is leased again");
    }

    @Test
    void shouldRefuseAnAddressThatIsNotItsOwnToGive() {
        hub.guest(SERVER);
        hub.pass(Hub.SECOND);
        final MacAddress station = Hub.mac(9);
        final DhcpMessage wrong = DhcpMessage.fromClient(DhcpMessage.REQUEST, 77, station)
                .with(DhcpOption.ofAddress(DhcpOption.REQUESTED_ADDRESS, IpAddress.parse("10.0.0.7")));
        hub.send(new FrameBuilder().ethernet(MacAddress.BROADCAST, station)
                .ipv4(IpAddress.ofV4(0), IpAddress.ofV4(-1)).udp(68, 67).dhcp(wrong).build());
        assertEquals(List.of(DhcpMessage.REQUEST, DhcpMessage.NAK), types());
    }

    @Test
    void shouldServeItsVlansEachFromItsOwnPool() {
        hub.guest("""
                {'addresses': ['10.0.0.1/24 vlan 10', '10.0.1.1/24'], 'serves': ['dhcp'],
                 'pool': ['10.0.0.50-10.0.0.60', '10.0.1.50-10.0.1.60']}""");
        final Guest client = hub.guest(CLIENT);
        hub.pass(Hub.SECOND);
        assertEquals(Optional.of(IpAddress.parse("10.0.1.50")), address(client));
    }
}
