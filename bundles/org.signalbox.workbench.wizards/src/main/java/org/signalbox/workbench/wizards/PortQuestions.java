package org.signalbox.workbench.wizards;

import java.util.Arrays;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Text;
import org.signalbox.workbench.wizards.PortAnswers.Attachment;
import org.signalbox.workbench.wizards.PortAnswers.Mode;

/** What the wizard for a new port asks. */
final class PortQuestions implements Questions, QuestionPage {

    private final Known known;
    private Combo switches;
    private Text name;
    private List<Button> owners;
    private Text machine;
    private Text mac;
    private Combo modes;
    private Text vlan;
    private Text other;
    private Combo attachments;
    private Text setting;

    PortQuestions(Known known) {
        this.known = known;
    }

    @Override
    public String title() {
        return "New port";
    }

    @Override
    public String hint() {
        return known.switches().isEmpty() ? "There is no switch yet. Make one first: File > New > Switch."
                : "Say where the port is, whose NIC is behind it, and into which VLAN its frames go.";
    }

    @Override
    public List<QuestionPage> pages() {
        return List.of(this);
    }

    @Override
    public void fill(Form form) {
        switches = form.choice(PortAnswers.SWITCH, "&Switch", known.switchNames(), "Switch that gets the port.");
        name = form.text(PortAnswers.NAME, "N&ame", "such as web1", "Name of the port, unique on its switch.", "");
        owners = form.radios("NIC of", List.of("a mac&hine", "the h&ost"), "Whose NIC is behind the port.");
        machine = form.text(PortAnswers.MACHINE, "&Machine", "none",
                "Name of the machine; ports of one machine are siblings.", "");
        mac = form.text(PortAnswers.MAC, "MAC a&ddress", "any",
                "The only address it may send from, such as 02:00:00:00:00:01; empty: any address.", "");
        modes = form.choice("mode", "&VLAN mode", Arrays.stream(Mode.values()).map(each -> each.label).toList(),
                "Into which VLAN its frames go.");
        vlan = form.text(PortAnswers.VLAN, Mode.TRUNK.vlan, "", "A VLAN from 1 to 4094; several such as 10,20-29.", "");
        other = form.text(PortAnswers.OTHER, Mode.PROMISCUOUS.other, "",
                "A VLAN from 1 to 4094; a trunk's native one may be left out.", "");
        attachments = form.choice("attachment", "A&ttached to",
                Arrays.stream(Attachment.values()).map(each -> each.label).toList(), "How the port reaches the world.");
        setting = form.text(PortAnswers.SETTING, Attachment.TAP.setting, "", "What the attachment takes.", "");
        final Runnable fit = () -> fit(form);
        fit.run();
        modes.addListener(SWT.Selection, event -> fit.run());
        attachments.addListener(SWT.Selection, event -> fit.run());
        owners.forEach(each -> each.addListener(SWT.Selection, event -> fit.run()));
    }

    /** Shows the fields that what was chosen asks for. */
    private void fit(Form form) {
        form.show(machine, !isOfHost());
        form.relabel(vlan, mode().vlan);
        form.relabel(other, mode().other);
        form.relabel(setting, attachment().setting);
        setting.setMessage(attachment().example);
    }

    private boolean isOfHost() {
        return owners.getLast().getSelection();
    }

    private Mode mode() {
        return Mode.values()[modes.getSelectionIndex()];
    }

    private Attachment attachment() {
        return Attachment.values()[attachments.getSelectionIndex()];
    }

    @Override
    public Plan.Answers answers() {
        return new PortAnswers(switches.getText(), name.getText().strip(), isOfHost(), machine.getText().strip(),
                mac.getText().strip(), mode(), vlan.getText().strip(), other.getText().strip(), attachment(),
                setting.getText().strip());
    }
}
