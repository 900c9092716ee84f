package org.signalbox.workbench.shell;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.signalbox.workbench.Token;

/** The pixels of icons, drawn by Java and not by GTK: hence on any thread, and before they are needed. */
final class IconPixels {

    private static final int GRID = 16;

    private final Map<Key, ImageData> drawn = new ConcurrentHashMap<>();

    private record Key(String svg, String colour, int zoom) {
    }

    /**
     * An icon's pixels.
     *
     * @param zoom in per cent
     * @throws RuntimeException if it cannot be read or is no SVG
     */
    ImageData of(URL svg, String colour, int zoom) {
        final Key key = new Key(svg.toString(), colour, zoom);
        final ImageData ahead = drawn.get(key);
        if (ahead != null) {
            return ahead;
        }
        // rather twice than that the window waits for another thread
        final ImageData fresh = draw(text(svg), colour, zoom);
        drawn.put(key, fresh);
        return fresh;
    }

    /** Has icons drawn on a thread of their own, for somebody who will ask for them soon. */
    void ahead(List<URL> icons, List<Token> strokes, boolean dark, int zoom) {
        Thread.ofPlatform().daemon().name("icons").start(() -> {
            try {
                for (final URL icon : icons) {
                    for (final Token stroke : strokes) {
                        of(icon, stroke.hex(dark), zoom);
                    }
                }
            } catch (RuntimeException told) {
                // to whoever asks for it
                return;
            }
        });
    }

    private static String text(URL svg) {
        try (InputStream in = svg.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ImageData draw(String svg, String colour, int zoom) {
        final String size = String.valueOf(GRID * zoom / 100);
        final String sized = svg.replace("currentColor", colour).replace("width=\"16\" height=\"16\" viewBox",
                "width=\"" + size + "\" height=\"" + size + "\" viewBox");
        return new ImageLoader().load(new ByteArrayInputStream(sized.getBytes(StandardCharsets.UTF_8)))[0];
    }
}
