package org.signalbox.workbench.inventory;

import java.nio.file.Path;
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
import org.signalbox.face.Places;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.ViewPlace;
import org.signalbox.workbench.ViewPlace.Area;

/** One grid for machines, ports, switches, hosts and extensions: sorted, grouped, filtered, and edited many at once. */
@Component
@ViewPlace(id = "inventory", title = "Inventory", icon = "icons/inventory.svg", help = "help/inventory.md",
        area = Area.MAIN, order = 15)
public final class InventoryView implements View {

    private final SavedViews saved;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile VirtualSwitches switches;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Commands commands;

    /** Finds the file of the saved views. */
    @Activate
    public InventoryView(BundleContext context) {
        final String home = context.getProperty(Places.HOME);
        saved = new SavedViews(home == null ? context.getDataFile("inventory.json").toPath()
                : Path.of(home, "inventory.json"));
    }

    @Override
    public Control create(Composite parent, ViewContext context) {
        final Source source = new Source(() -> switches, Arrangement.of(Kind.MACHINES));
        final InventoryPanel panel = new InventoryPanel(parent, context, source, () -> commands, saved);
        context.watch(source::sample, panel::show);
        return panel.control();
    }
}
