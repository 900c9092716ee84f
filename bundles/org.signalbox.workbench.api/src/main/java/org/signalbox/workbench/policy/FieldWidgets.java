package org.signalbox.workbench.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.Wording;

/** A widget for each key of a record, with its name before it. For the user interface's thread. */
public final class FieldWidgets {

    private static final int NAME = 104;
    private static final int LINES_HEIGHT = 64;

    private final Composite root;
    private final Theme theme;
    private final Token ground;
    private final Runnable edited;
    private final Map<String, Supplier<String>> entered = new LinkedHashMap<>();

    /**
     * Creates no widget yet.
     *
     * @param root   has a grid layout of two columns
     * @param ground what the root is painted with
     * @param edited called when something is entered
     */
    public FieldWidgets(Composite root, Theme theme, Token ground, Runnable edited) {
        this.root = root;
        this.theme = theme;
        this.ground = ground;
        this.edited = edited;
    }

    /**
     * Adds a row.
     *
     * @param title what stands before the widget
     * @param value what it begins with, as a tree; null for none
     */
    public void add(String title, PolicyField field, Object value) {
        final String text = field.text(value);
        final Label name = new Label(root, SWT.WRAP);
        name.setFont(theme.font(Face.BODY));
        name.setText(Wording.plain(title));
        theme.paint(name, ground, Token.TEXT2);
        final GridData data = name();
        name.setLayoutData(data);
        name.setToolTipText(field.tip());
        final Control control = switch (field.kind()) {
            case FLAG -> flag(field, text);
            case CHOICE -> choice(field, text);
            case NUMBER -> number(field, text);
            case LINES -> {
                data.verticalAlignment = SWT.TOP;
                yield text(field, text, SWT.BORDER | SWT.MULTI | SWT.V_SCROLL | SWT.H_SCROLL, Face.MONO);
            }
            case TEXT -> text(field, text, SWT.BORDER | SWT.SINGLE, Face.BODY);
            case JSON -> text(field, text, SWT.BORDER | SWT.SINGLE, Face.MONO);
        };
        control.setToolTipText(field.tip());
        control.addListener(SWT.Modify, event -> edited.run());
        control.addListener(SWT.Selection, event -> edited.run());
    }

    private Control flag(PolicyField field, String text) {
        final Button button = new Button(root, SWT.CHECK);
        button.setSelection(Boolean.parseBoolean(text));
        button.setLayoutData(new GridData(SWT.LEFT, SWT.CENTER, false, false));
        entered.put(field.key(), () -> String.valueOf(button.getSelection()));
        return button;
    }

    private Control choice(PolicyField field, String text) {
        final Combo combo = new Combo(root, SWT.DROP_DOWN | SWT.READ_ONLY);
        combo.setItems(field.choices().toArray(String[]::new));
        combo.select(Math.max(0, field.choices().indexOf(text)));
        combo.setLayoutData(value());
        entered.put(field.key(), combo::getText);
        return combo;
    }

    private Control number(PolicyField field, String text) {
        final Spinner spinner = new Spinner(root, SWT.BORDER);
        spinner.setValues(Integer.parseInt(text), field.min(), field.max(), 0, 1, 10);
        spinner.setLayoutData(value());
        entered.put(field.key(), () -> String.valueOf(spinner.getSelection()));
        return spinner;
    }

    private Control text(PolicyField field, String text, int style, Face face) {
        final Text input = new Text(root, style);
        input.setFont(theme.font(face));
        input.setText(text);
        final GridData data = value();
        data.heightHint = (style & SWT.MULTI) == 0 ? SWT.DEFAULT : LINES_HEIGHT;
        input.setLayoutData(data);
        entered.put(field.key(), input::getText);
        return input;
    }

    /** What is entered now, by key, as {@link PolicyField#value} reads it. */
    public Map<String, String> texts() {
        final Map<String, String> texts = new LinkedHashMap<>();
        entered.forEach((key, text) -> texts.put(key, text.get()));
        return texts;
    }

    static GridData name() {
        return new GridData(NAME, SWT.DEFAULT);
    }

    static GridData value() {
        final GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false);
        data.widthHint = 60;
        return data;
    }
}
