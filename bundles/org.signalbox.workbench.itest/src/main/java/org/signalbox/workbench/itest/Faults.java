package org.signalbox.workbench.itest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;

/** Finds what an eye would find wrong: texts cut off, controls upon each other, texts too faint to read. */
final class Faults {

    /** WCAG 2.1, 1.4.3. */
    private static final double LEAST_CONTRAST = 4.5;
    private static final int COLUMN_TRIM = 12;

    private final Screen screen;

    Faults(Screen screen) {
        this.screen = screen;
    }

    /** All that is wrong now, a line each, in the window and in a picture of it. */
    List<String> in(ImageData pixels) {
        final List<String> faults = new ArrayList<>();
        faults.addAll(screen.ui(this::clipped));
        faults.addAll(screen.ui(this::overlapping));
        faults.addAll(faint(pixels));
        return faults;
    }

    private static boolean writes(Control control) {
        return (control instanceof Button || control instanceof Label) && control.isVisible()
                && !Screen.text(control).isEmpty();
    }

    private List<String> clipped() {
        final List<String> faults = new ArrayList<>();
        for (final Control control : screen.controls()) {
            if (writes(control)) {
                final Point size = control.getSize();
                final Point needs =
                        control.computeSize((control.getStyle() & SWT.WRAP) != 0 ? size.x : SWT.DEFAULT, SWT.DEFAULT);
                if (needs.x > size.x + 1 || needs.y > size.y + 1) {
                    faults.add("cut: \"" + Screen.text(control) + "\" has " + size + ", needs " + needs);
                }
                final Rectangle bounds = control.getBounds();
                final Rectangle room = control.getParent().getClientArea();
                if (!(control.getParent().getParent() instanceof ScrolledComposite)
                        && (bounds.x < 0 || bounds.y < 0 || bounds.x + bounds.width > room.width
                                || bounds.y + bounds.height > room.height)) {
                    faults.add("cut by its parent: \"" + Screen.text(control) + "\" at " + bounds + " in " + room);
                }
            } else if (control instanceof Table table && table.isVisible()) {
                faults.addAll(narrow(table));
            }
        }
        return faults;
    }

    private static List<String> narrow(Table table) {
        final List<String> faults = new ArrayList<>();
        final GC gc = new GC(table);
        for (int i = 0; i < table.getColumnCount(); i++) {
            final boolean hidden = table.getColumn(i).getText().isEmpty();
            final int needs = gc.textExtent(table.getColumn(i).getText()).x + COLUMN_TRIM;
            if (!hidden && needs > table.getColumn(i).getWidth()) {
                faults.add("column head cut: " + table.getColumn(i).getText());
            }
        }
        gc.dispose();
        return faults;
    }

    private List<String> overlapping() {
        final List<String> faults = new ArrayList<>();
        for (final Control control : screen.controls()) {
            if (control instanceof Composite composite && !(composite instanceof CTabFolder) && composite.isVisible()) {
                final Control[] children = composite.getChildren();
                for (int i = 0; i < children.length; i++) {
                    for (int j = i + 1; j < children.length; j++) {
                        if (children[i].isVisible() && children[j].isVisible()
                                && children[i].getBounds().intersects(children[j].getBounds())) {
                            faults.add("overlap: " + children[i] + " and " + children[j]);
                        }
                    }
                }
            }
        }
        return faults;
    }

    /** Texts whose strongest pixel stands out too little from the most frequent one. */
    private List<String> faint(ImageData pixels) {
        final Map<String, Rectangle> texts = screen.ui(() -> {
            final Map<String, Rectangle> found = new HashMap<>();
            final Rectangle origin = screen.pictured();
            for (final Control control : screen.controls()) {
                if ((writes(control) || control instanceof Text text && text.isVisible() && !text.getText().isEmpty())
                        && control.isEnabled()) {
                    final Rectangle shown = shown(control);
                    if (!shown.isEmpty()) {
                        found.put(Screen.text(control),
                                scaled(shown.x - origin.x, shown.y - origin.y, shown.width, shown.height));
                    }
                }
            }
            return found;
        });
        final List<String> faults = new ArrayList<>();
        texts.forEach((text, area) -> {
            final double contrast = contrast(pixels, area.intersection(
                    new Rectangle(0, 0, pixels.width, pixels.height)));
            if (contrast < LEAST_CONTRAST) {
                faults.add(String.format(Locale.ROOT, "faint: \"%s\" has a contrast of %.2f", text, contrast));
            }
        });
        return faults;
    }

    private static Rectangle scaled(int x, int y, int width, int height) {
        return new Rectangle(x * Screen.SCALE, y * Screen.SCALE, width * Screen.SCALE, height * Screen.SCALE);
    }

    /** The part of a control that no ancestor cuts off, on the display; nothing if most of it is scrolled away. */
    private static Rectangle shown(Control control) {
        final Point corner = control.toDisplay(0, 0);
        final Point size = control.getSize();
        Rectangle shown = new Rectangle(corner.x, corner.y, size.x, size.y);
        for (Composite parent = control.getParent(); parent != null; parent = parent.getParent()) {
            final Point at = parent.toDisplay(0, 0);
            final Rectangle area = parent.getClientArea();
            shown = shown.intersection(new Rectangle(at.x + area.x, at.y + area.y, area.width, area.height));
        }
        return shown.height < size.y * 3 / 4 || shown.width < size.x / 2 ? new Rectangle(0, 0, 0, 0) : shown;
    }

    private static double contrast(ImageData pixels, Rectangle area) {
        final Map<Integer, Integer> counts = new HashMap<>();
        final int[] row = new int[area.width];
        for (int y = area.y; y < area.y + area.height; y++) {
            pixels.getPixels(area.x, y, area.width, row, 0);
            int start = 0;
            for (int x = 1; x <= row.length; x++) {
                if (x == row.length || row[x] != row[start]) {
                    counts.merge(row[start], x - start, Integer::sum);
                    start = x;
                }
            }
        }
        final int ground = counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
        final RGB under = pixels.palette.getRGB(ground);
        return counts.keySet().stream().mapToDouble(pixel -> contrast(under, pixels.palette.getRGB(pixel))).max()
                .orElse(1);
    }

    private static double contrast(RGB a, RGB b) {
        final double first = luminance(a);
        final double second = luminance(b);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(RGB colour) {
        return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
    }

    private static double linear(int part) {
        final double share = part / 255.0;
        return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
