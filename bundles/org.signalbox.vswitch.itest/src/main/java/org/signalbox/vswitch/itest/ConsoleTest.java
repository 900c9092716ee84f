package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.CommandLine;
import org.signalbox.command.Commands;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.JournalEntry;
import org.signalbox.command.RefusedException;
import org.signalbox.face.Face;
import org.signalbox.face.Places;
import org.signalbox.vswitch.MirrorSpec;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.Vlan;

/** The cmdlets on the live fabric, from the line that is typed to the document that it makes. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class ConsoleTest {
    private static final String FILTERING = FoundFabric.FILTERING;

    @InjectBundleContext
    BundleContext context;
    @InjectService
    CommandLine commandLine;
    @InjectService
    Commands commands;
    @InjectService
    VirtualSwitches switches;
    @InjectService
    CommandProcessor gogo;
    @InjectService(filter = "(" + Face.NAME + "=console)")
    Face face;

    @TempDir
    Path folder;

    private CommandLine.Session session;
    private FoundFabric fabric;
    private int entries;

    @BeforeEach
    void open() {
        fabric = new FoundFabric(commandLine, commands, switches);
        session = fabric.session();
        entries = commands.journal().size();
    }

    /** Leaves the fabric as it was found, whatever a test did. */
    @AfterEach
    void restore() throws RefusedException {
        fabric.restore();
    }

    private SwitchSpec found(String name) {
        return commands.document().switches().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    private List<String> journal() {
        return commands.journal().subList(entries, commands.journal().size()).stream().map(JournalEntry::command).toList();
    }

    private void lab() throws RefusedException {
        session.execute("New-VMSwitch itlab -SwitchType Internal");
        session.execute("Add-VMNetworkAdapter itlab web -StaticMacAddress 02:00:00:00:77:01");
        session.execute("Add-VMNetworkAdapter itlab db -StaticMacAddress 02:00:00:00:77:02"
                + " -Attachment @{ lab = @{ addresses = @('10.7.0.2/24') } }");
    }

    @Test
    void shouldBuildChangeAskAndUndo() throws RefusedException {
        lab();
        assertThat(session.execute("Get-VMNetworkAdapter -SwitchName itlab |"
                + " Set-VMNetworkAdapterVlan -Access -VlanId 10")).startsWith("Done: 2 changes, revision ");
        assertThat(found("itlab").ports()).extracting(PortSpec::vlan).containsOnly(new Vlan.Access(10));
        session.execute("Enable-VMSwitchExtension itlab " + FILTERING);
        session.execute("Add-VMNetworkAdapterAcl db -SwitchName itlab -Action Deny -Direction Inbound"
                + " -RemoteIPAddress 10.7.0.1");
        assertThat(found("itlab").extensions()).containsExactly(FILTERING);
        assertThat(session.execute("Get-VMNetworkAdapterAcl -SwitchName itlab | select VMNetworkAdapterName, Action, Remote"))
                .contains("db", "deny", "10.7.0.1");
        assertThat(session.execute("Get-VMSwitchExtension itlab | ? Enabled -eq $true | select Name"))
                .contains(FILTERING);
        assertThat(session.execute("(Get-VMNetworkAdapter -SwitchName itlab).Count")).isEqualTo("2\n");
        assertThat(journal()).hasSize(7).endsWith("Add-VMNetworkAdapterAcl -VMNetworkAdapterName db -Action deny"
                + " -Direction inbound -RemoteIPAddress 10.7.0.1 -SwitchName itlab");
        for (int i = 0; i < 7; i++) {
            session.execute("Undo");
        }
        assertThat(commands.document()).isEqualTo(fabric.document());
    }

    @Test
    void shouldUndoByAPipeWhatAPipeHasChanged() throws RefusedException {
        lab();
        final SwitchSpec built = found("itlab");
        session.execute("Get-VMNetworkAdapter -SwitchName itlab | Set-VMNetworkAdapterVlan -Access -VlanId 10");
        assertThat(found("itlab")).isNotEqualTo(built);
        assertThat(session.execute("Get-Journal -Last 2 | Sort-Object Number -Descending | Undo-Change"))
                .startsWith("Done: 2 changes, revision ");
        assertThat(found("itlab")).isEqualTo(built);
    }

    @Test
    void shouldDoAgainWhatTheJournalSays() throws RefusedException {
        lab();
        session.execute("Set-VMNetworkAdapter web -SwitchName itlab -MacAddressSpoofing On");
        final SwitchSpec built = found("itlab");
        final List<String> typed = journal();
        session.execute("Remove-VMSwitch itlab");
        for (final String line : typed) {
            session.execute(line);
        }
        assertThat(found("itlab")).isEqualTo(built);
    }

    @Test
    void shouldSetWhatASwitchCanDoAndUndoIt() throws RefusedException {
        lab();
        final SwitchSpec plain = found("itlab");
        final int first = commands.journal().size();
        session.execute("""
                Set-VMSwitch itlab -SwitchType External -ForwardingTableAgeing 60
                Get-VMSwitch itlab | Set-VMSwitch -NetAdapterName itup
                Set-VMNetworkAdapter itup -Attachment @{ lab = @{ addresses = @('10.7.0.9/24') } }
                Set-VMNetworkAdapterVlan itup -Trunk -NativeVlanId 9 -AllowedVlanIdList 1-4094 -PrunedVlanIdList 77
                Add-VMNetworkAdapter itlab mgmt -ManagementOS -Attachment @{ lab = @{ addresses = @('10.7.0.8/24') } }
                Get-VMNetworkAdapter web -SwitchName itlab |
                    Set-VMNetworkAdapter -StormLimit 100 -DynamicIPAddressLimit 4 -LearningLimit 8 -PortMirroring Source
                Set-VMNetworkAdapter web -SwitchName itlab -MandatoryFeatureId org.example.first,org.example.second
                Set-VMNetworkAdapter db -SwitchName itlab -MachineName vm7 -AllowTeaming On -IeeePriorityTag On
                Set-VMNetworkAdapterVlan web itlab -Isolated -PrimaryVlanId 100 -SecondaryVlanId 101
                Set-VMNetworkAdapterVlan db itlab -Promiscuous -PrimaryVlanId 100 -SecondaryVlanIdList 101
                Add-VMSwitchForwardingEntry itup 02:00:00:00:77:09 -VlanId 12
                Get-VMNetworkAdapter web itlab | Add-VMSwitchMirror -Name rack -Rspan -RemoteVlanId 300
                Add-VMSwitchMirror itlab far web,db -Erspan -Exit itup -SourceMacAddress 02:00:00:00:77:08 `
                    -DestinationMacAddress 02:00:00:00:77:09 -SourceIP 10.7.0.8 -DestinationIP 10.7.0.9 -SessionId 7
                """);
        final SwitchSpec built = found("itlab");
        assertThat(built.mirrors()).extracting(MirrorSpec::sources)
                .containsExactly(List.of("web"), List.of("web", "db"));
        assertThat(built.ports()).extracting(PortSpec::type).containsExactly(PortType.MACHINE, PortType.MACHINE,
                PortType.UPLINK, PortType.HOST);
        assertThat(session.execute("Get-VMNetworkAdapterVlan itup | ? Mode -eq trunk | select Vlan, Pruned"))
                .contains("9", "77");
        assertThat(session.execute("Get-VMNetworkAdapter -SwitchName itlab | ? { $_.Special } | select Name").lines())
                .map(String::strip).endsWith("web", "db", "itup");
        session.execute("Get-VMSwitchForwardingEntry itup | ? Type -eq static | Remove-VMSwitchForwardingEntry");
        session.execute("Get-VMSwitchMirror far | Remove-VMSwitchMirror");
        assertThat(found("itlab").mirrors()).hasSize(1);
        final int changes = commands.journal().size() - first;
        assertThat(changes).isEqualTo(15);
        for (int i = 0; i < changes; i++) {
            session.execute("Undo");
        }
        assertThat(found("itlab")).isEqualTo(plain);
        for (int i = 0; i < changes - 2; i++) {
            session.execute("Redo");
        }
        assertThat(found("itlab")).isEqualTo(built);
    }

    @Test
    void shouldOfferAdaptersForEveryParameterThatNamesOne() throws RefusedException {
        lab();
        for (final String line : List.of("Add-VMSwitchMirror itlab m ", "Add-VMSwitchMirror itlab m web,",
                "Add-VMSwitchMirror itlab m web -Erspan -ExitVMNetworkAdapterName ", "Get-VMNetworkAdapterVlan ",
                "Add-VMSwitchForwardingEntry -SwitchName itlab -VMNetworkAdapterName ")) {
            assertThat(session.complete(line, line.length())).as(line).anyMatch(word -> word.endsWith("db"));
        }
        session.execute("Add-VMSwitchMirror itlab rack web -Rspan -RemoteVlanId 300");
        assertThat(session.complete("Remove-VMSwitchMirror ", 22)).contains("rack");
        assertThat(session.complete("Set-VMNetworkAdapter web -PortMirroring ", 40)).containsExactly("destination",
                "none", "source");
    }

    @Test
    void shouldOnlySayWhatWouldHappen() throws RefusedException {
        lab();
        final long revision = commands.revision();
        assertThat(session.execute("Get-VMSwitch itlab | Remove-VMSwitch -WhatIf")).startsWith("What if: ");
        assertThat(commands.revision()).isEqualTo(revision);
    }

    @ParameterizedTest
    @ValueSource(strings = {"New-VMSwitch itlab", "New-VMSwitch 'no name'", "New-VMSwitch x -SwitchType purple",
            "Add-VMNetworkAdapter nowhere a", "Add-VMNetworkAdapter itlab web", "Set-VMNetworkAdapter nobody",
            "Set-VMNetworkAdapterVlan web -Access -VlanId 5000", "Set-VMNetworkAdapterVlan web -Access -Trunk",
            "Add-VMNetworkAdapter itlab c -StaticMacAddress 02:00", "Add-VMNetworkAdapter itlab c -Attachment @{ a = 1; b = 2 }",
            "Enable-VMSwitchExtension itlab org.example.nowhere", "Import-Fabric /no/such/file.yaml", "Undo 1000000",
            "Add-VMNetworkAdapterAcl web Deny Inbound -RemoteIPAddress 10.0.0.1/8/9", "Get-VMSwich", "Remove-VMSwitch",
            "Install-VMSwitchExtension /dev/null", "New-VMSwitch (", "New-VMSwitch a b c d",
            "Set-VMSwitch itlab -SwitchType Internal -NetAdapterName eth0 -ForwardingTableAgeing 0",
            "New-VMSwitch x -SwitchType Private -NetAdapterName eth0", "New-VMSwitch x -NetAdapterName 'no name'",
            "New-VMSwitch x -NetAdapterName name-of-more-than-15", "Set-VMNetworkAdapter web itlab -StormLimit -1",
            "Set-VMNetworkAdapter web itlab -PortMirroring Both", "Set-VMNetworkAdapter web itlab -MachineName 'a b'",
            "Set-VMNetworkAdapterVlan web itlab -Access -VlanId 3 -PrunedVlanIdList 4",
            "Add-VMSwitchForwardingEntry web 01:00:5e:00:00:01", "Add-VMSwitchForwardingEntry web 02:00:00:00:00:09 7",
            "Remove-VMSwitchForwardingEntry web 02:00:00:00:00:09", "Remove-VMSwitchMirror none",
            "Add-VMSwitchMirror itlab m nobody -Rspan -RemoteVlanId 3", "Add-VMSwitchMirror itlab m web -Rspan",
            "Add-VMSwitchMirror itlab m web -Rspan -Erspan"})
    void shouldChangeNothingWhenItRefuses(String line) throws RefusedException {
        lab();
        final FabricDocument document = commands.document();
        final int size = commands.journal().size();
        try {
            assertThat(session.execute(line)).as("should have been refused").isNull();
        } catch (final RefusedException refused) {
            assertThat(refused.getMessage()).doesNotContain("\n", "Exception").hasSizeLessThan(400);
        }
        assertThat(commands.document()).isEqualTo(document);
        assertThat(commands.journal()).hasSize(size);
    }

    @Test
    void shouldRunScriptsAsAFace() throws Exception {
        final Path fabric = Files.writeString(folder.resolve("fabric.yaml"), "switches:\n  - name: itface\n");
        final Path good = Files.writeString(folder.resolve("good.ps1"), """
                # adds two adapters
                Get-VMSwitch itface |
                    Add-VMNetworkAdapter -Name a
                Add-VMNetworkAdapter itface b
                """);
        assertThat(face.run(List.of("--fabric", fabric.toString(), "--script", good.toString()))).isZero();
        assertThat(found("itface").ports()).extracting(PortSpec::name).containsExactly("a", "b");
        final Path bad = Files.writeString(folder.resolve("bad.ps1"), "Get-VMSwitch\nAdd-VMNetworkAdapter itface b\nUndo\n");
        final int size = commands.journal().size();
        assertThat(refused(List.of("--script", bad.toString()))).startsWith(bad + ":2: ").contains("'b'").hasLineCount(1);
        assertThat(commands.journal()).hasSize(size);
    }

    @Test
    void shouldRefuseWhatIsNoArgumentOfTheFace() throws Exception {
        assertThat(refused(List.of("--fabrik", "x"))).contains("'--fabrik'").hasLineCount(1);
        assertThat(refused(List.of("--script"))).contains("'--script'").hasLineCount(1);
        assertThat(refused(List.of("--script", folder.resolve("none.ps1").toString()))).contains("none.ps1").hasLineCount(1);
        assertThat(refused(List.of("--fabric", folder.resolve("none.yaml").toString()))).contains("none.yaml").hasLineCount(1);
    }

    /** What the face says on standard error when it refuses. */
    private String refused(List<String> arguments) throws Exception {
        final PrintStream error = System.err;
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThat(face.run(arguments)).isEqualTo(2);
        } finally {
            System.setErr(error);
        }
        return said.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    @Test
    void shouldBeCallableFromGogo() throws Exception {
        lab();
        final PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        try (CommandSession shell = gogo.createSession(new ByteArrayInputStream(new byte[0]), nowhere, nowhere)) {
            shell.execute("Add-VMNetworkAdapter -SwitchName itlab -Name gogo");
            assertThat(found("itlab").ports()).extracting(PortSpec::name).contains("gogo");
            assertThat(String.valueOf(shell.execute("signalbox:Get-VMNetworkAdapter gogo"))).contains("SwitchName", "itlab");
        }
        assertThat(session.execute("felix:lb")).contains("System Bundle");
    }

    /** The guide to the console, as it is published. */
    private String guide() throws IOException {
        return Files.readString(Path.of(context.getProperty(Places.LAB)).resolveSibling("../../docs/console.md").normalize());
    }

    @Test
    void shouldPrintTheReferenceThatTheGuideHolds() throws RefusedException, IOException {
        final String marker = "<!-- reference -->\n";
        assertThat(guide().substring(guide().indexOf(marker) + marker.length()).strip())
                .isEqualTo(session.execute("Get-Help -Markdown").strip());
    }

    @Test
    void shouldRunTheLinesThatTheGuideBeginsWith() throws RefusedException, IOException {
        final String lines = guide().split("```powershell\n")[1].split("```")[0];
        for (final String line : lines.lines().toList()) {
            session.execute(line);
        }
        assertThat(found("lab").ports()).extracting(PortSpec::name, PortSpec::vlan).containsExactly(
                tuple("web1", new Vlan.Access(10)), tuple("db1", new Vlan.Access(10)));
        assertThat(session.execute("Get-VMNetworkAdapterAcl -SwitchName lab")).isEmpty();
        assertThat(journal()).hasSize(8).endsWith("Undo-Change");
    }
}
