package org.signalbox.workbench.wizards;

import org.signalbox.workbench.Cmdlet;

/**
 * Where an extension comes from: a file, or a repository and the extension's id there.
 *
 * @param isFile whether the path counts, or the other two
 */
record Source(boolean isFile, String path, String repository, String id) {

    /** The query for what it would bring. */
    Cmdlet find() {
        final Cmdlet find = Cmdlet.of("Find-VMSwitchExtension");
        return isFile ? find.with("Path", path) : find.with("Repository", repository);
    }

    /** The command that installs it. */
    Cmdlet install() {
        final Cmdlet install = Cmdlet.of("Install-VMSwitchExtension");
        return isFile ? install.with("Path", path) : install.with("Id", id).with("Repository", repository);
    }
}
