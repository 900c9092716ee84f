package org.signalbox.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.signalbox.command.JournalEntry;
import org.signalbox.command.RefusedException;

/** Lines as an administrator types them, against a stand-in for the fabric. */
class SessionTest {
    private final FakeFabric fabric = new FakeFabric();
    private final ConsoleSession session =
            new ConsoleSession(new Cmdlets(fabric), new Gogo(new CommandProcessorImpl(new ThreadIOImpl())), "test");

    @BeforeEach
    void lab() throws RefusedException {
        session.execute("New-VMSwitch lab; New-VMSwitch prod internal");
        for (int i = 1; i <= 3; i++) {
            session.execute("Add-VMNetworkAdapter lab web" + i + " -Static 02:00:00:00:00:0" + i);
        }
        session.execute("Add-VMNetworkAdapter -SwitchName prod -Name db1");
    }

    private String refusal(String line) {
        try {
            return "not refused: " + session.execute(line);
        } catch (final RefusedException refused) {
            return refused.getMessage();
        }
    }

    @Test
    void shouldTakeParametersByNameByPrefixAndByPosition() throws RefusedException {
        session.execute("new-vmswitch -swi Internal -name x1");
        session.execute("New-VMSwitch x2 External");
        session.execute("New-VMSwitch -Name:x3");
        session.execute("Set-VMNetworkAdapter -VMSwitchName lab -VMNetworkAdapterName web1 -VlanId 9");
        assertThat(fabric.adapters.get("lab/web1").vlanId()).contains(9);
        assertThat(fabric.journal.subList(0, 9)).extracting(JournalEntry::command).endsWith(
                "New-VMSwitch -Name x1 -SwitchType internal", "New-VMSwitch -Name x2 -SwitchType external",
                "New-VMSwitch -Name x3");
    }

    @Test
    void shouldPrintAnswersAsTables() throws RefusedException {
        assertThat(session.execute("Get-VMSwitch")).isEqualTo("""
                Name  SwitchType  Ports     Drops
                                         (frames)
                ----  ----------  -----  --------
                lab   private         0         0
                prod  internal        0         0
                """);
    }

    @Test
    void shouldSayWhichRevisionAChangeLedTo() throws RefusedException {
        assertThat(session.execute("New-VMSwitch y")).isEqualTo("Done: revision 7.\n");
        assertThat(session.execute("Get-VMNetworkAdapter -VMSwitchName lab | Set-VMNetworkAdapter -VlanId 10"))
                .isEqualTo("Done: 3 changes, revision 10.\n");
    }

    @Test
    void shouldSayOnceWhatStaysAsItIs() throws RefusedException {
        fabric.warnings = List.of("no cable");
        assertThat(session.execute("New-VMSwitch y")).isEqualTo("Warning: no cable\nDone: revision 7.\n");
        assertThat(session.execute("New-VMSwitch z")).isEqualTo("Done: revision 8.\n");
    }

    @Test
    void shouldHandObjectsToTheNextCommandByPropertyName() throws RefusedException {
        session.execute("Get-VMNetworkAdapter | Where-Object { $_.Name -like 'web*' -and $_.SwitchName -eq lab }"
                + " | Set-VMNetworkAdapter -VlanId 20");
        assertThat(fabric.adapters.values()).filteredOn(row -> row.vlanId().isPresent())
                .extracting(FakeFabric.AdapterRow::name).containsExactly("web1", "web2", "web3");
    }

    @Test
    void shouldTakeTheNameOfASwitchForASwitchNotForAnAdapter() throws RefusedException {
        assertThat(session.execute("Get-VMSwitch prod | Get-VMNetworkAdapter | Select-Object Name")).isEqualTo("""
                Name
                ----
                db1
                """);
    }

    @Test
    void shouldSieveInBothNotations() throws RefusedException {
        assertThat(session.execute("Get-VMNetworkAdapter | ? Name -eq db1 | select Name | ConvertTo-Json -Compress"))
                .isEqualTo("{\"name\":\"db1\"}\n");
        assertThat(session.execute("(Get-VMNetworkAdapter | ? { -not ($_.Name -match '^web[12]$') }).Name"))
                .isEqualTo("web3\ndb1\n");
        assertThat(session.execute("Get-VMNetworkAdapter | ? Drops -gt 0")).isEmpty();
    }

    @Test
    void shouldSieveByTheLanguageOfTheGrid() throws RefusedException {
        session.execute("Set-VMNetworkAdapter lab web2 -VlanId 9");
        assertThat(session.execute("(Get-VMNetworkAdapter | ? 'switchName:lab and not name:web1 and drops = 0').Name"))
                .isEqualTo("web2\nweb3\n");
        assertThat(session.execute("(Get-VMNetworkAdapter | ? 'vlanId > 8').Name")).isEqualTo("web2\n");
        assertThat(session.execute("Get-VMNetworkAdapter nobody* | ? 'drops > 0'")).isEmpty();
        assertThat(refusal("Get-VMNetworkAdapter | ? 'dorps > 0'")).isEqualTo("found 'dorps' at character 1, expected "
                + "one of the columns switchName, name, staticMacAddress, drops, vlanId; did you mean drops?");
    }

