package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
import org.signalbox.command.RefusedException;
import org.signalbox.command.Result;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.VirtualSwitches;

/** Documents and commands on the live engine, with the filtering extension that is shipped and not started. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class FabricTest {
    private static final String FILTERING = "org.signalbox.extension.filtering";
    private static final String SAMPLE = """
            switches:
              - name: prod
                type: private
                extensions: [org.signalbox.extension.filtering]
                ports:
                  - name: vm1
                    mac: "02:00:00:00:00:01"
                    vlan: { mode: access, id: 10 }
                    allowMacSpoofing: false
                    policies:
                      org.signalbox.extension.filtering:
                        acl: [ { action: deny, direction: inbound, remote: 10.0.0.0/8 } ]
            """;

    @InjectBundleContext
    BundleContext context;
    @InjectService
    Commands commands;
    @InjectService
    VirtualSwitches switches;
    @TempDir
    Path folder;

    @BeforeEach
    @AfterEach
    void empty() throws Exception {
        importText("{}");
        if (isInstalled()) {
            run("Uninstall-VMSwitchExtension", Map.of("Name", FILTERING));
        }
    }

    private Result run(String command, Map<String, Object> parameters) throws RefusedException {
        return commands.run(Invocation.of(command, parameters, "test"));
    }

    private Result importText(String text) throws RefusedException, IOException {
        return run("Import-Fabric", Map.of("Path", Files.writeString(folder.resolve("f.yaml"), text).toString()));
    }

    private boolean isInstalled() {
        return Arrays.stream(context.getBundles()).anyMatch(bundle -> FILTERING.equals(bundle.getSymbolicName()));
    }

    private StageStatus stage() {
        return switches.switches().getFirst().stages().getFirst();
    }

    @Test
    void shouldPlugInWhatADocumentNames() throws Exception {
        assertThat(importText(SAMPLE).messages()).isEmpty();
        assertThat(isInstalled()).isTrue();
        assertThat(switches.switches()).singleElement().satisfies(live -> {
            assertThat(live.spec()).isEqualTo(commands.document().switches().getFirst());
            assertThat(live.stages()).extracting(StageStatus::state).containsExactly(StageStatus.State.RUNNING);
        });
    }

    @Test
    void shouldGoOnWithoutAnExtensionAndTakeItBack() throws Exception {
        importText(SAMPLE);
        run("Uninstall-VMSwitchExtension", Map.of("Name", FILTERING));
        assertThat(stage().state()).isEqualTo(StageStatus.State.ABSENT);
        final String jar = Path.of(context.getProperty("signalbox.extensions"), FILTERING + ".jar").toString();
        run("Install-VMSwitchExtension", Map.of("Path", jar));
        assertThat(stage().state()).isEqualTo(StageStatus.State.RUNNING);
        run("Disable-VMSwitchExtension", Map.of("VMSwitchName", "prod", "Name", FILTERING));
        assertThat(switches.switches().getFirst().stages()).isEmpty();
        run("Undo-Change", Map.of());
        assertThat(stage().state()).isEqualTo(StageStatus.State.RUNNING);
    }

    @Test
    void shouldRefuseAPolicyThatItsExtensionDoesNotKnow() throws Exception {
        final FabricDocument before = commands.document();
        final int journal = commands.journal().size();
        final Path file = folder.resolve("f.yaml");
        assertThatThrownBy(() -> importText(SAMPLE.replace("action: deny", "action: reject")))
                .hasMessage(file + ":12:30: found 'reject', expected one of 'allow', 'deny', 'meter'");
        assertThatThrownBy(() -> importText(SAMPLE.replace("remote: 10.0.0.0/8", "remote: 10.0.0.0/33")))
                .isInstanceOf(RefusedException.class).message().startsWith(file + ":12:");
        assertThat(isInstalled()).as("a refused document leaves nothing behind").isFalse();
        assertThat(switches.switches()).isEmpty();
        assertThat(commands.document()).isEqualTo(before);
        assertThat(commands.journal()).hasSize(journal);
    }

    @Test
    void shouldSetAccessListsByCommand() throws Exception {
        importText(SAMPLE);
        run("Add-VMNetworkAdapterAcl", Map.of("VMNetworkAdapterName", "vm1", "Action", "Allow", "Direction", "Both",
                "RemoteMacAddress", "02-00-00-00-00-02"));
        assertThat(run("Get-VMNetworkAdapterAcl", Map.of()).objects()).hasSize(3);
        assertThat(run("Get-VMSwitchExtension", Map.of()).objects()).map(Object::toString)
                .filteredOn(each -> each.contains("enabled=true")).singleElement().asString()
                .contains("running=true", "extensionType=filtering");
    }

    @Test
    void shouldRefuseABundleThatIsNone() throws Exception {
        final Path file = Files.writeString(folder.resolve("x.jar"), "no archive");
        final int before = context.getBundles().length;
        assertThatThrownBy(() -> run("Install-VMSwitchExtension", Map.of("Path", file.toString())))
                .isInstanceOf(RefusedException.class).hasMessageContaining("expected an OSGi bundle");
        assertThat(context.getBundles()).hasSize(before);
    }
}
