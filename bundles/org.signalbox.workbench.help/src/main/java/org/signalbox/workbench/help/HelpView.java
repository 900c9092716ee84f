package org.signalbox.workbench.help;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.signalbox.command.CommandLine;
import org.signalbox.command.Commands;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.ViewPlace;
import org.signalbox.workbench.ViewPlace.Area;

/** The help: a page for each view from the bundle that brings it, our own pages, and what each command takes. */
@Component
@ViewPlace(id = "help", title = "Help", icon = "icons/help.svg", help = "pages/help.md", area = Area.SIDE,
        perspectives = "none", menu = "Help", order = 20)
public final class HelpView implements View {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Commands commands;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile CommandLine line;

    private final Library library;

    /** Reads what the bundles bring. */
    @Activate
    public HelpView(BundleContext context) {
        library = new Library(context, () -> commands, () -> line);
    }

    @Override
    public Control create(Composite parent, ViewContext context) {
        final HelpPanel panel = new HelpPanel(parent, context, library);
        context.watch(library::read, panel::use);
        return panel.control();
    }
}
