package org.signalbox.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.JournalEntry;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.VirtualSwitches;

/** The order of extensions by commands, and the extensions that an adapter requires; the engine is a fake. */
class ExtensionOrderTest {
    @TempDir
    Path folder;
    private FabricFixture fixture;

    /** Captures c1 and c2, and filters f1 to f3, top first; gone is enabled and installed no more. */
    @BeforeEach
    void open() throws IOException, RefusedException {
        fixture = new FabricFixture(folder);
        fixture.switches.present.addAll(List.of("c1", "c2", "f1", "f2", "f3", "gone"));
        fixture.switches.kinds.put("c1", ExtensionKind.CAPTURING);
        fixture.switches.kinds.put("c2", ExtensionKind.CAPTURING);
        fixture.importText("""
                switches:
                  - { name: lab, extensions: [f1, c1, f2, c2, f3, gone], ports: [{ name: web }] }
                """);
        fixture.switches.present.remove("gone");
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private List<String> order() {
        return fixture.fabric.document().switches().getFirst().extensions();
    }

    private PortSpec web() {
        return fixture.fabric.document().switches().getFirst().ports().getFirst();
    }

    private void move(String name, Object... where) throws RefusedException {
        final Object[] all = new Object[4 + where.length];
        System.arraycopy(new Object[] {"VMSwitchName", "lab", "Name", name}, 0, all, 0, 4);
        System.arraycopy(where, 0, all, 4, where.length);
        fixture.run("Move-VMSwitchExtension", all);
    }

    @ParameterizedTest
    @CsvSource({"f3, Before, f1, f3 f1 c1 f2 c2 gone", "f1, After, f2, c1 f2 f1 c2 f3 gone", "f1, Before, f2, "
            + "c1 f1 f2 c2 f3 gone", "c2, Before, c1, f1 c2 c1 f2 f3 gone", "f2, Before, gone, f1 c1 c2 f3 f2 gone",
            "gone, Before, c1, f1 gone c1 f2 c2 f3", "f1, After, f1x, ''"})
    void shouldPutAnExtensionBeforeOrAfterAnother(String name, String where, String other, String expected)
            throws RefusedException {
        if (expected.isEmpty()) {
            assertThatThrownBy(() -> move(name, where, other)).hasMessage("found no enabled extension 'f1x' on switch "
                    + "'lab', expected one of f1, c1, f2, c2, f3, gone");
        } else {
            move(name, where, other);
            assertThat(order()).containsExactly(expected.split(" "));
        }
    }

    @Test
    void shouldPutAnExtensionFirstOrLastOfItsType() throws RefusedException {
        move("c2", "First", true);
        assertThat(order()).containsExactly("f1", "c2", "c1", "f2", "f3", "gone");
        move("f3", "First", true);
        assertThat(order()).containsExactly("f3", "f1", "c2", "c1", "f2", "gone");
        move("c2", "Last", true);
        assertThat(order()).containsExactly("f3", "f1", "c1", "f2", "gone", "c2");
    }

    @Test
    void shouldRefuseToMoveAnExtensionAcrossTypes() {
        final FabricDocument before = fixture.fabric.document();
        assertThatThrownBy(() -> move("f1", "After", "c1")).isInstanceOf(RefusedException.class)
                .hasMessage("found 'c1', a capturing extension, expected a filtering one as 'f1' is, since an "
                        + "extension moves only within its type");
        assertThatThrownBy(() -> move("c1", "Before", "f1")).hasMessageContaining("found 'f1', a filtering extension");
        assertThat(fixture.fabric.document()).isEqualTo(before);
    }

    @Test
    void shouldRefuseAPlaceThatIsNone() {
        assertThatThrownBy(() -> move("f1")).hasMessage(
                "found no place for the extension 'f1', expected one of -Before, -After, -First, -Last");
        assertThatThrownBy(() -> move("f1", "First", true, "After", "f2")).hasMessageStartingWith("found 2 places");
        assertThatThrownBy(() -> move("f1", "Before", "f1")).hasMessage(
                "found the extension 'f1' beside itself, expected another one of its type");
        assertThatThrownBy(() -> move("f9", "First", true)).hasMessageStartingWith("found no enabled extension 'f9'");
    }

    @Test
    void shouldUndoAMove() throws RefusedException {
        final List<String> before = order();
        move("f3", "First", true);
        final List<String> after = order();
        assertThat(fixture.fabric.journal().getLast()).extracting(JournalEntry::command)
                .isEqualTo("Move-VMSwitchExtension -VMSwitchName lab -Name f3 -First");
        fixture.run("Undo-Change");
        assertThat(order()).isEqualTo(before);
        fixture.run("Redo-Change");
        assertThat(order()).isEqualTo(after);
    }

    @Test
    void shouldAskAnExtensionForItsPlaceThatComesFromTheFolder() throws RefusedException {
        fixture.extensions.folder.addAll(List.of("proud", "humble"));
        fixture.switches.humble.add("humble");
        fixture.run("Enable-VMSwitchExtension", "VMSwitchName", "lab", "Name", "proud");
        fixture.whatIf("Enable-VMSwitchExtension", "VMSwitchName", "lab", "Name", "humble");
        assertThat(fixture.switches.present).doesNotContain("humble");
        fixture.run("Enable-VMSwitchExtension", "VMSwitchName", "lab", "Name", "humble");
        assertThat(order()).containsExactly("proud", "f1", "c1", "f2", "c2", "f3", "gone", "humble");
    }

    @Test
    void shouldRunAfterARestartWhatWouldBeRefusedNowIfTheEngineCan() throws Exception {
        final FakeSwitches switches = new FakeSwitches();
        switches.refusals.add(new VirtualSwitches.Refusal("[0].extensions[1]", "'f2' below 'f1'", "'f2' above 'f1'"));
        fixture.close();
        fixture = new FabricFixture(folder, switches);
        assertThat(switches.applied).isEqualTo(fixture.fabric.document().switches()).isNotEmpty();
        assertThat(fixture.fabric.warnings()).containsExactly(
                "switches[name=lab].extensions[1]: found 'f2' below 'f1', expected 'f2' above 'f1'");
    }

    @Test
    void shouldSetShowAndTakeBackWhatAnAdapterRequires() throws RefusedException {
        fixture.run("Set-VMNetworkAdapter", "Name", "web", "MandatoryFeatureId", List.of("f1", "f2"));
        assertThat(web().mandatoryExtensions()).containsExactly("f1", "f2");
        assertThat(fixture.yaml()).contains("mandatoryExtensions: [f1, f2]");
        assertThat(fixture.run("Get-VMNetworkAdapter", "Name", "web").objects()).singleElement().asString()
                .contains("special=[requires f1, f2]");
        fixture.run("Set-VMNetworkAdapter", "Name", "web", "StormLimit", 7);
        assertThat(web().mandatoryExtensions()).containsExactly("f1", "f2");
        fixture.run("Set-VMNetworkAdapter", "Name", "web", "MandatoryFeatureId", "");
        assertThat(web().mandatoryExtensions()).isEmpty();
        fixture.run("Undo-Change");
        assertThat(web().mandatoryExtensions()).containsExactly("f1", "f2");
        assertThat(fixture.fabric.journal().get(1).command())
                .isEqualTo("Set-VMNetworkAdapter -Name web -MandatoryFeatureId f1,f2");
    }
}
