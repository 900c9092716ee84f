package org.signalbox.workbench;

import org.eclipse.swt.widgets.Shell;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something new that a user can make by a dialog of its own: an entry of the menu File &gt; New. Register it as a
 * service; the menu has the entry while the service is there. All methods are called on the user interface's thread.
 */
@ConsumerType
public interface Creation {

    /** What the menu calls it, in singular and with a capital: {@code Extension}. */
    String label();

    /** The letter of {@link #label} that chooses it in the menu, where another entry has the first. */
    default char mnemonic() {
        return label().charAt(0);
    }

    /** The command that the dialog runs in the end, such as {@code New-ExtensionProject}; empty for none. */
    default String command() {
        return "";
    }

    /** Opens the dialog over a window. May return at once or when the dialog is closed; must not block otherwise. */
    void open(Shell parent, Theme theme);
}
