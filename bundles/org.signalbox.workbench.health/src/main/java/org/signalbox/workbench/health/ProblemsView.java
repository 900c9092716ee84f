package org.signalbox.workbench.health;

import java.util.function.Predicate;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.ViewPlace;

/** What is wrong, why that matters, and the command that mends it. */
@Component
@ViewPlace(id = "problems", title = "Problems", icon = "icons/problems.svg", help = "help/problems.md", order = 40)
public final class ProblemsView implements View {

    private final Health health;

    @Activate
    public ProblemsView(@Reference Health health) {
        this.health = health;
    }

    @Override
    public Control create(Composite parent, ViewContext context) {
        final ProblemsPanel panel = new ProblemsPanel(parent, context, health);
        context.watch(health::read, panel::show);
        final Predicate<Filter> shown = filter -> {
            panel.filter(filter);
            Front.bring(panel.control());
            return true;
        };
        health.shownBy(shown);
        panel.control().addListener(SWT.Dispose, event -> health.notShownBy(shown));
        return panel.control();
    }
}
