package org.signalbox.fabric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.signalbox.command.CommandName;
import org.signalbox.command.Invocation;
import org.signalbox.command.RefusedException;
import org.signalbox.command.Result;
import org.signalbox.fabric.cmdlet.FindVMSwitchExtension;
import org.signalbox.fabric.cmdlet.InstallVMSwitchExtension;
import org.signalbox.fabric.document.DocumentText;
import org.signalbox.fabric.journal.JournalFile;

/** A live fabric over a fake engine, with its journal in a folder. */
final class FabricFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    final FakeSwitches switches;
    final FakeExtensions extensions;
    final LiveFabric fabric;
    final Path folder;

    FabricFixture(Path folder) throws IOException {
        this(folder, new FakeSwitches());
    }

    FabricFixture(Path folder, FakeSwitches switches) throws IOException {
        this.folder = folder;
        this.switches = switches;
        this.extensions = new FakeExtensions(switches);
        this.fabric = new LiveFabric(switches, extensions, () -> new TreeSet<>(Set.of("lab", "qemu")),
                JournalFile.open(folder, folder),
                Clock.fixed(NOW, ZoneOffset.UTC), List.of());
        fabric.addCommand(new InstallVMSwitchExtension(extensions, null));
        fabric.addCommand(new FindVMSwitchExtension(extensions, null));
    }

    /** @param parameters names and values in turn */
    Result run(String command, Object... parameters) throws RefusedException {
        return fabric.run(Invocation.of(command, parameters(parameters), "test"));
    }

    Result whatIf(String command, Object... parameters) throws RefusedException {
        return fabric.run(new Invocation(CommandName.parse(command), parameters(parameters), "test", true));
    }

    private static Map<String, Object> parameters(Object... parameters) {
        final Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            map.put((String) parameters[i], parameters[i + 1]);
        }
        return map;
    }

    /** Imports a document given as text. */
    Result importText(String text) throws RefusedException, IOException {
        final Path file = Files.writeString(folder.resolve("fabric.yaml"), text);
        return run("Import-Fabric", "path", file.toString());
    }

    String yaml() {
        return DocumentText.yaml(fabric.document());
    }

    @Override
    public void close() throws IOException {
        fabric.close();
    }
}
