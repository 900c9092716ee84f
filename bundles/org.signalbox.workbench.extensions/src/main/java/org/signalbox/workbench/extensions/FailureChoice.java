package org.signalbox.workbench.extensions;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/** Chooses what becomes of frames when the selected extension fails. */
final class FailureChoice {

    private static final List<String> WORDS = Stream.of(FailPolicy.values()).map(Schema::word).toList();

    private final Combo combo;
    private final Runner runner;
    private final BiFunction<String, Line, Cmdlet> on;
    private Optional<Line> line = Optional.empty();
    private String now = "";

    /**
     * @param parent has two columns
     * @param on a command about a line of the switch that is shown
     */
    FailureChoice(Composite parent, Theme theme, Runner runner, BiFunction<String, Line, Cmdlet> on) {
        this.runner = runner;
        this.on = on;
        final Label label = new Label(parent, SWT.NONE);
        label.setText("On failure");
        label.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
        theme.paint(label, Token.SURFACE, Token.TEXT2);
        combo = new Combo(parent, SWT.DROP_DOWN | SWT.READ_ONLY);
        combo.setItems(WORDS.toArray(String[]::new));
        combo.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
        combo.addListener(SWT.Selection, event -> choose());
    }

    private void choose() {
        final String chosen = combo.getText();
        if (!chosen.equals(now)) {
            line.ifPresent(each -> runner.run(command(each, chosen)));
            now = "";
        }
    }

    private Cmdlet command(Line each, String word) {
        return on.apply("Set-VMSwitchExtension", each).with("OnFailure", word);
    }

    /** Shows what holds for the selected line. */
    void show(Optional<SwitchStatus> owner, Optional<Line> selected) {
        line = selected.filter(Line::enabled);
        final Optional<String> holds = line.flatMap(each -> owner.flatMap(status -> policy(status, each)))
                .map(Schema::word);
        combo.setEnabled(line.flatMap(each -> runner.text(command(each, WORDS.getLast()))).isPresent());
        combo.setToolTipText(line.flatMap(each -> runner.text(command(each, holds.orElse(WORDS.getLast()))))
                .orElse(null));
        if (!now.equals(holds.orElse(""))) {
            now = holds.orElse("");
            combo.select(WORDS.indexOf(now));
            if (now.isEmpty()) {
                combo.deselectAll();
            }
        }
    }

    /** Empty while nobody knows the kind of an extension that is absent, and on whose failure nothing was said. */
    private static Optional<FailPolicy> policy(SwitchStatus owner, Line line) {
        final ExtensionBinding binding = owner.spec().binding(line.id());
        return binding.onFailure().or(() -> line.stage().flatMap(StageStatus::kind).map(binding::onFailure));
    }
}
