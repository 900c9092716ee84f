package org.signalbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.signalbox.command.RefusedException;

/** What the console offers at the end of a line. */
class CompletionTest {
    private final FakeFabric fabric = new FakeFabric();
    private final ConsoleSession session =
            new ConsoleSession(new Cmdlets(fabric), new Gogo(new CommandProcessorImpl(new ThreadIOImpl())), "test");

    @BeforeEach
    void lab() throws RefusedException {
        session.execute("New-VMSwitch lab; New-VMSwitch prod; Add-VMNetworkAdapter lab web1;"
                + " Add-VMNetworkAdapter prod db1");
    }

    private List<String> complete(String line) {
        return session.complete(line, line.length());
    }

    @Test
    void shouldOfferCommands() {
        assertThat(complete("get-vm")).containsExactly("Get-VMNetworkAdapter", "Get-VMSwitch");
        assertThat(complete("Get-VMSwitch | Wh")).containsExactly("Where-Object");
        assertThat(complete("$x = Get-VMS")).containsExactly("Get-VMSwitch");
        assertThat(complete("$x = (Get-VMS")).containsExactly("Get-VMSwitch");
    }

    @Test
    void shouldOfferParametersNotYetGiven() {
        assertThat(complete("New-VMSwitch lab2 -")).containsExactly("-SwitchType", "-WhatIf");
        assertThat(complete("Get-VMNetworkAdapter -v")).containsExactly("-VMSwitchName");
    }

    @Test
    void shouldOfferValues() {
        assertThat(complete("New-VMSwitch -SwitchType ")).containsExactly("external", "internal", "private");
        assertThat(complete("New-VMSwitch x In")).containsExactly("internal");
        assertThat(complete("Set-VMNetworkAdapter lab web1 -MacAddressSpoofing $")).contains("$true", "$false");
    }

    @Test
    void shouldOfferNamesOfWhatThereIs() {
        assertThat(complete("Get-VMSwitch ")).containsExactly("lab", "prod");
        assertThat(complete("Add-VMNetworkAdapter -SwitchName p")).containsExactly("prod");
        assertThat(complete("Set-VMNetworkAdapter lab ")).containsExactly("web1");
        assertThat(complete("Set-VMNetworkAdapter -SwitchName prod -Name ")).containsExactly("db1");
        assertThat(complete("New-VMSwitch ")).doesNotContain("lab");
    }

    @Test
    void shouldOfferPropertiesAndOperatorsInBlocks() {
        assertThat(complete("Get-VMSwitch | Where-Object { $_.")).containsExactly("$_.Drops", "$_.Name", "$_.Ports",
                "$_.SwitchType");
        assertThat(complete("Get-VMSwitch | Where-Object { $_.Drops -g")).containsExactly("-ge", "-gt");
        assertThat(complete("Get-VMSwitch | sort Dr")).containsExactly("Drops");
        assertThat(complete("New-VMSwitch q | Where-Object { $_.")).isEmpty();
        assertThat(fabric.switches).doesNotContainKey("q");
    }

    @Test
    void shouldOfferVariables() throws RefusedException {
        session.execute("$web = Get-VMNetworkAdapter lab");
        assertThat(complete("$w")).containsExactly("$web");
        assertThat(complete("$web.Sw")).containsExactly("$web.SwitchName");
    }

    @Test
    void shouldOfferNothingForWhatIsUnknown() {
        assertThat(complete("Foo-Bar -x ")).isEmpty();
        assertThat(complete("Get-VMSwitch 'la")).containsExactly("lab");
    }
}
