package org.signalbox.workbench.trace;

import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/** Goes through the steps of a frame and from frame to frame, by buttons and with Alt and the arrow keys. */
final class StepBar {

    private final Composite bar;
    private final Walk walk;
    private final Button bytes;

    /** Where it goes. */
    interface Walk {
        /** To the step so many further on, over the ends of a frame into the next one. */
        void step(int steps);

        /** To the first step of the frame so many further on. */
        void frame(int frames);

        /** Headers and bytes are to be seen in place of the steps, or these again. */
        void bytes(boolean on);
    }

    /** @param scope within which the keys count */
    StepBar(Composite parent, Theme theme, Composite scope, Walk walk) {
        this.walk = walk;
        bar = new Composite(parent, SWT.NONE);
        final GridLayout layout = new GridLayout(5, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = 4;
        bar.setLayout(layout);
        theme.paint(bar, Token.SURFACE, Token.TEXT);
        bytes = new Button(bar, SWT.TOGGLE);
        bytes.setText("Bytes");
        bytes.setToolTipText("Show the headers and bytes of the frame in place of its steps");
        bytes.setLayoutData(new GridData());
        bytes.addListener(SWT.Selection, event -> walk.bytes(bytes.getSelection()));
        button("|<", "Previous frame", "Alt+Page Up", () -> walk.frame(-1));
        button("<", "Previous step", "Alt+Left", () -> walk.step(-1));
        button(">", "Next step", "Alt+Right", () -> walk.step(1));
        button(">|", "Next frame", "Alt+Page Down", () -> walk.frame(1));
        final Listener keys = event -> key(event, scope);
        bar.getDisplay().addFilter(SWT.KeyDown, keys);
        bar.addListener(SWT.Dispose, event -> bar.getDisplay().removeFilter(SWT.KeyDown, keys));
    }

    private void button(String sign, String name, String key, Runnable pressed) {
        final Button button = new Button(bar, SWT.PUSH);
        button.setText(sign);
        button.setToolTipText(name + " (" + key + ")");
        button.addListener(SWT.Selection, event -> pressed.run());
        button.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = name;
            }
        });
    }

    /** Offers the choice between the steps and the bytes, where there is no room for both. */
    void offerBytes(boolean offered) {
        if (bytes.getVisible() != offered) {
            bytes.setVisible(offered);
            ((GridData) bytes.getLayoutData()).exclude = !offered;
            bar.getParent().layout(true, true);
        }
    }

    Control control() {
        return bar;
    }

    /** Says whether there is anywhere to go. */
    void setEnabled(boolean enabled) {
        for (final Control button : bar.getChildren()) {
            button.setEnabled(enabled);
        }
    }

    private void key(Event event, Composite scope) {
        if (event.stateMask != SWT.ALT || !isWithin(event.display.getFocusControl(), scope)) {
            return;
        }
        final boolean known = switch (event.keyCode) {
            case SWT.ARROW_LEFT -> {
                walk.step(-1);
                yield true;
            }
            case SWT.ARROW_RIGHT -> {
                walk.step(1);
                yield true;
            }
            case SWT.PAGE_UP -> {
                walk.frame(-1);
                yield true;
            }
            case SWT.PAGE_DOWN -> {
                walk.frame(1);
                yield true;
            }
            default -> false;
        };
        if (known) {
            event.type = SWT.None;
            event.doit = false;
        }
    }

    private static boolean isWithin(Control control, Composite scope) {
        for (Control outer = control; outer != null; outer = outer.getParent()) {
            if (outer == scope) {
                return true;
            }
        }
        return false;
    }
}
