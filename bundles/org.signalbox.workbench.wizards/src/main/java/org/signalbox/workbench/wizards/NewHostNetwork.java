package org.signalbox.workbench.wizards;

import org.eclipse.swt.widgets.Shell;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Commands;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.Creation;
import org.signalbox.workbench.Theme;

/** File &gt; New &gt; Host network: the wizard for the network of a host. There while the fabric runs. */
@Component
public final class NewHostNetwork implements Creation {

    private final Opening opening;

    /** Made by the framework. */
    @Activate
    public NewHostNetwork(@Reference Commands commands, @Reference VirtualSwitches switches) {
        opening = new Opening(commands, switches);
    }

    @Override
    public String label() {
        return "Host network";
    }

    @Override
    public void open(Shell parent, Theme theme) {
        opening.open(parent, theme, known -> new HostQuestions());
    }
}
