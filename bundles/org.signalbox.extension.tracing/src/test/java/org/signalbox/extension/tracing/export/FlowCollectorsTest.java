package org.signalbox.extension.tracing.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.HostSpec;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;

class FlowCollectorsTest {
    private static final Collector COLLECTOR =
            new Collector(ExportProtocol.IPFIX, CollectorAddress.parse("10.0.0.9:4739"));

    private static SwitchSpec named(final String name) {
        return new SwitchSpec(name, SwitchType.PRIVATE, List.of(), List.of());
    }

    private static FabricDocument add(final FabricDocument document, final String name) throws RefusedException {
        return FlowCollectors.change(document, name, _ -> List.of(COLLECTOR),
                _ -> List.of(FlowCollectors.EXTENSION));
    }

    private static RemoveVMSwitchFlowCollector.Parameters remove(final String address) {
        return new RemoveVMSwitchFlowCollector.Parameters("prod", CollectorAddress.parse(address), Optional.empty());
    }

    @Test
    void shouldChangeOneSwitchAlone() throws RefusedException {
        final FabricDocument after = add(new FabricDocument(List.of(), List.of(named("prod"), named("test"))), "prod");
        assertThat(after.switches().getLast()).isEqualTo(named("test"));
        assertThat(after.switches().getFirst().extensions()).containsExactly(FlowCollectors.EXTENSION);
        assertThat(after.switches().getFirst().policies()).isEqualTo(Map.of(FlowCollectors.EXTENSION,
                Map.of("collectors", List.of(Map.of("protocol", "ipfix", "address", "10.0.0.9:4739")))));
    }

    @Test
    void shouldFindASwitchOfAHost() throws RefusedException {
        final FabricDocument before = new FabricDocument(List.of(new HostSpec("h1", List.of(named("prod"))),
                new HostSpec("h2", List.of(named("prod")))), List.of());
        final FabricDocument after = add(before, "h2/prod");
        assertThat(after.hosts().getFirst()).isEqualTo(before.hosts().getFirst());
        assertThat(after.hosts().getLast().switches().getFirst().policies()).isNotEmpty();
        assertThatThrownBy(() -> add(before, "prod")).isInstanceOf(RefusedException.class)
                .hasMessage("found several switches 'prod', expected one of h1/prod, h2/prod");
    }

    @Test
    void shouldKeepTheOtherKeysOfThePolicy() throws RefusedException {
        final SwitchSpec spec = named("prod").withPolicies(Map.of(FlowCollectors.EXTENSION, Map.of("collectors",
                List.of(Map.of("protocol", "ipfix", "address", "10.0.0.9:4739")), "ipfix",
                Map.of("activeTimeout", 60L))));
        final FabricDocument document = new FabricDocument(List.of(), List.of(spec));
        final RemoveVMSwitchFlowCollector command = new RemoveVMSwitchFlowCollector();
        assertThat(command.plan(document, remove("10.0.0.9:4739")).switches().getFirst().policies())
                .isEqualTo(Map.of(FlowCollectors.EXTENSION, Map.of("ipfix", Map.of("activeTimeout", 60L))));
        assertThatThrownBy(() -> command.plan(document, remove("10.0.0.9:1"))).isInstanceOf(RefusedException.class)
                .hasMessage("found no collector 10.0.0.9:1 of switch 'prod', expected one that Get-VMSwitchFlowExport "
                        + "lists");
    }

    @Test
    void shouldLeaveNoPolicyBehindTheLastCollector() throws RefusedException {
        final FabricDocument document = add(new FabricDocument(List.of(), List.of(named("prod"))), "prod");
        assertThat(new RemoveVMSwitchFlowCollector().plan(document, remove("10.0.0.9:4739")).switches().getFirst())
                .isEqualTo(named("prod").withExtensions(List.of(FlowCollectors.EXTENSION)));
    }

    @Test
    void shouldRefuseASwitchThatIsNotThere() {
        assertThatThrownBy(() -> add(new FabricDocument(List.of(), List.of(named("prod"))), "pord"))
                .isInstanceOf(RefusedException.class)
                .hasMessage("found no switch 'pord', expected one of prod");
    }
}
