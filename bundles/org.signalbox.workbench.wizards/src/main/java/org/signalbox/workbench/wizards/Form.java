package org.signalbox.workbench.wizards;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/** Labelled fields, one below the other. A label's mnemonic leads to its field. */
final class Form {

    private static final int MARGIN = 16;
    private static final int COLUMNS = 2;

    private final Theme theme;
    private final ScrolledComposite scrolled;
    private final Composite body;
    private final Runnable changed;
    private final Map<Control, Label> labels = new LinkedHashMap<>();
    private final Set<String> fields = new HashSet<>();
    private Control first;

    /** @param changed is called after every change of a field */
    Form(Composite parent, Theme theme, Runnable changed) {
        this.theme = theme;
        this.changed = changed;
        scrolled = new ScrolledComposite(parent, SWT.V_SCROLL);
        scrolled.setExpandHorizontal(true);
        scrolled.setExpandVertical(true);
        theme.paint(scrolled, Token.GROUND, Token.TEXT);
        body = new Composite(scrolled, SWT.NONE);
        scrolled.setContent(body);
        scrolled.addListener(SWT.Resize, event -> measure());
        final GridLayout layout = new GridLayout(COLUMNS, false);
        layout.marginWidth = MARGIN;
        layout.marginHeight = MARGIN;
        layout.verticalSpacing = 8;
        layout.horizontalSpacing = 12;
        body.setLayout(layout);
        theme.paint(body, Token.GROUND, Token.TEXT);
    }

    /** Tells that what stands in a control of the caller's changed. */
    void change() {
        changed.run();
    }

    Theme theme() {
        return theme;
    }

    /** The whole of it. */
    Control control() {
        return scrolled;
    }

    /** The height that all fields need, in pixels. */
    int height() {
        return body.computeSize(Math.max(1, scrolled.getClientArea().width), SWT.DEFAULT).y;
    }

    /** Places the fields anew. */
    void measure() {
        body.layout();
        scrolled.setMinHeight(height());
    }

    /** Whether a field of that name stands here. */
    boolean has(String field) {
        return fields.contains(field);
    }

    void focus() {
        if (first != null) {
            first.setFocus();
        }
    }

    /**
     * A line of text.
     *
     * @param label   with its mnemonic
     * @param example what stands in the field while it is empty
     */
    Text text(String field, String label, String example, String tip, String initial) {
        final Text text = labelled(label, parent -> new Text(parent, SWT.SINGLE | SWT.BORDER));
        fields.add(field);
        text.setMessage(example);
        text.setToolTipText(tip);
        text.setText(initial);
        text.addListener(SWT.Modify, event -> changed.run());
        return text;
    }

    /**
     * The path of a bundle, to be typed or chosen; the label stands before the field's parent.
     *
     * @param folder where choosing begins
     */
    Text file(String field, String label, String example, String tip, Optional<String> folder) {
        final Composite row = labelled(label, parent -> new Composite(parent, SWT.NONE));
        row.setLayout(row(2, 8));
        theme.paint(row, Token.GROUND, Token.TEXT);
        fields.add(field);
        final Text text = new Text(row, SWT.SINGLE | SWT.BORDER);
        text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        name(text, labels.get(row));
        text.setMessage(example);
        text.setToolTipText(tip);
        text.addListener(SWT.Modify, event -> changed.run());
        final Button browse = new Button(row, SWT.PUSH);
        browse.setText("Bro&wse\u2026");
        browse.setToolTipText("Choose the file");
        browse.addListener(SWT.Selection, event -> {
            final FileDialog dialog = new FileDialog(browse.getShell(), SWT.OPEN);
            dialog.setText(label.replace("&", ""));
            folder.ifPresent(dialog::setFilterPath);
            dialog.setFilterExtensions(new String[] {"*.jar"});
            dialog.setFilterNames(new String[] {"Bundles (*.jar)"});
            Optional.ofNullable(dialog.open()).ifPresent(text::setText);
        });
        return text;
    }

    private static GridLayout row(int columns, int spacing) {
        final GridLayout layout = new GridLayout(columns, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = spacing;
        return layout;
    }

    /** One of some words; the first is chosen. */
    Combo choice(String field, String label, List<String> words, String tip) {
        final Combo combo = labelled(label, parent -> new Combo(parent, SWT.DROP_DOWN | SWT.READ_ONLY));
        fields.add(field);
        combo.setItems(words.toArray(String[]::new));
        combo.select(0);
        combo.setToolTipText(tip);
        combo.addListener(SWT.Selection, event -> changed.run());
        return combo;
    }

    /** Boxes to check beside one label. */
    List<Button> checks(String label, List<String> words, String tip) {
        return boxes(SWT.CHECK, label, words, tip);
    }

    /** Exactly one of several; the first is chosen. */
    List<Button> radios(String label, List<String> words, String tip) {
        final List<Button> radios = boxes(SWT.RADIO, label, words, tip);
        radios.getFirst().setSelection(true);
        return radios;
    }

    private List<Button> boxes(int style, String label, List<String> words, String tip) {
        final Composite row = labelled(label, parent -> new Composite(parent, SWT.NONE));
        row.setLayout(row(words.size(), 12));
        theme.paint(row, Token.GROUND, Token.TEXT);
        return words.stream().map(word -> {
            final Button button = new Button(row, style);
            button.setText(word);
            button.setToolTipText(tip);
            button.addListener(SWT.Selection, event -> changed.run());
            return button;
        }).toList();
    }

    /** Sentences across the form. */
    Label note() {
        final Label note = new Label(body, SWT.WRAP);
        final GridData data = new GridData(SWT.FILL, SWT.TOP, true, false, COLUMNS, 1);
        data.widthHint = 400;
        note.setLayoutData(data);
        theme.paint(note, Token.GROUND, Token.TEXT2);
        return note;
    }

    /** Makes a field of what the caller puts there, across the form. */
    Composite across(String field) {
        fields.add(field);
        final Composite area = new Composite(body, SWT.NONE);
        area.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, COLUMNS, 1));
        theme.paint(area, Token.GROUND, Token.TEXT);
        if (first == null) {
            first = area;
        }
        return area;
    }

    /** A control that the caller makes, beside a label. */
    <C extends Control> C labelled(String text, BiFunction<Composite, Theme, C> make) {
        return labelled(text, parent -> make.apply(parent, theme));
    }

    private <C extends Control> C labelled(String text, Function<Composite, C> make) {
        final Label label = new Label(body, SWT.NONE);
        label.setText(text);
        label.setLayoutData(new GridData(SWT.LEFT, SWT.CENTER, false, false));
        theme.paint(label, Token.GROUND, Token.TEXT2);
        final C made = make.apply(body);
        labels.put(made, label);
        made.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        name(made, label);
        if (first == null) {
            first = made;
        }
        return made;
    }

    private static void name(Control named, Label label) {
        named.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = label.getText().replace("&", "");
            }
        });
    }

    /** Shows a field under another label, or with an empty one hides it. */
    void relabel(Control field, String text) {
        final Label label = labels.get(field);
        if (!text.isEmpty()) {
            label.setText(text);
        }
        show(field, !text.isEmpty());
    }

    /** Makes a field so high, with its label at the top. */
    void heighten(Control field, int height) {
        ((GridData) field.getLayoutData()).heightHint = height;
        ((GridData) labels.get(field).getLayoutData()).verticalAlignment = SWT.TOP;
    }

    void show(Control field, boolean shown) {
        for (final Control each : List.of(labels.get(field), field)) {
            ((GridData) each.getLayoutData()).exclude = !shown;
            each.setVisible(shown);
        }
        measure();
    }
}
