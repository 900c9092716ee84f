package org.signalbox.workbench.extensions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.ExtensionLeak;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.LockedExtension;
import org.signalbox.vswitch.OrderLock;
import org.signalbox.vswitch.StageCost;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.UpgradeDifference;
import org.signalbox.vswitch.UpgradeStatus;

/** What is said of a selected extension. */
class SheetTest {

    private static final SwitchSpec SPEC = new SwitchSpec("prod", SwitchType.PRIVATE, List.of("a"), List.of());

    private static Installed installed(SwitchSpec spec, StageStatus stage, List<DropCount> drops,
            List<ExtensionLeak> leaks, List<UpgradeStatus> upgrades, Map<String, List<Installed.Drift>> drift) {
        return new Installed(List.of(new SwitchStatus(0, spec, List.of(stage), List.of(),
                new FrameTotals(0, 0, 0, 0, 0), drops, 0)),
                List.of(new ExtensionStatus("a", ExtensionKind.FILTERING, "1.0", "Acme", List.of("prod"))), leaks,
                upgrades, Map.of("a 1.0", "unsigned", "a 2.0", "signed by Acme, trusted"), drift);
    }

    private static StageStatus stage(StageStatus.State state, String reason, Optional<StageCost> cost) {
        return new StageStatus("a", state, reason, Optional.of(ExtensionKind.FILTERING), "1.0", 7, 2, 3, cost);
    }

    private static Installed plain() {
        return installed(SPEC, stage(StageStatus.State.RUNNING, "", Optional.empty()), List.of(), List.of(), List.of(),
                Map.of());
    }

    private static Map<String, List<String>> facts(Installed now) {
        final Sheet sheet = Sheet.of(now, "prod", now.lines("prod").getFirst());
        return sheet.sections().stream().collect(Collectors.toMap(Sheet.Section::head,
                each -> each.facts().stream().map(fact -> fact.name() + ": " + fact.value()).toList()));
    }

    @Test
    void shouldTellWhoMadeItAndWhoSignedTheVersionInUse() {
        assertThat(facts(plain()).get("Extension"))
                .containsExactly("Version: 1.0", "Vendor: Acme", "Kind: filtering", "Signature: unsigned");
    }

    @Test
    void shouldTellLimitsAndThatThereAreNoFiguresYet() {
        assertThat(facts(plain()).get("Limits")).containsExactly("On failure: closed (default)",
                "Deadline: 50 ms a batch", "Budget: any", "Allocation: any");
        assertThat(facts(plain()).get("Cost now")).startsWith("Median: no figure yet");
        final SwitchSpec bound =
                SPEC.withBindings(Map.of("a", new ExtensionBinding(Optional.of(FailPolicy.QUARANTINE), 20, 2_000, 64)));
        final Map<String, List<String>> facts = facts(installed(bound, stage(StageStatus.State.RUNNING, "",
                Optional.of(new StageCost(310.4, 900, 0.125, 0.25))), List.of(), List.of(), List.of(), Map.of()));
        assertThat(facts.get("Limits")).containsExactly("On failure: quarantine", "Deadline: 20 ms a batch",
                "Budget: 2\u202f000 ns a frame", "Allocation: 64 bytes a frame");
        assertThat(facts.get("Cost now")).containsExactly("Median: 310 ns a frame",
                "99 of 100: up to 900 ns", "Share: 13 % of the time", "Allocates: 0.3 bytes a frame");
    }

    @Test
    void shouldTellFaultsTheirReasonAndLeaks() {
        final Installed now = installed(SPEC, stage(StageStatus.State.FAULTED, "it threw", Optional.empty()), List.of(),
                List.of(new ExtensionLeak("a", "0.9", ExtensionLeak.Kind.THREAD, "the thread x runs on"),
                        new ExtensionLeak("b", "1.0", ExtensionLeak.Kind.STAGE, "another one's")), List.of(), Map.of());
        assertThat(facts(now).get("Health")).containsExactly("State: faulted", "Reason: it threw", "Faults: 3",
                "Leaks: 0.9: the thread x runs on");
    }

