package org.signalbox.workbench.console;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.signalbox.command.CommandLine;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.ViewPlace;

/** Cmdlets typed and answered, in the workbench. */
@Component
@ViewPlace(id = "console", title = "Console", icon = "icons/console.svg", help = "help/console.md", order = 20)
public final class ConsoleView implements View {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile CommandLine commandLine;

    @Override
    public Control create(Composite parent, ViewContext context) {
        final ConsolePanel panel = new ConsolePanel(parent, context);
        context.watch(() -> commandLine, panel::use);
        return panel.control();
    }
}
