package org.signalbox.workbench.extensions;

import java.util.List;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.signalbox.command.Commands;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.ViewPlace;

/** The extensions of each switch in the order of its pipeline, and the commands that change them. */
@Component
@ViewPlace(id = "extensions", title = "Extensions", icon = "icons/extensions.svg", order = 10)
public final class ExtensionsView implements View {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile VirtualSwitches switches;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Commands commands;

    @Override
    public Control create(Composite parent, ViewContext context) {
        final ExtensionsPanel panel = new ExtensionsPanel(parent, context, () -> commands);
        context.watch(this::sample, panel::show);
        return panel.control();
    }

    private Installed sample() {
        final VirtualSwitches engine = switches;
        return engine == null ? new Installed(List.of(), List.of())
                : new Installed(engine.switches(), engine.extensions());
    }
}
