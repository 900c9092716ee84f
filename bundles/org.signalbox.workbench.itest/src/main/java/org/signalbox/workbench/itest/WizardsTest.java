package org.signalbox.workbench.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.Commands;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Invocation;
import org.signalbox.command.JournalEntry;
import org.signalbox.face.Face;
import org.signalbox.face.Places;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.VirtualSwitches;

/** The wizards of File &gt; New on the real fabric, by keys alone and by the pointer. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WizardsTest {

    private static final String FILTERING = "org.signalbox.extension.filtering";
    private static final String MARKER = "org.signalbox.example.marker";

    @InjectBundleContext
    BundleContext context;

    @InjectService(filter = "(" + Face.NAME + "=workbench)")
    Face face;

    @InjectService
    Commands commands;

    @InjectService
    VirtualSwitches engine;

    @TempDir
    Path folder;
    private Screen screen;
    private Screen wizard;

    @BeforeEach
    void open() throws Exception {
        Files.deleteIfExists(Path.of(context.getProperty(Places.HOME), "workbench.json"));
        // a fabric with an empty journal would begin with the demo lab
        final Path file = Files.writeString(folder.resolve("fabric.yaml"), "switches: [{ name: before }]\n");
        run("Import-Fabric", Map.of("path", file.toString()));
        // a fabric that another test loaded may have brought it
        uninstall();
        screen = Screen.open(face);
    }

    @AfterEach
    void close() throws Exception {
        if (wizard != null && wizard.isThere()) {
            wizard.press("Escape");
        }
        try {
            screen.close();
        } finally {
            uninstall();
        }
    }

    /** An empty fabric, which trusts everybody, without the extensions. */
    private void uninstall() throws Exception {
        final Path none = Files.writeString(folder.resolve("none.yaml"), "switches: []\n");
        run("Import-Fabric", Map.of("path", none.toString()));
        for (final String each : List.of(FILTERING, MARKER)) {
            if (isInstalled(each)) {
                run("Uninstall-VMSwitchExtension", Map.of("name", each));
            }
        }
    }

    private void run(String command, Map<String, Object> parameters) throws Exception {
        commands.run(Invocation.of(command, parameters, "test"));
    }

    private void open(String key, String title) {
        screen.press("alt+f", "n", key);
        wizard = screen.dialog(title);
    }

    @Test
    void shouldMakeASwitchByKeysAlone() throws Exception {
        final FabricDocument before = commands.document();
        open("s", "New switch");
        told("Name it, say what it connects");
        wizard.look("wizard-switch-empty");
        wizard.type("my lab");
        told("Found \"my lab\", expected a name of letters");
        wizard.look("wizard-switch-refusal");
        wizard.press("ctrl+a");
        wizard.type("lab");
        wizard.press("alt+e", "alt+u");
        wizard.type("eth7");
        ready("&Next >");
        wizard.look("wizard-switch");
        wizard.press("Return");
        ready("&Run");
        wizard.look("wizard-switch-review");
        assertThat(commands.document()).isEqualTo(before);
        wizard.press("Return");
        told("All is done.");
        wizard.look("wizard-switch-done");
        assertThat(commands.document().switches()).singleElement()
                .satisfies(made -> assertThat(made.ports()).extracting(port -> port.name()).containsExactly("eth7"));
        assertThat(last()).isEqualTo("New-VMSwitch -Name lab -SwitchType external -NetAdapterName eth7");
        wizard.press("Return");
        screen.await("the wizard to close", () -> !wizard.isThere());
        screen.front("Topology");
        screen.look("wizard-switch-made");
        screen.press("ctrl+z");
        screen.await("the switch to go", () -> commands.document().equals(before));
    }

    @Test
    void shouldMakeASwitchWithExtensionsByPointerAndTakeItBack() throws Exception {
        run("Install-VMSwitchExtension", Map.of("path", shipped(FILTERING).toString()));
        final FabricDocument before = commands.document();
        open("s", "New switch");
        enter("N&ame", "lab");
        final Table table = wizard.find(Table.class, "the extensions", each -> each.getItemCount() > 0);
        wizard.click(table);
        wizard.ui(() -> {
            table.setFocus();
            table.setSelection(List.of(table.getItems()).stream().map(item -> item.getText()).toList()
                    .indexOf(FILTERING));
            return true;
        });
        wizard.press("space");
        ready("&Next >");
        wizard.look("wizard-switch-extensions");
        wizard.click(wizard.button("&Next >"));
        ready("&Run");
        wizard.label("Builds on a command above");
        wizard.click(wizard.button("&Copy"));
        assertThat(wizard.clipboard()).isEqualTo("New-VMSwitch -Name lab -SwitchType private\n"
                + "Enable-VMSwitchExtension -VMSwitchName lab -Name " + FILTERING);
        wizard.click(wizard.button("&Run"));
        told("All is done.");
        assertThat(commands.document().switches()).singleElement().extracting(SwitchSpec::extensions)
                .isEqualTo(List.of(FILTERING));
        wizard.click(wizard.button("&Undo these changes"));
        told("Nothing is changed until you run them.");
        assertThat(commands.document()).isEqualTo(before);
        wizard.click(wizard.button("Cancel"));
        screen.await("the wizard to close", () -> !wizard.isThere());
    }

    @Test
    void shouldStopAtARefusalAndOfferToUndo() throws Exception {
        run("New-VMSwitch", Map.of("name", "lab"));
        open("p", "New port");
        enter("N&ame", "web");
        choose("&VLAN mode", 1);
        enter("VLAN", "10");
        wizard.click(wizard.button("&Next >"));
        ready("&Run");
        wizard.look("wizard-port-review");
        run("Remove-VMSwitch", Map.of("name", "lab"));
        final FabricDocument before = commands.document();
        wizard.click(wizard.button("&Run"));
        told("Stopped; nothing is changed.");
        wizard.label("found no switch");
        wizard.look("wizard-port-stopped");
        assertThat(commands.document()).isEqualTo(before);
    }

    @Test
    void shouldMakeAPort() throws Exception {
        run("New-VMSwitch", Map.of("name", "lab"));
        open("p", "New port");
        wizard.look("wizard-port-empty");
        enter("N&ame", "web");
        enter("&Machine", "vm1");
        enter("MAC a&ddress", "02:00");
        told("Found \"02:00\", expected a MAC address");
        enter("MAC a&ddress", "02:00:00:00:00:01");
        choose("&VLAN mode", 2);
        enter("Allowed VLANs", "10,20-29");
        choose("A&ttached to", 1);
        enter("Address", "10.0.0.5/24");
        ready("&Next >");
        wizard.look("wizard-port");
        wizard.click(wizard.button("&Next >"));
        ready("&Run");
        wizard.click(wizard.button("&Run"));
        told("All is done.");
        wizard.look("wizard-port-done");
        assertThat(last()).isEqualTo(
                "Set-VMNetworkAdapterVlan -VMNetworkAdapterName web -SwitchName lab -Trunk "
                        + "-AllowedVlanIdList 10,20-29");
        assertThat(commands.document().switches().getFirst().ports()).singleElement()
                .satisfies(port -> assertThat(port.attachment()).containsOnlyKeys("lab"));
    }

    @Test
    void shouldGiveAPolicyToThePortsOfAFilter() throws Exception {
        run("Install-VMSwitchExtension", Map.of("path", shipped(FILTERING).toString()));
        run("New-VMSwitch", Map.of("name", "lab"));
        for (final String name : List.of("web1", "web2", "db")) {
            run("Add-VMNetworkAdapter", Map.of("switchName", "lab", "name", name));
        }
        final FabricDocument before = commands.document();
        open("l", "New policy");
        choose("&Extension", extension());
        wizard.click(wizard.button("en&able it where it is not"));
        enter("&Ports", "web1 and (");
        told("Ports: found ");
        enter("&Ports", "switch:lab and name:web*");
        ready("&Next >");
        wizard.find(Table.class, "two ports", each -> each.getItemCount() == 2);
        wizard.look("wizard-policy");
        wizard.click(wizard.button("&Next >"));
        wizard.click(wizard.behind(Text.class, "acl"));
        wizard.type("{\"action\": \"deny\", \"direction\": \"inbound\", \"remote\": \"10.0.0.0/8\"}");
        ready("&Next >");
        wizard.click(wizard.button("&Next >"));
        ready("&Run");
        wizard.look("wizard-policy-review");
        wizard.click(wizard.button("&Run"));
        told("All is done.");
        final SwitchSpec lab = commands.document().switches().getFirst();
        assertThat(lab.extensions()).containsExactly(FILTERING);
        assertThat(lab.ports()).extracting(port -> port.policies().containsKey(FILTERING))
                .containsExactly(true, true, false);
        assertThat(lab.ports().get(1).policies()).isEqualTo(lab.ports().get(0).policies());
        wizard.click(wizard.button("&Undo these changes"));
        told("Nothing is changed until you run them.");
        assertThat(commands.document()).isEqualTo(before);
    }

    @Test
    void shouldInstallAnExtensionEnableItAndTakeItBack() throws Exception {
        run("Install-VMSwitchExtension", Map.of("path", shipped(MARKER).toString()));
        run("New-VMSwitch", Map.of("name", "lab"));
        run("Enable-VMSwitchExtension", Map.of("vmSwitchName", "lab", "name", MARKER));
        final FabricDocument before = commands.document();
        open("i", "Install extension");
        told("Name the file of the extension's bundle");
        wizard.look("wizard-install-empty");
        enter("&File", folder.toString());
        told("File: found a folder, expected an OSGi bundle");
        enter("&File", Files.writeString(folder.resolve("x.jar"), "no archive").toString());
        told("File: found a file that is no bundle (");
        wizard.look("wizard-install-refusal");
        enter("&File", shipped(FILTERING).toString());
        told(FILTERING + " 0.1.0");
        told(", a filtering extension, unsigned; the fabric lets it run.");
        ready("&Next >");
        wizard.look("wizard-install");
        wizard.click(wizard.button("&Next >"));
        wizard.choose(wizard.behind(Combo.class, "Enable on &switch"), "lab");
        wizard.choose(wizard.behind(Combo.class, "&Place"), "at the bottom of its type");
        ready("&Next >");
        wizard.look("wizard-install-switch");
        wizard.click(wizard.button("&Next >"));
        ready("&Run");
        wizard.label("would install " + FILTERING);
        wizard.label("Builds on a command above");
        wizard.label("It is unsigned; whose extensions run, Set-ExtensionTrust says.");
        wizard.look("wizard-install-review");
        wizard.click(wizard.button("&Copy"));
        assertThat(wizard.clipboard()).isEqualTo("Install-VMSwitchExtension -Path " + shipped(FILTERING)
                + "\nEnable-VMSwitchExtension -VMSwitchName lab -Name " + FILTERING
                + "\nMove-VMSwitchExtension -VMSwitchName lab -Name " + FILTERING + " -Last");
        assertThat(isInstalled(FILTERING)).isFalse();
        wizard.click(wizard.button("&Run"));
        told("All is done.");
        wizard.look("wizard-install-done");
        assertThat(isInstalled(FILTERING)).isTrue();
        assertThat(commands.document().switches().getFirst().extensions()).containsExactly(MARKER, FILTERING);
        wizard.click(wizard.button("&Undo these changes"));
        told("Nothing is changed until you run them.");
        assertThat(isInstalled(FILTERING)).isFalse();
        assertThat(commands.document()).isEqualTo(before);
        assertThat(last()).isEqualTo("Uninstall-VMSwitchExtension -Name " + FILTERING);
    }

    @Test
    void shouldRefuseToInstallWhatIsThereOrNotTrusted() throws Exception {
        run("Install-VMSwitchExtension", Map.of("path", shipped(FILTERING).toString()));
        screen.front("Extensions");
        screen.click(screen.button("Install\u2026"));
        wizard = screen.dialog("Install extension");
        enter("&File", shipped(FILTERING).toString());
        told("File: found " + FILTERING + " 0.1.0");
        told("is installed, expected a bundle that is not installed");
        uninstall();
        run("Set-ExtensionTrust", Map.of("signatures", "require"));
        enter("&File", shipped(FILTERING).toString());
        told("unsigned, expected a bundle signed by somebody who is trusted");
        wizard.look("wizard-install-untrusted");
        wizard.click(wizard.button("a re&pository"));
        enter("Reposi&tory", folder.resolve("none").toString());
        enter("&Extension", "com.acme.meter");
        told("Repository: found no folder ");
        wizard.look("wizard-install-repository");
        assertThat(isInstalled(FILTERING)).isFalse();
    }

    private Path shipped(String id) {
        return Path.of(context.getProperty(Places.EXTENSIONS), id + ".jar");
    }

    private boolean isInstalled(String id) {
        return engine.extensions().stream().anyMatch(each -> each.id().equals(id));
    }

    /** Where the filtering extension stands in the choice. */
    private int extension() {
        final Combo combo = wizard.behind(Combo.class, "&Extension");
        return wizard.ui(() -> combo.indexOf(FILTERING));
    }

    @Test
    void shouldStartACapture() throws Exception {
        run("New-VMSwitch", Map.of("name", "lab"));
        open("c", "New capture");
        wizard.look("wizard-capture-empty");
        enter("Fi&lter", "tcp prot 80");
        told("Filter: ");
        wizard.look("wizard-capture-refusal");
        enter("Fi&lter", "tcp port 80");
        final Path file = folder.resolve("a b.pcapng");
        enter("F&ile or pipe", file.toString());
        ready("&Next >");
        wizard.look("wizard-capture");
        wizard.click(wizard.button("&Next >"));
        ready("&Run");
        wizard.look("wizard-capture-review");
        wizard.click(wizard.button("&Run"));
        told("All is done.");
        assertThat(last()).isEqualTo("Start-VMSwitchCapture -VMSwitchName lab -Path '" + file
                + "' -Filter 'tcp port 80'");
        run("Stop-VMSwitchCapture", Map.of("name", "lab"));
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void shouldDesignAHost() throws Exception {
        open("h", "Host network");
        wizard.look("wizard-host-empty");
        enter("&Interfaces", "eth0");
        told("Found 1 NIC, expected 4 for this design.");
        enter("&Interfaces", "eth0, eth1, eth2, eth3");
        for (final String feature : List.of("VMQ", "RSS", "SR-IOV")) {
            wizard.click(wizard.button(feature));
        }
        ready("&Next >");
        wizard.look("wizard-host");
        wizard.click(wizard.button("&Next >"));
        enter("&Switch", "machines");
        ready("&Next >");
        wizard.look("wizard-host-names");
        wizard.click(wizard.button("&Next >"));
        ready("&Run");
        wizard.label("RSS stays off on eth3: RSS and VMQ want the same queues");
        wizard.look("wizard-host-review");
        wizard.click(wizard.button("&Run"));
        told("All is done.");
        assertThat(last()).isEqualTo(
                "Set-VMNetworkAdapterVlan -VMNetworkAdapterName eth3 -SwitchName machines -Trunk "
                        + "-AllowedVlanIdList 100-199");
        wizard.click(wizard.button("&Undo these changes"));
        told("Nothing is changed until you run them.");
        assertThat(commands.document().switches()).isEmpty();
    }

    private String last() {
        return commands.journal().reversed().stream().filter(entry -> entry.who().equals("workbench"))
                .map(JournalEntry::command).findFirst().orElse("");
    }

    private void enter(String label, String text) {
        wizard.enter(wizard.behind(Text.class, label), text);
    }

    private void choose(String label, int index) {
        final Combo combo = wizard.behind(Combo.class, label);
        wizard.ui(combo::setFocus);
        for (int i = 0; i < index; i++) {
            wizard.press("Down");
        }
        wizard.await("the choice", () -> combo.getSelectionIndex() == index);
    }

    private void ready(String button) {
        wizard.find(Button.class, button + " to be there", each -> each.getText().equals(button) && each.isEnabled());
        wizard.settle();
    }

    /** Waits until the head of the wizard says so. */
    private void told(String part) {
        wizard.label(part);
        wizard.settle();
    }
}
