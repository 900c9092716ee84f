package org.signalbox.workbench.wizards;

import java.util.Optional;
import org.eclipse.swt.widgets.Shell;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Commands;
import org.signalbox.face.Places;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.Creation;
import org.signalbox.workbench.Theme;

/** File &gt; New &gt; Install extension, and Install in the Extensions view. There while the fabric runs. */
@Component
public final class InstallExtension implements Creation {

    private final Commands commands;
    private final Opening opening;
    private final Optional<String> folder;

    /** Made by the framework. */
    @Activate
    public InstallExtension(BundleContext context, @Reference Commands commands, @Reference VirtualSwitches switches) {
        this.commands = commands;
        opening = new Opening(commands, switches);
        folder = Optional.ofNullable(context.getProperty(Places.EXTENSIONS));
    }

    @Override
    public String label() {
        return "Install extension";
    }

    @Override
    public String command() {
        return "Install-VMSwitchExtension";
    }

    @Override
    public void open(Shell parent, Theme theme) {
        opening.open(parent, theme, known -> new InstallQuestions(known, commands, folder));
    }
}
