package org.signalbox.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Commands;
import org.signalbox.command.RefusedException;
import org.signalbox.face.Face;
import org.signalbox.face.Places;
import org.signalbox.vswitch.ExtensionUpgrades;
import org.signalbox.vswitch.FaultListener;
import org.signalbox.vswitch.VirtualSwitches;

/**
 * The face {@code dev}: a project's extension on a lab, exchanged at each save. It runs until the user ends it; its
 * code is 2, with one line on standard error, when the command line or the lab is not sound.
 */
@Component(property = Face.NAME + "=dev")
public final class DevFace implements Face {
    private static final int BAD_INPUT = 2;

    private final BundleContext context;
    private final Commands commands;
    private final VirtualSwitches switches;
    private final ExtensionUpgrades upgrades;

    @Activate
    public DevFace(final BundleContext context, @Reference final Commands commands,
            @Reference final VirtualSwitches switches, @Reference final ExtensionUpgrades upgrades) {
        this.context = context;
        this.commands = commands;
        this.switches = switches;
        this.upgrades = upgrades;
    }

    @Override
    public int run(final List<String> arguments) throws Exception {
        final Path work = workFolder();
        // asked for now, since a bundle that has been stopped cannot ask
        final Bundle framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        final BooleanSupplier staying = () -> framework.getState() == Bundle.ACTIVE;
        try {
            develop(DevRequest.parse(arguments), work, staying);
            return 0;
        } catch (final RefusedException refused) {
            System.err.println("signalbox dev: " + refused.getMessage());
            return BAD_INPUT;
        } catch (final RuntimeException | LinkageError late) {
            if (staying.getAsBoolean()) {
                throw late;
            }
            // a signal came in the middle of a command
            return 0;
        } finally {
            // else the folder of the process is being removed with all that is in it
            if (staying.getAsBoolean()) {
                Workshop.remove(work);
            }
        }
    }

    private Path workFolder() throws IOException {
        final String run = context.getProperty(Places.RUN);
        return run == null ? Files.createTempDirectory("signalbox-dev")
                : Files.createTempDirectory(Path.of(run), "dev");
    }

    private void develop(final DevRequest request, final Path work, final BooleanSupplier staying)
            throws Exception {
        final Path fabric = request.fabric().or(() -> Optional.ofNullable(context.getProperty(Places.LAB))
                .map(Path::of)).orElseThrow(() -> new RefusedException("found no lab, expected --fabric FILE"));
        final boolean terminal = System.console() != null && System.console().isTerminal();
        final SourceWatch watch = new SourceWatch(request.folder(), Set.of(Project.POM, Project.BND));
        final LiveExtension live = new LiveExtension(commands, switches, upgrades, fabric, request.switchName());
        try (DevSession session = new DevSession(new Workshop(request.folder(), work, request.classPath()), live,
                switches, watch, Ending.of(System.in, terminal), System.out::println,
                staying)) {
            final ServiceRegistration<FaultListener> listening =
                    context.registerService(FaultListener.class, session.faults(), new Hashtable<>());
            try {
                session.run();
            } finally {
                if (staying.getAsBoolean()) {
                    listening.unregister();
                }
            }
        }
    }
}
