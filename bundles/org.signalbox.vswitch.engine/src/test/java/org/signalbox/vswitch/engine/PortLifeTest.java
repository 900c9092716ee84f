package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.VirtualSwitches.Refusal;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.PortStep;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** A port's life: its steps come in order, and those that create can be vetoed. */
class PortLifeTest {
    private static final String WATCH = "watch";
    private static final Map<String, Object> CABLE = Map.of(Cables.KIND, Map.of());

    private final List<String> faults = new ArrayList<>();
    private final Engine engine = new Engine(() -> 0, (who, _, thrown) -> faults.add(who + ": " + thrown.getMessage()));
    private final Watch watch = new Watch();

    /** Writes down what it is told, and refuses one step of ports whose names begin with "no". */
    private static final class Watch implements FilteringExtension {
        private final List<String> told = new ArrayList<>();
        private final List<String> asked = new ArrayList<>();
        private PortStep refused;
        private boolean throwing;

        @Override
        public FilteringStage create(final StageContext context) {
            return new FilteringStage() {
                @Override
                public void portStep(final StagePort port, final PortStep step) {
                    told.add(port.name() + " " + step);
                }

                @Override
                public void portChanged(final StagePort port, final Object policy) {
                    told.add(port.name() + " changed");
                }

                @Override
                public void portRemoved(final StagePort port) {
                    told.add(port.name() + " removed");
                }
            };
        }

        @Override
        public Optional<String> veto(final PortStep step, final String switchName, final StagePort port) {
            asked.add(switchName + "/" + port.name() + " " + step);
            if (throwing) {
                throw new IllegalStateException("confused");
            }
            return step == refused && port.name().startsWith("no") ? Optional.of("not today") : Optional.empty();
        }
    }

