package org.signalbox.workbench.shell;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageDataProvider;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/** The theme of one display. Where Inter or JetBrains Mono is not installed, the system's sans and monospace serve. */
final class LiveTheme implements Theme {

    private static final int GRID = 16;

    private final Display display;
    private final StyleSheet sheet;
    private final Map<Face, Font> fonts = new EnumMap<>(Face.class);
    private final Map<Token, Color> colors = new EnumMap<>(Token.class);
    private final Map<String, Image> icons = new HashMap<>();
    private final Map<Control, Runnable> painted = new IdentityHashMap<>();
    private final Map<Control, List<Runnable>> followers = new IdentityHashMap<>();
    private final String bodyFont;
    private boolean dark;
    /** GTK loads its theme anew when it is told, and lays all out again. */
    private boolean toldDark = Display.isSystemDarkTheme();

    LiveTheme(Display display, boolean dark) {
        this.display = display;
        this.sheet = new StyleSheet(display);
        final boolean inter = installed("Inter");
        final String sans = inter ? "Inter" : "Sans";
        final String strong = inter ? "Inter Semi Bold" : "Sans";
        final int weight = inter ? SWT.NORMAL : SWT.BOLD;
        fonts.put(Face.BODY, new Font(display, sans, 10, SWT.NORMAL));
        fonts.put(Face.STRONG, new Font(display, strong, 10, weight));
        fonts.put(Face.SMALL, new Font(display, sans, 9, SWT.NORMAL));
        fonts.put(Face.CAPS, new Font(display, strong, 8, weight));
        fonts.put(Face.TITLE, new Font(display, strong, 14, weight));
        fonts.put(Face.MONO, new Font(display, installed("JetBrains Mono") ? "JetBrains Mono" : "Monospace", 9,
                SWT.NORMAL));
        sheet.useFont(fonts.get(Face.BODY));
        bodyFont = "10pt " + sans;
        use(dark);
    }

    private boolean installed(String family) {
        return display.getFontList(family, true).length > 0;
    }

    /** Switches the palette of everything on screen. */
    void use(boolean inDark) {
        dark = inDark;
        colors.clear();
        if (inDark != toldDark) {
            display.setDarkThemePreferred(inDark);
            toldDark = inDark;
        }
        sheet.load(inDark, bodyFont);
        List.copyOf(painted.values()).forEach(Runnable::run);
        List.copyOf(followers.values()).forEach(actions -> List.copyOf(actions).forEach(Runnable::run));
        for (final Shell shell : display.getShells()) {
            shell.layout(true, true);
            shell.redraw(0, 0, shell.getSize().x, shell.getSize().y, true);
        }
    }

    @Override
    public boolean dark() {
        return dark;
    }

    @Override
    public Color color(Token token) {
        return colors.computeIfAbsent(token, wanted -> new Color(wanted.rgb(dark)));
    }

    @Override
    public Font font(Face face) {
        return fonts.get(face);
    }

    @Override
    public Image icon(URL svg, Token stroke) {
        return icons.computeIfAbsent(svg + stroke.hex(dark), key -> draw(svg, stroke.hex(dark)));
    }

    private Image draw(URL svg, String colour) {
        final String text;
        try (InputStream in = svg.openStream()) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("currentColor", colour);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        final ImageDataProvider atZoom = zoom -> rasterised(text, zoom);
        return new Image(display, atZoom);
    }

    /** The pixels of an icon at a zoom in per cent. Any thread. */
    static ImageData rasterised(String svg, int zoom) {
        final String size = String.valueOf(GRID * zoom / 100);
        final String sized = svg.replace("width=\"16\" height=\"16\" viewBox",
                "width=\"" + size + "\" height=\"" + size + "\" viewBox");
        return new ImageLoader().load(new ByteArrayInputStream(sized.getBytes(StandardCharsets.UTF_8)))[0];
    }

    @Override
    public void paint(Control control, Token background, Token foreground) {
        final Runnable paint = () -> {
            control.setBackground(color(background));
            control.setForeground(color(foreground));
        };
        if (painted.put(control, paint) == null) {
            control.addDisposeListener(event -> painted.remove(control));
        }
        paint.run();
    }

    @Override
    public void onSwitch(Control owner, Runnable action) {
        followers.computeIfAbsent(owner, key -> {
            owner.addDisposeListener(event -> followers.remove(owner));
            return new ArrayList<>();
        }).add(action);
    }

    /** Gives the fonts and icons back, after everything that shows them is gone. */
    void dispose() {
        fonts.values().forEach(Font::dispose);
        icons.values().forEach(Image::dispose);
    }
}
