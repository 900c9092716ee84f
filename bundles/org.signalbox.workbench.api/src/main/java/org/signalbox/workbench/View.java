package org.signalbox.workbench;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A room of the workbench. Register it as a service with a {@link ViewPlace}; the workbench creates its control when
 * it is first to be seen, or before that when there is nothing else to do, and disposes it when the service goes, on the
 * user interface's thread both times.
 */
@ConsumerType
public interface View {

    /**
     * Creates the view's widgets. Called once per window, when the view is first shown or before that, on the user
     * interface's thread; must not block.
     *
     * @param parent the composite to create the control in, with a fill layout
     * @param context what the workbench does for this view, valid until the returned control is disposed
     * @return the one control created in {@code parent}; resources that the view holds go with its disposal
     */
    Control create(Composite parent, ViewContext context);
}
