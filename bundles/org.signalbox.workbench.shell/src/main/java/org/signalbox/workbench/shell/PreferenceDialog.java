package org.signalbox.workbench.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.List;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.signalbox.schema.Schema;
import org.signalbox.workbench.PreferencePage;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.Wording;
import org.signalbox.workbench.policy.FieldWidgets;
import org.signalbox.workbench.policy.PolicyField;

/** Edit &gt; Preferences: a page for each record that can be set, and the keys. Pages come and go while it is open. */
final class PreferenceDialog {

    private static final String KEYS = "signalbox.keys";
    private static final int WIDTH = 640;
    private static final int HEIGHT = 460;
    private static final int LIST = 150;

    private static final Comparator<PreferencePage<?>> ORDER = Comparator
            .comparing((PreferencePage<?> page) -> !General.ID.equals(page.id())).thenComparing(PreferencePage::title);

    /** A page's widgets. */
    private record Form<T extends Record>(PreferencePage<T> page, FieldWidgets widgets) {
    }

    private final Preferences preferences;
    private final Theme theme;
    private final Shell shell;
    private final List list;
    private final Composite stack;
    private final StackLayout pages = new StackLayout();
    private final Label complaint;
    private final Button apply;
    private final Map<PreferencePage<?>, Form<?>> forms = new HashMap<>();
    private final Map<String, Control> shown = new LinkedHashMap<>();
    private final java.util.List<String> ids = new ArrayList<>();
    private Composite keys;

    /** @param entries whose keys are listed */
    PreferenceDialog(Shell parent, Theme theme, Preferences preferences, java.util.List<Entry> entries) {
        this.theme = theme;
        this.preferences = preferences;
        shell = new Shell(parent, SWT.CLOSE | SWT.TITLE | SWT.BORDER | SWT.RESIZE | SWT.APPLICATION_MODAL);
        shell.setText("Preferences");
        shell.setLayout(Grids.of(2, 0, 0, 0, 0));
        theme.paint(shell, Token.GROUND, Token.TEXT);
        list = new List(shell, SWT.SINGLE | SWT.V_SCROLL);
        final GridData left = new GridData(SWT.LEFT, SWT.FILL, false, true);
        left.widthHint = LIST;
        list.setLayoutData(left);
        list.addListener(SWT.Selection, event -> turn());
        stack = new Composite(shell, SWT.NONE);
        stack.setLayout(pages);
        stack.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        theme.paint(stack, Token.SURFACE, Token.TEXT);
        final Composite bar = new Composite(shell, SWT.NONE);
        bar.setLayout(Grids.of(4, 12, 12, 8, 0));
        bar.setLayoutData(new GridData(SWT.FILL, SWT.BOTTOM, true, false, 2, 1));
        theme.paint(bar, Token.GROUND, Token.TEXT);
        complaint = label(bar, "", Face.BODY, Token.GROUND, Token.ERROR);
        apply = button(bar, "&Apply", this::apply);
        final Button ok = button(bar, "OK", () -> {
            if (apply()) {
                shell.close();
            }
        });
        button(bar, "Cancel", shell::close);
        shell.setDefaultButton(ok);
        keys(entries);
        refresh();
    }

    boolean isOpen() {
        return !shell.isDisposed();
    }

    /** Shows the window, or brings it to the front. */
    void open() {
        if (!shell.isVisible()) {
            final Rectangle room = shell.getMonitor().getClientArea();
            shell.setSize(Math.min(WIDTH, room.width), Math.min(HEIGHT, room.height));
            final Rectangle over = shell.getParent().getBounds();
            final Point size = shell.getSize();
            shell.setLocation(Math.max(room.x, over.x + (over.width - size.x) / 2),
                    Math.max(room.y, over.y + (over.height - size.y) / 3));
        }
        shell.open();
        list.setFocus();
    }

    /** Brings the pages to those that are there now; what is entered on those that stay is kept. */
    void refresh() {
        final String before = list.getSelectionIndex() < 0 ? General.ID : ids.get(list.getSelectionIndex());
        forms.entrySet().removeIf(each -> !preferences.pages().contains(each.getKey()));
        final Map<String, Control> now = new LinkedHashMap<>();
        preferences.pages().stream().sorted(ORDER).forEach(page -> now.put(page.id(), control(page)));
        now.put(KEYS, keys);
        shown.values().stream().filter(control -> !now.containsValue(control)).forEach(Control::dispose);
        shown.clear();
        shown.putAll(now);
        ids.clear();
        list.removeAll();
        now.forEach((id, control) -> {
            ids.add(id);
            list.add((String) control.getData());
        });
        list.select(Math.max(0, ids.indexOf(before)));
        turn();
    }

