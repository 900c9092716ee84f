package org.signalbox.workbench.wizards;

import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Text;
import org.signalbox.vswitch.SwitchType;

/** What the wizard for a new switch asks. */
final class SwitchQuestions implements Questions, QuestionPage {

    private static final List<String> TYPES = List.of("&Private: machines only", "&Internal: and the host",
            "&External: and the network");

    private final Known known;
    private Text name;
    private List<Button> types;
    private Text uplinks;
    private ExtensionChoice extensions;

    SwitchQuestions(Known known) {
        this.known = known;
    }

    @Override
    public String title() {
        return "New switch";
    }

    @Override
    public String hint() {
        return "Name it, say what it connects, and check the extensions that its frames pass.";
    }

    @Override
    public List<QuestionPage> pages() {
        return List.of(this);
    }

    @Override
    public void fill(Form form) {
        name = form.text(SwitchAnswers.NAME, "N&ame", "such as prod",
                "Name of the switch; HOST/NAME where the fabric names its hosts.", "");
        types = form.radios("Type", TYPES, "What may be connected to it.");
        uplinks = form.text(SwitchAnswers.UPLINKS, "&Uplinks", "such as eth0; none is fine",
                "Interfaces of the host that lead to the network; they can be added later.", "");
        form.show(uplinks, false);
        types.forEach(each -> each.addListener(SWT.Selection,
                event -> form.show(uplinks, type() == SwitchType.EXTERNAL)));
        extensions = new ExtensionChoice(known.extensions(), form::change);
        form.labelled("E&xtensions", extensions::create);
    }

    private SwitchType type() {
        return SwitchType.values()[types.indexOf(types.stream().filter(Button::getSelection).findFirst()
                .orElse(types.getFirst()))];
    }

    @Override
    public Plan.Answers answers() {
        return new SwitchAnswers(name.getText().strip(), type(), Checks.words(uplinks.getText()), extensions.chosen());
    }
}
