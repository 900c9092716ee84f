package org.signalbox.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.JournalEntry;
import org.signalbox.command.RefusedException;
import org.signalbox.command.Result;
import org.signalbox.frame.MacAddress;
import org.signalbox.fabric.cmdlet.UpgradeRow;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.Vlan;

class LiveFabricTest {
    private static final String FILTERING = "org.signalbox.extension.filtering";

    @TempDir
    Path folder;
    private FabricFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new FabricFixture(folder);
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void shouldImportTheSample() throws Exception {
        fixture.extensions.folder.add(FILTERING);
        fixture.run("import-fabric", "Path", "../../product/samples/acl.yaml");
        assertThat(fixture.switches.present).containsExactly(FILTERING);
        assertThat(fixture.switches.applied).isEqualTo(fixture.fabric.document().switches());
        final SwitchSpec prod = fixture.fabric.document().switches().getFirst();
        assertThat(prod.name()).isEqualTo("prod");
        assertThat(prod.ports().getFirst().vlan()).isEqualTo(new Vlan.Access(10));
        assertThat(prod.ports().getFirst().mac()).contains(MacAddress.parse("02:00:00:00:00:01"));
        assertThat(fixture.fabric.warnings()).isEmpty();
        assertThat(fixture.run("Get-VMNetworkAdapterAcl").objects()).hasToString(
                "[Row[vmNetworkAdapterName=vm1, switchName=prod, action=deny, direction=inbound, local=, "
                        + "remote=10.0.0.0/8, "
                        + "frames=0, bytes=0]]");
    }

    @Test
    void shouldRefuseAnExtensionThatIsNowhere() {
        assertThatThrownBy(() -> fixture.run("Import-Fabric", "Path", "../../product/samples/acl.yaml"))
                .isInstanceOf(RefusedException.class).hasMessage("../../product/samples/acl.yaml:6:18: found '"
                        + FILTERING
                        + "', which is neither installed nor in the folder of extensions, expected the id of an extension");
        assertThat(fixture.fabric.document()).isEqualTo(FabricDocument.EMPTY);
        assertThat(fixture.fabric.journal()).isEmpty();
    }

    @Test
    void shouldKeepPoliciesOfAbsentExtensionsWithAWarning() throws Exception {
        final Result result = fixture.importText("""
                switches:
                  - name: prod
                    ports:
                      - { name: a, policies: { org.acme: { x: [1, 2.5, null] } } }
                """);
        assertThat(result.messages()).containsExactly(folder.resolve("fabric.yaml") + ":4:42: the policy of extension "
                + "org.acme is kept and has no effect while that is not installed");
        assertThat(fixture.fabric.warnings()).isEqualTo(result.messages());
        assertThat(fixture.yaml()).contains("org.acme: { x: [1, 2.5, null] }");
    }

    @Test
    void shouldWarnOfAttachmentsThatNobodyProvides() throws Exception {
        final Result result = fixture.importText("switches: [{ name: s, ports: [{ name: a, attachment: { leb: {} } }] }]");
        assertThat(result.messages()).containsExactly(folder.resolve("fabric.yaml")
                + ":1:61: the attachment 'leb' is kept "
                + "and connects nothing while no bundle provides it; there are lab, qemu");
    }

    @Test
    void shouldSayWhereTheEngineRefuses() throws Exception {
        fixture.switches.refusals.add(new VirtualSwitches.Refusal("[1].ports[0].attachment.qemu", "'x'", "a socket"));
        assertThatThrownBy(() -> fixture.importText("""
                hosts:
                  - name: h1
                    switches: [{ name: prod }]
                  - name: h2
                    switches:
                      - name: prod
                        ports: [{ name: a, attachment: { qemu: x } }]
                """)).hasMessage(folder.resolve("fabric.yaml") + ":7:48: found 'x', expected a socket");
        assertThat(fixture.switches.applied).isEmpty();
        fixture.switches.refusals.set(0, new VirtualSwitches.Refusal("[0].type", "'external'", "an uplink"));
        assertThatThrownBy(() -> fixture.run("New-VMSwitch", "Name", "prod", "SwitchType", "External"))
                .hasMessage("switches[name=prod].type: found 'external', expected an uplink");
    }

