package org.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Arrows point down, at contracts; and the check that says so sees those that do not. */
class FloorsTest {

    private static final String FRAME = "org.signalbox.frame";
    private static final String SWITCH_API = "org.signalbox.vswitch.api";
    private static final String ENGINE = "org.signalbox.vswitch.engine";
    private static final String CONSOLE = "org.signalbox.console";

    @Test
    void shouldPointDownOnly() {
        assertThat(Floors.violations(BuiltBundle.all())).isEmpty();
    }

    @Test
    void shouldKnowEveryBundleOfTheTable() {
        assertThat(BuiltBundle.all()).extracting(BuiltBundle::name).containsAll(Floors.promised()).contains(ENGINE);
    }

    @Test
    void shouldAcceptAFaceOnContracts() {
        assertThat(Floors.violations(List.of(bundle(FRAME), bundle(SWITCH_API, FRAME), bundle(CONSOLE, SWITCH_API))))
                .isEmpty();
    }

    @Test
    void shouldSeeAnArrowThatPointsUp() {
        assertThat(Floors.violations(List.of(bundle(FRAME, SWITCH_API), bundle(SWITCH_API)))).containsExactly(
                "org.signalbox.frame (floor 0) imports org.signalbox.vswitch.api from org.signalbox.vswitch.api"
                        + " (floor 1)");
    }

    @Test
    void shouldSeeAnArrowIntoAnEngine() {
        assertThat(Floors.violations(List.of(bundle(ENGINE), bundle(CONSOLE, ENGINE)))).singleElement().asString()
                .startsWith("org.signalbox.console (floor 4) imports org.signalbox.vswitch.engine");
    }

    @Test
    void shouldSeeAnArrowFromEngineToEngine() {
        assertThat(Floors.violations(List.of(bundle(ENGINE), bundle("org.signalbox.fabric", ENGINE)))).hasSize(1);
    }

    @Test
    void shouldSeeAnArrowFromFaceToFace() {
        assertThat(Floors.violations(List.of(bundle("org.signalbox.replay"), bundle(CONSOLE, "org.signalbox.replay"))))
                .hasSize(1);
    }

    @Test
    void shouldSeeAnArrowFromAPlugToABenchmark() {
        assertThat(Floors.violations(List.of(bundle("org.signalbox.bench"),
                bundle("org.signalbox.attachment.lab", "org.signalbox.bench")))).singleElement().asString()
                .endsWith("which stands beside the house");
    }

    @Test
    void shouldLetTheTestKitDriveAnEngineAndNothingLeanOnIt() {
        assertThat(Floors.violations(List.of(bundle(ENGINE), bundle("org.signalbox.testkit", ENGINE)))).isEmpty();
        assertThat(Floors.violations(List.of(bundle("org.signalbox.testkit"),
                bundle("org.signalbox.extension.filtering", "org.signalbox.testkit")))).singleElement().asString()
                .endsWith("which stands beside the house");
    }

    @Test
    void shouldHoldExamplesToWhatAPartnerMayUse() {
        assertThat(Floors.violations(List.of(bundle(ENGINE), bundle("org.signalbox.example.any", ENGINE)))).hasSize(1);
    }

    @Test
    void shouldSeeAFrameworkImportOnTheGroundFloor() {
        assertThat(Floors.violations(List.of(bundle(FRAME, "org.osgi.framework")))).hasSize(1);
    }

    @Test
    void shouldSeeABundleWithoutAFloor() {
        assertThat(Floors.violations(List.of(bundle("org.signalbox.attic")))).containsExactly(
                "org.signalbox.attic has no floor");
    }

    @Test
    void shouldSeeASplitPackage() {
        final BuiltBundle intruder = new BuiltBundle(CONSOLE, Set.of(FRAME), Map.of(), Set.of(), Set.of(), List.of());
        assertThat(Floors.violations(List.of(bundle(FRAME), intruder))).containsExactly(
                "package org.signalbox.frame is in org.signalbox.frame and in org.signalbox.console");
    }

    @Test
    void shouldSeeAnEngineThatExports() {
        final List<BuiltBundle> house = new ArrayList<>();
        house.add(new BuiltBundle(ENGINE, Set.of(ENGINE), Map.of(ENGINE, "1.0.0"), Set.of(), Set.of(), List.of()));
        assertThat(Floors.violations(house)).singleElement().asString().contains("only contracts are exported");
    }

    @Test
    void shouldSeeARequiredBundle() {
        assertThat(Floors.violations(List.of(
                new BuiltBundle(CONSOLE, Set.of(), Map.of(), Set.of(), Set.of(ENGINE), List.of())))).hasSize(1);
    }

    /** A bundle with one package of its own name that imports the given packages. */
    private static BuiltBundle bundle(final String name, final String... imports) {
        return new BuiltBundle(name, Set.of(name), Map.of(), Set.of(imports), Set.of(), List.of());
    }
}
