package org.signalbox.workbench.trace;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.signalbox.command.CommandLine;
import org.signalbox.command.Commands;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.ViewPlace;
import org.signalbox.workbench.ViewPlace.Area;

/** What a live switch would do with a packet and what it does with those that pass, by which rules, and why. */
@Component
@ViewPlace(id = "trace", title = "Packet trace", icon = "icons/trace.svg", help = "help/trace.md",
        area = Area.MAIN, order = 20)
public final class TraceView implements View {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile VirtualSwitches switches;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Commands commands;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile CommandLine line;

    @Override
    public Control create(Composite parent, ViewContext context) {
        final Source source = new Source(() -> switches, () -> commands, () -> line);
        final TracePanel panel = new TracePanel(parent, context, source);
        context.watch(source::sample, panel::show);
        return panel.control();
    }
}