    @Test
    void shouldTellSwitchesOfSeveralHostsApart() throws Exception {
        fixture.importText("hosts: [{ name: h1, switches: [{ name: prod }] }, { name: h2, switches: [{ name: prod }] }]");
        assertThat(fixture.switches.applied).extracting(SwitchSpec::name).containsExactly("h1/prod", "h2/prod");
        assertThatThrownBy(() -> fixture.run("Add-VMNetworkAdapter", "SwitchName", "prod", "Name", "a"))
                .hasMessage("found several switches 'prod', expected one of h1/prod, h2/prod");
        fixture.run("Add-VMNetworkAdapter", "SwitchName", "h2/prod", "Name", "a");
        fixture.run("New-VMSwitch", "Name", "h1/test");
        assertThatThrownBy(() -> fixture.run("New-VMSwitch", "Name",
                "test")).hasMessageContaining("expected HOST/NAME");
        assertThat(fixture.fabric.document().hosts().get(1).switches().getFirst().ports()).hasSize(1);
        assertThat(fixture.fabric.document().hosts().get(0).switches()).hasSize(2);
    }

    @Test
    void shouldBuildAFabricByCommands() throws Exception {
        fixture.switches.present.add(FILTERING);
        fixture.run("New-VMSwitch", "Name", "prod", "SwitchType", "Internal");
        fixture.run("Add-VMNetworkAdapter", "SwitchName", "prod", "Name", "vm1", "StaticMacAddress",
                "02-00-00-00-00-01");
        fixture.run("Add-VMNetworkAdapter", "SwitchName", "prod", "VMNetworkAdapterName", "vm2", "Attachment",
                "{\"lab\": {\"address\": \"10.0.0.2/24\"}}");
        fixture.run("Set-VMNetworkAdapterVlan", "VMNetworkAdapterName", "vm1", "Trunk", true, "AllowedVlanIdList",
                "10,20-29", "NativeVlanId", 7);
        fixture.run("Set-VMNetworkAdapter", "Name", "vm2", "MacAddressSpoofing", "on");
        fixture.run("Enable-VMSwitchExtension", "VMSwitchName", "prod", "Name", FILTERING);
        fixture.run("Add-VMNetworkAdapterAcl", "VMNetworkAdapterName", "vm2", "Action", "Deny", "Direction", "Both",
                "RemoteIPAddress", "10.0.0.0/8");
        assertThat(fixture.yaml()).isEqualTo("""
                switches:
                  - name: prod
                    type: internal
                    extensions: [org.signalbox.extension.filtering]
                    ports:
                      - name: vm1
                        mac: "02:00:00:00:00:01"
                        vlan: { mode: trunk, native: 7, allowed: [10, 20-29] }
                      - name: vm2
                        allowMacSpoofing: true
                        attachment: { lab: { address: 10.0.0.2/24 } }
                        policies:
                          org.signalbox.extension.filtering:
                            acl:
                              - { action: deny, direction: inbound, remote: 10.0.0.0/8 }
                              - { action: deny, direction: outbound, remote: 10.0.0.0/8 }
                """);
        assertThat(fixture.fabric.journal()).extracting(JournalEntry::command).contains(
                "Set-VMNetworkAdapterVlan -VMNetworkAdapterName vm1 -Trunk -AllowedVlanIdList 10,20-29 -NativeVlanId 7",
                "New-VMSwitch -Name prod -SwitchType internal");
        fixture.run("Remove-VMNetworkAdapterAcl", "VMNetworkAdapterName", "vm2", "Action", "Deny", "Direction", "Both",
                "RemoteIPAddress", "10.0.0.0/8");
        assertThat(fixture.yaml()).doesNotContain("policies");
    }

    @Test
    void shouldChangeNothingOnWhatIf() throws Exception {
        final Result result = fixture.whatIf("New-VMSwitch", "Name", "prod");
        assertThat(result.messages()).containsExactly(
                "would change switches[name=prod]: absent -> {\"name\":\"prod\"}");
        assertThat(fixture.fabric.document()).isEqualTo(FabricDocument.EMPTY);
        assertThat(fixture.fabric.revision()).isZero();
        fixture.extensions.folder.add(FILTERING);
        fixture.whatIf("Import-Fabric", "Path", "../../product/samples/acl.yaml");
        fixture.whatIf("Install-VMSwitchExtension", "Path", "x.jar");
        assertThat(fixture.switches.present).isEmpty();
        assertThat(fixture.fabric.journal()).isEmpty();
    }

    @Test
    void shouldSayWhatAFileWouldBringAndInstallNothing() throws Exception {
        assertThat(fixture.run("Find-VMSwitchExtension", "Path", "x.jar").objects()).singleElement().hasToString(
                "Row[id=x.jar, version=1.0.0, description=, needs=, extensionType=filtering, "
                        + "signature=unsigned, must not run]");
        assertThat(fixture.switches.present).isEmpty();
        assertThat(fixture.fabric.journal()).isEmpty();
        assertThatThrownBy(() -> fixture.run("Find-VMSwitchExtension"))
                .hasMessage("found neither -Repository nor -Path, expected one of them");
        assertThatThrownBy(() -> fixture.run("Find-VMSwitchExtension", "Path", "x.jar", "Repository", "r"))
                .hasMessage("found both -Repository and -Path, expected one of them");
    }