    @Test
    void shouldKeepVariables() throws RefusedException {
        assertThat(session.execute("$s = Get-VMSwitch lab")).isEmpty();
        assertThat(session.execute("$s.Name")).isEqualTo("lab\n");
        assertThat(session.execute("$all = Get-VMNetworkAdapter $s; $all.Count")).isEqualTo("3\n");
        assertThat(session.execute("$n = 'web2'; \"is $n\"")).contains("is web2");
        session.execute("Set-VMNetworkAdapter $s.Name $n -VlanId 7");
        assertThat(fabric.adapters.get("lab/web2").vlanId()).contains(7);
    }

    @Test
    void shouldSortSelectAndMeasure() throws RefusedException {
        assertThat(session.execute("Get-VMNetworkAdapter | sort Name -Descending | select -First 2 Name")).isEqualTo("""
                Name
                ----
                web3
                web2
                """);
        assertThat(session.execute("Get-VMNetworkAdapter | Measure-Object Drops | fl")).isEqualTo("""
                Count    : 4
                Property : Drops
                Sum      : 0
                Average  : 0
                Minimum  : 0
                Maximum  : 0
                """);
    }

    @Test
    void shouldOnlySayWhatWouldHappen() throws RefusedException {
        assertThat(session.execute("New-VMSwitch z -WhatIf")).isEqualTo("What if: would change something\n");
        assertThat(fabric.switches).doesNotContainKey("z");
    }

    @Test
    void shouldAcceptAVerbThatIsUniqueAlone() throws RefusedException {
        session.execute("undo");
        assertThat(fabric.switches).isEmpty();
    }

    @Test
    void shouldRefuseWithOneSentence() {
        assertThat(refusal("Get-VMSwich")).isEqualTo(
                "found no command Get-VMSwich, expected one that Get-Command lists; did you mean Get-VMSwitch?");
        assertThat(refusal("New-VMSwitch q -SwitchTpye internal")).isEqualTo("New-VMSwitch: found no parameter"
                + " -SwitchTpye, expected one of -Name, -SwitchType, -WhatIf; did you mean -SwitchType?");
        assertThat(refusal("New-VMSwitch -SwitchType internal"))
                .isEqualTo("New-VMSwitch: found no -Name, expected one: Name of the switch");
        assertThat(refusal("New-VMSwitch q -SwitchType purple")).isEqualTo(
                "New-VMSwitch switchType: found 'purple', expected one of 'private', 'internal', 'external'");
        assertThat(refusal("Set-VMNetworkAdapter lab web1 -VlanId 5000"))
                .isEqualTo("Set-VMNetworkAdapter vlanId: found 5000, expected a whole number from 1 to 4094");
        assertThat(refusal("Set-VMNetworkAdapter lab web1 -VlanId")).isEqualTo(
                "Set-VMNetworkAdapter: found no value behind -VlanId, expected one: VLAN identifier");
        assertThat(refusal("Add-VMNetworkAdapter lab a -A 1")).isEqualTo("Add-VMNetworkAdapter: found -A,"
                + " which may be -AllowedVlanIdList, -Attachment, expected more of its letters");
        assertThat(refusal("Undo-Fabric 1")).isEqualTo("Undo-Fabric: found '1', expected nothing more");
        assertThat(refusal("New-VMSwitch a -Name b -Name c")).contains("found -Name twice");
        assertThat(refusal("Get-VMSwitch | Where-Object { $_.Dorps -gt 1 }")).isEqualTo(
                "found no property Dorps, expected one of Name, SwitchType, Ports, Drops; did you mean Drops?");
        assertThat(refusal("Get-VMSwitch |")).isEqualTo(
                "found the end in column 15, expected a command behind the pipe");
        assertThat(refusal("Get-VMSwitch | ft | Get-VMSwitch")).contains("found a pipe behind text");
        assertThat(refusal("$nothing")).contains("found no variable $nothing");
        assertThat(fabric.journal).hasSize(6);
    }

    @Test
    void shouldSayWhatWasDoneBeforeARefusal() {
        fabric.adapters.put("gone", new FakeFabric.AdapterRow("lab", "-", java.util.Optional.empty(),
                java.util.Optional.empty(), 0));
        assertThat(refusal("Get-VMSwitch | select Name | New-VMSwitch")).startsWith("found a switch named 'lab'");
        assertThat(refusal("'a' | New-VMSwitch")).contains("found 'a' in the pipe");
    }

    @Test
    void shouldExplainCommands() throws RefusedException {
        assertThat(session.execute("Get-Help New-VMSwitch")).isEqualTo("""
                New-VMSwitch
                    Creates a switch.

                Syntax
                    New-VMSwitch [-Name] <text> [[-SwitchType] <private|internal|external>] [-WhatIf]

                Parameters
                    -Name <text>                             Name of the switch. Required.
                    -SwitchType <private|internal|external>  Who may be connected. Default: private.
                    -WhatIf                                  Only say what would happen.
                """).isEqualTo(session.execute("New-VMSwitch -?"));
        assertThat(session.execute("help")).contains("Undo-Fabric", "Takes the last change back.", "Where-Object")
                .isEqualTo(session.execute("?"));
    }

    @Test
    void shouldListWhatCouldStandAtAQuestionMark() throws RefusedException {
        assertThat(session.execute("New-VMSwitch -?")).contains("Syntax");
        assertThat(session.execute("New-VMSwitch x -SwitchType ?")).isEqualTo("external\ninternal\nprivate\n");
    }

    @Test
    void shouldHandOverToGogo() throws RefusedException {
        assertThatThrownBy(() -> session.execute("felix:lb")).isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("Gogo: ");
    }
}
