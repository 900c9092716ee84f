package org.signalbox.workbench.extensions;

import java.util.Optional;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.signalbox.command.Commands;
import org.signalbox.command.RefusedException;
import org.signalbox.face.Places;
import org.signalbox.vswitch.ExtensionUpgrades;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.ViewPlace;

/** The extensions of each switch in the order of its pipeline, and the commands that change them. */
@Component
@ViewPlace(id = "extensions", title = "Extensions", icon = "icons/extensions.svg", help = "help/extensions.md",
        order = 10)
public final class ExtensionsView implements View {

    private final Optional<String> folder;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile VirtualSwitches switches;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Commands commands;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ExtensionUpgrades upgrades;

    /** Finds the folder of extensions that are shipped. */
    @Activate
    public ExtensionsView(BundleContext context) {
        folder = Optional.ofNullable(context.getProperty(Places.EXTENSIONS));
    }

    @Override
    public Control create(Composite parent, ViewContext context) {
        final ExtensionsPanel panel = new ExtensionsPanel(parent, context, () -> commands, folder);
        context.watch(this::sample, panel::show);
        return panel.control();
    }

    private Installed sample() throws RefusedException {
        final VirtualSwitches engine = switches;
        return engine == null ? Installed.NOTHING
                : Reading.of(engine, Optional.ofNullable(upgrades), Optional.ofNullable(commands));
    }
}
