package org.signalbox.workbench.extensions;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.signalbox.vswitch.LockedExtension;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.Wording;

/** Locks the order of a switch's extensions; where it is not what was locked, a strip says how and takes it back. */
final class LockBar {

    private final Supplier<Optional<SwitchStatus>> owner;
    private final Supplier<List<Installed.Drift>> drift;
    private final List<CommandButton> buttons;
    private final Composite strip;
    private final Label words;

    /**
     * @param head takes the buttons that lock and unlock, in two columns
     * @param below takes the strip, in a row of its own of two columns
     * @param owner the switch that is shown
     * @param drift how it differs from its lock
     */
    LockBar(Composite head, Composite below, Theme theme, Runner runner, Supplier<Optional<SwitchStatus>> owner,
            Supplier<List<Installed.Drift>> drift) {
        this.owner = owner;
        this.drift = drift;
        strip = new Composite(below, SWT.NONE);
        strip.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1));
        final GridLayout layout = new GridLayout(3, false);
        layout.marginWidth = 12;
        layout.marginHeight = 4;
        layout.horizontalSpacing = 8;
        strip.setLayout(layout);
        theme.paint(strip, Token.WARN_SOFT, Token.WARN);
        words = new Label(strip, SWT.WRAP);
        final GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.widthHint = 200;
        words.setLayoutData(wide);
        theme.paint(words, Token.WARN_SOFT, Token.WARN);
        buttons = List.of(
                new CommandButton(head, "Lock order", runner, () -> spec().filter(LockBar::canBeLocked)
                        .filter(spec -> spec.orderLock().isEmpty() || isDrifted()).map(on("Lock-VMSwitchExtension"))),
                new CommandButton(head, "Unlock", runner, () -> spec().filter(spec -> spec.orderLock().isPresent())
                        .map(on("Unlock-VMSwitchExtension"))),
                new CommandButton(strip, "Restore", runner, () -> spec().filter(LockBar::isMoved)
                        .map(on("Restore-VMSwitchExtensionLock"))),
                new CommandButton(strip, "Repair", runner, () -> spec().filter(this::hasOtherBundles)
                        .map(on("Repair-VMSwitchExtensionLock"))));
        buttons.forEach(CommandButton::notWider);
        show(false);
    }

    private static Function<SwitchSpec, Cmdlet> on(String name) {
        return spec -> Cmdlet.of(name).with("VMSwitchName", spec.name());
    }

    private Optional<SwitchSpec> spec() {
        return owner.get().map(SwitchStatus::spec);
    }

    private static boolean canBeLocked(SwitchSpec spec) {
        return !spec.extensions().isEmpty();
    }

    private boolean isDrifted() {
        return !drift.get().isEmpty();
    }

    private static boolean isMoved(SwitchSpec spec) {
        return spec.orderLock().filter(lock -> !lock.extensions().stream().map(LockedExtension::id).toList()
                .equals(spec.extensions())).isPresent();
    }

    /** What is not a matter of order and enabling is one of bundles. */
    private boolean hasOtherBundles(SwitchSpec spec) {
        return isDrifted() && !isMoved(spec) || drift.get().stream()
                .anyMatch(each -> !each.lockedVersion().isEmpty() && !each.lockedVersion().equals(each.version()));
    }

    /** Shows the switch as it is now. */
    void refresh() {
        buttons.forEach(CommandButton::refresh);
        final String text = Wording.plain(sentence(drift.get()));
        if (!words.getText().equals(text)) {
            words.setText(text);
            show(!text.isEmpty());
        }
    }

    /** How a stack differs from its lock, in a sentence; empty if it does not. */
    static String sentence(List<Installed.Drift> drift) {
        if (drift.isEmpty()) {
            return "";
        }
        final Installed.Drift first = drift.getFirst();
        return "Not as it was locked: " + first.id() + " " + first.words()
                + (drift.size() == 1 ? "." : "; and " + (drift.size() - 1) + " more.");
    }

    private void show(boolean visible) {
        strip.setVisible(visible);
        ((GridData) strip.getLayoutData()).exclude = !visible;
        strip.getParent().layout(true, true);
    }
}
