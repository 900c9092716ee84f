package org.signalbox.fabric;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.signalbox.command.Command;
import org.signalbox.command.CommandLine;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Invocation;
import org.signalbox.command.RefusedException;
import org.signalbox.console.ConsoleCommandLine;
import org.signalbox.fabric.extension.Extensions;
import org.signalbox.fabric.extension.Provision;
import org.signalbox.fabric.journal.JournalFile;
import org.signalbox.vswitch.VirtualSwitches;

/** The real fabric and the real console over an engine that takes everything, to run commands as they are typed. */
public final class PracticeLab implements AutoCloseable {
    private final LiveFabric fabric;
    private final CommandLine.Session session;
    private final Path folder;

    /** @param folder for the journal */
    public PracticeLab(Path folder) throws IOException {
        this.folder = folder;
        fabric = new LiveFabric(willing(VirtualSwitches.class), willing(Extensions.class),
                () -> Set.of("lab", "packet"), JournalFile.open(folder, folder), Clock.systemUTC(), List.of());
        session = new ConsoleCommandLine(fabric, new CommandProcessorImpl(new ThreadIOImpl())).open("test");
    }

    private static <T> T willing(Class<T> type) {
        final Class<?>[] types = {type};
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), types, (proxy, method, given) -> {
            if (method.getName().equals("withExtension")) {
                final List<Object> more = new ArrayList<>((List<?>) given[0]);
                more.addFirst(given[1]);
                return more;
            }
            final Class<?> answer = method.getReturnType();
            return answer == boolean.class ? (Object) true : answer == List.class ? List.of()
                    : answer == Optional.class ? Optional.empty()
                    : answer == Provision.class ? willing(Provision.class) : null;
        }));
    }

    /** One more command. */
    public void add(Command<?> command) {
        fabric.addCommand(command);
    }

    /** Runs a line as it is typed, and gives what it prints. */
    public String run(String line) throws RefusedException {
        return session.execute(line);
    }

    /** Takes a document's text for the fabric. */
    public FabricDocument load(String yaml) throws Exception {
        return load(Files.writeString(folder.resolve("fabric.yaml"), yaml));
    }

    /** Takes a document for the fabric. */
    public FabricDocument load(Path file) throws Exception {
        fabric.run(Invocation.of("Import-Fabric", Map.of("path", file.toString()), "test"));
        return document();
    }

    public FabricDocument document() {
        return fabric.document();
    }

    @Override
    public void close() throws IOException {
        session.close();
        fabric.close();
    }
}
