package org.signalbox.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.JournalEntry;
import org.signalbox.command.Parameter;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.cmdlet.GetVMSwitchExtensionPortFeature;
import org.signalbox.fabric.cmdlet.GetVMSwitchExtensionSwitchFeature;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;
import org.signalbox.vswitch.extension.PolicyVersion;

/** Policies that extensions define, by command: typed like any parameter, undone and replayed like any change. */
class PolicyCommandsTest {
    private static final String METER = "org.x.meter";
    private static final String STAMP = "org.x.stamp";

    /** How sharp. */
    public enum Mode {
        SOFT, VERY_HARD
    }

    /** A part of a list. */
    public record Step(int at, @Default("0") int by) {
    }

    /** Of a port, in its first version. */
    public record Meter(
            @Doc("Frames a second.") @Range(min = 1, max = 1000) int rate,
            @Default("10") int burst,
            @Default("soft") Mode mode,
            @Default("false") boolean strict,
            List<Step> steps,
            @Default("none") String name) {
    }

    /** Of a port; version 1 had {@code mark}. */
    @PolicyVersion(2)
    public record Stamp(@Range(min = 0, max = 9) int stamp, @Default("1") int spare) {
    }

    @TempDir
    Path folder;

    private FakeSwitches switches;
    private FabricFixture fixture;

