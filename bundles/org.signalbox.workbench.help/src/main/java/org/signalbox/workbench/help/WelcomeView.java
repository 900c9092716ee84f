package org.signalbox.workbench.help;

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
import org.signalbox.face.Places;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.ViewPlace;
import org.signalbox.workbench.ViewPlace.Area;

/** What a newcomer can begin with. The workbench shows it where it starts for the first time. */
@Component
@ViewPlace(id = "welcome", title = "Welcome", icon = "icons/welcome.svg", help = "pages/welcome.md", area = Area.SIDE,
        perspectives = "none", menu = "Help", order = 10)
public final class WelcomeView implements View {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Commands commands;

    private final Optional<String> lab;

    /** Finds the samples. */
    @Activate
    public WelcomeView(BundleContext context) {
        lab = Optional.ofNullable(context.getProperty(Places.LAB));
    }

    @Override
    public Control create(Composite parent, ViewContext context) {
        return new WelcomePanel(parent, context, () -> commands, Sample.beside(lab)).control();
    }
}
