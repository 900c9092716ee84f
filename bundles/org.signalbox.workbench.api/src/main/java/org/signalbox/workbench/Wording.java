package org.signalbox.workbench;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Label;

/** Texts of others on labels, which take an ampersand for a mnemonic. On the window's thread. */
public final class Wording {

    private Wording() {
    }

    /** A text as labels, buttons and menu items show it letter for letter. */
    public static String plain(String text) {
        return text.replace("&", "&&");
    }

    /**
     * Writes another text on a label that stands where it is, and touches it only if that is new.
     *
     * @return whether the text needs another height in the label's width, so that its parent is to be laid out
     */
    public static boolean rewrite(Label label, String text) {
        final String shown = plain(text);
        if (label.getText().equals(shown)) {
            return false;
        }
        label.setText(shown);
        return label.computeSize(label.getSize().x, SWT.DEFAULT).y != label.getSize().y;
    }
}
