package org.signalbox.fabric;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signalbox.command.Commands;
import org.signalbox.fabric.extension.Extensions;
import org.signalbox.fabric.extension.Provision;
import org.signalbox.fabric.journal.JournalFile;
import org.signalbox.schema.Default;
import org.signalbox.vswitch.VirtualSwitches;

/** The real fabric, empty, over an engine that takes all; beside the fabric since that lets nobody else make one. */
public final class EmptyFabric implements AutoCloseable {

    /** The policy of ports that each installed extension defines. */
    public record Policy(@Default("10") int rate, Optional<String> note) {
    }

    private final LiveFabric fabric;

    /**
     * @param folder  for its journal
     * @param present ids of installed extensions
     */
    public EmptyFabric(Path folder, Set<String> present) throws IOException {
        final VirtualSwitches switches = proxy(VirtualSwitches.class, (method, given) -> switch (method) {
            case "check", "switches", "extensions", "leaks" -> List.of();
            case "withExtension" -> on(given);
            case "portPolicy" -> present.contains(given[0]) ? Optional.of(Policy.class) : Optional.empty();
            case "currentPolicy" -> given[2];
            default -> null;
        });
        final Provision provision = proxy(Provision.class,
                (method, given) -> method.equals("provide") ? present.contains(given[0]) : null);
        final Extensions extensions = proxy(Extensions.class, (method, given) -> switch (method) {
            case "isPresent" -> present.contains(given[0]);
            case "provision" -> provision;
            default -> null;
        });
        fabric = new LiveFabric(switches, extensions, () -> Set.of("lab", "packet", "tap", "qemu"),
                JournalFile.open(folder, folder), Clock.systemUTC(), List.of());
    }

    private static List<Object> on(Object... given) {
        final List<Object> all = new ArrayList<>(List.of(given[1]));
        all.addAll((List<?>) given[0]);
        return all;
    }

    private interface Answering {
        Object answer(String method, Object[] given);
    }

    private static <T> T proxy(Class<T> type, Answering answering) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            final Object answer = answering.answer(method.getName(), given);
            return answer == null && method.getReturnType() == Optional.class ? Optional.empty() : answer;
        }));
    }

    /** The commands. */
    public Commands commands() {
        return fabric;
    }

    @Override
    public void close() throws IOException {
        fabric.close();
    }
}