    @Test
    void shouldAddUpDropsByReasonAndNameTheMostFrequentFour() {
        final List<DropCount> drops = IntStream.rangeClosed(0, 5).mapToObj(i -> new DropCount(i == 0 ? "other" : "a",
                "acl[" + i + "]", "p", Direction.INGRESS, "deny", 10L * i)).toList();
        final Installed now = installed(SPEC, stage(StageStatus.State.RUNNING, "", Optional.empty()), drops, List.of(),
                List.of(), Map.of());
        assertThat(facts(now).get("Drops by reason")).containsExactly("50: acl[5], deny", "40: acl[4], deny",
                "30: acl[3], deny", "20: acl[2], deny", ": and 1 more reason");
        assertThat(facts(plain()).get("Drops by reason")).containsExactly("None: ");
    }

    @Test
    void shouldTellTheLockAndWhatDiffersFromIt() {
        final SwitchSpec locked = SPEC.withOrderLock(Optional.of(
                new OrderLock(List.of(new LockedExtension("a", "0.9", "0".repeat(64))))));
        final StageStatus stage = stage(StageStatus.State.RUNNING, "", Optional.empty());
        assertThat(facts(plain()).get("Order lock")).first().asString().startsWith("Not locked");
        assertThat(facts(installed(locked, stage, List.of(), List.of(), List.of(), Map.of("prod", List.of())))
                .get("Order lock")).containsExactly("Locked: version 0.9", "Now: as it was locked");
        assertThat(facts(installed(locked, stage, List.of(), List.of(), List.of(), Map.of("prod",
                List.of(new Installed.Drift("a", "0.9", "1.0", "is version 1.0, locked is 0.9"))))).get("Order lock"))
                .containsExactly("Locked: version 0.9", "Now: is version 1.0, locked is 0.9");
    }

    @Test
    void shouldTellAnUpgradeWithItsFirstDifferences() {
        final UpgradeDifference example =
                new UpgradeDifference("prod", "db01", Direction.INGRESS, "IPv4 tcp 22", "passed", "dropped");
        final UpgradeStatus refused = new UpgradeStatus("a", "1.0", "2.0", UpgradeStatus.State.REFUSED, 10_000, 12,
                List.of(example, example, example, example), "the versions differ");
        final StageStatus stage = stage(StageStatus.State.RUNNING, "", Optional.empty());
        assertThat(facts(installed(SPEC, stage, List.of(), List.of(), List.of(refused), Map.of())).get("Upgrade"))
                .containsExactly("Version: 1.0 \u2192 2.0", "State: refused: the versions differ",
                        "Compared: 10\u202f000 frames", "Differences: 12", "Example: " + example,
                        "Example: " + example, "Example: " + example);
        assertThat(facts(plain())).doesNotContainKey("Upgrade");
        assertThat(Upgrading.progress(List.of(refused))).isEmpty();
    }

    @Test
    void shouldNotSpeakOfASwitchWhereTheExtensionIsNotEnabled() {
        final Installed now = new Installed(List.of(), plain().extensions());
        assertThat(Sheet.of(now, "", now.lines("").getFirst()).sections()).extracting(Sheet.Section::head)
                .containsExactly("Extension", "Health");
    }

    @Test
    void shouldKeepTheWidgetsWhereOnlyValuesDiffer() {
        final Installed later = installed(SPEC, stage(StageStatus.State.RUNNING, "",
                Optional.of(new StageCost(1, 2, 0.5, 0))), List.of(), List.of(), List.of(), Map.of());
        final Installed faulted = installed(SPEC, stage(StageStatus.State.FAULTED, "it threw", Optional.empty()),
                List.of(), List.of(), List.of(), Map.of());
        final Sheet sheet = Sheet.of(plain(), "prod", plain().lines("prod").getFirst());
        assertThat(sheet.sameShape(Sheet.of(later, "prod", later.lines("prod").getFirst()))).isTrue();
        assertThat(sheet.sameShape(Sheet.of(faulted, "prod", faulted.lines("prod").getFirst()))).isFalse();
    }
}
