package org.signalbox.workbench.wizards;

import org.eclipse.swt.widgets.Shell;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Commands;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.Creation;
import org.signalbox.workbench.Theme;

/** File &gt; New &gt; Policy: the wizard for one policy of many ports. There while the fabric runs. */
@Component
public final class NewPolicy implements Creation {

    private final Opening opening;

    /** Made by the framework. */
    @Activate
    public NewPolicy(@Reference Commands commands, @Reference VirtualSwitches switches) {
        opening = new Opening(commands, switches);
    }

    @Override
    public String label() {
        return "Policy";
    }

    @Override
    public char mnemonic() {
        return 'l';
    }

    @Override
    public void open(Shell parent, Theme theme) {
        opening.open(parent, theme, PolicyQuestions::new);
    }
}
