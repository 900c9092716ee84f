package org.signalbox.workbench.shell;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Item;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/**
 * The window's menu and tool bar, drawn from entries. Every item of a menu holds its entry's id as the data
 * {@value #ID}, and the name of its command, if it runs one, as {@value #COMMAND}.
 */
final class Bars {

    /** The key of an item's data that names its action. */
    static final String ID = "signalbox.action.id";
    /** The key of an item's data that names its command. */
    static final String COMMAND = "signalbox.action.command";

    private static final int LONGEST = 48;
    private static final Comparator<Entry> TOOLS = Comparator.comparing(Entry::menu).thenComparing(Entry.IN_MENU);

    private final Shell shell;
    private final Theme theme;
    private final Consumer<Entry> run;
    private final Menu bar;
    private final Composite row;
    private final ToolBar left;
    private final ToolBar perspectives;
    private final ToolBar right;
    private final Map<MenuItem, Entry> items = new LinkedHashMap<>();
    private final Map<ToolItem, Entry> tools = new LinkedHashMap<>();

    Bars(Shell shell, Theme theme, Consumer<Entry> run) {
        this.shell = shell;
        this.theme = theme;
        this.run = run;
        bar = new Menu(shell, SWT.BAR);
        shell.setMenuBar(bar);
        row = new Composite(shell, SWT.NONE);
        row.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        row.setLayout(Grids.of(3, 8, 4, 12, 0));
        theme.paint(row, Token.GROUND, Token.TEXT);
        left = new ToolBar(row, SWT.FLAT | SWT.RIGHT);
        left.setLayoutData(new GridData(SWT.LEFT, SWT.CENTER, true, false));
        // without SWT.RIGHT, which would leave room for an icon
        perspectives = new ToolBar(row, SWT.FLAT);
        perspectives.setLayoutData(new GridData(SWT.RIGHT, SWT.CENTER, false, false));
        right = new ToolBar(row, SWT.FLAT | SWT.RIGHT);
        right.setLayoutData(new GridData(SWT.RIGHT, SWT.CENTER, false, false));
        theme.onSwitch(row, this::icons);
    }

    /** Draws menus and tool bar anew. */
    void draw(List<Entry> entries) {
        Stream.of(bar.getItems()).forEach(MenuItem::dispose);
        Stream.of(left, perspectives, right).flatMap(each -> Stream.of(each.getItems())).forEach(ToolItem::dispose);
        items.clear();
        tools.clear();
        MenuPlan.of(entries).forEach(menu -> fill(bar, menu));
        entries.stream().filter(entry -> !entry.tool().isEmpty())
                .sorted(TOOLS).forEach(this::tool);
        refresh();
        icons();
    }

    private void fill(Menu parent, MenuPlan.Menu plan) {
        final MenuItem cascade = new MenuItem(parent, SWT.CASCADE);
        cascade.setText("&" + Entry.escaped(plan.title()));
        final Menu menu = new Menu(shell, SWT.DROP_DOWN);
        cascade.setMenu(menu);
        cascade.addListener(SWT.Dispose, event -> menu.dispose());
        for (final MenuPlan.Part part : plan.parts()) {
            switch (part) {
                case MenuPlan.Line _ -> new MenuItem(menu, SWT.SEPARATOR);
                case MenuPlan.Menu inner -> fill(menu, inner);
                case MenuPlan.Leaf leaf -> item(menu, leaf.entry());
            }
        }
        menu.addListener(SWT.Show, event -> refresh());
    }

    private void item(Menu menu, Entry entry) {
        final MenuItem item = new MenuItem(menu, style(entry));
        item.setAccelerator(Keys.parse(entry.key()));
        item.setData(ID, entry.id());
        item.setData(COMMAND, entry.command().orElse(null));
        item.addListener(SWT.Selection, event -> chosen(entry, item.getStyle(), item.getSelection()));
        items.put(item, entry);
    }

    private void tool(Entry entry) {
        final ToolBar place = entry.kind() == Entry.Kind.PERSPECTIVE ? perspectives
                : entry.menu().startsWith("View") ? right : left;
        final ToolItem item = new ToolItem(place, style(entry));
        item.setText(entry.tool());
        item.setData(ID, entry.id());
        item.addListener(SWT.Selection, event -> chosen(entry, item.getStyle(), item.getSelection()));
        tools.put(item, entry);
    }

    private static int style(Entry entry) {
        if (entry.kind() == Entry.Kind.PERSPECTIVE) {
            return SWT.RADIO;
        }
        return entry.action().checked().isPresent() ? SWT.CHECK : SWT.PUSH;
    }

    /** Of radio items the one that is left tells so, too. */
    private void chosen(Entry entry, int style, boolean selected) {
        if ((style & SWT.RADIO) == 0 || selected) {
            run.accept(entry);
        }
    }

    private void icons() {
        tools.forEach((item, entry) -> entry.icon().ifPresent(svg -> {
            item.setImage(theme.icon(svg, Token.TEXT2));
            item.setDisabledImage(theme.icon(svg, Token.LINE_STRONG));
        }));
        row.layout(true, true);
    }

    /** Shows what can be done now and to what. */
    void refresh() {
        items.forEach((item, entry) -> {
            final String key = entry.key().isEmpty() ? "" : "\t" + entry.key();
            rename(item, entry.label() + detail(entry) + key);
            if (item.getEnabled() != entry.action().enabled()) {
                item.setEnabled(entry.action().enabled());
            }
            entry.action().checked().ifPresent(item::setSelection);
        });
        tools.forEach((item, entry) -> {
            final String tip = entry.title() + Entry.plain(detail(entry))
                    + (entry.key().isEmpty() ? "" : " (" + entry.key() + ")");
            if (!tip.equals(item.getToolTipText())) {
                item.setToolTipText(tip);
            }
            if (item.getEnabled() != entry.action().enabled()) {
                item.setEnabled(entry.action().enabled());
            }
            entry.action().checked().ifPresent(item::setSelection);
        });
    }

    private static void rename(Item item, String text) {
        if (!text.equals(item.getText())) {
            item.setText(text);
        }
    }

    private static String detail(Entry entry) {
        final String detail = entry.action().detail();
        return detail.isEmpty() ? "" : " \u201c" + Entry.escaped(shortened(detail)) + "\u201d";
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
