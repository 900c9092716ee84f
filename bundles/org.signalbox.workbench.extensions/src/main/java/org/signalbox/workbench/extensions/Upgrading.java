package org.signalbox.workbench.extensions;

import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.signalbox.command.Result;
import org.signalbox.vswitch.UpgradeStatus;
import org.signalbox.workbench.Answer;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.ViewContext;

/** Upgrades extensions from files; one that was refused for what it does in another way can be taken all the same. */
final class Upgrading {

    /** An upgrade that was refused for its differences. */
    private record Refused(String extension, String file) {
    }

    private final ViewContext context;
    private final Runner runner;
    private final JarDialog dialog;
    private Optional<Refused> refused = Optional.empty();

    Upgrading(ViewContext context, Runner runner, JarDialog dialog) {
        this.context = context;
        this.runner = runner;
        this.dialog = dialog;
    }

    /** Makes the button that asks for a file. */
    Button button(Composite parent) {
        final Button button = CommandButton.plain(parent, "Upgrade\u2026");
        button.setToolTipText("Put another version from a file in the place of the one in use, without a lost frame"
                + " (Update-VMSwitchExtension)");
        button.addListener(SWT.Selection, event -> dialog.open("Upgrade an extension").ifPresent(this::upgrade));
        return button;
    }

    void upgrade(String file) {
        refused = Optional.empty();
        runner.run(Cmdlet.of("Update-VMSwitchExtension").with("Path", file), result -> ended(file, result));
    }

    /** What takes the version that was refused, for the extension that it was refused for. */
    Optional<Cmdlet> accept(String extension) {
        return refused.filter(each -> each.extension().equals(extension)).map(each ->
                Cmdlet.of("Update-VMSwitchExtension").with("Path", each.file()).with("AcceptDifferences", true));
    }

    private void ended(String file, Result result) {
        result.objects().stream().map(Answer::new).filter(row -> row.text("state").equals("refused")).forEach(row -> {
            final boolean differs = !row.text("differences").equals("0");
            refused = Optional.of(new Refused(row.text("name"), file)).filter(each -> differs);
            context.report(row.text("name") + " stays at " + row.text("from") + ": " + row.text("reason")
                    + (differs ? ". Accept takes " + row.text("to") + " all the same." : "."));
        });
    }

    /** What goes on, in one line; empty while no upgrade is under way. */
    static Optional<String> progress(List<UpgradeStatus> upgrades) {
        return upgrades.stream().filter(each -> !each.state().isEnd()).findFirst().map(each ->
                each.state() == UpgradeStatus.State.SHADOWING
                        ? "Upgrading " + each.extension() + " to " + each.to() + ": "
                                + Figures.counted(each.frames(), "frame", "frames") + " compared, "
                                + Figures.counted(each.differences(), "difference", "differences") + "."
                        : each.extension() + " " + each.to() + " is on probation: a fault brings " + each.from()
                                + " back.");
    }
}