    @Test
    void shouldUndoAndRedo() throws Exception {
        fixture.run("New-VMSwitch", "Name", "a");
        fixture.run("New-VMSwitch", "Name", "b");
        fixture.run("Undo-Change");
        assertThat(fixture.fabric.document().switches()).extracting(SwitchSpec::name).containsExactly("a");
        assertThat(fixture.fabric.undoable()).map(JournalEntry::number).contains(1L);
        assertThat(fixture.fabric.redoable()).map(JournalEntry::number).contains(2L);
        fixture.run("Undo-Change");
        assertThatThrownBy(() -> fixture.run("Undo-Change")).hasMessage("found nothing to undo, expected a change that stands");
        fixture.run("Redo-Change");
        fixture.run("Redo-Change");
        assertThat(fixture.fabric.document().switches()).extracting(SwitchSpec::name).containsExactly("a", "b");
        assertThatThrownBy(() -> fixture.run("Redo-Change")).isInstanceOf(RefusedException.class);
        assertThat(fixture.fabric.journal()).extracting(JournalEntry::undoes).containsExactly(Optional.empty(),
                Optional.empty(), Optional.of(2L), Optional.of(1L), Optional.empty(), Optional.empty());
        assertThat(fixture.fabric.journal()).extracting(JournalEntry::redoes).endsWith(Optional.of(1L),
                Optional.of(2L));
        assertThat(fixture.fabric.revision()).isEqualTo(6);
    }

    @Test
    void shouldUndoBesideLaterChanges() throws Exception {
        fixture.run("New-VMSwitch", "Name", "a");
        fixture.run("Set-VMSwitch", "Name", "a", "SwitchType", "external");
        fixture.run("New-VMSwitch", "Name", "b");
        fixture.run("Undo-Change", "Number", 2);
        assertThat(fixture.fabric.document().switches()).extracting(SwitchSpec::type)
                .containsExactly(SwitchType.PRIVATE, SwitchType.PRIVATE);
    }

    @Test
    void shouldNameTheLaterChangeThatStandsInTheWay() throws Exception {
        fixture.run("New-VMSwitch", "Name", "a");
        fixture.run("Add-VMNetworkAdapter", "SwitchName", "a", "Name", "p", "StaticMacAddress", "02:00:00:00:00:01");
        fixture.run("New-VMSwitch", "Name", "b");
        assertThatThrownBy(() -> fixture.run("Undo-Change", "Number",
                "1")).hasMessage("found entry 2 (Add-VMNetworkAdapter "
                + "-SwitchName a -Name p -StaticMacAddress 02:00:00:00:00:01) standing in the way of undoing entry 1 "
                + "(New-VMSwitch -Name a), expected that entry to be undone first");
        fixture.run("Remove-VMNetworkAdapter", "Name", "p");
        fixture.run("Add-VMNetworkAdapter", "SwitchName", "a", "Name", "q", "StaticMacAddress", "02:00:00:00:00:01");
        assertThatThrownBy(() -> fixture.run("Undo-Change", "Number", "4")).hasMessageContaining("found entry 5 (");
        assertThatThrownBy(() -> fixture.run("Undo-Change", "Number", "9")).hasMessageContaining("with number 9");
    }

