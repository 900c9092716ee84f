package org.signalbox.workbench.policies;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;

/** The fields of one entry: of the selected one, or of one to be added. */
final class AclForm {

    private static final String ANY = "any";
    private static final String NUMBER = "[0-9]{1,18}";
    private static final int SPACING = 8;

    private final Composite root;
    private final Theme theme;
    private final AclKind kind;
    private final Runnable entered;
    private final Map<String, Text> texts = new LinkedHashMap<>();
    private final Map<String, Combo> choices = new LinkedHashMap<>();
    private Button stateful;
    private boolean loading;
    private AclEntry base = new AclEntry(Map.of());

    /**
     * @param entered called when the user has changed a field
     * @param apply   called on Enter
     */
    AclForm(Composite parent, Theme theme, AclKind kind, Runnable entered, Runnable apply) {
        this.theme = theme;
        this.kind = kind;
        this.entered = () -> {
            if (!loading) {
                entered.run();
            }
        };
        root = new Composite(parent, SWT.NONE);
        theme.paint(root, Token.SURFACE, Token.TEXT);
        final RowLayout layout = new RowLayout(SWT.HORIZONTAL);
        layout.marginLeft = 0;
        layout.marginRight = 0;
        layout.marginTop = 0;
        layout.marginBottom = 0;
        layout.spacing = SPACING;
        layout.wrap = true;
        layout.fill = true;
        root.setLayout(layout);
        final GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
        data.widthHint = 300;
        root.setLayoutData(data);
        if (kind == AclKind.ACL) {
            choice(AclEntry.ACTION, "Action", List.of("allow", "deny", "meter"));
            choice(AclEntry.DIRECTION, "Direction", List.of("inbound", "outbound", "both"));
            choice("side", "Side", List.of(AclEntry.REMOTE, AclEntry.LOCAL));
            text("address", "Address", "IP prefix, MAC address or any", 200);
        } else {
            choice(AclEntry.ACTION, "Action", List.of("allow", "deny"));
            choice(AclEntry.DIRECTION, "Direction", List.of("inbound", "outbound"));
            text(AclEntry.PROTOCOL, "Protocol", "any, tcp, udp, icmp or a number", 72);
            text(AclEntry.LOCAL_ADDRESS, "Local address", "any or an IP prefix", 132);
            text(AclEntry.LOCAL_PORT, "Local port", "any, a port or a range such as 80-90", 88);
            text(AclEntry.REMOTE_ADDRESS, "Remote address", "any or an IP prefix", 132);
            text(AclEntry.REMOTE_PORT, "Remote port", "any, a port or a range such as 80-90", 88);
            text(AclEntry.WEIGHT, "Weight", "0 to 65535; a direction has each once", 64);
            stateful = new Button(field("Return packets"), SWT.CHECK);
            stateful.setText("Stateful");
            stateful.setLayoutData(new GridData(SWT.LEFT, SWT.CENTER, false, true));
            stateful.setToolTipText("Return packets of what it allows are allowed, too");
            stateful.addListener(SWT.Selection, event -> this.entered.run());
        }
        texts.values().forEach(each -> each.addListener(SWT.DefaultSelection, event -> apply.run()));
    }

    private Composite field(String name) {
        final Composite field = new Composite(root, SWT.NONE);
        final GridLayout layout = new GridLayout();
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 2;
        field.setLayout(layout);
        field.setLayoutData(new RowData());
        theme.paint(field, Token.SURFACE, Token.TEXT);
        final Label label = new Label(field, SWT.NONE);
        label.setText(name);
        label.setFont(theme.font(Face.SMALL));
        theme.paint(label, Token.SURFACE, Token.TEXT2);
        return field;
    }

    private void choice(String key, String name, List<String> words) {
        final Combo combo = new Combo(field(name), SWT.DROP_DOWN | SWT.READ_ONLY);
        combo.setItems(words.toArray(String[]::new));
        combo.select(0);
        combo.setToolTipText(name);
        combo.addListener(SWT.Selection, event -> entered.run());
        named(combo, name);
        choices.put(key, combo);
    }

    private void text(String key, String name, String tip, int width) {
        final Text text = new Text(field(name), SWT.SINGLE | SWT.BORDER);
        text.setToolTipText(name + ": " + tip);
        text.setMessage(kind == AclKind.ACL ? "10.0.0.0/8" : key.equals(AclEntry.WEIGHT) ? "" : ANY);
        text.setLayoutData(new GridData(width, SWT.DEFAULT));
        text.addListener(SWT.Modify, event -> entered.run());
        named(text, name);
        texts.put(key, text);
    }

    private static void named(Control control, String name) {
        control.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = name;
            }
        });
    }

    /** Where one begins to type. */
    Control first() {
        return texts.values().iterator().next();
    }

    /** Shows an entry to be changed. */
    void load(AclEntry entry) {
        fill(entry, entry.action(), entry.direction());
    }

    /** Shows an entry to be added, which has yet to be said but for its weight. */
    void blank(AclList list) {
        final String direction = choices.get(AclEntry.DIRECTION).getText();
        fill(new AclEntry(kind == AclKind.ACL ? Map.of()
                : Map.of(AclEntry.WEIGHT, list.freeWeight(direction))), choices.get(AclEntry.ACTION).getText(),
                direction);
    }

    private void fill(AclEntry entry, String action, String direction) {
        loading = true;
        base = entry;
        choices.get(AclEntry.ACTION).setText(action);
        choices.get(AclEntry.DIRECTION).setText(direction);
        if (kind == AclKind.ACL) {
            choices.get("side").setText(entry.side());
            texts.get("address").setText(entry.text(entry.side(), ""));
        } else {
            texts.forEach((key, text) -> text.setText(entry.text(key, "")));
            stateful.setSelection(entry.isStateful());
        }
        loading = false;
    }

    /** What stands in the fields; empty as long as something without which there is no entry is missing. */
    Optional<AclEntry> entry() {
        final Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(AclEntry.ACTION, choices.get(AclEntry.ACTION).getText());
        tree.put(AclEntry.DIRECTION, choices.get(AclEntry.DIRECTION).getText());
        if (kind == AclKind.ACL) {
            final String address = texts.get("address").getText().strip();
            tree.put(choices.get("side").getText(), address);
            return address.isEmpty() ? Optional.empty() : Optional.of(new AclEntry(tree));
        }
        texts.forEach((key, text) -> {
            final String value = text.getText().strip();
            if (!value.isEmpty() && !value.equalsIgnoreCase(ANY)) {
                tree.put(key, value.matches(NUMBER) ? (Object) Long.valueOf(value) : value);
            }
        });
        if (stateful.getSelection()) {
            tree.put(AclEntry.STATEFUL, true);
            base.tree().forEach((key, value) -> {
                if (key.equals("idleTimeout")) {
                    tree.put(key, value);
                }
            });
        }
        return tree.containsKey(AclEntry.WEIGHT) ? Optional.of(new AclEntry(tree)) : Optional.empty();
    }
}
