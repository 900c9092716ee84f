package org.signalbox.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.capture.filter.FilterException;
import org.signalbox.capture.filter.FilterExpression;
import org.signalbox.command.RefusedException;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Headers;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.decision.Verdict;

/** What a live switch decides, in lines; the engine is a fake that has decided before it is asked. */
class TraceVMSwitchTest {
    private static final Headers WEB = new Headers(Optional.of(MacAddress.parse("02:00:00:00:00:01")),
            Optional.of(MacAddress.BROADCAST), 0, Optional.of(0x0800), Optional.of(IpAddress.parse("10.0.0.1")),
            Optional.of(IpAddress.parse("10.0.0.2")), Optional.of(6), Optional.of(80), Optional.of(4000));
    private static final Headers TAGGED = WEB.withTag(Optional.of(20)).withPriority(5);

    @TempDir
    Path folder;
    private FabricFixture fixture;

    @BeforeEach
    void open() throws IOException, RefusedException {
        fixture = new FabricFixture(folder);
        fixture.run("New-VMSwitch", "Name", "lab", "SwitchType", "private");
        fixture.run("Add-VMNetworkAdapter", "SwitchName", "lab", "Name", "web1");
        fixture.run("Add-VMNetworkAdapter", "SwitchName", "lab", "Name", "web2");
        fixture.run("Add-VMNetworkAdapter", "SwitchName", "lab", "Name", "db");
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private static Step step(String extension, Verdict verdict, String rule, String reason) {
        return new Step(extension, verdict, rule, reason, Optional.empty());
    }

    private static Decision decision(long frame, List<Step> ingress, Copy... copies) {
        return new Decision(frame, frame * 1_000_000_000L, "web1", 60, TAGGED, ingress, List.of(copies));
    }

    private static Copy copy(String port, Verdict verdict) {
        return new Copy(port, List.of(step("acme", verdict == Verdict.DROP ? Verdict.DROP : Verdict.PASS, "r", "why"),
                step("switch", verdict, "vlan", "untagged")).subList(0, verdict == Verdict.DROP ? 1 : 2));
    }

    private static final Step FLOOD = step("switch", Verdict.FLOOD, "broadcast", "for every port");

    private List<String> trace(Object... parameters) throws RefusedException {
        return fixture.run("Trace-VMSwitch", parameters).objects().stream().map(Object::toString).toList();
    }

    @Test
    void shouldTellWhatDecidedAboutEachFrame() throws RefusedException {
        fixture.switches.decisions.addAll(List.of(
                decision(1, List.of(step("acme", Verdict.DROP, "acl[0]", "deny"))),
                decision(2, List.of(FLOOD), copy("db", Verdict.DELIVER), copy("web2", Verdict.DROP)),
                decision(3, List.of(FLOOD), copy("web2", Verdict.DROP)),
                decision(4, List.of(FLOOD), IntStream.range(0, 11).mapToObj(k -> copy("p" + k, Verdict.DELIVER))
                        .toArray(Copy[]::new))));
        final String start = "time=1970-01-01T00:00:0";
        final String what = "Z, vmNetworkAdapterName=web1, summary=TCP 10.0.0.1:80 > 10.0.0.2:4000, verdict=";
        assertThat(trace("Name", "lab", "Count", 4)).containsExactly(
                "Frame[frame=1, " + start + "1" + what + "drop, extension=acme, rule=acl[0], reason=deny, "
                        + "destinations=]",
                "Frame[frame=2, " + start + "2" + what + "flood, extension=switch, rule=broadcast, "
                        + "reason=for every port, destinations=db, not web2]",
                "Frame[frame=3, " + start + "3" + what + "drop, extension=acme, rule=r, reason=why, "
                        + "destinations=not web2]",
                "Frame[frame=4, " + start + "4" + what + "flood, extension=switch, rule=broadcast, "
                        + "reason=for every port, destinations=p0, p1, p2, p3, p4, p5, p6, p7 and 3 more]");
        assertThat(fixture.switches.followed).as("closed").isEmpty();
        assertThat(fixture.fabric.journal()).as("it is a question").hasSize(4);
    }

    @Test
    void shouldTellEachStepWithWhatItChanged() throws RefusedException {
        fixture.switches.decisions.add(decision(1, List.of(new Step("switch", Verdict.REWRITE, "vlan", "tag taken off",
                Optional.of(WEB)), FLOOD), copy("db", Verdict.DELIVER)));
        assertThat(trace("Name", "lab", "Count", 1, "Detailed", true)).containsExactly(
                "OfStep[frame=1, time=1970-01-01T00:00:01Z, vmNetworkAdapterName=web1, direction=ingress, "
                        + "extension=switch, verdict=rewrite, rule=vlan, reason=tag taken off, "
                        + "changed=tag 20 -> none, priority 5 -> 0]",
                "OfStep[frame=1, time=1970-01-01T00:00:01Z, vmNetworkAdapterName=web1, direction=ingress, "
                        + "extension=switch, verdict=flood, rule=broadcast, reason=for every port, changed=]",
                "OfStep[frame=1, time=1970-01-01T00:00:01Z, vmNetworkAdapterName=db, direction=egress, "
                        + "extension=acme, verdict=pass, rule=r, reason=why, changed=]",
                "OfStep[frame=1, time=1970-01-01T00:00:01Z, vmNetworkAdapterName=db, direction=egress, "
                        + "extension=switch, verdict=deliver, rule=vlan, reason=untagged, changed=]");
    }

    @Test
    void shouldSelectByAFilterAndSayWhatIsWrongWithOne() throws RefusedException {
        try {
            FilterExpression.compile("tcp");
        } catch (FilterException absent) {
            assumeTrue(false, absent.getMessage());
        }
        fixture.switches.decisions.add(decision(1, List.of(FLOOD)));
        assertThat(trace("Name", "lab", "Count", 1, "Filter", "tcp port 80")).hasSize(1);
        assertThat(fixture.switches.lastSelection).contains("filter=Optional[", "snapLength=0");
        assertThatThrownBy(() -> trace("Name", "lab", "Count", 1, "Filter", "tcp prot 80"))
                .isInstanceOf(RefusedException.class)
                .hasMessage("found 'prot' at character 5 of the filter 'tcp prot 80', expected one in the syntax of "
                        + "pcap-filter(7): syntax error");
    }

    @Test
    void shouldSayWhenFramesWereLeftOut() throws RefusedException {
        fixture.switches.lost = 12;
        fixture.switches.decisions.add(decision(1, List.of(FLOOD)));
        assertThat(trace("Name", "lab", "Count", 1)).hasSize(2).last().asString().contains("verdict=lost",
                "reason=12 frames were not recorded, since there were too many");
        assertThat(trace("Name", "lab", "Count", 1, "Detailed", true)).hasSize(2).last().asString()
                .contains("verdict=lost");
    }

    @Test
    void shouldEndWhenItsTimeIsUpThoughThereAreFewFrames() throws RefusedException {
        fixture.switches.decisions.add(decision(1, List.of(FLOOD)));
        final long begin = System.nanoTime();
        assertThat(trace("Name", "lab", "Seconds", 1)).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofSeconds(1),
                Duration.ofSeconds(30));
    }

