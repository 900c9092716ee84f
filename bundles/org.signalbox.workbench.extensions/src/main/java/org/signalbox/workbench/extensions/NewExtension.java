package org.signalbox.workbench.extensions;

import org.eclipse.swt.widgets.Shell;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.signalbox.command.Commands;
import org.signalbox.workbench.Creation;
import org.signalbox.workbench.Theme;

/** File &gt; New &gt; Extension: the wizard that makes a project. */
@Component
public final class NewExtension implements Creation {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Commands commands;

    @Override
    public String label() {
        return "Extension";
    }

    @Override
    public String command() {
        return "New-ExtensionProject";
    }

    @Override
    public void open(Shell parent, Theme theme) {
        new ProjectDialog(parent, theme, () -> commands).open();
    }
}
