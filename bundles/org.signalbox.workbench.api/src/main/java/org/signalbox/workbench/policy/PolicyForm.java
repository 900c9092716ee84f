package org.signalbox.workbench.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.signalbox.command.Commands;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.CommandLabel;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.Wording;
import org.signalbox.workbench.policy.PolicyOffers.Offer;

/**
 * Sets a policy of what is selected: a widget for each key of the record that an extension defines, and the commands
 * that the console has. What is entered stays until another policy is chosen or the policy is another one.
 */
public final class PolicyForm {

    private static final int MARGIN = 16;

    private final Composite root;
    private final ViewContext context;
    private final Theme theme;
    private final Supplier<Commands> commands;
    private final Runnable resized;
    private FieldWidgets entered;
    private Optional<PolicyOffers> shown = Optional.empty();
    private String chosen = "";
    private boolean alone;
    private Runnable edited = () -> { };

    /**
     * Creates the form, which is not to be seen before it has something to show.
     *
     * @param commands gives null while nobody provides them
     * @param resized  called when the form needs another height
     */
    public PolicyForm(Composite parent, ViewContext context, Supplier<Commands> commands, Runnable resized) {
        this.context = context;
        this.theme = context.theme();
        this.commands = commands;
        this.resized = resized;
        root = new Composite(parent, SWT.NONE);
        theme.paint(root, Token.SURFACE, Token.TEXT);
        final GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = MARGIN;
        layout.marginHeight = 12;
        layout.horizontalSpacing = 12;
        layout.verticalSpacing = 6;
        root.setLayout(layout);
        rebuild();
    }

    /** The control that the form stands in. */
    public Control control() {
        return root;
    }

    /** Shows one policy alone; one that is as it was is left alone. */
    public void show(PolicyOffers offers, Offer only) {
        alone = true;
        show(Optional.of(new PolicyOffers(offers.switchName(), offers.port(), List.of(only))));
    }

    /** Shows the policies of what is selected, one at a time; one that is as it was is left alone. */
    public void show(Optional<PolicyOffers> offers) {
        if (!offers.equals(shown)) {
            shown = offers;
            rebuild();
        }
    }

    private void rebuild() {
        for (final Control child : root.getChildren()) {
            child.dispose();
        }
        entered = new FieldWidgets(root, theme, Token.SURFACE, () -> edited.run());
        edited = () -> { };
        final List<Offer> offers = shown.map(PolicyOffers::offers).orElse(List.of());
        final Optional<Offer> offer = offers.stream().filter(each -> each.extension().equals(chosen)).findFirst()
                .or(() -> offers.stream().findFirst());
        root.setVisible(offer.isPresent());
        ((GridData) layoutData()).exclude = offer.isEmpty();
        offer.ifPresent(each -> build(offers, each));
        resized.run();
    }

    private Object layoutData() {
        if (root.getLayoutData() == null) {
            root.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        }
        return root.getLayoutData();
    }

    private void build(List<Offer> offers, Offer offer) {
        if (!alone) {
            choose(offers, offer);
        }
        for (final PolicyField field : offer.fields()) {
            entered.add(field.key(), field, offer.now(field));
        }
        if (!offer.complaint().isEmpty()) {
            label(offer.complaint(), Face.BODY, Token.WARN)
                    .setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1));
        }
        buttons(offer);
        if (alone) {
            preview(offer);
        }
    }

    private void choose(List<Offer> offers, Offer offer) {
        final Label head = label("SET A POLICY", Face.CAPS, Token.TEXT3);
        head.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1));
        label("extension", Face.BODY, Token.TEXT2).setLayoutData(FieldWidgets.name());
        final Combo extensions = new Combo(root, SWT.DROP_DOWN | SWT.READ_ONLY);
        offers.forEach(each -> extensions.add(each.name()));
        extensions.select(offers.indexOf(offer));
        extensions.setToolTipText(offer.extension());
        extensions.setLayoutData(FieldWidgets.value());
        extensions.addListener(SWT.Selection, event -> {
            chosen = offers.get(extensions.getSelectionIndex()).extension();
            rebuild();
        });
    }

    private void buttons(Offer offer) {
        new Label(root, SWT.NONE).setLayoutData(FieldWidgets.name());
        final Composite row = new Composite(root, SWT.NONE);
        theme.paint(row, Token.SURFACE, Token.TEXT);
        final GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        row.setLayout(layout);
        row.setLayoutData(FieldWidgets.value());
        button(row, offer.current().isPresent() ? "Apply" : "Add").addListener(SWT.Selection, event -> apply(offer));
        final Button remove = button(row, "Remove");
        remove.setEnabled(offer.current().isPresent());
        remove.addListener(SWT.Selection, event -> run(shown.orElseThrow().cmdlet("Remove", offer.extension())));
    }

    private static Button button(Composite row, String text) {
        final Button button = new Button(row, SWT.PUSH);
        button.setText(text);
        return button;
    }

    /** The command that the button would run, or what is wrong with what was entered, told while it is typed. */
    private void preview(Offer offer) {
        final Label complaint = label("", Face.BODY, Token.ERROR);
        complaint.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1));
        final CommandLabel command = new CommandLabel(root, theme);
        command.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1));
        edited = () -> {
            String sentence = "";
            String line = "";
            try {
                final Commands known = commands.get();
                line = known == null ? "" : change(offer).flatMap(cmdlet -> cmdlet.text(known)).orElse("");
            } catch (IllegalArgumentException e) {
                sentence = e.getMessage();
            }
            if (!complaint.getText().equals(Wording.plain(sentence))) {
                complaint.setText(Wording.plain(sentence));
            }
            ((GridData) complaint.getLayoutData()).exclude = sentence.isEmpty();
            complaint.setVisible(!sentence.isEmpty());
            command.show(line);
            command.setVisible(!line.isEmpty());
            resized.run();
        };
        edited.run();
    }

    /** The command for what was entered; empty where that is as it is. */
    private Optional<Cmdlet> change(Offer offer) {
        final Map<String, Object> changes = offer.changes(entered.texts());
        return changes.isEmpty() && offer.current().isPresent() ? Optional.empty()
                : Optional.of(shown.orElseThrow().cmdlet(offer.current().isPresent() ? "Set" : "Add",
                        offer.extension()).with("Policy", changes));
    }

    private void apply(Offer offer) {
        try {
            change(offer).ifPresent(this::run);
        } catch (IllegalArgumentException e) {
            context.report(e.getMessage());
        }
    }

    private void run(Cmdlet cmdlet) {
        final Commands known = commands.get();
        if (known == null) {
            context.report("Nothing was changed: the fabric is not running.");
        } else {
            context.submit(() -> cmdlet.run(known), result -> {
            });
        }
    }

    private Label label(String text, Face face, Token colour) {
        final Label label = new Label(root, SWT.WRAP);
        label.setFont(theme.font(face));
        label.setText(Wording.plain(text));
        theme.paint(label, Token.SURFACE, colour);
        return label;
    }
}
