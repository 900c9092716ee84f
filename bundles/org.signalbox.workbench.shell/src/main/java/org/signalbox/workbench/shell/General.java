package org.signalbox.workbench.shell;

import java.util.Optional;
import java.util.function.Consumer;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.workbench.PreferencePage;

/** The page of the workbench itself. */
record General(Consumer<Optional<Boolean>> dark) implements PreferencePage<General.Values> {

    static final String ID = "general";

    /** The colours of the window. */
    public enum Palette {
        SYSTEM, LIGHT, DARK;

        /** The palette that the user chose, if any. */
        static Palette of(Optional<Boolean> dark) {
            return dark.map(is -> is ? DARK : LIGHT).orElse(SYSTEM);
        }

        Optional<Boolean> dark() {
            return this == SYSTEM ? Optional.empty() : Optional.of(this == DARK);
        }
    }

    /** What can be set. */
    public record Values(
            @Doc("Light, dark, or as the system has it. Ctrl+Shift+D turns dark on and off.") @Default("system")
            Palette palette) {
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "General";
    }

    @Override
    public Class<Values> values() {
        return Values.class;
    }

    @Override
    public void use(Values values) {
        dark.accept(values.palette().dark());
    }
}
