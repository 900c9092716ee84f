package org.signalbox.workbench.counters;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.ViewPlace;
import org.signalbox.workbench.ViewPlace.Area;

/** Rates, drops by reason, flow caches and the cost of extensions over time, and the totals of all ports. */
@Component
@ViewPlace(id = "counters", title = "Counters", icon = "icons/counters.svg", help = "help/counters.md",
        area = Area.MAIN, order = 40)
public final class CountersView implements View {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile VirtualSwitches switches;

    @Override
    public Control create(Composite parent, ViewContext context) {
        final Sampler sampler = new Sampler(() -> switches);
        final CountersPanel panel = new CountersPanel(parent, context, sampler);
        panel.control().addDisposeListener(event -> sampler.close());
        context.watch(panel::sample, panel::show);
        return panel.control();
    }
}
