package org.signalbox.workbench.topology;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/** Writes the whole map to a file: SVG with every name, or PNG as large as is sensible. */
final class Export {

    private static final double MOST_PIXELS = 4_096;

    private Export() {
    }

    /** Asks for a file; empty when the user thought better of it. Blocks as a dialog does. */
    static Optional<Path> ask(Shell shell) {
        final FileDialog dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setText("Export the map");
        dialog.setFilterExtensions(new String[] {"*.svg;*.png"});
        dialog.setFilterNames(new String[] {"SVG or PNG"});
        dialog.setFileName("topology.svg");
        dialog.setOverwrite(true);
        return Optional.ofNullable(dialog.open()).map(Path::of);
    }

    /**
     * The work that writes the file; what has to be drawn on the user interface's thread is drawn at once.
     *
     * @throws IllegalArgumentException with one sentence, for a file that is neither SVG nor PNG
     */
    static Callable<Path> work(Path file, Scene scene, Theme theme, Shell shell) {
        final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".svg")) {
            final boolean dark = theme.dark();
            return () -> Files.writeString(file, svg(scene, dark));
        }
        if (name.endsWith(".png")) {
            final ImageData pixels = pixels(scene, theme, shell);
            return () -> Files.write(file, png(pixels));
        }
        throw new IllegalArgumentException("The file " + file.getFileName()
                + " has no ending that says what it is: call it .svg or .png.");
    }

    /** The map with all its names at zoom 1. Runs on any thread. */
    static String svg(Scene scene, boolean dark) {
        final SvgPen pen = new SvgPen(dark);
        final Box all = scene.bounds();
        final Camera camera = new Camera();
        camera.resize(all.width(), all.height());
        Painter.draw(pen, scene, camera, Lights.NONE);
        return pen.document(all.width(), all.height());
    }

    private static ImageData pixels(Scene scene, Theme theme, Shell shell) {
        final Box all = scene.bounds();
        final double zoom = Math.min(1, MOST_PIXELS / Math.max(all.width(), all.height()));
        final Camera camera = new Camera();
        camera.resize((int) (all.width() * zoom), (int) (all.height() * zoom));
        camera.fit(all);
        final Image image = new Image(shell.getDisplay(), (int) (all.width() * zoom), (int) (all.height() * zoom));
        final GC gc = new GC(image);
        gc.setBackground(theme.color(Token.GROUND));
        gc.fillRectangle(image.getBounds());
        Painter.draw(new GcPen(gc, theme, new GcPen.Sizes()), scene, camera, Lights.NONE);
        gc.dispose();
        final ImageData pixels = image.getImageData();
        image.dispose();
        return pixels;
    }

    private static byte[] png(ImageData pixels) throws IOException {
        final ImageLoader loader = new ImageLoader();
        loader.data = new ImageData[] {pixels};
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            loader.save(bytes, SWT.IMAGE_PNG);
            return bytes.toByteArray();
        }
    }
}
