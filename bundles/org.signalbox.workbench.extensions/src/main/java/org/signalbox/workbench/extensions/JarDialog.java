package org.signalbox.workbench.extensions;

import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;

/**
 * Asks for the file of a bundle.
 *
 * @param folder where it starts
 */
record JarDialog(Shell shell, Optional<String> folder) {

    /** The file that was chosen; blocks as modal dialogs do, while the window goes on. */
    Optional<String> open(String title) {
        final FileDialog dialog = new FileDialog(shell, SWT.OPEN);
        dialog.setText(title);
        folder.ifPresent(dialog::setFilterPath);
        dialog.setFilterExtensions(new String[] {"*.jar"});
        dialog.setFilterNames(new String[] {"Bundles (*.jar)"});
        return Optional.ofNullable(dialog.open());
    }
}
