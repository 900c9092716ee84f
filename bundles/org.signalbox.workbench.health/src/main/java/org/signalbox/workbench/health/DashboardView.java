package org.signalbox.workbench.health;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.ViewPlace;
import org.signalbox.workbench.ViewPlace.Area;

/** How the fabric fares, at a glance. */
@Component
@ViewPlace(id = "dashboard", title = "Dashboard", icon = "icons/dashboard.svg", help = "help/dashboard.md",
        area = Area.MAIN, order = 15)
public final class DashboardView implements View {

    private final Health health;

    @Activate
    public DashboardView(@Reference Health health) {
        this.health = health;
    }

    @Override
    public Control create(Composite parent, ViewContext context) {
        final DashboardPanel panel = new DashboardPanel(parent, context, health);
        context.watch(health::read, panel::show);
        return panel.control();
    }
}
