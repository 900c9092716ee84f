package org.signalbox.extension.tracing.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signalbox.capture.CaptureWriter;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.HostSpec;
import org.signalbox.command.RefusedException;
import org.signalbox.extension.filtering.FilteringService;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.engine.LiveLab;

/** Frames that are described, in the twin of a live switch. */
@Timeout(120)
class TracePacketTest {
    static final String FILTERING = "org.signalbox.extension.filtering";
    private static final MacAddress WEB = MacAddress.parse("02:00:00:00:00:01");
    private static final MacAddress DB = MacAddress.parse("02:00:00:00:00:02");

    @TempDir
    private Path folder;
    private final LiveLab lab = new LiveLab();

    @BeforeEach
    void open() {
        lab.engine().add(FILTERING, new FilteringService());
        lab.apply(spec());
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private static SwitchSpec spec() {
        final Map<String, Object> acl = Map.of("acl", List.of(
                Map.of("action", "allow", "direction", "inbound", "remote", "10.0.0.0/16"),
                Map.of("action", "deny", "direction", "inbound", "remote", "10.0.0.1")));
        return new SwitchSpec("lab", SwitchType.PRIVATE, List.of(FILTERING), List.of(
                port("web", WEB, "10.0.0.1/24"),
                port("db", DB, "10.0.0.2/24").withMachine(Optional.of("vm7")).withPolicies(Map.of(FILTERING, acl)),
                port("other", MacAddress.parse("02:00:00:00:00:03"), "10.0.0.3/24")
                        .withVlan(new Vlan.Access(7)),
                new PortSpec("bare", Optional.empty(), Vlan.UNTAGGED, true, Map.of(), Map.of())));
    }

    private static PortSpec port(String name, MacAddress mac, String address) {
        return new PortSpec(name, Optional.of(mac), Vlan.UNTAGGED, false,
                Map.of(LiveLab.KIND, Map.of("addresses", List.of(address))), Map.of());
    }

    private static PacketParameters given(Object... parameters) {
        final Map<String, Object> tree = new LinkedHashMap<>(Map.of("switchName", "lab", "vmNetworkAdapterName", "web"));
        for (int k = 0; k < parameters.length; k += 2) {
            tree.put((String) parameters[k], parameters[k + 1]);
        }
        return Schema.of(PacketParameters.class).bind(tree);
    }

    private List<String> trace(Object... parameters) throws RefusedException {
        return new TracePacket(lab.engine(), lab.engine()).query(FabricDocument.EMPTY, given(parameters)).stream()
                .map(TracePacketTest::words).toList();
    }

    /** A row without its time and the columns that are empty. */
    private static String words(Record row) {
        return row.toString().replaceAll("time=[^,]*, |[a-zA-Z]+=, |, [a-zA-Z]+=(?=])|vmNetworkAdapterName=|extension=|"
                + "direction=|verdict=|rule=|reason=|changed=|summary=", "").replaceFirst("^[A-Za-z]+\\[", "")
                .replaceFirst("]$", "")
                .replaceFirst("acl, no entries.*", "acl, none");
    }

    @Test
    void shouldGiveEveryStepWithTheRuleBehindIt() throws RefusedException {
        assertThat(trace("to", "db", "destinationPort", 80L)).containsExactly(
                "frame=1, web, ingress, switch, pass, vlan, untagged; came without a tag",
                "frame=1, web, ingress, " + FILTERING + ", pass, acl, none",
                "frame=1, web, ingress, switch, flood, unknownUnicast, 02:00:00:00:00:02 is not known",
                "frame=1, db, egress, " + FILTERING + ", drop, acl[1], deny inbound remote 10.0.0.1/32",
                "frame=1, bare, egress, " + FILTERING + ", pass, acl, none",
                "frame=1, bare, egress, switch, drop, disconnected, the port is not connected");
        lab.send("db", new FrameBuilder().ethernet(MacAddress.BROADCAST, DB).etherType(0x88b5).pad(60).build());
        assertThat(trace("to", "vm7", "sourceAddress", "10.0.0.9")).hasSize(5).endsWith(
                "frame=1, db, egress, " + FILTERING + ", pass, acl[0], allow inbound remote 10.0.0.0/16",
                "frame=1, db, egress, switch, deliver, vlan, untagged; leaves without a tag");
        assertThat(lab.engine().switches().getFirst().totals().in()).as("none of them was sent").isOne();
    }

    @Test
    void shouldShowWhatChangesAgainstTheLiveSwitch() throws RefusedException {
        final List<String> rows = trace("to", "db", "set",
                List.of("ports.db.policies." + FILTERING + ".acl[1].action=allow", "ports.bare.vlan={\"mode\": \"access\","
                        + " \"id\": 3}"));
        assertThat(rows).containsExactly(
                "answer=both, frame=1, web, ingress, switch, pass, vlan, untagged; came without a tag",
                "answer=both, frame=1, web, ingress, " + FILTERING + ", pass, acl, none",
                "answer=both, frame=1, web, ingress, switch, flood, unknownUnicast, 02:00:00:00:00:02 is not known",
                "answer=live, frame=1, db, egress, " + FILTERING + ", drop, acl[1], deny inbound remote 10.0.0.1/32",
                "answer=what if, frame=1, db, egress, " + FILTERING + ", pass, acl[1], allow inbound remote 10.0.0.1/32",
                "answer=what if, frame=1, db, egress, switch, deliver, vlan, untagged; leaves without a tag",
                "answer=live, frame=1, bare, egress, " + FILTERING + ", pass, acl, none",
                "answer=live, frame=1, bare, egress, switch, drop, disconnected, the port is not connected");
        assertThat(trace("to", "db", "withoutExtension", List.of(FILTERING)))
                .contains("answer=what if, frame=1, db, egress, switch, deliver, vlan, untagged; leaves without a tag");
        assertThat(trace("to", "db", "remove", List.of("ports.db.policies." + FILTERING + ".acl[1]")))
                .anyMatch(row -> row.startsWith("answer=what if") && row.contains("allow inbound remote 10.0.0.0/16"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "protocol=udp destinationPort=53                | UDP 10.0.0.1:49152 > 10.0.0.2:53",
        "tcpFlags=ack sourcePort=80 destinationPort=9   | TCP 10.0.0.1:80 > 10.0.0.2:9",
        "sourceAddress=fd00::1 destinationAddress=fd00::2 | ICMPv6 fd00::1 > fd00::2",
        "etherType=arp                                  | ARP request 02:00:00:00:00:01 > ff:ff:ff:ff:ff:ff",
        "etherType=0x88cc                               | 0x88cc 02:00:00:00:00:01 > 02:00:00:00:00:02",
        "protocol=47                                    | IP protocol 47 10.0.0.1 > 10.0.0.2",
        "destinationMac=02:00:00:00:00:03 icmpType=0    | ICMP 10.0.0.1 > 10.0.0.2"})
    void shouldMakeTheFrameThatIsDescribed(String fields, String summary) throws RefusedException {
        assertThat(decided(fields)).contains(summary);
    }

    private String decided(String fields) throws RefusedException {
        final Object[] parameters = Arrays.stream(("to=db " + fields).split(" ")).flatMap(field -> {
            final String[] pair = field.split("=");
            return Stream.<Object>of(pair[0], pair[0].equals("tcpFlags") ? List.of(pair[1])
                    : pair[1].matches("\\d+") && !pair[0].equals("protocol") ? Long.valueOf(pair[1]) : pair[1]);
        }).toArray();
        final PacketScene scene = PacketScene.of(lab.engine(), lab.engine(), given(parameters));
        return scene.twin().run(scene.spec()).last().orElseThrow().headers().summary();
    }

    @Test
    void shouldTraceFramesOfACaptureInTheirOrder() throws Exception {
        final Path capture = folder.resolve("in.pcapng");
        try (CaptureWriter writer = CaptureWriter.create(capture)) {
            writer.addInterface("in");
            for (int k = 0; k < 3; k++) {
                final byte[] frame = new FrameBuilder().ethernet(DB, k == 1 ? DB : WEB).ipv4(IpAddress.parse("10.0.0.9"),
                        IpAddress.parse("10.0.0.2")).udp(k, 53).pad(60).build();
                writer.write(0, k * 1_000L, MemorySegment.ofArray(frame), 0, frame.length, frame.length);
            }
        }
        final String path = capture.toString();
        assertThat(trace("path", path, "frame", "1-3")).hasSize(3)
                .anySatisfy(row -> assertThat(row).startsWith("frame=2").contains("drop", "macSpoofing"))
                .last().asString().startsWith("frame=3").contains("UDP 10.0.0.9:2 > 10.0.0.2:53", "flood");
        assertThat(trace("path", path, "frame", "2")).containsExactly(
                "frame=1, web, ingress, switch, drop, macSpoofing, its source address is not the port's");
        assertThatThrownBy(() -> trace("path", path, "frame", "3-4")).isInstanceOf(RefusedException.class)
                .hasMessage(path + ": found 3 frames, expected frame 4 to be there");
        Files.write(capture, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> trace("path", path)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("found a capture that cannot be used");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "switchName=none | found no live switch \"none\", expected one of lab",
        "vmNetworkAdapterName=none | found no network adapter 'none' on switch 'lab', expected one of web, db, other, bare",
        "to=none | found no network adapter 'none' on switch 'lab', expected one of web, db, other, bare",
        "to=bare | found no -DestinationMac, expected one, since adapter 'bare' has no address and none was seen there",
        "ttl=3 | found neither -To nor -DestinationMac, expected one of them",
        "to=db protocol=tcp | found no -DestinationPort, expected one for a packet of TCP or UDP",
        "to=db protocol=xyz | -Protocol: found 'xyz', expected tcp, udp, icmp or a number to 255",
        "to=db etherType=70000 | -EtherType: found '70000', expected ipv4, ipv6, arp or a number to 0xffff",
        "to=db sourceAddress=fd00::1 | found no -DestinationAddress, expected an IPv6 address, since the attachment of "
                + "adapter 'db' names none",
        "to=db priority=8 | -Priority: found 8, expected 0 to 7",
        "to=db length=20 | -Length: found 20, expected at least 42 for the headers of this frame",
        "to=db frame=3 | found -Frame without -Path, expected a capture that the frame is in",
        "to=db path=x sourcePort=3 | found -Path and fields of a frame, expected one of them",
        "path=/no/such | /no/such: found a capture that cannot be used (no such file), expected one of Ethernet frames",
        "to=db set=ports.web | found 'ports.web', expected PATH=VALUE, such as ports.vm1.allowMacSpoofing=true",
        "to=db set=ports.nobody.vlan=3 | found 'nobody.vlan' in the path 'ports.nobody.vlan', expected one of web, db, other, "
                + "bare",
        "to=db set=ports.web.colour=red | switch 'lab', changed so: ports[0].colour: found unknown key 'colour', expected one of",
        "to=db remove=ports.web.limits | found nothing at ports.web.limits of switch 'lab', expected something to remove",
        "to=db set=name=x | found the path 'name', expected one of what switch 'lab' has besides its name",
        "to=db remove=name | found the path 'name', expected one of what switch 'lab' has besides its name",
        "to=db withoutExtension=x | found no enabled extension 'x' on switch 'lab', expected one of " + FILTERING,
        "to=db set=ports.web.name=x | found that ports of switch 'lab' come, go or get other names, expected changes of "
                + "ports that stay"})
    void shouldRefuseInOneSentence(String fields, String sentence) {
        final Object[] parameters = Arrays.stream(fields.split(" ")).flatMap(field -> {
            final String key = field.substring(0, field.indexOf('='));
            final String value = field.substring(field.indexOf('=') + 1);
            return Stream.<Object>of(key, List.of("set", "remove", "withoutExtension").contains(key)
                    ? List.of(value) : value.matches("\\d+") && !List.of("etherType", "frame").contains(key)
                            ? Long.valueOf(value) : value);
        }).toArray();
        assertThatThrownBy(() -> trace(parameters)).isInstanceOf(RefusedException.class).message()
                .startsWith(sentence).doesNotContain("\n", "Exception");
    }

    @Test
    void shouldNotGiveASwitchAnotherName() {
        assertThatThrownBy(() -> new EditVMSwitch(lab.engine()).plan(new FabricDocument(List.of(), List.of(spec())),
                new EditVMSwitch.Parameters("lab", List.of("name=x"), List.of(), List.of())))
                .isInstanceOf(RefusedException.class).hasMessage("found the path 'name', expected one of what switch "
                        + "'lab' has besides its name, which is not changed so");
    }

    @Test
    void shouldMakeTrueWhatWasSupposed() throws RefusedException {
        final EditVMSwitch edit = new EditVMSwitch(lab.engine());
        final String path = "ports.db.policies." + FILTERING + ".acl[1]";
        final EditVMSwitch.Parameters given = new EditVMSwitch.Parameters("lab", List.of("ports.web.vlan.mode=access",
                "ports.web.vlan.id=9", path + ".action=allow"), List.of("ports.other.mac"), List.of(FILTERING));
        final SwitchSpec made = edit.plan(new FabricDocument(List.of(), List.of(spec())), given).switches().getFirst();
        assertThat(made.extensions()).isEmpty();
        assertThat(made.ports().getFirst()).isEqualTo(spec().ports().getFirst().withVlan(new Vlan.Access(9)));
        assertThat(made.ports().get(2).mac()).isEmpty();
        assertThat(made.ports().get(1).policies().toString()).doesNotContain("deny");
        final FabricDocument hosts = new FabricDocument(List.of(new HostSpec("h1", List.of(spec())),
                new HostSpec("h2", List.of(spec()))), List.of());
        assertThatThrownBy(() -> edit.plan(hosts, given)).isInstanceOf(RefusedException.class)
                .hasMessage("found several switches 'lab', expected one of h1/lab, h2/lab");
        final FabricDocument changed = edit.plan(hosts, new EditVMSwitch.Parameters("h2/lab",
                List.of(), List.of(), List.of(FILTERING)));
        assertThat(changed.hosts().getFirst()).isEqualTo(hosts.hosts().getFirst());
        assertThat(changed.hosts().getLast().switches().getFirst().extensions()).isEmpty();
    }

    @Test
    void shouldGiveTheBytesWhereAFrameEntersAndWhereItLeaves() throws RefusedException {
        lab.send("db", new FrameBuilder().ethernet(MacAddress.BROADCAST, DB).etherType(0x88b5).pad(60).build());
        final PacketParameters asked = given("to", "db", "destinationPort", 80L, "sourceAddress", "10.0.0.9", "set",
                List.of("ports.web.vlan={\"mode\":\"access\",\"id\":7}",
                        "ports.db.vlan={\"mode\":\"trunk\",\"allowed\":[7]}"));
        final List<GetPacketBytes.Row> rows =
                new GetPacketBytes(lab.engine(), lab.engine()).query(FabricDocument.EMPTY, asked);
        final GetPacketBytes.Row in = rows.getFirst();
        assertThat(in.vmNetworkAdapterName() + " " + in.direction() + " " + in.length()).isEqualTo("web ingress 60");
        assertThat(in.bytes()).startsWith("0200000000020200000000010800").hasSize(120);
        final GetPacketBytes.Row out = rows.stream().filter(row -> row.vmNetworkAdapterName().equals("db")).findFirst()
                .orElseThrow();
        assertThat(out.direction() + " " + out.length()).isEqualTo("egress 64");
        assertThat(out.bytes()).isEqualTo(in.bytes().substring(0, 24) + "81000007" + in.bytes().substring(24));
        assertThat(out.comment()).startsWith("db: from web; switch changed tag none -> 7");
    }
}
