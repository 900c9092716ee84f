package org.signalbox.workbench.itest.partner;

import java.util.Map;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.policy.EditorContext;
import org.signalbox.workbench.policy.PolicyEditor;
import org.signalbox.workbench.policy.PortPolicy;

/** An editor of the marker's policy with one button, which sets the value that all frames are marked with. */
public final class PartnerEditor implements PolicyEditor {

    public static final String TITLE = "Mark with 7";

    @Override
    public String extension() {
        return "org.signalbox.example.marker";
    }

    @Override
    public Panel create(Composite parent, EditorContext context) {
        return new MarkPanel(parent, context);
    }

    /** Its widgets. */
    private static final class MarkPanel implements Panel {

        private final EditorContext context;
        private final Button button;
        private PortPolicy now;

        MarkPanel(Composite parent, EditorContext context) {
            this.context = context;
            final Composite root = new Composite(parent, SWT.NONE);
            root.setLayout(new GridLayout());
            context.theme().paint(root, Token.SURFACE, Token.TEXT);
            button = new Button(root, SWT.PUSH);
            button.setText(TITLE);
            context.theme().onSwitch(button, button::redraw);
            button.addListener(SWT.Selection, event -> context.run(
                    now.change(Map.of("offset", 14L, "value", 7L)), () -> button.setData("done")));
        }

        @Override
        public void show(PortPolicy policy) {
            now = policy;
            context.check(policy.change(Map.of("value", 7L)), button::setToolTipText);
        }
    }
}
