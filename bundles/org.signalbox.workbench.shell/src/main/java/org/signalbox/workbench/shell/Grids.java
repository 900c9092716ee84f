package org.signalbox.workbench.shell;

import org.eclipse.swt.layout.GridLayout;

/** Grid layouts on the workbench's spacing of 4, 8, 12, 16 and 24 pixels. */
final class Grids {

    private Grids() {
    }

    static GridLayout of(int columns, int marginWidth, int marginHeight, int horizontalSpacing, int verticalSpacing) {
        final GridLayout layout = new GridLayout(columns, false);
        layout.marginWidth = marginWidth;
        layout.marginHeight = marginHeight;
        layout.horizontalSpacing = horizontalSpacing;
        layout.verticalSpacing = verticalSpacing;
        return layout;
    }
}
