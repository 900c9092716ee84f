package org.signalbox.workbench.policy;

import org.eclipse.swt.widgets.Composite;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An editor made for one extension's policy of ports. Register it as a service: while it is there it stands in the
 * place of the form that is generated from the policy's record. Of two for the same extension the first is used until
 * it goes. All methods are called on the user interface's thread.
 */
@ConsumerType
public interface PolicyEditor {

    /** The extension whose policy it edits, by the symbolic name of its bundle; always the same. */
    String extension();

    /**
     * Creates the editor's widgets; must not block. They are disposed when the service goes or the view is closed, and
     * what they hold has to go with them.
     *
     * @param parent  the composite to create one control in, with a fill layout
     * @param context what the workbench does for this editor, valid as long as {@code parent} is
     */
    Panel create(Composite parent, EditorContext context);

    /** The widgets of an editor. */
    @ConsumerType
    interface Panel {

        /**
         * Shows a policy: before anybody sees the widgets, then twice a second while they are on screen, when another
         * port is chosen, and after each change.
         * What the user has entered and not applied stays, unless the port is another one.
         */
        void show(PortPolicy now);
    }
}
