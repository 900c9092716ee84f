package org.signalbox.workbench.trace.dissection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;

/** What a frame's bytes are taken for, whoever made them. */
@Timeout(120)
class DissectionTest {

    /** More would be more than a header can have. */
    private static final int MOST_FIELDS = 2_000;

    private static byte[] tcp() {
        return new FrameBuilder().ethernet(MacAddress.parse("02:00:00:00:00:02"), MacAddress.parse("02:00:00:00:00:01"))
                .vlan(10).ipv4(IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2")).ttl(64)
                .tcp(40_000, 22, 7, 0, 2, 1024).payload(new byte[] {'h', 'i'}).build();
    }

    @Test
    void shouldFindTheFieldOfAByteAndTheBytesOfAField() {
        final Dissection dissection = Dissection.of(tcp());
        assertThat(dissection.headers().stream().map(Field::name))
                .containsExactly("Ethernet", "802.1Q VLAN tag", "IPv4", "TCP", "Data");
        final Field port = dissection.field("tcp.dstport").orElseThrow();
        assertThat(List.of(port.value(), port.offset(), port.length())).containsExactly("22", 40, 2);
        assertThat(dissection.fieldAt(41)).contains(port);
        assertThat(dissection.fieldAt(14).orElseThrow().key()).isEqualTo("vlan.priority");
        assertThat(dissection.fieldAt(dissection.size())).isEmpty();
        assertThat(dissection.field("tcp.flags").orElseThrow().text()).isEqualTo("0x0002 (SYN)");
    }

    @Test
    void shouldSayWhereAHeaderIsCut() {
        final Dissection dissection = Dissection.of(Arrays.copyOf(tcp(), 44));
        final Field header = dissection.headers().getLast();
        assertThat(header.name()).isEqualTo("TCP");
        assertThat(header.text()).isEqualTo("40000 > 22, cut");
        assertThat(dissection.field("tcp.window_size_value")).isEmpty();
        assertThat(Dissection.of(new byte[0]).headers()).isEmpty();
    }

    @Test
    void shouldFollowNoPointerOfANameForwards() {
        final byte[] frame = new FrameBuilder()
                .ethernet(MacAddress.parse("02:00:00:00:00:02"), MacAddress.parse("02:00:00:00:00:01"))
                .ipv4(IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2")).udp(5000, 53)
                .payload(HexFormat.of().parseHex("000101000001000000000000c00cc00c00010001")).build();
        assertThat(Dissection.of(frame).field("dns.id")).isPresent();
        assertThat(Dissection.of(frame).field("dns.qry.name")).isEmpty();
    }

    @Test
    void shouldTakeWhateverItIsGiven() throws Exception {
        final long seed = Long.getLong("signalbox.seed", System.nanoTime());
        System.out.println("seed " + seed);
        final Random random = new Random(seed);
        final List<byte[]> seeds = new ArrayList<>(SomeFrames.ofScapy());
        seeds.addAll(new SomeFrames(seed).several(500));
        for (final byte[] frame : seeds) {
            for (int cut = 0; cut < frame.length; cut += 1 + random.nextInt(3)) {
                judge(Arrays.copyOf(frame, cut), seed);
            }
            for (int round = 0; round < 200; round++) {
                final byte[] mutant = frame.clone();
                for (int changes = random.nextInt(6); changes >= 0; changes--) {
                    mutant[random.nextInt(mutant.length)] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
                }
                judge(mutant, seed);
            }
        }
        for (int round = 0; round < 20_000; round++) {
            final byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            judge(noise, seed);
        }
    }

    private static void judge(byte[] frame, long seed) {
        final Dissection dissection;
        try {
            dissection = Dissection.of(frame);
        } catch (final RuntimeException thrown) {
            throw new AssertionError("seed " + seed + " " + HexFormat.of().formatHex(frame), thrown);
        }
        final List<Field> fields = dissection.all().toList();
        final boolean sound = fields.size() <= MOST_FIELDS && fields.stream().allMatch(field -> field.offset() >= 0
                && field.length() >= 0 && field.offset() + field.length() <= frame.length);
        int covered = 0;
        for (final Field header : dissection.headers()) {
            covered += header.offset() == covered ? header.length() : frame.length + 1;
        }
        if (!sound || covered != frame.length) {
            throw new AssertionError("seed " + seed + ", " + covered + " bytes are covered, " + fields.size()
                    + " fields: " + HexFormat.of().formatHex(frame));
        }
    }
}
