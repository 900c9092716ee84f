package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.MirrorSpec;
import org.signalbox.vswitch.PortLimits;
import org.signalbox.vswitch.PortMirroring;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Headers;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.ForwardingExtension;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;

/** What stands in the record of a frame: every stage, the switch's own edge included, with rule, reason and headers. */
class RecordTest extends StackTest {
    private static final Vlan TRUNK = new Vlan.Trunk(5, List.of(VlanRange.parse("20-29")));
    private static final byte[] UNTAGGED = Runs.frame(BROADCAST, 1);

    private static Decision only(final SwitchSpec spec, final List<InstalledExtension> extensions,
            final Runs.Entry... entries) {
        return run(spec, extensions, 64, List.of(entries)).decisions().get(entries.length - 1);
    }

    private static String text(final Step step) {
        return step.extension() + " " + step.verdict() + " " + step.rule() + ": " + step.reason();
    }

    private static List<String> text(final List<Step> steps) {
        return steps.stream().map(RecordTest::text).toList();
    }

    private static Map<String, List<String>> copies(final List<Copy> copies) {
        return copies.stream().collect(Collectors.toMap(Copy::port, copy -> text(copy.steps())));
    }

    // the edge

    private static Stream<Arguments> entries() {
        final byte[] native5 = Runs.tagged(UNTAGGED, 0x8100, 5);
        return Stream.of(
                Arguments.of(Vlan.UNTAGGED, false, UNTAGGED, "switch PASS vlan: untagged; came without a tag", 0, 0),
                Arguments.of(new Vlan.Access(10), false, UNTAGGED,
                        "switch PASS vlan: access 10; came without a tag", 10, 0),
                Arguments.of(new Vlan.Access(10), false, Runs.tagged(UNTAGGED, 0x8100, 0xA000),
                        "switch REWRITE vlan: access 10; priority tag taken off, priority 5 is not trusted", 10, 0),
                Arguments.of(new Vlan.Access(10), true, Runs.tagged(UNTAGGED, 0x8100, 0xA000),
                        "switch REWRITE vlan: access 10; priority tag taken off", 10, 5),
                Arguments.of(TRUNK, true, Runs.tagged(UNTAGGED, 0x88a8, 0x6014),
                        "switch REWRITE vlan: trunk native 5 allowed 20-29; tag 20 taken off", 20, 3),
                Arguments.of(TRUNK, true, native5,
                        "switch REWRITE vlan: trunk native 5 allowed 20-29; tag 5 taken off", 5, 0),
                Arguments.of(TRUNK, true, UNTAGGED,
                        "switch PASS vlan: trunk native 5 allowed 20-29; came without a tag", 5, 0),
                Arguments.of(new Vlan.Private(100, 101, List.of(), Vlan.Private.Role.ISOLATED), false, UNTAGGED,
                        "switch PASS vlan: isolated 100 / 101; came without a tag", 101, 0));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void shouldSayIntoWhichVlanAFrameIsPutAndWhatItsTagBecomes(final Vlan mode, final boolean trusted,
            final byte[] frame, final String text, final int vlan, final int priority) {
        final SwitchSpec spec = Runs.spec(List.of(), Runs.port("a", mode).withIeeePriorityTag(trusted));
        final Decision decision = only(spec, List.of(), new Runs.Entry(0, 7, frame));
        final boolean tagged = frame.length > UNTAGGED.length;
        final int tci = tagged ? (frame[14] & 0xFF) << 8 | frame[15] & 0xFF : 0;
        assertThat(text(decision.ingress().getFirst())).isEqualTo(text);
        assertThat(decision.headersBefore(0)).isEqualTo(decision.headers());
        assertThat(decision.headers().tag()).isEqualTo(tagged ? Optional.of(tci & 0xFFF) : Optional.empty());
        assertThat(decision.headers().priority()).isEqualTo(tci >>> 13);
        assertThat(decision.headers().etherType()).contains(0x88b5);
        final Headers after = decision.headersBefore(1);
        assertThat(after.tag()).isEmpty();
        assertThat(after.vlan()).isEqualTo(vlan).isEqualTo(decision.headers().vlan());
        assertThat(after.priority()).isEqualTo(priority);
        assertThat(decision.ingress().getFirst().after().isPresent()).isEqualTo(tagged);
    }

    @Test
    void shouldSayWhichTagACopyLeavesWith() {
        final SwitchSpec spec = Runs.spec(List.of(), Runs.port("a", TRUNK).withIeeePriorityTag(true),
                Runs.port("b", TRUNK), Runs.port("c", new Vlan.Access(20)), Runs.port("d", new Vlan.Access(5)));
        final Decision tagged = only(spec, List.of(), new Runs.Entry(0, 1, Runs.tagged(UNTAGGED, 0x8100, 0x6014)));
        assertThat(copies(tagged.copies())).isEqualTo(Map.of(
                "b", List.of("switch DELIVER vlan: trunk native 5 allowed 20-29; tag 20 put on"),
                "c", List.of("switch DELIVER vlan: access 20; leaves without a tag")));
        final Copy trunk = tagged.copies().getFirst();
        assertThat(tagged.headersBefore(trunk, 0).tag()).isEmpty();
        assertThat(tagged.headersBefore(trunk, 1).tag()).contains(20);
        assertThat(tagged.headersBefore(trunk, 1).priority()).isEqualTo(3);
        assertThat(tagged.headersBefore(tagged.copies().getLast(), 1).tag()).isEmpty();
        final Decision untagged = only(spec, List.of(), new Runs.Entry(0, 1, UNTAGGED));
        assertThat(copies(untagged.copies())).isEqualTo(Map.of(
                "b", List.of("switch DELIVER vlan: trunk native 5 allowed 20-29; leaves without a tag"),
                "d", List.of("switch DELIVER vlan: access 5; leaves without a tag")));
    }

    private static byte[] to(final long destination) {
        final byte[] frame = UNTAGGED.clone();
        for (int k = 0; k < 6; k++) {
            frame[k] = (byte) (destination >>> 40 - 8 * k);
        }
        return frame;
    }

    private static byte[] built(final FrameBuilder builder) {
        final byte[] bytes = new byte[256];
        return Arrays.copyOf(bytes, builder.build(MemorySegment.ofArray(bytes), 0));
    }

    private static byte[] from(final String address) {
        return built(new FrameBuilder().ethernet(MacAddress.BROADCAST, MacAddress.parse("02:00:00:00:00:01"))
                .ipv4(IpAddress.parse(address), IpAddress.parse("10.0.0.9")).udp(1, 2).payload(new byte[18]));
    }

    private static Stream<Arguments> refusals() {
        final PortSpec plain = Runs.port("b", Vlan.UNTAGGED);
        final PortSpec any = Runs.port("a", Vlan.UNTAGGED);
        final PortSpec isolated = Runs.port("i", new Vlan.Private(100, 101, List.of(), Vlan.Private.Role.ISOLATED));
        final PortSpec narrow = Runs.port("p", new Vlan.Private(100, 0, List.of(VlanRange.parse("102")),
                Vlan.Private.Role.PROMISCUOUS));
        return Stream.of(
                Arguments.of("runt: shorter than an Ethernet header", List.of(any),
                        List.of(new Runs.Entry(0, 1, new byte[13]))),
                Arguments.of("runt: cut within its VLAN tag", List.of(any), List.of(new Runs.Entry(0, 1,
                        Arrays.copyOf(Runs.tagged(UNTAGGED, 0x8100, 0), 16)))),
                Arguments.of("vlan: its VLAN tag may not be sent from this port", List.of(any),
                        List.of(new Runs.Entry(0, 1, Runs.tagged(UNTAGGED, 0x8100, 20)))),
                Arguments.of("macSpoofing: its source address is not the port's",
                        List.of(Runs.port("a", Vlan.UNTAGGED, "02:00:00:00:00:05", false)),
                        List.of(new Runs.Entry(0, 1, UNTAGGED))),
                Arguments.of("bpduGuard: a bridge protocol frame from a machine", List.of(any),
                        List.of(new Runs.Entry(0, 1, to(0x0180_C200_0000L)))),
                Arguments.of("linkLocal: for the other end of the link, which no bridge forwards", List.of(any),
                        List.of(new Runs.Entry(0, 1, to(0x0180_C200_000EL)))),
                Arguments.of("dynamicIpLimit: one IP address more than the port may send from",
                        List.of(any.withLimits(new PortLimits(0, 1, 0))),
                        List.of(new Runs.Entry(0, 1, from("10.0.0.1")), new Runs.Entry(0, 2, from("10.0.0.2")))),
                Arguments.of("samePort: its destination is behind its source port", List.of(any),
                        List.of(entry(0, 1, BROADCAST, 2), entry(0, 2, 2, 1))),
                Arguments.of("noDestination: no destination", List.of(any), List.of(entry(0, 1, BROADCAST, 1))),
                Arguments.of("stormLimit: one flooded frame more than the port may send in a second",
                        List.of(any.withLimits(new PortLimits(1, 0, 0)), plain),
                        List.of(entry(0, 1, BROADCAST, 1), entry(0, 2, BROADCAST, 1))),
                Arguments.of("uplinkLoop: from one uplink to another",
                        List.of(any.withType(PortType.UPLINK), plain.withType(PortType.UPLINK)),
                        List.of(entry(1, 1, BROADCAST, 2), entry(0, 2, 2, 1))),
                Arguments.of("isolated: its destination may not receive it", List.of(isolated,
                        Runs.port("j", new Vlan.Private(100, 101, List.of(), Vlan.Private.Role.ISOLATED))),
                        List.of(entry(1, 1, BROADCAST, 2), entry(0, 2, 2, 1))),
                Arguments.of("isolated: its destination may not receive it", List.of(narrow, isolated),
                        List.of(entry(1, 1, BROADCAST, 2), entry(0, 2, 2, 1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void shouldSayWhyTheSwitchDropsAFrame(final String why, final List<PortSpec> ports,
            final List<Runs.Entry> entries) {
        final Decision last = only(new SwitchSpec("test", SwitchType.EXTERNAL, List.of(), ports), List.of(),
                entries.toArray(Runs.Entry[]::new));
        assertThat(text(last.ingress().getLast())).isEqualTo("switch DROP " + why);
        assertThat(last.copies()).isEmpty();
        assertThat(last.ingress().stream().filter(step -> step.rule().isEmpty() || step.reason().isEmpty())).isEmpty();
    }

    @Test
    void shouldSayWhyAChosenPortDoesNotGetItsCopy() {
        final ForwardingExtension everywhere = _ -> (frames, actions) -> {
            for (int k = 0; k < frames.live(); k++) {
                actions.to(frames.frame(k), 1);
                actions.to(frames.frame(k), 2);
                actions.to(frames.frame(k), 77);
            }
        };
        final SwitchSpec spec = Runs.spec(List.of("w"), Runs.port("a", Vlan.UNTAGGED),
                Runs.port("other", new Vlan.Access(9)), Runs.port("bare", Vlan.UNTAGGED)
                        .withMandatoryExtensions(List.of("absent")));
        final Decision decision = only(spec, List.of(installed("w", everywhere)), entry(0, 1, BROADCAST, 1));
        assertThat(copies(decision.copies())).isEqualTo(Map.of(
                "other", List.of("switch DROP vlan: the port is not in the frame's VLAN"),
                "bare", List.of("switch DROP linkDown: the port is down")));
    }

    @Test
    void shouldSayHowMirroredCopiesGo() {
        final PortSpec mirrored = Runs.port("a", Vlan.UNTAGGED).withMirroring(PortMirroring.SOURCE);
        final SwitchSpec spec = Runs.spec(List.of(), mirrored,
                Runs.port("probe", Vlan.UNTAGGED).withMirroring(PortMirroring.DESTINATION),
                Runs.port("remote", new Vlan.Trunk(0, List.of(VlanRange.parse("300")))),
                Runs.port("b", Vlan.UNTAGGED)).withMirrors(List.of(
                        new MirrorSpec("vlan", List.of("a"), new MirrorSpec.Analyser.Rspan(300)),
                        new MirrorSpec("tunnel", List.of("a"), new MirrorSpec.Analyser.Erspan("b",
                                MacAddress.parse("02:00:00:00:00:aa"), MacAddress.parse("02:00:00:00:00:bb"),
                                IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2"), 1))));
        final Decision decision = only(spec, List.of(), entry(1, 1, BROADCAST, 2), entry(0, 2, 2, 1));
        assertThat(decision.copies().stream().map(copy -> copy.port() + " " + text(copy.steps())).toList())
                .containsExactly("probe [switch DELIVER vlan: untagged; leaves without a tag]",
                        "remote [switch DELIVER mirror: for an analyser, in VLAN 300]",
                        "b [switch DELIVER mirror: for an analyser, through a tunnel]");
    }

    @Test
    void shouldShowWhatDecisionsLookAt() {
        final FrameBuilder tcp = new FrameBuilder()
                .ethernet(MacAddress.BROADCAST, MacAddress.parse("02:00:00:00:00:01"))
                .ipv4(IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2")).tcp(80, 4000, 1, 2, 0x12, 1000);
        final byte[] marked = built(tcp);
        marked[15] = (byte) (46 << 2);
        marked[22] = 17;
        final byte[] icmp6 = built(new FrameBuilder()
                .ethernet(MacAddress.BROADCAST, MacAddress.parse("02:00:00:00:00:01"))
                .ipv6(IpAddress.parse("fe80::1"), IpAddress.parse("ff02::1")).udp(1, 2).payload(new byte[8]));
        icmp6[14] = 0x6B;
        icmp6[15] = (byte) 0x80;
        icmp6[20] = 58;
        icmp6[54] = (byte) 134;
        final byte[] arp = Runs.frame(BROADCAST, 1);
        System.arraycopy(new byte[] {8, 6, 0, 1, 8, 0, 6, 4, 0, 2}, 0, arp, 12, 10);
        final List<Headers> seen = Stream.of(marked, icmp6, arp, Arrays.copyOf(arp, 21))
                .map(frame -> only(three(), List.of(), new Runs.Entry(0, 1, frame)).headers()).toList();
        assertThat(seen.get(0).dscp()).contains(46);
        assertThat(seen.get(0).ttl()).contains(17);
        assertThat(seen.get(0).tcpFlags()).contains(0x12);
        assertThat(seen.get(0).sourcePort()).contains(80);
        assertThat(seen.get(0).icmpType()).isEmpty();
        assertThat(seen.get(1).dscp()).contains(46);
        assertThat(seen.get(1).ttl()).contains(icmp6[21] & 0xFF);
        assertThat(seen.get(1).icmpType()).contains(134);
        assertThat(seen.get(1).sourcePort()).isEmpty();
        assertThat(seen.get(2).arpOperation()).contains(2);
        assertThat(seen.get(3).arpOperation()).isEmpty();
    }

    // what extensions say

    private static InstalledExtension talks() {
        return filter("talks", (frames, actions) -> {
            assertThat(frames.isRecorded()).isTrue();
            for (int k = 0; k < frames.live(); k++) {
                final int frame = frames.frame(k);
                frames.because(frame, "first", "said twice");
                frames.because(frame, "rule[" + frames.timeNanos(frame) + "]", "for its time");
                if (frames.timeNanos(frame) == 1) {
                    actions.setSourceMac(frame, 0x0200_0000_0007L);
                } else if (frames.timeNanos(frame) == 2) {
                    final int clone = actions.cloneFrame(frame);
                    frames.because(clone, "clone", "one more");
                    frames.because(actions.inject(frame, bytes(UNTAGGED), 0, 60, 1, 0), "inject", "an answer");
                }
            }
        }, (copies, actions) -> {
            for (int k = 0; k < copies.live(); k++) {
                copies.because(copies.frame(k), "out", "to port " + copies.destinationPort(copies.frame(k)));
            }
        });
    }

    @Test
    void shouldSayWhichRuleLetAFramePassChangedItOrMadeIt() {
        final List<Decision> decisions = run(three("talks"), List.of(talks()), 64,
                List.of(entry(0, 0, BROADCAST, 1), entry(0, 1, BROADCAST, 1), entry(0, 2, BROADCAST, 1))).decisions();
        assertThat(decisions.stream().map(each -> each.ingress().stream().filter(step ->
                step.extension().equals("talks")).map(RecordTest::text).toList()).toList()).containsExactly(
                        List.of("talks PASS rule[0]: for its time"), List.of("talks REWRITE rule[1]: for its time"),
                        List.of("talks PASS rule[2]: for its time"), List.of("talks CLONE clone: one more"),
                        List.of("talks INJECT inject: an answer"));
        final Decision changed = decisions.get(1);
        assertThat(changed.headersBefore(1).source()).contains(MacAddress.parse("02:00:00:00:00:01"));
        assertThat(changed.headersBefore(2).source()).contains(MacAddress.parse("02:00:00:00:00:07"));
        assertThat(text(decisions.getFirst().copies().getFirst().steps().getFirst()))
                .isEqualTo("talks PASS out: to port 1");
    }

    @Test
    void shouldSayWhichRuleOfAForwardingExtensionChoseAndWhatACapturingOneSaw() {
        final ForwardingExtension forwards = _ -> (frames, actions) -> {
            for (int k = 0; k < frames.live(); k++) {
                actions.to(frames.frame(k), 2);
                frames.because(frames.frame(k), "route[3]", "the way to c");
            }
        };
        final InstalledExtension captures = capture("captures", frames ->
                frames.because(frames.frame(0), "sample", "one of many"), _ -> { }, _ -> { });
        final Decision decision = only(three("captures", "w"),
                List.of(captures, installed("w", (Extension) forwards)), entry(0, 0, BROADCAST, 1));
        assertThat(text(decision.ingress())).containsExactly("switch PASS vlan: untagged; came without a tag",
                "captures PASS sample: one of many", "w FORWARD route[3]: the way to c");
    }

    @Test
    void shouldPreferTheReasonOfADropAndForgetWhatWasSaidBefore() {
        final FilteringExtension drops = context -> new FilteringStage() {
            private final int reason = context.dropReason("no", "not this one");

            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                frames.because(frames.frame(0), "yes", "overruled");
                actions.drop(frames.frame(0), reason);
            }

            @Override
            public void egress(final FrameBatch copies, final EgressActions actions) {
            }
        };
        final Runs.Outcome outcome = Runs.run(three("silent", "drops"), List.of(installed("drops", drops),
                filter("silent", (_, _, _) -> { })), 1, List.of(entry(0, 0, BROADCAST, 1)), true);
        assertThat(text(outcome.decisions().getFirst().ingress())).containsExactly(
                "switch PASS vlan: untagged; came without a tag", "silent PASS : ", "drops DROP no: not this one");
    }

    @Test
    void shouldExcludeADestinationInItsCopyOnly() {
        final FilteringExtension excludes = context -> new FilteringStage() {
            private final int reason = context.dropReason("toC", "nothing for c");

            @Override
            public void egress(final FrameBatch copies, final EgressActions actions) {
                each((FrameBatch batch, int copy, EgressActions a) -> {
                    if (batch.destinationPort(copy) == 2) {
                        a.drop(copy, reason);
                    }
                }).batch(copies, actions);
            }
        };
        final Decision decision = only(three("excludes"), List.of(installed("excludes", excludes)),
                entry(0, 0, BROADCAST, 1));
        assertThat(copies(decision.copies())).isEqualTo(Map.of(
                "b", List.of("excludes PASS : ", "switch DELIVER vlan: untagged; leaves without a tag"),
                "c", List.of("excludes DROP toC: nothing for c")));
    }

    @Test
    void shouldSpendNothingOnRemarksWhileNobodyLooks() {
        final List<Boolean> asked = new ArrayList<>();
        final InstalledExtension asks = filter("asks", (frames, _) -> {
            asked.add(frames.isRecorded());
            frames.because(frames.frame(0), "rule", "for nobody");
        }, (_, _) -> { });
        Runs.run(three("asks"), List.of(asks), 64, broadcasts(1), false);
        Runs.run(three("asks"), List.of(asks), 64, broadcasts(1), true);
        assertThat(asked).containsExactly(false, true);
    }

    // failures

    private static Extension failing(final String pass) {
        if (pass.equals("forward")) {
            return (ForwardingExtension) context -> {
                final int reason = context.dropReason("first", "the first one");
                return (frames, actions) -> {
                    actions.drop(frames.frame(0), reason);
                    throw new IllegalStateException("planted");
                };
            };
        }
        return (FilteringExtension) context -> new FilteringStage() {
            private final int reason = context.dropReason("first", "the first one");

            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                if (pass.equals("ingress")) {
                    actions.drop(frames.frame(0), reason);
                    actions.setSourceMac(frames.frame(1), 0x0200_0000_0009L);
                    throw new IllegalStateException("planted");
                }
            }

            @Override
            public void egress(final FrameBatch copies, final EgressActions actions) {
                if (pass.equals("egress")) {
                    throw new IllegalStateException("planted");
                }
            }
        };
    }

    private static List<String> of(final String extension, final List<Decision> decisions) {
        return decisions.stream().flatMap(each -> Stream.concat(each.ingress().stream(),
                each.copies().stream().flatMap(copy -> copy.steps().stream())))
                .filter(step -> step.extension().equals(extension)).map(RecordTest::text).toList();
    }

    @ParameterizedTest
    @EnumSource(FailPolicy.class)
    void shouldSayThatAFailedExtensionWasSkippedOrThatItDropped(final FailPolicy policy) {
        final String why = "IllegalStateException: planted";
        final String bypass = "fails BYPASS fault: " + why;
        final String fault = "fails DROP fault: the extension failed: " + why;
        final String first = "fails DROP first: the first one";
        for (final String pass : List.of("ingress", "forward", "egress")) {
            final SwitchSpec spec = three("fails").withBindings(Map.of("fails",
                    new ExtensionBinding(Optional.of(policy), 50)));
            // a batch of three in which it fails, and one after that
            final List<Decision> decisions = run(spec, List.of(installed("fails", failing(pass))), 3,
                    broadcasts(4)).decisions();
            final List<String> failed = of("fails", decisions.subList(0, 3));
            final List<String> later = of("fails", decisions.subList(3, 4));
            final boolean open = policy == FailPolicy.OPEN;
            switch (pass) {
                case "ingress" -> assertThat(failed).as(pass).isEqualTo(!open ? List.of(first, fault, fault)
                        : List.of(first, "fails REWRITE fault: " + why, bypass, bypass, bypass, bypass, bypass));
                case "forward" -> assertThat(failed).as(pass).isEqualTo(
                        !open ? List.of(first, fault, fault) : List.of(first, bypass, bypass));
                // the copies of a batch go in two passes, of which the first one fails
                default -> assertThat(new TreeSet<>(failed)).as(pass).isEqualTo(new TreeSet<>(switch (policy) {
                    case OPEN -> List.of("fails PASS : ", bypass);
                    case CLOSED -> List.of("fails PASS : ", fault);
                    case QUARANTINE -> List.of("fails PASS : ", fault, bypass);
                }));
            }
            assertThat(later).as(pass).isEqualTo(policy == FailPolicy.CLOSED ? List.of(fault)
                    : pass.equals("forward") ? List.of(bypass) : List.of(bypass, bypass, bypass));
        }
    }

    @Test
    void shouldAnswerTheSameHoweverFramesAreCutIntoBatches() {
        final List<Runs.Entry> entries = new ArrayList<>();
        for (int k = 0; k < 60; k++) {
            entries.add(entry(k % 3, k, k % 4 == 0 ? BROADCAST : k % 3, k % 5));
        }
        final List<Decision> one = run(three("talks"), List.of(talks()), 1, entries).decisions();
        for (final int batch : new int[] {7, 64}) {
            assertThat(run(three("talks"), List.of(talks()), batch, entries).decisions()).isEqualTo(one);
        }
    }
}
