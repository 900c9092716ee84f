package org.signalbox.workbench.policies;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.signalbox.command.Commands;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.Wording;
import org.signalbox.workbench.policies.Snapshot.Policies;
import org.signalbox.workbench.policy.PolicyEditor;
import org.signalbox.workbench.policy.PolicyOffers.Offer;

/** The view's widgets: the ports, and of the chosen one a button for each policy and the editor of one of them. */
final class PoliciesPanel {

    private static final String NOTHING = "There is no port yet. Add one with Add-VMNetworkAdapter in the console.";
    private static final String NO_EXTENSION = "No installed extension has policies for ports. Install one in the "
            + "Extensions view.";

    private final ViewContext context;
    private final Theme theme;
    private final Supplier<Commands> commands;
    private final Supplier<List<PolicyEditor>> editors;
    private final SashForm sash;
    private final PortList ports;
    private final Composite right;
    private final Label title;
    private final Label note;
    private final Composite tabs;
    private final Composite room;
    private Optional<Bench> bench = Optional.empty();
    private Optional<Policies> shown = Optional.empty();
    private List<String> extensions = List.of();
    /** What the user has picked, if anything, and what is shown. */
    private String picked = "";
    private String chosen = "";

    /** @param chosen told of the port that the user looks at */
    PoliciesPanel(Composite parent, ViewContext context, Supplier<Commands> commands,
            Supplier<List<PolicyEditor>> editors, Consumer<PortName> chosen) {
        this.context = context;
        this.theme = context.theme();
        this.commands = commands;
        this.editors = editors;
        sash = new SashForm(parent, SWT.HORIZONTAL | SWT.SMOOTH);
        sash.setSashWidth(1);
        theme.paint(sash, Token.LINE, Token.TEXT);
        ports = new PortList(sash, theme, chosen);
        right = new Composite(sash, SWT.NONE);
        final GridLayout layout = new GridLayout();
        layout.marginWidth = 12;
        layout.marginHeight = 10;
        layout.verticalSpacing = 8;
        right.setLayout(layout);
        theme.paint(right, Token.SURFACE, Token.TEXT);
        final Composite head = new Composite(right, SWT.NONE);
        final GridLayout heads = new GridLayout(2, false);
        heads.marginWidth = 0;
        heads.marginHeight = 0;
        heads.horizontalSpacing = 16;
        head.setLayout(heads);
        head.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        theme.paint(head, Token.SURFACE, Token.TEXT);
        title = new Label(head, SWT.NONE);
        title.setFont(theme.font(Face.TITLE));
        title.setLayoutData(new GridData());
        theme.paint(title, Token.SURFACE, Token.TEXT);
        tabs = new Composite(head, SWT.NONE);
        final RowLayout row = new RowLayout(SWT.HORIZONTAL);
        row.marginLeft = 0;
        row.marginTop = 0;
        row.marginBottom = 0;
        row.spacing = 8;
        tabs.setLayout(row);
        tabs.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        theme.paint(tabs, Token.SURFACE, Token.TEXT);
        note = new Label(right, SWT.WRAP);
        final GridData wide = new GridData(SWT.FILL, SWT.TOP, true, false);
        wide.widthHint = 300;
        note.setLayoutData(wide);
        theme.paint(note, Token.SURFACE, Token.TEXT2);
        room = new Composite(right, SWT.NONE);
        room.setLayout(new FillLayout());
        room.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        theme.paint(room, Token.SURFACE, Token.TEXT);
        sash.setWeights(20, 80);
        context.focusOn(ports.field());
        context.command(() -> Optional.ofNullable(commands.get()).flatMap(all -> shown.flatMap(now ->
                Cmdlet.of("Get-VMSwitchExtensionPortFeature").with("VMNetworkAdapterName", now.port().port())
                        .with("SwitchName", now.port().switchName()).text(all))));
        show(Snapshot.NONE);
    }

    Control control() {
        return sash;
    }

    /** Shows what there is now. */
    void show(Snapshot now) {
        ports.show(now.ports());
        shown = now.policies();
        write(title, shown.map(each -> each.port().label()).orElse(now.ports().isEmpty() ? "Port policies" : ""));
        write(note, now.ports().isEmpty() ? NOTHING : shown.map(policies -> (policies.offers().offers().isEmpty()
                ? NO_EXTENSION + " " : "").concat(policies.note()).strip()).orElse(""));
        holdTabs();
        hold();
        right.layout(true, true);
    }

    private static void write(Label label, String text) {
        final String written = Wording.plain(text);
        if (!label.getText().equals(written)) {
            label.setText(written);
        }
        label.setVisible(!text.isEmpty());
        ((GridData) label.getLayoutData()).exclude = text.isEmpty();
    }

    private Optional<Offer> offer(String extension) {
        return shown.flatMap(now -> now.offers().offers().stream()
                .filter(each -> each.extension().equals(extension)).findFirst());
    }

    private void holdTabs() {
        final List<Offer> offers = shown.map(now -> now.offers().offers()).orElse(List.of());
        final List<String> now = offers.stream().map(Offer::extension).toList();
        chosen = now.contains(picked) ? picked : usual(offers);
        if (!now.equals(extensions)) {
            extensions = now;
            for (final Control child : tabs.getChildren()) {
                child.dispose();
            }
            offers.forEach(this::tab);
        }
        final Control[] buttons = tabs.getChildren();
        for (int i = 0; i < buttons.length; i++) {
            final Offer offer = offers.get(i);
            final Button button = (Button) buttons[i];
            button.setSelection(offer.extension().equals(chosen));
            button.setToolTipText(offer.extension() + (offer.current().isPresent() ? ", has a policy here"
                    : ", has no policy here"));
            final String text = offer.name() + (offer.current().isPresent() ? " \u2022" : "");
            if (!button.getText().equals(text)) {
                button.setText(text);
            }
        }
    }

    /** The policy that one looks at without having picked one: one that is there, or one that has its own editor. */
    private String usual(List<Offer> offers) {
        return offers.stream().filter(each -> each.current().isPresent()).findFirst()
                .or(() -> offers.stream().filter(each -> editors.get().stream()
                        .anyMatch(editor -> editor.extension().equals(each.extension()))).findFirst())
                .or(() -> offers.stream().findFirst()).map(Offer::extension).orElse("");
    }

    private void tab(Offer offer) {
        final Button button = new Button(tabs, SWT.TOGGLE);
        button.addListener(SWT.Selection, event -> {
            picked = offer.extension();
            holdTabs();
            hold();
            right.layout(true, true);
        });
    }

    /** Shows the chosen policy in its editor, which comes and goes with its service. */
    void hold() {
        final Optional<PolicyEditor> own = editors.get().stream()
                .filter(each -> each.extension().equals(chosen)).findFirst();
        if (bench.filter(each -> each.isFor(chosen, own)).isEmpty()) {
            bench.ifPresent(Bench::dispose);
            bench = offer(chosen).map(each -> new Bench(room, context, commands, chosen, own));
            room.layout(true, true);
        }
        bench.ifPresent(each -> shown.ifPresent(policies ->
                offer(chosen).ifPresent(now -> each.show(policies, now))));
    }
}
