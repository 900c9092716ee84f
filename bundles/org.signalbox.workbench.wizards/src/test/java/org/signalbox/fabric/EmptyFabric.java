package org.signalbox.fabric;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.signalbox.command.Commands;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.cmdlet.FindVMSwitchExtension;
import org.signalbox.fabric.cmdlet.InstallVMSwitchExtension;
import org.signalbox.fabric.extension.Extensions;
import org.signalbox.fabric.extension.FileOffer;
import org.signalbox.fabric.extension.Provision;
import org.signalbox.fabric.journal.JournalFile;
import org.signalbox.fabric.repository.ExtensionRepositories;
import org.signalbox.schema.Default;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.VirtualSwitches;

/** The real fabric, empty, over an engine that takes all; beside the fabric since that lets nobody else make one. */
public final class EmptyFabric implements AutoCloseable {

    /** The policy of ports that each installed extension defines. */
    public record Policy(@Default("10") int rate, Optional<String> note) {
    }

    private final LiveFabric fabric;
    private final Set<String> present;

    /**
     * @param folder    for its journal
     * @param installed ids of installed extensions
     */
    public EmptyFabric(Path folder, Set<String> installed) throws IOException {
        present = new TreeSet<>(installed);
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
            case "inspect" -> new FileOffer(file(given[0]), "1.0.0", "Counts.", Optional.of(ExtensionKind.FILTERING),
                    "unsigned", true);
            case "describe" -> file(given[0]) + " 1.0.0";
            case "install" -> present.add(given[0].toString()) ? given[0] + " 1.0.0" : null;
            case "uninstall" -> present.remove(given[0]);
            default -> null;
        });
        final ExtensionRepositories repositories = proxy(ExtensionRepositories.class, (method, given) ->
                method.equals("list") ? List.of(new ExtensionRepositories.Offer("org.acme.meter", "2.0.0", "Counts.",
                        List.of())) : List.of("org.acme.meter 2.0.0"));
        fabric = new LiveFabric(switches, extensions, () -> Set.of("lab", "packet", "tap", "qemu"),
                JournalFile.open(folder, folder), Clock.systemUTC(), List.of());
        fabric.addCommand(new InstallVMSwitchExtension(extensions, repositories));
        fabric.addCommand(new FindVMSwitchExtension(extensions, repositories));
    }

    /** A file that has the name of an extension is its bundle; others are not there. */
    private static String file(Object path) throws RefusedException {
        if (path.toString().startsWith("/")) {
            throw new RefusedException(path + ": found no such file, expected an OSGi bundle");
        }
        return path.toString();
    }

    /** Ids of the extensions that are installed now. */
    public Set<String> installed() {
        return Set.copyOf(present);
    }

    private static List<Object> on(Object... given) {
        final List<Object> all = new ArrayList<>(List.of(given[1]));
        all.addAll((List<?>) given[0]);
        return all;
    }

    private interface Answering {
        Object answer(String method, Object[] given) throws RefusedException;
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
