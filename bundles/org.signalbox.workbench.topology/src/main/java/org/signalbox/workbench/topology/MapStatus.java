package org.signalbox.workbench.topology;

import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;

/** The line below the map: what its colours mean, the way that is lit, and the zoom. */
final class MapStatus {

    private static final int ZOOM = 44;
    private static final int PERCENT = 100;

    private final Theme theme;
    private final Composite root;
    private final Label way;
    private final Label zoom;
    private Optional<String> told = Optional.empty();
    private Optional<Deed> carried = Optional.empty();

    MapStatus(Composite parent, Theme theme) {
        this.theme = theme;
        root = new Composite(parent, SWT.NONE);
        theme.paint(root, Token.GROUND, Token.TEXT2);
        root.setLayoutData(new GridData(SWT.FILL, SWT.BOTTOM, true, false));
        final GridLayout layout = new GridLayout(3, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.marginRight = 12;
        root.setLayout(layout);
        new Legend(root, theme);
        way = label(SWT.RIGHT, SWT.DEFAULT);
        zoom = label(SWT.RIGHT, ZOOM);
    }

    private Label label(int style, int width) {
        final Label label = new Label(root, style);
        label.setFont(theme.font(Face.SMALL));
        theme.paint(label, Token.GROUND, Token.TEXT2);
        final GridData data = new GridData(SWT.RIGHT, SWT.CENTER, false, false);
        data.widthHint = width;
        label.setLayoutData(data);
        return label;
    }

    void zoom(double factor) {
        final String text = Math.round(factor * PERCENT) + " %";
        if (!zoom.getText().equals(text)) {
            zoom.setText(text);
        }
    }

    /** Says what the lit way is, or how one that was begun ends. */
    void way(Optional<Route> route, Optional<Target> begun) {
        if (carried.isEmpty()) {
            write(route.map(Route::words).or(() -> begun.map(from -> from.name() + " \u2192 select the other end"))
                    .or(() -> told).orElse(""), route.filter(each -> !each.open()).isPresent() ? Token.WARN
                    : route.isPresent() ? Token.ACCENT : Token.TEXT2);
        }
    }

    private void write(String text, Token colour) {
        theme.paint(way, Token.GROUND, colour);
        if (!way.getText().equals(text)) {
            way.setText(text);
            root.layout();
        }
    }

    /** Says what letting go what is carried would do, until nothing is. */
    void carried(Optional<Deed> deed) {
        carried = deed;
        told = Optional.empty();
        deed.ifPresent(each -> write(each.words(), each.isPossible() ? Token.ACCENT : Token.ERROR));
    }

    /** Says what was done. */
    void done(String words) {
        told = Optional.of(words);
        way(Optional.empty(), Optional.empty());
    }

    /** Says where the map was written to. */
    void exported(Path file) {
        done("Written to " + file.getFileName());
    }
}
