package org.signalbox.workbench.wizards;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.policy.FieldWidgets;
import org.signalbox.workbench.policy.PolicyOffers.Offer;

/** What the wizard for a policy asks: whose policy and which ports, then what it says. */
final class PolicyQuestions implements Questions {

    private static final int TABLE_HEIGHT = 150;

    private final Known known;
    private final List<PolicyPort> ports;
    private Combo extensions;
    private Text filter;
    private PortTable table;
    private Button enable;
    private Composite area;
    private Form form;
    private Optional<FieldWidgets> fields = Optional.empty();

    PolicyQuestions(Known known) {
        this.known = known;
        ports = PolicyPort.of(known.switches());
    }

    @Override
    public String title() {
        return "New policy";
    }

    @Override
    public List<QuestionPage> pages() {
        return List.of(new Ports(), new Keys());
    }

    private Optional<Offer> offer() {
        return known.policies().stream().skip(Math.max(0, extensions.getSelectionIndex())).findFirst();
    }

    /** The first page. */
    private final class Ports implements QuestionPage {

        @Override
        public String title() {
            return "Extension and ports";
        }

        @Override
        public String hint() {
            if (known.policies().isEmpty()) {
                return "No extension with policies of ports is installed. The Extensions view installs them.";
            }
            return ports.isEmpty() ? "There is no port yet. Make one first: File > New > Port."
                    : "Choose whose policy it is, and which ports get it: all that the filter lists.";
        }

        @Override
        public void fill(Form page) {
            extensions = page.choice(PolicyAnswers.EXTENSION, "&Extension",
                    known.policies().stream().map(Offer::extension).toList(), "Extension that defines the policy.");
            enable = page.checks("On switches", List.of("en&able it where it is not"),
                    "On a switch that does not enable the extension the policy has no effect.").getFirst();
            filter = page.text(PolicyAnswers.FILTER, "&Ports", "such as switch:prod and vlan:'access 10'",
                    "Words and comparisons as in the inventory, of name, switch, host, machine, vlan, type, policies; "
                            + "name:* for all.", "");
            page.heighten(page.labelled("Getting it", (parent, theme) -> {
                table = new PortTable(parent, theme);
                return table.control();
            }), TABLE_HEIGHT);
            filter.addListener(SWT.Modify, event -> table.show(ports, filter.getText().strip()));
            extensions.addListener(SWT.Selection, event -> rebuild());
        }
    }

    /** The second page. */
    private final class Keys implements QuestionPage {

        @Override
        public String title() {
            return "What it says";
        }

        @Override
        public String hint() {
            return offer().isEmpty() ? "There is no policy to fill in."
                    : "Fill in the policy; what it means stands at each field.";
        }

        @Override
        public void fill(Form page) {
            form = page;
            area = page.across(PolicyAnswers.POLICY);
            final GridLayout layout = new GridLayout(2, false);
            layout.marginWidth = 0;
            layout.marginHeight = 0;
            layout.horizontalSpacing = 12;
            layout.verticalSpacing = 8;
            area.setLayout(layout);
            rebuild();
        }
    }

    /** Makes the fields of the chosen extension's policy. */
    private void rebuild() {
        for (final Control each : area.getChildren()) {
            each.dispose();
        }
        fields = offer().map(each -> {
            final FieldWidgets widgets = new FieldWidgets(area, form.theme(), Token.GROUND, form::change);
            each.fields().forEach(field -> widgets.add(field.key(), field, each.now(field)));
            return widgets;
        });
        form.measure();
    }

    @Override
    public Plan.Answers answers() {
        return new PolicyAnswers(ports, filter.getText().strip(), offer(),
                fields.map(FieldWidgets::texts).orElse(Map.of()),
                enable.getSelection());
    }
}
