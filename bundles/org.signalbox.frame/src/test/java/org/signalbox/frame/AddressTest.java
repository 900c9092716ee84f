package org.signalbox.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and prefixes as text, judged by the RFCs' own examples and by the JDK's reader. */
class AddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"02:00:5e:10:00:ff", "02-00-5E-10-00-FF", "0200.5e10.00ff", "0200.5E10.00FF",
        "02005e1000ff", "02005E1000FF"})
    void shouldReadMacAddressForms(final String text) {
        assertEquals(new MacAddress(0x0200_5E10_00FFL), MacAddress.parse(text));
        assertEquals("02:00:5e:10:00:ff", MacAddress.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "02:00:5e:10:00", "02:00:5e:10:00:fg", "02:00-5e:10:00:ff", "02.00.5e.10.00.ff",
        "0200:5e10:00ff", "02005e1000f", "2:0:5e:10:0:ff", "02:00:5e:10:00:ff:01", "02:00:5e:10:00:f\u0661"})
    void shouldRefuseWhatIsNoMacAddress(final String text) {
        final var refusal = assertThrows(IllegalArgumentException.class, () -> MacAddress.parse(text));
        assertEquals("found \"" + text + "\", expected a MAC address such as 02:00:00:00:00:01", refusal.getMessage());
    }

    @Test
    void shouldTellGroupAddresses() {
        assertTrue(MacAddress.BROADCAST.isBroadcast() && MacAddress.BROADCAST.isMulticast());
        assertTrue(MacAddress.parse("01:80:c2:00:00:00").isMulticast());
        assertFalse(MacAddress.parse("02:00:00:00:00:01").isMulticast());
        assertTrue(IpAddress.parse("239.255.255.255").isMulticast() && IpAddress.parse("ff02::1").isMulticast());
        assertFalse(IpAddress.parse("240.0.0.1").isMulticast() || IpAddress.parse("fe80::1").isMulticast());
    }

    // RFC 5952 sections 4 and 5, RFC 4291 section 2.2
    @ParameterizedTest
    @CsvSource({"2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1", "2001:0db8::0001,2001:db8::1", "2001:DB8::A,2001:db8::a",
        "2001:db8:0:0:0:0:2:1,2001:db8::2:1", "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1", "0:0:0:0:0:0:0:0,::",
        "2001:0:0:1:0:0:0:1,2001:0:0:1::1", "2001:db8::0:1:0:0:1,2001:db8::1:0:0:1", "::1,::1", "1::,1::",
        "::ffff:192.0.2.1,::ffff:192.0.2.1", "::ffff:c000:201,::ffff:192.0.2.1",
        "64:ff9b::192.0.2.33,64:ff9b::c000:221",
        "ff01:0:0:0:0:0:0:101,ff01::101", "1:2:3:4:5:6:7::,1:2:3:4:5:6:7:0", "1:2:3:4:5:6:1.2.3.4,1:2:3:4:5:6:102:304",
        "0.0.0.0,0.0.0.0", "255.255.255.255,255.255.255.255", "10.0.0.1,10.0.0.1"})
    void shouldWriteIpAddressesInTheirCanonicalForm(final String text, final String canonical) {
        assertEquals(canonical, IpAddress.parse(text).toString());
        assertEquals(IpAddress.parse(text), IpAddress.parse(canonical));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "10.0.0", "10.0.0.01", "10.0.0.256", "10.0.0.1.", "10.0.0.1.2", "10..0.1",
        "0x0a.0.0.1", "167772161", "::1%eth0", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:", "12345::", "::g", "1:2:3:4:5:6:7:8::", "1.2.3.4::", "::1.2.3", "1:2:3:4:5:6:7:1.2.3.4",
        "[::1]", "10.0.0.1/8", " 10.0.0.1", "\u0661.0.0.1", "1::2:", ":", "1.2.3.4:1::"})
    void shouldRefuseWhatIsNoIpAddress(final String text) {
        assertThrows(IllegalArgumentException.class, () -> IpAddress.parse(text));
    }

    @Test
    void shouldAgreeWithTheJdkOnRandomAddresses() throws UnknownHostException {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            final long sparse = random.nextLong() & random.nextLong() & random.nextLong();
            final IpAddress address = switch (round % 3) {
                case 0 -> IpAddress.ofV4(random.nextInt());
                case 1 -> IpAddress.ofV6(sparse & 0xFFFF_0000_FFFF_0000L, random.nextLong() & 0xFFFF_0000_0000L);
                default -> IpAddress.ofV6(random.nextLong(), sparse);
            };
            final InetAddress theirs = InetAddress.getByName(address.toString());
            assertEquals(address, IpAddress.of(address.toBytes()), () -> "seed " + seed);
            if (theirs instanceof Inet6Address || address.version() == 4) {
                assertEquals(address, IpAddress.of(theirs.getAddress()), () -> "seed " + seed);
                assertEquals(address, IpAddress.parse(theirs.getHostAddress()), () -> "seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8,10.255.255.255,11.0.0.0", "0.0.0.0/0,255.255.255.255,::", "10.1.2.3,10.1.2.3,10.1.2.2",
        "2001:db8::/32,2001:db8:ffff::1,2001:db9::", "::/0,ffff::,0.0.0.0",
        "2001:db8::/65,2001:db8::1,2001:db8::8000:0:0:0",
        "2001:db8::1,2001:db8::1,2001:db8::2", "2001:db8:0:1::/64,2001:db8:0:1:ffff::,2001:db8:0:2::",
        "128.0.0.0/1,255.0.0.1,127.255.255.255"})
    void shouldContainItsRange(final String prefix, final String inside, final String outside) {
        assertTrue(IpPrefix.parse(prefix).contains(IpAddress.parse(inside)));
        assertFalse(IpPrefix.parse(prefix).contains(IpAddress.parse(outside)));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8,10.255.255.255", "0.0.0.0/0,255.255.255.255", "10.1.2.3,10.1.2.3",
        "2001:db8::/32,2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db8::/65,2001:db8::7fff:ffff:ffff:ffff",
        "::1,::1", "::/0,ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"})
    void shouldEndWithItsLastAddress(final String prefix, final String last) {
        assertEquals(IpAddress.parse(last), IpPrefix.parse(prefix).last());
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8,11.0.0.0", "0.0.0.0/0,", "128.0.0.0/1,", "127.255.255.255,128.0.0.0", "::/0,", "8000::/1,",
        "::/1,8000::", "2001:db8::/64,2001:db8:0:1::", "2001:db8::ffff:ffff:ffff:ffff,2001:db8:0:1::",
        "2001:db8::/65,2001:db8::8000:0:0:0", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,"})
    void shouldKnowWhatComesBehindIt(final String prefix, final String next) {
        assertEquals(Optional.ofNullable(next).map(IpAddress::parse), IpPrefix.parse(prefix).next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/8", "10.0.0.0/", "10.0.0.0/33", "2001:db8::/129", "10.0.0.0/08", "10.0.0.0/8/8",
        "10/8", "10.0.0.0/-1", "10.0.0.0/+8", "02:00:00:00:00:01"})
    void shouldRefuseWhatIsNoPrefix(final String text) {
        assertThrows(IllegalArgumentException.class, () -> IpPrefix.parse(text));
    }

    @Test
    void shouldRefuseBitsBeyondThePrefixAndNameTheNetwork() {
        final var refusal = assertThrows(IllegalArgumentException.class, () -> IpPrefix.parse("10.1.2.3/8"));
        assertEquals("found \"10.1.2.3/8\", whose address has bits beyond the prefix, expected the network 10.0.0.0/8",
                refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> IpPrefix.parse("2001:db8::1/127"));
    }

    @Test
    void shouldOrderAddressesByVersionAndNumber() {
        assertTrue(IpAddress.parse("10.0.0.1").compareTo(IpAddress.parse("200.0.0.1")) < 0);
        assertTrue(IpAddress.parse("255.0.0.1").compareTo(IpAddress.parse("::")) < 0);
        assertTrue(IpAddress.parse("fe80::1").compareTo(IpAddress.parse("2001::1")) > 0);
    }
}