    @Test
    void shouldHoldUpNoChangeMeanwhile() throws Exception {
        final Thread tracing = Thread.ofPlatform().start(() -> {
            try {
                trace("Name", "lab", "VMNetworkAdapterName", "WEB*", "Seconds", 600);
            } catch (RefusedException refused) {
                throw new IllegalStateException(refused);
            }
        });
        final long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (fixture.switches.followed.isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(fixture.switches.followed).startsWith("lab Selection[ports=[web").doesNotContain("db")
                .contains("web1", "web2", "perSecond=10000");
        fixture.run("Add-VMNetworkAdapter", "SwitchName", "lab", "Name", "later");
        assertThat(tracing.isAlive()).isTrue();
        tracing.interrupt();
        assertThat(tracing.join(Duration.ofSeconds(10))).isTrue();
        assertThat(fixture.switches.followed).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNotThere() {
        assertThatThrownBy(() -> trace("Name", "none")).isInstanceOf(RefusedException.class)
                .hasMessageContaining("found no switch 'none', expected one of lab");
        assertThatThrownBy(() -> trace("Name", "lab", "VMNetworkAdapterName", "x*"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("found no network adapter 'x*' on switch 'lab', expected");
        assertThatThrownBy(() -> trace("Name", "lab", "Count", 0)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("expected");
    }
}
