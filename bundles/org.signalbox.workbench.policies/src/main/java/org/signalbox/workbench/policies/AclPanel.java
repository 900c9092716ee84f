package org.signalbox.workbench.policies;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.CommandLabel;
import org.signalbox.workbench.CsvButtons;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.Wording;
import org.signalbox.workbench.policy.EditorContext;
import org.signalbox.workbench.policy.PortPolicy;

/** One access list of a port: its entries, the fields of one, and what the button below would run. */
final class AclPanel {

    private static final String NONE = "No entries: everything passes. Fill in the fields below and press Add.";

    private static final int MOST_COMMAND = 68;

    private final EditorContext context;
    private final Theme theme;
    private final AclKind kind;
    private final Composite root;
    private final Label hint;
    private final AclTable table;
    private final AclForm form;
    private final Label complaint;
    private final Button apply;
    private final Button fresh;
    private final Button delete;
    private final CommandLabel command;
    private Optional<PortPolicy> policy = Optional.empty();
    private AclList list;
    private Optional<Integer> chosen = Optional.empty();
    private boolean edited;

    AclPanel(Composite parent, EditorContext context, AclKind kind) {
        this.context = context;
        this.theme = context.theme();
        this.kind = kind;
        list = new AclList(kind, List.of());
        root = composite(parent, 1);
        hint = wrapped(Token.TEXT2);
        table = new AclTable(root, theme, kind, () -> choose(selected()), this::move);
        table.control().addListener(SWT.KeyDown, event -> {
            if (event.keyCode == SWT.DEL) {
                delete();
            }
        });
        form = new AclForm(root, theme, kind, () -> {
            edited = true;
            refresh();
        }, this::apply);
        complaint = wrapped(Token.ERROR);
        final Composite row = composite(root, 6);
        row.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        apply = button(row, "Apply", this::apply);
        fresh = button(row, "New entry", () -> {
            choose(Optional.empty());
            form.first().setFocus();
        });
        delete = button(row, "Delete", this::delete);
        new Label(row, SWT.NONE).setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        theme.paint(row.getChildren()[row.getChildren().length - 1], Token.SURFACE, Token.TEXT);
        CsvButtons.add(row, kind.key() + ".csv", table::csv, work -> context.submit(work, file -> { }));
        command = new CommandLabel(root, theme);
        command.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        command.addListener(SWT.Resize, event -> bound());
        form.blank(list);
        refresh();
    }

    Control control() {
        return root;
    }

