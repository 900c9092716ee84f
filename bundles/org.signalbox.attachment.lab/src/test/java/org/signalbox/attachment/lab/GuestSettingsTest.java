package org.signalbox.attachment.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signalbox.frame.IpAddress;
import org.signalbox.schema.Schema;
import org.signalbox.schema.SchemaException;

/** What may stand under {@code lab:}. */
class GuestSettingsTest {
    @Test
    void shouldReadWhatADocumentSays() {
        final GuestSettings settings = Hub.settings("""
                {'addresses': ['10.0.0.1/24', '10.0.1.1/24 vlan 20'], 'serves': ['echo-udp', 'dhcp'],
                 'pool': ['10.0.0.100-10.0.0.199'], 'ping': [{'to': '10.0.0.2', 'every': '200ms'}],
                 'load': [{'to': '10.0.0.2', 'protocol': 'tcp', 'rate': 2000, 'size': 256}]}""");
        assertEquals(20, settings.addresses().get(1).vlan());
        assertEquals(List.of(GuestSettings.Service.ECHO_UDP, GuestSettings.Service.DHCP), settings.serves());
        assertEquals(new Interval(200), settings.ping().getFirst().every());
        assertEquals(new GuestSettings.Load(IpAddress.parse("10.0.0.2"), GuestSettings.Protocol.TCP, 7, 2000, 256),
                settings.load().getFirst());
        final Schema<GuestSettings> schema = Schema.of(GuestSettings.class);
        assertEquals(settings, schema.bind(schema.unbind(settings)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                        | found a guest without an address
            {'addresses': ['10.0.0.1']}                               | expected an address such as 10.0.0.1/24
            {'addresses': ['10.0.0.1/33']}                            | expected an address such as 10.0.0.1/24
            {'addresses': ['10.0.0.1/24 vlan 4095']}                  | expected an address such as 10.0.0.1/24
            {'addresses': ['224.0.0.1/24']}                           | expected an address such as 10.0.0.1/24
            {'addresses': ['fe80::1/64']}                             | expected an address such as 10.0.0.1/24
            {'dhcp': true, 'serves': ['dhcp']}                        | only one of 'serves: [dhcp]' and 'pool'
            {'dhcp': true, 'pool': ['10.0.0.1-10.0.0.9']}             | only one of 'serves: [dhcp]' and 'pool'
            {'addresses': ['10.0.0.1/24'], 'serves': ['dhcp'], 'pool': ['10.0.1.1-10.0.1.2']} | that the guest is in
            {'addresses': ['10.0.0.1/24'], 'serves': ['dhcp'], 'pool': ['10.0.0.9-10.0.0.1']} | the lower one first
            {'dhcp': true, 'ping': [{'to': '::1'}]}                   | expected the IPv4 address of a guest
            {'dhcp': true, 'ping': [{'to': '10.0.0.1', 'every': '0s'}]} | expected 1 ms to 720 h
            {'dhcp': true, 'ping': [{'to': '10.0.0.1', 'every': '1 s'}]} | expected a time such as 200ms
            {'dhcp': true, 'load': [{'to': '10.0.0.1', 'rate': 0}]}   | rate
            {'dhcp': true, 'load': [{'to': '10.0.0.1', 'size': 1401}]} | size
            {'dhcp': true, 'serves': ['ftp']}                         | echo-udp
            """)
    void shouldRefuseWhatMakesNoSense(final String json, final String why) {
        final SchemaException refused = assertThrows(SchemaException.class, () -> Hub.settings(json));
        assertEquals(refused.toString(), refused.toString().contains(why) ? refused.toString() : why);
    }

    @ParameterizedTest
    @CsvSource({"1ms, 1ms", "1000ms, 1s", "90s, 90s", "60s, 1m", "120m, 2h", "1500ms, 1500ms"})
    void shouldWriteTimesAsTheyAreRead(final String text, final String written) {
        assertEquals(written, Interval.parse(text).toString());
        assertEquals(Interval.parse(text), Interval.parse(written));
    }
}
