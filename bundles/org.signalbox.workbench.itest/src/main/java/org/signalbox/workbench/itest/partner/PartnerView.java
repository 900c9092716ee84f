package org.signalbox.workbench.itest.partner;

import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewContext;

/** A view that uses all that the workbench does for one. */
public final class PartnerView implements View {

    public static final String TITLE = "Partner";

    @Override
    public Control create(Composite parent, ViewContext context) {
        final Label label = new Label(parent, SWT.NONE);
        label.setText("A partner's view");
        context.theme().paint(label, Token.SURFACE, Token.TEXT);
        context.theme().onSwitch(label, label::redraw);
        context.watch(System::nanoTime, now -> label.setToolTipText(String.valueOf(now)));
        context.submit(() -> "done", done -> label.setData(done));
        context.command(() -> Optional.of(label.getText()));
        context.focusOn(label);
        return label;
    }
}
