package org.signalbox.workbench.inventory;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.signalbox.query.Column;
import org.signalbox.query.Completion;
import org.signalbox.query.Formula;
import org.signalbox.query.QueryException;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.Wording;

/** Asks for a column that is computed from others, and tells while it is typed what it gives or what is wrong. */
final class ComputedDialog extends Dialog implements CodeField.User {

    private static final int WIDTH = 560;
    /** High enough for the longest sentence, which names all columns. */
    private static final int TOLD_HEIGHT = 64;
    private static final CodeField.Language EXPRESSION = new CodeField.Language("Expression",
            "drops / (delivered + drops) * 100",
            "Numbers, names of columns, + - * / and brackets; Ctrl+Space proposes.");

    private final Theme theme;
    private final Arrangement now;
    private final Optional<Field> column;
    private final Optional<Row> example;
    private final Consumer<Field> made;
    private final List<Column<Row>> columns;
    private Text title;
    private CodeField expression;
    private Label told;
    private Optional<Field> field = Optional.empty();

    /**
     * @param column  what is changed
     * @param example a row whose cell is told
     * @param made    takes what was asked for
     */
    ComputedDialog(Shell parent, Theme theme, Arrangement now, Optional<Field> column, Optional<Row> example,
            Consumer<Field> made) {
        super(parent);
        this.theme = theme;
        this.now = now;
        this.column = column;
        this.example = example;
        this.made = made;
        columns = now.kind().columns();
        setShellStyle(SWT.CLOSE | SWT.TITLE | SWT.BORDER | SWT.RESIZE | SWT.APPLICATION_MODAL);
        setBlockOnOpen(false);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(column.isPresent() ? "Edit computed column" : "Add computed column");
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        final Composite area = (Composite) super.createDialogArea(parent);
        ((GridLayout) area.getLayout()).numColumns = 2;
        label(area, "Title");
        title = new Text(area, SWT.BORDER | SWT.SINGLE);
        title.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        label(area, "Expression");
        expression = new CodeField(area, theme, EXPRESSION, this);
        expression.control().setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        wide(label(area, "Columns to compute from: " + columns.stream()
                .filter(each -> each.type() == Column.Type.NUMBER).map(Column::name)
                .collect(Collectors.joining(", "))));
        told = label(area, "");
        wide(told).heightHint = TOLD_HEIGHT;
        column.flatMap(Field::computed).ifPresent(before -> {
            title.setText(before.title());
            expression.setText(before.expression());
        });
        title.addListener(SWT.Modify, event -> check());
        return area;
    }

    private Label label(Composite area, String words) {
        final Label label = new Label(area, SWT.WRAP);
        label.setText(words);
        theme.paint(label, Token.GROUND, Token.TEXT2);
        return label;
    }

    private static GridData wide(Label label) {
        final GridData data = new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1);
        data.widthHint = WIDTH;
        label.setLayoutData(data);
        return data;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, column.isPresent() ? "Change" : "Add", true);
        createButton(parent, IDialogConstants.CANCEL_ID, "Cancel", false);
        check();
    }

    private void check() {
        field = Optional.empty();
        final String name = title.getText().strip();
        final Computed wanted = new Computed(name, expression.text().strip());
        final Optional<String> complaint = name.isEmpty() ? Optional.empty() : Computed.complaint(name, now, column);
        try {
            if (complaint.isPresent()) {
                say(complaint.get(), Token.ERROR);
            } else if (wanted.expression().isEmpty()) {
                say("", Token.TEXT2);
            } else {
                final Field right = wanted.field(now.kind());
                field = name.isEmpty() ? Optional.empty() : Optional.of(right);
                say(example.map(row -> result(right, row)).orElse("")
                        + (name.isEmpty() ? "It needs a title." : "Filters call it " + right.name() + "."),
                        Token.TEXT2);
            }
        } catch (QueryException wrong) {
            say(wrong.getMessage(), Token.ERROR);
        }
        getButton(IDialogConstants.OK_ID).setEnabled(field.isPresent());
    }

    private static String result(Field field, Row row) {
        final String cell = field.cell(row);
        return row.cells().getFirst() + ": " + (cell.isEmpty() ? "empty, for there is no such number" : cell) + ". ";
    }

    private void say(String sentence, Token color) {
        told.setText(Wording.plain(sentence));
        theme.paint(told, Token.GROUND, color);
    }

    @Override
    protected void okPressed() {
        super.okPressed();
        field.ifPresent(made);
    }

    @Override
    public List<org.signalbox.query.Token> tokens(String text) {
        return Formula.tokens(text, columns);
    }

    @Override
    public void typed(String text) {
        check();
    }

    @Override
    public void next(String text, int caret, boolean asked) {
        // unasked, only for a word that was begun: the list stands before what is told
        expression.propose(text, caret, Completion.ofFormula(text, caret, columns).stream()
                .filter(each -> asked || each.length() > 0).toList(), asked);
    }

    @Override
    public void leave() {
        getButton(IDialogConstants.CANCEL_ID).setFocus();
    }
}
