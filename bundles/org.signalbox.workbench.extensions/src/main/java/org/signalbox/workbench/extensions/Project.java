package org.signalbox.workbench.extensions;

import org.signalbox.schema.Schema;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.workbench.Cmdlet;

/** A new extension's project as the user wants it. */
record Project(String name, ExtensionKind kind, String folder) {

    static final String COMMAND = "New-ExtensionProject";

    /** The command that makes it. */
    Cmdlet cmdlet() {
        return Cmdlet.of(COMMAND).with("Name", name).with("Kind", Schema.word(kind)).with("Path", folder);
    }
}
