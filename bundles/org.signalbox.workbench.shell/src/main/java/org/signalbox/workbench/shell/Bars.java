package org.signalbox.workbench.shell;

import java.net.URL;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/** The window's menu and tool bar. Every item stands in the menu, with its key. */
final class Bars {

    private static final int LONGEST = 48;

    private final Frame frame;
    private final Theme theme;
    private final ToolBar left;
    private final ToolBar right;
    private final MenuItem undo;
    private final MenuItem redo;
    private final Menu views;
    private final ToolItem undoTool;
    private final ToolItem redoTool;
    private final ToolItem copyTool;
    private final ToolItem paletteTool;
    private Optional<String> undoable = Optional.empty();
    private Optional<String> redoable = Optional.empty();

    Bars(Shell shell, Theme theme, Frame frame) {
        this.frame = frame;
        this.theme = theme;
        final Menu bar = new Menu(shell, SWT.BAR);
        shell.setMenuBar(bar);
        final Menu file = menu(bar, "&File");
        final Menu creations = menu(file, "&New");
        creations.addListener(SWT.Show, event -> offer(creations));
        item(file, SWT.PUSH, "&Open fabric\u2026\tCtrl+O", SWT.MOD1 | 'O', frame::openFabric);
        item(file, SWT.PUSH, "&Save fabric as\u2026\tCtrl+S", SWT.MOD1 | 'S', frame::saveFabric);
        new MenuItem(file, SWT.SEPARATOR);
        item(file, SWT.PUSH, "E&xit\tCtrl+Q", SWT.MOD1 | 'Q', shell::close);
        final Menu edit = menu(bar, "&Edit");
        undo = item(edit, SWT.PUSH, "&Undo\tCtrl+Z", SWT.MOD1 | 'Z', frame::undo);
        redo = item(edit, SWT.PUSH, "&Redo\tCtrl+Y", SWT.MOD1 | 'Y', frame::redo);
        new MenuItem(edit, SWT.SEPARATOR);
        item(edit, SWT.PUSH, "&Copy command\tCtrl+Shift+C", SWT.MOD1 | SWT.MOD2 | 'C', frame::copyCommand);
        views = menu(bar, "&View");

        final Composite row = new Composite(shell, SWT.NONE);
        row.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        row.setLayout(Grids.of(2, 8, 4, 12, 0));
        theme.paint(row, Token.GROUND, Token.TEXT);
        left = new ToolBar(row, SWT.FLAT | SWT.RIGHT);
        left.setLayoutData(new GridData(SWT.LEFT, SWT.CENTER, true, false));
        undoTool = tool(left, "Undo", frame::undo);
        redoTool = tool(left, "Redo", frame::redo);
        copyTool = tool(left, "Copy command", frame::copyCommand);
        copyTool.setToolTipText("Copy the command of what is selected (Ctrl+Shift+C)");
        right = new ToolBar(row, SWT.FLAT | SWT.RIGHT);
        right.setLayoutData(new GridData(SWT.RIGHT, SWT.CENTER, false, false));
        paletteTool = tool(right, "", () -> frame.useDark(!frame.dark()));
        theme.onSwitch(row, this::icons);
        icons();
        refresh();
    }

    private static Menu menu(Menu parent, String title) {
        final MenuItem item = new MenuItem(parent, SWT.CASCADE);
        item.setText(title);
        final Menu menu = new Menu(parent.getShell(), SWT.DROP_DOWN);
        item.setMenu(menu);
        return menu;
    }

    /** Services come and go while nobody looks. */
    private void offer(Menu creations) {
        clear(creations);
        frame.creations().forEach(each -> item(creations, SWT.PUSH, "&" + each.label() + "\u2026", 0,
                () -> frame.open(each)));
        if (creations.getItemCount() == 0) {
            item(creations, SWT.PUSH, "Nothing can be made", 0, () -> {
            }).setEnabled(false);
        }
    }

    private static void clear(Menu menu) {
        for (final MenuItem old : menu.getItems()) {
            old.dispose();
        }
    }

    private static MenuItem item(Menu menu, int style, String text, int key, Runnable action) {
        final MenuItem item = new MenuItem(menu, style);
        item.setText(text);
        item.setAccelerator(key);
        item.addListener(SWT.Selection, event -> action.run());
        return item;
    }

    private static ToolItem tool(ToolBar bar, String text, Runnable action) {
        final ToolItem item = new ToolItem(bar, SWT.PUSH);
        item.setText(text);
        item.addListener(SWT.Selection, event -> action.run());
        return item;
    }

    private void icons() {
        icon(undoTool, Icons.UNDO);
        icon(redoTool, Icons.REDO);
        icon(copyTool, Icons.COPY);
        icon(paletteTool, theme.dark() ? Icons.LIGHT : Icons.DARK);
        paletteTool.setText(theme.dark() ? "Light" : "Dark");
        paletteTool.setToolTipText(theme.dark() ? "Use the light palette" : "Use the dark palette");
        right.getParent().layout(true, true);
    }

    private void icon(ToolItem item, URL svg) {
        item.setImage(theme.icon(svg, Token.TEXT2));
        item.setDisabledImage(theme.icon(svg, Token.LINE_STRONG));
    }

    /** Shows which views there are, which are put away, and the palette in force. */
    void refresh() {
        clear(views);
        int digit = 1;
        for (final Room room : frame.rooms()) {
            final String key = digit < 10 ? "\tCtrl+" + digit : "";
            final MenuItem item = item(views, SWT.CHECK, room.title().replace("&", "&&") + key,
                    digit < 10 ? SWT.MOD1 | '0' + digit : 0, () -> frame.show(room));
            item.setSelection(frame.shows(room));
            digit++;
        }
        new MenuItem(views, SWT.SEPARATOR);
        item(views, SWT.PUSH, "&Put this view away\tCtrl+W", SWT.MOD1 | 'W', frame::hideActive);
        item(views, SWT.PUSH, "&Reset layout", 0, frame::resetLayout);
        final MenuItem dark = item(views, SWT.CHECK, "&Dark palette\tCtrl+Shift+D", SWT.MOD1 | SWT.MOD2 | 'D',
                () -> frame.useDark(!frame.dark()));
        dark.setSelection(frame.dark());
    }

    /** Names what Undo and Redo would do; empty where there is nothing. */
    void journal(Optional<String> undoing, Optional<String> redoing) {
        undo.setEnabled(undoing.isPresent());
        redo.setEnabled(redoing.isPresent());
        undoTool.setEnabled(undoing.isPresent());
        redoTool.setEnabled(redoing.isPresent());
        if (undoing.equals(undoable) && redoing.equals(redoable)) {
            return;
        }
        undoable = undoing;
        redoable = redoing;
        undo.setText("&Undo" + named(undoing) + "\tCtrl+Z");
        redo.setText("&Redo" + named(redoing) + "\tCtrl+Y");
        undoTool.setToolTipText("Undo" + named(undoing));
        redoTool.setToolTipText("Redo" + named(redoing));
    }

    private static String named(Optional<String> command) {
        return command.map(text -> " \u201c" + shortened(text).replace("&", "&&") + "\u201d").orElse("");
    }

    /** A command cut at a word, so that a menu stays narrow. */
    static String shortened(String command) {
        if (command.length() <= LONGEST) {
            return command;
        }
        final int space = command.lastIndexOf(' ', LONGEST);
        return command.substring(0, space > 0 ? space : LONGEST) + " \u2026";
    }
}