    private Composite composite(Composite parent, int columns) {
        final Composite composite = new Composite(parent, SWT.NONE);
        final GridLayout layout = new GridLayout(columns, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = 8;
        layout.verticalSpacing = 8;
        composite.setLayout(layout);
        theme.paint(composite, Token.SURFACE, Token.TEXT);
        return composite;
    }

    private Label wrapped(Token colour) {
        final Label label = new Label(root, SWT.WRAP);
        label.setFont(theme.font(Face.SMALL));
        theme.paint(label, Token.SURFACE, colour);
        final GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
        data.widthHint = 300;
        label.setLayoutData(data);
        return label;
    }

    private static Button button(Composite parent, String text, Runnable pressed) {
        final Button button = new Button(parent, SWT.PUSH);
        button.setText(text);
        button.addListener(SWT.Selection, event -> pressed.run());
        return button;
    }

    /** Shows a port's list; what is being typed stays as long as its entry does. */
    void show(PortPolicy now) {
        final boolean other = policy.filter(now::isOfSamePort).isEmpty();
        policy = Optional.of(now);
        final AclList next = AclList.of(kind, now.offer().current().orElse(Map.of()));
        final boolean changed = !next.equals(list);
        final Optional<AclEntry> entry = chosen.map(list.entries()::get);
        list = next;
        table.show(list, now.counts());
        if (other) {
            choose(Optional.empty());
        } else if (changed) {
            final Optional<Integer> same = chosen.filter(place -> place < list.entries().size())
                    .filter(place -> !edited || Optional.of(list.entries().get(place)).equals(entry));
            if (edited && same.equals(chosen)) {
                table.select(chosen);
                refresh();
            } else {
                choose(same);
            }
        }
    }

    private Optional<Integer> selected() {
        return table.selected();
    }

    private void choose(Optional<Integer> place) {
        chosen = place;
        edited = false;
        table.select(place);
        place.ifPresentOrElse(each -> form.load(list.entries().get(each)), () -> form.blank(list));
        refresh();
    }

    private Optional<AclCommands> commands() {
        return policy.map(AclCommands::new);
    }

    /** What the first button would run. */
    private Optional<Cmdlet> meant() {
        return form.entry().flatMap(entry -> commands().flatMap(all -> chosen.isEmpty()
                ? Optional.of(all.add(kind, entry))
                : Optional.of(list.with(chosen.get(), entry)).filter(next -> edited && !next.equals(list))
                        .map(all::set)));
    }

    private Optional<Cmdlet> removal() {
        return chosen.flatMap(place -> commands().map(all -> all.remove(list, place)));
    }

    private void refresh() {
        final Optional<Cmdlet> meant = meant();
        final Optional<String> line = meant.flatMap(context::text);
        apply.setText(chosen.isPresent() ? "Apply" : "Add");
        fresh.setEnabled(chosen.isPresent());
        delete.setEnabled(chosen.isPresent());
        delete.setToolTipText(removal().flatMap(context::text).orElse(null));
        write(hint, list.entries().isEmpty() ? NONE : kind == AclKind.ACL
                ? "In each direction the longest prefix that matches decides, then deny; what nothing matches passes. "
                        + "The order only numbers the entries."
                : "In each direction the highest weight that matches decides; what nothing matches passes. Drag a row "
                        + "or press Alt+Up or Alt+Down to move it.");
        show(line.orElse(chosen.isPresent() ? "Change a field to see the command." : incomplete()));
        tell("", meant.isPresent());
        meant.ifPresent(cmdlet -> context.check(cmdlet, sentence -> {
            if (meant().equals(Optional.of(cmdlet))) {
                tell(sentence, sentence.isEmpty());
            }
        }));
    }

    private void show(String line) {
        command.show(line);
        bound();
    }

    /** A command with a long list in it leaves room for the table; its tip has all of it. */
    private void bound() {
        final GridData data = (GridData) command.getLayoutData();
        data.heightHint = SWT.DEFAULT;
        final int width = command.getSize().x;
        data.heightHint = width == 0 ? SWT.DEFAULT
                : Math.min(MOST_COMMAND, command.computeSize(width, SWT.DEFAULT).y);
    }

    private String incomplete() {
        return kind == AclKind.ACL ? "Enter an address to see the command." : "Enter a weight to see the command.";
    }

    /** What is wrong with what was entered, if it was the user who entered it. */
    private void tell(String sentence, boolean ready) {
        write(complaint, edited ? sentence : "");
        apply.setEnabled(ready);
        root.layout(true, true);
    }

    private static void write(Label label, String text) {
        final String shown = Wording.plain(text);
        if (!label.getText().equals(shown)) {
            label.setText(shown);
        }
        label.setVisible(!text.isEmpty());
        ((GridData) label.getLayoutData()).exclude = text.isEmpty();
    }

    private void apply() {
        if (apply.isEnabled()) {
            meant().ifPresent(cmdlet -> context.run(cmdlet, () -> choose(chosen.filter(
                    place -> place < list.entries().size()))));
        }
    }

    private void delete() {
        removal().ifPresent(cmdlet -> context.run(cmdlet, () -> choose(Optional.empty())));
    }

    private void move(int row, int target, boolean above) {
        list.moved(row, target, above).ifPresent(moved -> commands().ifPresent(all ->
                context.run(all.set(moved.list()), () -> {
                    list = moved.list();
                    table.show(list, policy.orElseThrow().counts());
                    choose(Optional.of(moved.place()));
                })));
    }
}
