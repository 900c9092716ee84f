package org.signalbox.workbench.topology;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.signalbox.command.Commands;
import org.signalbox.workbench.CommandLabel;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.Wording;

/** Asks above the map what is to be done with a port, and shows the command first. Enter runs, Esc leaves. */
final class DeedBar {

    private static final int COLUMNS = 7;
    private static final int SWITCHES = 130;
    private static final int EXTENSIONS = 110;
    /** Of a command with very many ports. */
    private static final int MOST_LETTERS = 600;

    private final Composite root;
    private final Theme theme;
    private final Supplier<Commands> commands;
    private final BiConsumer<Target, Deed> run;
    private final Runnable left;
    private Optional<Target> port = Optional.empty();
    private Live live = Live.NONE;
    private Supplier<Deed> asked;
    private Deed deed = new Deed(Optional.empty(), "");
    private Label words;
    private CommandLabel command;
    private Button act;

    /**
     * @param commands gives null while nobody provides them
     * @param run      does what was asked with a port
     * @param left     called when the bar has gone
     */
    DeedBar(Composite parent, Theme theme, Supplier<Commands> commands, BiConsumer<Target, Deed> run, Runnable left) {
        this.theme = theme;
        this.commands = commands;
        this.run = run;
        this.left = left;
        root = new Composite(parent, SWT.NONE);
        theme.paint(root, Token.SURFACE, Token.TEXT);
        root.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        final GridLayout layout = new GridLayout(COLUMNS, false);
        layout.marginWidth = 12;
        layout.marginHeight = 8;
        layout.horizontalSpacing = 8;
        root.setLayout(layout);
        appear(false);
    }

    private void appear(boolean there) {
        root.setVisible(there);
        ((GridData) root.getLayoutData()).exclude = !there;
        root.getParent().layout(true, true);
    }

    /** Asks for the switch that a port is moved to. */
    void move(Live now, Target moved, List<Target> room) {
        begin(now, moved, "Move " + moved.name() + " to switch");
        final Combo to = combo(room.stream().map(Target::switchName).toList(), SWITCHES, "Switch");
        asked = () -> Deed.move(live, moved, Target.of(to.getText()));
        end("Move", to, COLUMNS - 2);
    }

    /** Asks for the ports that get a policy of a port, and which policy that is. */
    void copy(Live now, Target from, Target owner, String names) {
        begin(now, from, "Copy from " + from.name());
        final List<String> extensions = Deed.extensions(now, from);
        final Combo which = combo(extensions.stream().map(Words::shortId).toList(), EXTENSIONS, "Policy of");
        text("to ports");
        final Text ports = new Text(root, SWT.BORDER | SWT.SINGLE);
        ports.setMessage("such as web, db*");
        ports.setToolTipText("Names of ports between commas, with * and ?");
        ports.setText(names);
        ports.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        field(ports, "Ports");
        text("of");
        final List<String> switches = now.switches().stream().map(each -> each.name()).toList();
        final Combo on = combo(switches, SWITCHES, "Switch");
        on.select(Math.max(0, switches.indexOf(owner.switchName())));
        asked = () -> Deed.copy(from, extensions.get(which.getSelectionIndex()),
                Deed.named(live, from, Target.of(on.getText()), ports.getText()));
        end("Copy", ports, 1);
    }

    private void begin(Live now, Target chosen, String title) {
        Arrays.stream(root.getChildren()).forEach(Control::dispose);
        live = now;
        port = Optional.of(chosen);
        text(title);
    }

    private Label text(String text) {
        final Label label = new Label(root, SWT.NONE);
        label.setText(Wording.plain(text));
        theme.paint(label, Token.SURFACE, Token.TEXT);
        return label;
    }

    private Combo combo(List<String> items, int width, String name) {
        final Combo combo = new Combo(root, SWT.DROP_DOWN | SWT.READ_ONLY);
        combo.setItems(items.toArray(String[]::new));
        combo.select(0);
        final GridData data = new GridData(SWT.LEFT, SWT.CENTER, false, false);
        data.widthHint = Math.max(width, combo.computeSize(SWT.DEFAULT, SWT.DEFAULT).x);
        combo.setLayoutData(data);
        field(combo, name);
        return combo;
    }

    private void field(Control control, String name) {
        control.addListener(SWT.Modify, event -> judge());
        keys(control);
        control.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = name;
            }
        });
    }

    private void keys(Control control) {
        control.addListener(SWT.Traverse, event -> {
            if (event.detail == SWT.TRAVERSE_ESCAPE) {
                event.doit = false;
                close();
            } else if (event.detail == SWT.TRAVERSE_RETURN && control != act) {
                event.doit = false;
                act();
            }
        });
    }

    private void end(String verb, Control first, int span) {
        final Composite buttons = new Composite(root, SWT.NONE);
        final GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        buttons.setLayout(layout);
        theme.paint(buttons, Token.SURFACE, Token.TEXT);
        buttons.setLayoutData(new GridData(SWT.LEFT, SWT.CENTER, false, false, span, 1));
        act = button(buttons, verb, this::act);
        keys(button(buttons, "Cancel", this::close));
        keys(act);
        words = new Label(root, SWT.WRAP);
        theme.paint(words, Token.SURFACE, Token.TEXT2);
        words.setLayoutData(wide());
        command = new CommandLabel(root, theme);
        command.setLayoutData(wide());
        judge();
        appear(true);
        first.setFocus();
    }

    private static GridData wide() {
        final GridData data = new GridData(SWT.FILL, SWT.TOP, true, false, COLUMNS, 1);
        data.widthHint = 200;
        return data;
    }

    private static Button button(Composite parent, String text, Runnable action) {
        final Button button = new Button(parent, SWT.PUSH);
        button.setText(text);
        button.addListener(SWT.Selection, event -> action.run());
        return button;
    }

    /** Shows what the answers come to. */
    private void judge() {
        if (words == null || words.isDisposed()) {
            return;
        }
        final Commands known = commands.get();
        deed = asked.get();
        final String line = known == null ? "" : deed.command().flatMap(each -> each.text(known)).orElse("");
        theme.paint(words, Token.SURFACE, deed.isPossible() ? Token.TEXT2 : Token.ERROR);
        words.setText(Wording.plain(deed.words()));
        command.show(line.length() > MOST_LETTERS ? line.substring(0, MOST_LETTERS) + "\u2026" : line);
        command.setVisible(!line.isEmpty());
        ((GridData) command.getLayoutData()).exclude = line.isEmpty();
        act.setEnabled(deed.isPossible() && !line.isEmpty());
        root.getParent().layout(true, true);
    }

    private void act() {
        if (act.isEnabled()) {
            final Target done = port.orElseThrow();
            close();
            run.accept(done, deed);
        }
    }

    private void close() {
        port = Optional.empty();
        appear(false);
        left.run();
    }

    /** What is on the map now: a port that is gone is no longer asked about. */
    void show(Live now) {
        live = now;
        if (port.filter(each -> !now.has(each)).isPresent()) {
            close();
        }
    }
}
