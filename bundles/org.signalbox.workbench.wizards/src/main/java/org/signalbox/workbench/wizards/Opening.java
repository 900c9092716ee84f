package org.signalbox.workbench.wizards;

import java.util.function.Function;
import org.eclipse.swt.widgets.Shell;
import org.signalbox.command.Commands;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.Theme;

/**
 * Opens wizards once it is known what there is.
 *
 * @param commands what they end in
 * @param switches whose extensions they offer
 */
record Opening(Commands commands, VirtualSwitches switches) {

    /** Returns at once; the window opens when the fabric has answered. On the user interface's thread. */
    void open(Shell parent, Theme theme, Function<Known, Questions> asking) {
        Background.run("wizard", parent, () -> Known.of(commands.document(), switches),
                known -> new WizardWindow(parent, theme, commands, asking.apply(known)).open());
    }
}
