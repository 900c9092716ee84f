package org.signalbox.workbench.shell;

import java.util.List;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.TextLayout;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.signalbox.schema.Schema;
import org.signalbox.workbench.shell.dock.Dock;
import org.slf4j.LoggerFactory;

/**
 * Loads the code of the first window on a thread of its own while other bundles still start, which leaves a processor
 * idle. Nothing depends on it.
 */
@Component(service = {})
public final class Preload {

    private static final String ICON = """
            <svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">
            <path d="M2 2l9 9" fill="none" stroke="#000" stroke-width="1.5" stroke-linecap="round"/></svg>""";

    @Activate
    public Preload() {
        Thread.ofPlatform().daemon().name("preload").start(Preload::load);
    }

    private static void load() {
        // icons are drawn by Java 2D, which would open a second connection to the display, and asks but once
        System.setProperty("java.awt.headless", "true");
        try {
            final ClassLoader toolkit = Display.class.getClassLoader();
            // GTK and what SWT is made of in C
            Class.forName("org.eclipse.swt.internal.gtk.OS", true, toolkit);
            for (final Class<?> needed : List.of(Display.class, Shell.class, Image.class, GC.class, CTabFolder.class,
                    SashForm.class, GridLayout.class, Label.class, Button.class, Text.class, Combo.class, Table.class,
                    TableItem.class, Menu.class, MenuItem.class, StyledText.class, TextLayout.class, Frame.class,
                    Dock.class, LiveTheme.class, ViewHost.class, StatusBar.class, Bars.class)) {
                // loaded only: initialising some of them takes a display
                Class.forName(needed.getName(), false, Preload.class.getClassLoader());
            }
            Schema.of(Memory.class);
            LiveTheme.rasterised(ICON, 100);
        } catch (ClassNotFoundException | LinkageError | RuntimeException odd) {
            LoggerFactory.getLogger(Preload.class).debug("Not all of the window could be loaded ahead", odd);
        }
    }
}
