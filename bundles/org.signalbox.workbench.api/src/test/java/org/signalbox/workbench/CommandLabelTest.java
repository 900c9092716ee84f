package org.signalbox.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a command is broken into lines, measured with one pixel a character. */
class CommandLabelTest {

    private static List<String> wrapped(String command, int width) {
        return CommandLabel.wrapped(command, width, String::length);
    }

    @Test
    void shouldKeepACommandThatFitsOnOneLine() {
        assertThat(wrapped("Get-VMSwitch -Name prod", 23)).containsExactly("Get-VMSwitch -Name prod");
    }

    @Test
    void shouldBreakBeforeAParameterAndNeverInsideItsName() {
        assertThat(wrapped("Set-VMNetworkAdapter -VMName db01 -MaximumBandwidth 100MB -DhcpGuard On", 36)).containsExactly(
                "Set-VMNetworkAdapter -VMName db01", "  -MaximumBandwidth 100MB", "  -DhcpGuard On");
    }

    @Test
    void shouldKeepAQuotedValueWithItsParameter() {
        assertThat(wrapped("Import-Fabric -Path '/labs/my own -lab.yaml' -Force", 34)).containsExactly("Import-Fabric",
                "  -Path '/labs/my own -lab.yaml'", "  -Force");
    }

    @Test
    void shouldGoOnWithAValueThatIsWiderThanALine() {
        assertThat(wrapped("Import-Fabric -Path /srv/labs/of/the/shop/demo-lab.yaml", 24)).containsExactly("Import-Fabric",
                "  -Path /srv/labs/of/", "    the/shop/", "    demo-lab.yaml");
    }

    @Test
    void shouldBreakBeforeABar() {
        assertThat(wrapped("Get-VMSwitch | Remove-VMSwitch -Confirm", 18)).containsExactly("Get-VMSwitch",
                "  | Remove-VMSwitch", "  -Confirm");
    }

    @Test
    void shouldKeepSeveralCommandsOnLinesOfTheirOwn() {
        assertThat(wrapped("Get-VMSwitch\nGet-Journal", 80)).containsExactly("Get-VMSwitch", "Get-Journal");
    }
}
