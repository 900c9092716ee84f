package org.signalbox.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.command.Command;
import org.signalbox.command.RefusedException;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.SwitchType;

class ArgumentsTest {
    @TempDir
    Path folder;
    private FabricFixture fixture;

    @BeforeEach
    void open() throws IOException, RefusedException {
        fixture = new FabricFixture(folder);
        fixture.run("New-VMSwitch", "Name", "s");
        fixture.run("Add-VMNetworkAdapter", "SwitchName", "s", "Name", "p");
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private void refuses(String sentence, String command, Object... parameters) {
        assertThatThrownBy(() -> fixture.run(command,
                parameters)).isInstanceOf(RefusedException.class).hasMessage(sentence);
    }

    @Test
    void shouldTakeTypesAndTexts() throws RefusedException {
        fixture.run("New-VMSwitch", "name", "t", "switchType", SwitchType.INTERNAL);
        fixture.run("Set-VMNetworkAdapter", "name", "p", "staticMacAddress", new MacAddress(0x02_00_00_00_00_07L));
        fixture.run("Set-VMNetworkAdapterVlan", "name", "p", "access", "$true", "vlanid", "12");
        assertThat(fixture.yaml()).contains("type: internal", "mac: \"02:00:00:00:00:07\"", "{ mode: access, id: 12 }");
    }

    @Test
    void shouldNameTheParameterThatIsWrong() {
        refuses("New-VMSwitch -SwitchType: found 'public', expected one of 'private', 'internal', 'external'",
                "New-VMSwitch", "Name", "x", "SwitchType", "public");
        refuses("New-VMSwitch: found no -Name, expected Name of the new switch; HOST/NAME where hosts are named.",
                "New-VMSwitch");
        refuses("New-VMSwitch: found no parameter '-Colour', expected one of -Name, -SwitchType, -NetAdapterName",
                "New-VMSwitch", "Colour", 1);
        refuses("Set-VMNetworkAdapterVlan -VlanId: found 5000, expected a whole number from 1 to 4094",
                "Set-VMNetworkAdapterVlan", "Name", "p", "Access", true, "VlanId", 5000);
        refuses("Add-VMNetworkAdapter: found -Name twice, expected it once", "Add-VMNetworkAdapter", "SwitchName", "s",
                "Name", "a", "VMNetworkAdapterName", "b");
        refuses("found no command Make-Coffee, expected one that Get-Command lists", "Make-Coffee");
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        refuses("switches[name=\"my switch\"].name: found 'my switch', expected a name of letters, digits, '.', '_' and '-' "
                + "that begins with a letter or a digit", "New-VMSwitch", "Name", "my switch");
        refuses("switches[name=s].name: found a second switch 's', expected a name of its own for each switch",
                "New-VMSwitch", "Name", "s");
        refuses("found no switch 'x', expected one of s", "Remove-VMSwitch", "Name", "x");
        refuses("found no network adapter 'x' on switch 's', expected the name of one that Get-VMNetworkAdapter lists",
                "Remove-VMNetworkAdapter", "SwitchName", "s", "Name", "x");
        refuses("found -Access and -Trunk, expected one of -Untagged, -Access, -Trunk, -Isolated, -Community, -Promiscuous",
                "Set-VMNetworkAdapterVlan", "Name", "p", "Access", true, "Trunk", true);
        refuses("found -Access without -VlanId, expected a VLAN identifier from 1 to 4094", "Set-VMNetworkAdapterVlan",
                "Name", "p", "Access", true);
        refuses("found -VlanId with -Trunk, expected it with its own mode only", "Set-VMNetworkAdapterVlan", "Name",
                "p", "Trunk", true, "VlanId", 7);
        refuses("found 2 addresses, expected one of -LocalIPAddress, -RemoteIPAddress, -LocalMacAddress and "
                + "-RemoteMacAddress", "Add-VMNetworkAdapterAcl", "Name", "p", "Action", "Deny", "Direction", "Both",
                "RemoteIPAddress", "10.0.0.0/8", "LocalIPAddress", "10.0.0.1");
    }

    @Test
    void shouldListByWildcards() throws RefusedException {
        fixture.run("Add-VMNetworkAdapter", "SwitchName", "s", "Name", "web-12");
        assertThat(fixture.run("Get-VMNetworkAdapter", "Name", "WEB*?2").objects()).hasSize(1);
        assertThat(fixture.run("Get-VMNetworkAdapter", "Name", "*").objects()).hasSize(2);
        assertThat(fixture.run("Get-VMNetworkAdapter", "Name", "we?").objects()).isEmpty();
        assertThat(fixture.run("Get-VMSwitch").objects()).hasSize(1);
        assertThat(fixture.run("Get-Journal", "Last", 2).objects()).hasSize(2);
    }

    @Test
    void shouldDescribeEveryCommand() {
        assertThat(fixture.fabric.commands()).hasSizeGreaterThan(20).allSatisfy(command -> {
            assertThat(command.summary()).matches("[A-Z].*\\.");
            assertThat(schema(command)).as(command.name().toString()).isNotNull();
        });
    }

    private static <P extends Record> Object schema(Command<P> command) {
        return Schema.of(command.parameters()).jsonSchema();
    }
}