    PortLifeTest() {
        engine.addAttachmentProvider(new Cables(), Cables.PROPERTIES);
        engine.add(new InstalledExtension(WATCH, "1", "", watch));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private static PortSpec port(final String name, final Map<String, Object> attachment) {
        return new PortSpec(name, Optional.empty(), Vlan.UNTAGGED, false, attachment, Map.of());
    }

    private static SwitchSpec spec(final PortSpec... ports) {
        return new SwitchSpec("s", SwitchType.PRIVATE, List.of(WATCH), List.of(ports));
    }

    private List<String> told() {
        final List<String> told = List.copyOf(watch.told);
        watch.told.clear();
        return told;
    }

    @Test
    void shouldGoThroughAPortsLifeInOrder() {
        engine.apply(List.of(spec()));
        engine.apply(List.of(spec(port("a", CABLE))));
        assertThat(told()).containsExactly("a CREATE_PORT", "a changed", "a CREATE_NIC", "a CONNECT_NIC");
        engine.apply(List.of(spec(port("a", Map.of(Cables.KIND, Map.of("offloads", true))))));
        assertThat(told()).containsExactly("a DISCONNECT_NIC", "a DELETE_NIC", "a CREATE_NIC", "a CONNECT_NIC");
        engine.apply(List.of(spec(port("a", Map.of()))));
        assertThat(told()).containsExactly("a DISCONNECT_NIC", "a DELETE_NIC");
        engine.apply(List.of(spec(port("a", CABLE))));
        told();
        engine.apply(List.of(spec()));
        assertThat(told()).containsExactly("a DISCONNECT_NIC", "a DELETE_NIC", "a TEARDOWN_PORT", "a DELETE_PORT",
                "a removed");
    }

    @Test
    void shouldConnectAndDisconnectTheNicAsWhatItRequiresComesAndGoes() {
        final PortSpec port = port("a", CABLE).withMandatoryExtensions(List.of("guard"));
        final SwitchSpec guarded = spec(port).withExtensions(List.of("guard", WATCH));
        final CapturingExtension guard = _ -> new CapturingStage() { };
        engine.apply(List.of(guarded.withPorts(List.of())));
        engine.apply(List.of(guarded));
        assertThat(told()).containsExactly("a CREATE_PORT", "a changed", "a CREATE_NIC");
        engine.add(new InstalledExtension("guard", "1", "", guard));
        assertThat(told()).containsExactly("a CONNECT_NIC");
        engine.add(new InstalledExtension("other", "1", "", (CapturingExtension) _ -> new CapturingStage() { }));
        engine.apply(List.of(guarded.withWorkers(2)));
        engine.apply(List.of(guarded));
        assertThat(told()).containsOnly("a changed");
        engine.removeExtension(guard);
        assertThat(told()).containsExactly("a DISCONNECT_NIC");
        engine.apply(List.of(guarded.withPorts(List.of(port("a", CABLE)))));
        assertThat(told()).containsExactly("a CONNECT_NIC");
        engine.apply(List.of(guarded));
        assertThat(told()).containsExactly("a DISCONNECT_NIC");
        engine.apply(List.of(guarded.withPorts(List.of())));
        assertThat(told()).containsExactly("a DELETE_NIC", "a TEARDOWN_PORT", "a DELETE_PORT", "a removed");
    }

    @Test
    void shouldTellOfPortsThatWereThereByTheirPoliciesAlone() {
        engine.apply(List.of(new SwitchSpec("s", SwitchType.PRIVATE, List.of(), List.of(port("a", CABLE)))));
        engine.apply(List.of(spec(port("a", CABLE))));
        assertThat(told()).containsExactly("a changed");
        assertThat(watch.asked).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = PortStep.class, names = {"CREATE_PORT", "CREATE_NIC", "CONNECT_NIC"})
    void shouldRefuseAsAWholeWhatAnExtensionVetoes(final PortStep step) {
        watch.refused = step;
        engine.apply(List.of(spec(port("yes", CABLE))));
        told();
        final List<SwitchSpec> wanted = List.of(spec(port("yes", Map.of()), port("no", CABLE), port("other", CABLE)));
        assertThat(engine.check(wanted)).singleElement().extracting(Refusal::path, Refusal::found).containsExactly(
                "[0].ports[1]", "port \"no\", which watch does not let "
                        + (step == PortStep.CREATE_PORT ? "be created" : "have a NIC") + " (not today)");
        assertThatThrownBy(() -> engine.apply(wanted)).hasMessageContaining("not today");
        assertThat(told()).isEmpty();
        assertThat(engine.switches().getFirst().ports()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(value = PortStep.class, names = {"CREATE_PORT", "CREATE_NIC", "CONNECT_NIC"}, mode = Mode.EXCLUDE)
    void shouldNotAskWhereNobodyCanRefuse(final PortStep step) {
        watch.refused = step;
        engine.apply(List.of(spec(port("no", CABLE))));
        engine.apply(List.of(spec()));
        assertThat(watch.asked).noneMatch(asked -> asked.endsWith(step.name()));
        assertThat(engine.switches().getFirst().ports()).isEmpty();
    }

    @Test
    void shouldNotAskAgainOfWhatIsThere() {
        engine.apply(List.of(spec(port("a", CABLE))));
        watch.asked.clear();
        engine.apply(List.of(spec(port("a", CABLE).withAllowMacSpoofing(true), port("b", Map.of()))));
        assertThat(watch.asked).containsOnly("s/b CREATE_PORT");
    }

    @Test
    void shouldVetoNothingByACapturingExtension() {
        final CapturingExtension refuses = new CapturingExtension() {
            @Override
            public CapturingStage create(final StageContext context) {
                return new CapturingStage() { };
            }

            @Override
            public Optional<String> veto(final PortStep step, final String switchName, final StagePort port) {
                return Optional.of("not today");
            }
        };
        engine.add(new InstalledExtension("refuses", "1", "", refuses));
        engine.apply(List.of(spec(port("a", CABLE)).withExtensions(List.of("refuses", WATCH))));
        assertThat(engine.switches().getFirst().ports()).hasSize(1);
    }

    @Test
    void shouldTakeWhatAnExtensionThrowsForNoVeto() {
        watch.throwing = true;
        engine.apply(List.of(spec(port("no", CABLE))));
        assertThat(engine.switches().getFirst().ports()).hasSize(1);
        assertThat(faults).isNotEmpty().allMatch("watch: confused"::equals);
    }
}