    @BeforeEach
    void open() throws IOException, RefusedException {
        switches = new FakeSwitches();
        switches.present.addAll(List.of(METER, STAMP));
        switches.portPolicies.put(METER, Meter.class);
        switches.portPolicies.put(STAMP, Stamp.class);
        switches.switchPolicies.put(METER, Meter.class);
        fixture = new FabricFixture(folder, switches);
        fixture.importText("""
                switches:
                  - name: s1
                    ports:
                      - { name: db }
                      - { name: web, policies: { org.x.stamp: { mark: 4, spare: 3 }, org.gone: { any: [thing] } } }
                """);
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private Map<String, Object> policies(int port) {
        return fixture.fabric.document().switches().getFirst().ports().get(port).policies();
    }

    private Map<String, Object> ofSwitch() {
        return fixture.fabric.document().switches().getFirst().policies();
    }

    private String journalled() {
        return fixture.fabric.journal().getLast().command();
    }

    @Test
    void shouldTakeTheKeysOfThePolicyForParameters() throws RefusedException {
        fixture.run("Add-VMSwitchExtensionPortFeature", "vmNetworkAdapterName", "db", "extensionName", METER,
                "Rate", "100", "burst", 10L, "mode", "Very-Hard", "strict", true,
                "steps", List.of(Map.of("at", 1L), Map.of("at", 2L, "by", 3L)));
        assertThat(policies(0)).isEqualTo(Map.of(METER, Map.of("rate", 100L, "mode", "very-hard", "strict", true,
                "steps", List.of(Map.of("at", 1L), Map.of("at", 2L, "by", 3L)))));
        assertThat(switches.applied.getFirst().ports().getFirst().policies()).isEqualTo(policies(0));
        assertThat(journalled()).startsWith("Add-VMSwitchExtensionPortFeature -VMNetworkAdapterName db -ExtensionName "
                + "org.x.meter -Rate 100 -Burst 10 -Mode very-hard -Strict -Steps @{ at = 1 },@{ ");
        fixture.run("Set-VMSwitchExtensionPortFeature", "vmNetworkAdapterName", "db", "switchName", "s1",
                "extensionName", METER, "burst", 7L, "strict", false);
        assertThat(policies(0).get(METER)).isEqualTo(Map.of("rate", 100L, "burst", 7L, "mode", "very-hard",
                "steps", List.of(Map.of("at", 1L), Map.of("at", 2L, "by", 3L))));
        assertThat(journalled()).endsWith("-SwitchName s1 -Burst 7 -Strict:$false");
        fixture.run("Remove-VMSwitchExtensionPortFeature", "vmNetworkAdapterName", "db", "extensionName", METER);
        assertThat(policies(0)).isEmpty();
    }

    @Test
    void shouldTakeWhatIsCalledLikeAnotherParameterInTheMapping() throws RefusedException {
        fixture.run("Add-VMSwitchExtensionPortFeature", "vmNetworkAdapterName", "db", "extensionName", METER,
                "policy", Map.of("rate", 5L, "name", "mine"), "burst", 8L);
        assertThat(policies(0).get(METER)).isEqualTo(Map.of("rate", 5L, "name", "mine", "burst", 8L));
        assertThat(journalled()).endsWith("-Policy @{ name = mine } -Rate 5 -Burst 8");
        assertThat(Parameter.dynamic(fixture.fabric.find(CommandName.parse(
                "Set-VMSwitchExtensionPortFeature")).orElseThrow(), Map.of("extensionName", METER)))
                .extracting(Parameter::name).containsExactly("Rate", "Burst", "Mode", "Strict", "Steps");
    }

    @Test
    void shouldGiveAKeyItsDefaultForNothing() throws RefusedException {
        fixture.run("Add-VMSwitchExtensionPortFeature", "vmNetworkAdapterName", "db", "extensionName", METER,
                "rate", 5L, "burst", 3L);
        final Map<String, Object> nothing = new HashMap<>();
        nothing.put("burst", null);
        nothing.put("rate", 6L);
        fixture.run("Set-VMSwitchExtensionPortFeature", "vmNetworkAdapterName", "db", "extensionName", METER,
                "policy", nothing);
        assertThat(policies(0).get(METER)).isEqualTo(Map.of("rate", 6L));
        assertThat(journalled()).endsWith("-Policy @{ burst = $null } -Rate 6");
    }

    @Test
    void shouldGiveSwitchesPoliciesToo() throws RefusedException {
        fixture.run("Add-VMSwitchExtensionSwitchFeature", "vmSwitchName", "s1", "extensionName", METER, "rate", 9L);
        fixture.run("Set-VMSwitchExtensionSwitchFeature", "vmSwitchName", "s1", "extensionName", METER, "burst", 3L);
        assertThat(ofSwitch()).isEqualTo(Map.of(METER, Map.of("rate", 9L, "burst", 3L)));
        assertThat(fixture.run("Get-VMSwitchExtensionSwitchFeature").objects()).isEqualTo(List.of(
                new GetVMSwitchExtensionSwitchFeature.Row("s1", METER, Optional.of(1), false,
                        Map.of("rate", 9L, "burst", 3L))));
        fixture.run("Remove-VMSwitchExtensionSwitchFeature", "vmSwitchName", "s1", "extensionName", METER);
        assertThat(ofSwitch()).isEmpty();
        for (int i = 0; i < 3; i++) {
            fixture.run("Undo-Change");
        }
        assertThat(ofSwitch()).isEmpty();
        fixture.run("Redo-Change");
        assertThat(ofSwitch()).isEqualTo(Map.of(METER, Map.of("rate", 9L)));
    }

    private void refuses(String sentence, String command, Object... parameters) {
        final String before = fixture.yaml();
        final int entries = fixture.fabric.journal().size();
        assertThatThrownBy(() -> fixture.run(command, parameters)).isInstanceOf(RefusedException.class)
                .hasMessage(sentence);
        assertThat(fixture.yaml()).isEqualTo(before);
        assertThat(fixture.fabric.journal()).hasSize(entries);
    }

    @Test
    void shouldRefuseInOneSentenceThatNamesTheParameter() throws RefusedException {
        final String add = "Add-VMSwitchExtensionPortFeature";
        final String set = "Set-VMSwitchExtensionPortFeature";
        refuses("-Rate: found -5, expected a whole number from 1 to 1000", add, "name", "db", "extensionName", METER,
                "rate", -5L);
        refuses("org.x.meter: found no 'rate', expected a whole number from 1 to 1000", add, "name", "db",
                "extensionName", METER);
        refuses("-Steps[1].at: found 'x', expected a whole number from -2147483648 to 2147483647", add, "name", "db",
                "extensionName", METER, "rate", 5L, "steps", List.of(Map.of("at", 1L), Map.of("at", "x")));
        refuses(add + ": found no parameter '-rat', expected one of -VMNetworkAdapterName, -ExtensionName, "
                + "-SwitchName, -Policy, -Rate, -Burst, -Mode, -Strict, -Steps", add, "name", "db", "extensionName",
                METER, "rat", 5L);
        refuses(add + ": found no parameter '-rate', expected one of -VMNetworkAdapterName, -ExtensionName, "
                + "-SwitchName, -Policy", add, "name", "db", "extensionName", "org.gone", "rate", 5L);
        refuses("found no installed extension 'org.gone' that has policies of ports, expected one of org.x.meter, "
                + "org.x.stamp", add, "name", "db", "extensionName", "org.gone");
        refuses("found no policy of 'org.x.meter' at adapter 'db', expected one, of which there are none", set, "name",
                "db", "extensionName", METER, "rate", 5L);
        refuses("found no policy of 'org.x.meter' at adapter 'web', expected one of org.x.stamp, org.gone",
                "Remove-VMSwitchExtensionPortFeature", "name", "web", "extensionName", METER);
        refuses("found a policy of org.x.stamp at adapter 'web', expected none, or Set- in place of Add-", add, "name",
                "web", "extensionName", STAMP, "stamp", 5L);
        refuses("-Policy: found schemaVersion 1, expected none or 2, the version that is installed", set, "name", "web",
                "extensionName", STAMP, "policy", Map.of("schemaVersion", 1L, "mark", 5L));
        refuses("found no installed extension 'org.x.stamp' that has policies of switches, expected one of org.x.meter",
                "Add-VMSwitchExtensionSwitchFeature", "vmSwitchName", "s1", "extensionName", STAMP);
    }

    @Test
    void shouldWriteWhatACommandChangesForTheInstalledVersion() throws RefusedException {
        assertThat(policies(1).get(STAMP)).isEqualTo(Map.of("mark", 4L, "spare", 3L));
        fixture.run("Set-VMSwitchExtensionPortFeature", "name", "web", "extensionName", STAMP, "spare", 2L);
        assertThat(policies(1).get(STAMP)).isEqualTo(Map.of("schemaVersion", 2L, "stamp", 4L, "spare", 2L));
        fixture.run("Undo-Change");
        assertThat(policies(1).get(STAMP)).isEqualTo(Map.of("mark", 4L, "spare", 3L));
        fixture.run("Add-VMSwitchExtensionPortFeature", "name", "db", "extensionName", STAMP, "stamp", 1L);
        assertThat(policies(0).get(STAMP)).isEqualTo(Map.of("schemaVersion", 2L, "stamp", 1L));
        fixture.run("Remove-VMSwitchExtensionPortFeature", "name", "web", "extensionName", "org.gone");
        assertThat(policies(1)).containsOnlyKeys(STAMP);
    }

    @Test
    void shouldListPoliciesWhetherTheirExtensionsAreThereOrNot() throws RefusedException {
        assertThat(fixture.run("Get-VMSwitchExtensionPortFeature").objects())
                .extracting(row -> ((GetVMSwitchExtensionPortFeature.Row) row).extensionName() + " "
                        + ((GetVMSwitchExtensionPortFeature.Row) row).settings())
                .containsExactly("org.x.stamp {mark=4, spare=3}", "org.gone {any=[thing]}");
        assertThat(fixture.run("Get-VMSwitchExtensionPortFeature", "extensionName", "*.x.*", "name", "d*").objects())
                .isEmpty();
    }

    @Test
    void shouldWarnOfAPolicyThatIsNewerThanItsExtension() throws RefusedException, IOException {
        assertThat(fixture.importText("""
                switches:
                  - name: s1
                    policies: { org.x.meter: { schemaVersion: 2, rate: many }, org.lost: {} }
                    ports: [{ name: web, policies: { org.x.stamp: { schemaVersion: 3 } } }]
                """).messages()).hasSize(3).anySatisfy(sentence -> assertThat(sentence)
                        .contains("fabric.yaml:3:", "the policy of extension org.x.meter is kept and has no effect "
                                + "while version 2 is not installed; there is 1"))
                .anySatisfy(sentence -> assertThat(sentence).contains("fabric.yaml:4:", "org.x.stamp", "version 3"))
                .anySatisfy(sentence -> assertThat(sentence).contains("org.lost", "while that is not installed"));
        assertThat(fixture.yaml()).contains("schemaVersion: 2", "rate: many", "schemaVersion: 3");
    }

    @Test
    void shouldCopyAPolicyOntoSeveralPortsAndTakeItBackByOneUndo() throws Exception {
        fixture.importText("""
                switches:
                  - name: s1
                    ports:
                      - { name: db, policies: { org.x.meter: { rate: 7 }, org.gone: {} } }
                      - { name: web, policies: { org.x.meter: { rate: 8, burst: 9 }, org.x.stamp: { stamp: 1 } } }
                      - { name: files }
                """);
        final FabricDocument before = fixture.fabric.document();
        fixture.run("Copy-VMSwitchExtensionPortFeature", "vmNetworkAdapterName", "db", "extensionName", METER,
                "toVMNetworkAdapterName", "web,files");
        assertThat(policies(1)).containsOnlyKeys(METER, STAMP).containsEntry(METER, Map.of("rate", 7L));
        assertThat(policies(2)).isEqualTo(Map.of(METER, Map.of("rate", 7L)));
        assertThat(journalled()).isEqualTo("Copy-VMSwitchExtensionPortFeature -VMNetworkAdapterName db -ExtensionName "
                + "org.x.meter -ToVMNetworkAdapterName web,files");
        fixture.run("Undo-Change");
        assertThat(fixture.fabric.document()).isEqualTo(before);
        assertThatThrownBy(() -> fixture.run("Copy-VMSwitchExtensionPortFeature", "vmNetworkAdapterName", "files",
                "extensionName", METER, "toVMNetworkAdapterName", "web")).hasMessage(
                        "found no policy of 'org.x.meter' at adapter 'files', expected one, of which there are none");
        assertThatThrownBy(() -> fixture.run("Copy-VMSwitchExtensionPortFeature", "vmNetworkAdapterName", "db",
                "extensionName", METER, "toVMNetworkAdapterName", "web,nobody"))
                .hasMessageContaining("found no network adapter 'nobody'");
        assertThat(fixture.fabric.document()).isEqualTo(before);
    }

    @Test
    void shouldTakeUpPoliciesFromTheJournal() throws RefusedException, IOException {
        fixture.run("Add-VMSwitchExtensionPortFeature", "name", "db", "extensionName", METER, "rate", 100L);
        fixture.run("Add-VMSwitchExtensionSwitchFeature", "vmSwitchName", "s1", "extensionName", METER, "rate", 9L);
        final String before = fixture.yaml();
        final List<String> commands = fixture.fabric.journal().stream().map(JournalEntry::command).toList();
        fixture.close();
        switches = new FakeSwitches();
        fixture = new FabricFixture(folder, switches);
        assertThat(fixture.yaml()).isEqualTo(before);
        assertThat(fixture.fabric.journal()).extracting(JournalEntry::command).isEqualTo(commands);
        assertThat(switches.applied.getFirst().policies()).containsOnlyKeys(METER);
        fixture.run("Undo-Change");
        assertThat(ofSwitch()).isEmpty();
    }
}