    @Test
    void shouldKeepTheJournalOverARestart() throws Exception {
        fixture.run("New-VMSwitch", "Name", "a");
        fixture.run("Install-VMSwitchExtension", "Path", "org.acme");
        fixture.run("New-VMSwitch", "Name", "b");
        fixture.run("Undo-Change");
        final List<JournalEntry> before = fixture.fabric.journal();
        fixture.close();
        fixture = new FabricFixture(folder);
        assertThat(fixture.fabric.journal()).isEqualTo(before);
        assertThat(fixture.fabric.revision()).isEqualTo(3);
        assertThat(fixture.switches.applied).extracting(SwitchSpec::name).containsExactly("a");
        fixture.run("Undo-Change");
        assertThat(fixture.switches.applied).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("journal.jsonl"))).hasSize(5);
    }

    @Test
    void shouldJournalOperationsWithoutUndoingThem() throws Exception {
        fixture.run("Install-VMSwitchExtension", "Path", "org.acme");
        assertThat(fixture.fabric.undoable()).isEmpty();
        assertThat(fixture.fabric.journal()).singleElement().satisfies(entry -> {
            assertThat(entry.patch()).isEmpty();
            assertThat(entry.when()).isEqualTo(FabricFixture.NOW);
            assertThat(entry.who()).isEqualTo("test");
            assertThat(entry.command()).isEqualTo("Install-VMSwitchExtension -Path org.acme");
        });
    }

    @Test
    void shouldUpgradeExtensionsAndListIt() throws Exception {
        assertThat(fixture.whatIf("Update-VMSwitchExtension", "Path", "x.jar").messages()).containsExactly("would put"
                + " x.jar 2.0.0 in the place of 1.0.0, after comparing them for 10000 frames or 10 s, with 30 s of"
                + " probation");
        assertThat(fixture.whatIf("Update-VMSwitchExtension", "Path", "x.jar", "ShadowFrames", 0L, "ProbationSeconds", 0L)
                .messages()).containsExactly("would put x.jar 2.0.0 in the place of 1.0.0");
        final List<UpgradeRow> refused = rows(fixture.run("Update-VMSwitchExtension", "Path", "x.jar"));
        final List<UpgradeRow> taken = rows(fixture.run("Update-VMSwitchExtension", "Path", "y.jar", "ShadowFrames", 7L,
                "ShadowSeconds", 3L, "AcceptDifferences", true, "ProbationSeconds", 4L));
        assertThat(refused).containsExactly(new UpgradeRow("x.jar", "1.0.0", "2.0.0", "refused", 10_000, 1,
                "PT10S PT30S", List.of("s/a ingress, 02:00:00:00:00:01: passed, now dropped")));
        assertThat(taken).singleElement().isEqualTo(new UpgradeRow("y.jar", "1.0.0", "2.0.0", "probation", 7, 1,
                "PT3S PT4S", refused.getFirst().examples()));
        assertThat(rows(fixture.run("Get-VMSwitchExtensionUpgrade"))).containsExactly(taken.getFirst(),
                refused.getFirst());
        assertThat(rows(fixture.run("Get-VMSwitchExtensionUpgrade", "Name", "x*"))).isEqualTo(refused);
        assertThat(fixture.fabric.undoable()).isEmpty();
    }

    private static List<UpgradeRow> rows(Result result) {
        return result.objects().stream().map(UpgradeRow.class::cast).toList();
    }

    @Test
    void shouldGoOnWithoutAnExtensionThatWasUninstalled() throws Exception {
        fixture.extensions.folder.add(FILTERING);
        fixture.run("Import-Fabric", "Path", "../../product/samples/acl.yaml");
        fixture.run("Uninstall-VMSwitchExtension", "Name", FILTERING);
        final Result result = fixture.run("New-VMSwitch", "Name", "b");
        assertThat(fixture.switches.present).isEmpty();
        assertThat(result.messages()).singleElement().asString().contains(FILTERING)
                .contains("while that is not installed");
        fixture.run("Import-Fabric", "Path", "../../product/samples/acl.yaml");
        assertThat(fixture.switches.present).containsExactly(FILTERING);
    }

    @Test
    void shouldRunCommandsOneAfterTheOther() throws Exception {
        final List<Thread> threads = new ArrayList<>();
        final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        for (int t = 0; t < 4; t++) {
            final String prefix = "t" + t + "-";
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; i < 20; i++) {
                        fixture.run("New-VMSwitch", "Name", prefix + i);
                        fixture.run(i % 5 == 4 ? "Install-VMSwitchExtension" : "Get-VMSwitch",
                                i % 5 == 4 ? new Object[] {"Path", prefix + i} : new Object[0]);
                    }
                } catch (RefusedException refused) {
                    failures.add(refused);
                }
            }));
        }
        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
        }
        assertThat(failures).isEmpty();
        assertThat(fixture.fabric.journal()).extracting(JournalEntry::number)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 96).boxed().toList());
        assertThat(fixture.fabric.revision()).isEqualTo(80);
        assertThat(fixture.switches.applied).hasSize(80).isEqualTo(fixture.fabric.document().switches());
    }

    @Test
    void shouldDoNothingWhereNothingDiffers() throws Exception {
        fixture.importText("switches: [{ name: a }]");
        final Result again = fixture.importText("switches: [{ type: private, name: a, ports: [] }]");
        assertThat(again.entry()).isEmpty();
        assertThat(fixture.fabric.journal()).hasSize(1);
    }

    @Test
    void shouldExportWhatItImports() throws Exception {
        fixture.switches.present.add(FILTERING);
        fixture.run("Import-Fabric", "Path", "../../product/samples/acl.yaml");
        final FabricDocument document = fixture.fabric.document();
        final Path file = folder.resolve("saved.yaml");
        fixture.run("Export-Fabric", "Path", file.toString());
        fixture.run("Remove-VMSwitch", "Name", "prod");
        fixture.run("Import-Fabric", "Path", file.toString());
        assertThat(fixture.fabric.document()).isEqualTo(document);
        assertThatThrownBy(() -> fixture.run("Export-Fabric", "Path", folder.resolve("no/where").toString()))
                .hasMessageContaining("found a file that cannot be written");
    }
}
