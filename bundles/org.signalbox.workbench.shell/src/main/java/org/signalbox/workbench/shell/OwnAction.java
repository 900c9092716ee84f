package org.signalbox.workbench.shell;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.signalbox.workbench.Action;
import org.signalbox.workbench.ActionContext;

/** An action of the workbench itself. */
record OwnAction(Consumer<ActionContext> work, BooleanSupplier can, Supplier<String> object,
        Supplier<Optional<Boolean>> state) implements Action {

    /** One that can always be done. */
    static OwnAction of(Consumer<ActionContext> work) {
        return new OwnAction(work, () -> true, () -> "", Optional::empty);
    }

    /** One that can be done while there is something to do it to. */
    static OwnAction on(Supplier<Optional<String>> object, Consumer<ActionContext> work) {
        return new OwnAction(work, () -> object.get().isPresent(), () -> object.get().orElse(""), Optional::empty);
    }

    /** One that can be done while something holds. */
    static OwnAction when(BooleanSupplier can, Consumer<ActionContext> work) {
        return new OwnAction(work, can, () -> "", Optional::empty);
    }

    /** One that is switched on and off. */
    static OwnAction switched(BooleanSupplier on, Consumer<ActionContext> work) {
        return new OwnAction(work, () -> true, () -> "", () -> Optional.of(on.getAsBoolean()));
    }

    @Override
    public void run(ActionContext context) {
        work.accept(context);
    }

    @Override
    public boolean enabled() {
        return can.getAsBoolean();
    }

    @Override
    public String detail() {
        return object.get();
    }

    @Override
    public Optional<Boolean> checked() {
        return state.get();
    }
}
