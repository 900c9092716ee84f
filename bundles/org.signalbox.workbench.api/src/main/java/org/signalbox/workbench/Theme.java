package org.signalbox.workbench;

import java.net.URL;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Control;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The look that all views share. It switches between light and dark while the workbench runs: take colours and icons
 * anew for each painting, or hand controls to {@link #paint}, and never keep them. All methods are called on the user
 * interface's thread; what they return belongs to the theme and is not disposed by a view.
 */
@ProviderType
public interface Theme {

    /** The faces of text. */
    enum Face {
        /** Inter 10: what is read. */
        BODY,
        /** Inter 10 semibold: names of things. */
        STRONG,
        /** Inter 9: what stands beside. */
        SMALL,
        /** Inter 8 semibold: section heads in capitals, chips. */
        CAPS,
        /** Inter 14 semibold: the title of a panel. */
        TITLE,
        /** JetBrains Mono 9: commands, times, addresses. */
        MONO
    }

    /** Whether the dark palette is in force. */
    boolean dark();

    /** The colour of a token in the palette in force. */
    Color color(Token token);

    /** The font of a face. */
    Font font(Face face);

    /**
     * An icon in a token's colour, sharp at every zoom.
     *
     * @param svg an SVG on a 16 px grid; {@code currentColor} in it takes the token's colour
     */
    Image icon(URL svg, Token stroke);

    /** Gives a control its colours, now and after every switch of the palette. */
    void paint(Control control, Token background, Token foreground);

    /** Calls back after every switch of the palette until the owner is disposed. */
    void onSwitch(Control owner, Runnable action);
}
