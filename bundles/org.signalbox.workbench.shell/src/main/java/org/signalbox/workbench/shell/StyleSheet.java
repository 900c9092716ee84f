package org.signalbox.workbench.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Device;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.internal.gtk.GDK;
import org.eclipse.swt.internal.gtk.GTK;
import org.eclipse.swt.internal.gtk3.GTK3;
import org.eclipse.swt.widgets.Display;
import org.signalbox.workbench.Token;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the palette to GTK's own widgets: one style provider for the screen, whose sheet is loaded anew when the
 * palette switches. The one class that calls SWT's internals; on another window system it does nothing, and the native
 * widgets keep the system's look. Load it before the first widget is created, or buttons are measured with the
 * system's sheet.
 */
final class StyleSheet {

    private static final Logger LOG = LoggerFactory.getLogger(StyleSheet.class);

    /** Below what a widget's own font is set with, above the system's theme and settings (200 and 400). */
    private static final int BELOW_APPLICATION = 500;

    private final Display display;
    private final String rules;
    private long palette;
    private long typeface;

    StyleSheet(Display display) {
        this.display = display;
        try (InputStream in = StyleSheet.class.getResourceAsStream("theme.css")) {
            rules = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param bodyFont what native widgets write with, as in a CSS font rule */
    void load(boolean dark, String bodyFont) {
        if (!"gtk".equals(SWT.getPlatform())) {
            return;
        }
        if (palette == 0) {
            palette = provider(GTK.GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
            typeface = provider(BELOW_APPLICATION);
            rule(typeface, "* { font: " + bodyFont + "; }");
        }
        final StringBuilder sheet = new StringBuilder();
        for (final Token token : Token.values()) {
            sheet.append("@define-color ").append(token.name().toLowerCase(Locale.ROOT)).append(' ')
                    .append(token.hex(dark)).append(";\n");
        }
        rule(palette, sheet.append(rules).toString());
        refreshSystemColours();
    }

    /** Makes a font the one that SWT gives each new widget: it asks the system once, before any sheet is loaded. */
    void useFont(Font font) {
        try {
            final Field system = Device.class.getDeclaredField("systemFont");
            system.setAccessible(true);
            system.set(display, font);
        } catch (ReflectiveOperationException e) {
            LOG.warn("Native widgets keep the system's font", e);
        }
    }

    private static long provider(int priority) {
        final long provider = GTK.gtk_css_provider_new();
        GTK3.gtk_style_context_add_provider_for_screen(GDK.gdk_screen_get_default(), provider, priority);
        return provider;
    }

    private static void rule(long provider, String text) {
        final byte[] css = text.getBytes(StandardCharsets.UTF_8);
        if (!GTK3.gtk_css_provider_load_from_data(provider, css, css.length, new long[1])) {
            LOG.warn("GTK refused a rule of the style sheet; the widgets fall back to the system's look");
        }
    }

    /** GTK 3 has no event for this: SWT would keep the colours of the sheet that was there at the start. */
    private void refreshSystemColours() {
        try {
            final Method refresh = Display.class.getDeclaredMethod("initializeSystemColors");
            refresh.setAccessible(true);
            refresh.invoke(display);
        } catch (ReflectiveOperationException e) {
            LOG.warn("SWT's system colours stay those of the first palette", e);
        }
    }
}