    private void turn() {
        pages.topControl = shown.get(ids.get(list.getSelectionIndex()));
        stack.layout();
    }

    private Control control(PreferencePage<?> page) {
        return forms.containsKey(page) ? shown.get(page.id()) : form(page);
    }

    private <T extends Record> Control form(PreferencePage<T> page) {
        final Composite root = page(page.title(), 2);
        final FieldWidgets widgets = new FieldWidgets(root, theme, Token.SURFACE, this::edited);
        final Map<String, Object> now = Schema.of(page.values()).unbind(preferences.values(page));
        for (final PolicyField field : PolicyField.of(page.values())) {
            widgets.add(words(field.key()), field, now.get(field.key()));
            if (!field.tip().isEmpty()) {
                label(root, "", Face.SMALL, Token.SURFACE, Token.TEXT2)
                        .setLayoutData(new GridData(SWT.LEFT, SWT.TOP, false, false));
                label(root, field.tip(), Face.SMALL, Token.SURFACE, Token.TEXT2);
            }
        }
        forms.put(page, new Form<>(page, widgets));
        return root;
    }

    private Composite page(String title, int columns) {
        final Composite root = new Composite(stack, SWT.NONE);
        root.setData(title);
        root.setLayout(Grids.of(columns, 16, 16, 12, 8));
        theme.paint(root, Token.SURFACE, Token.TEXT);
        ((GridData) label(root, title, Face.TITLE, Token.SURFACE, Token.TEXT).getLayoutData()).horizontalSpan = columns;
        return root;
    }

    private void keys(java.util.List<Entry> entries) {
        keys = page("Keys", 1);
        final Table table = new Table(keys, SWT.BORDER | SWT.FULL_SELECTION);
        table.setHeaderVisible(true);
        table.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        Stream.of("Action", "Menu", "Key").forEach(title -> new TableColumn(table, SWT.LEFT).setText(title));
        entries.stream().filter(entry -> !entry.key().isEmpty())
                .sorted(Comparator.comparing(Entry::menu).thenComparing(Entry.IN_MENU)).forEach(entry ->
                        new TableItem(table, SWT.NONE).setText(new String[] {entry.title().replace("\u2026", ""),
                            entry.menu().replace("/", " > "), entry.key()}));
        Stream.of(table.getColumns()).forEach(TableColumn::pack);
    }

    /** {@code chartHours} as {@code Chart hours}. */
    static String words(String key) {
        final String words = key.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private void edited() {
        tell("");
    }

    /** Sets what differs; where something is wrong it is told, and nothing of that page is set. */
    private boolean apply() {
        for (final Form<?> form : new ArrayList<>(forms.values())) {
            try {
                set(form);
            } catch (IllegalArgumentException e) {
                list.select(ids.indexOf(form.page().id()));
                turn();
                tell(e.getMessage());
                return false;
            }
        }
        tell("");
        return true;
    }

    private <T extends Record> void set(Form<T> form) {
        final Map<String, String> texts = form.widgets().texts();
        final Map<String, Object> tree = new LinkedHashMap<>();
        for (final PolicyField field : PolicyField.of(form.page().values())) {
            final Object value = field.value(texts.get(field.key()));
            if (value != null) {
                tree.put(field.key(), value);
            }
        }
        final T values = Schema.of(form.page().values()).bind(tree);
        if (!values.equals(preferences.values(form.page()))) {
            preferences.set(form.page(), values);
        }
    }

    private void tell(String sentence) {
        complaint.setText(Wording.plain(sentence));
        complaint.setToolTipText(sentence);
        complaint.getParent().layout();
    }

    private Label label(Composite parent, String text, Face face, Token ground, Token colour) {
        final Label label = new Label(parent, SWT.WRAP);
        label.setFont(theme.font(face));
        label.setText(Wording.plain(text));
        theme.paint(label, ground, colour);
        final GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false);
        data.widthHint = 120;
        label.setLayoutData(data);
        return label;
    }

    private static Button button(Composite bar, String text, Runnable action) {
        final Button button = new Button(bar, SWT.PUSH);
        button.setText(text);
        final GridData data = new GridData(SWT.FILL, SWT.CENTER, false, false);
        data.widthHint = Math.max(90, button.computeSize(SWT.DEFAULT, SWT.DEFAULT).x);
        button.setLayoutData(data);
        button.addListener(SWT.Selection, event -> action.run());
        return button;
    }
}
