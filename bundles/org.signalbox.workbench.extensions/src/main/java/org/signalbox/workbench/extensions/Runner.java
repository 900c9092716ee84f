package org.signalbox.workbench.extensions;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.signalbox.command.Commands;
import org.signalbox.command.Result;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.ViewContext;

/** Runs the view's commands off the user interface's thread. */
final class Runner {

    private final ViewContext context;
    private final Supplier<Commands> commands;

    /** @param commands gives null while the fabric is not running */
    Runner(ViewContext context, Supplier<Commands> commands) {
        this.context = context;
        this.commands = commands;
    }

    /** The line that would be typed; empty where the command cannot be run. */
    Optional<String> text(Cmdlet cmdlet) {
        return Optional.ofNullable(commands.get()).flatMap(cmdlet::text);
    }

    void run(Cmdlet cmdlet) {
        run(cmdlet, result -> {
        });
    }

    /** @param done receives what the command answered, if it was not refused */
    void run(Cmdlet cmdlet, Consumer<Result> done) {
        final Commands known = commands.get();
        if (known == null) {
            context.report("Nothing was changed: the fabric is not running.");
        } else {
            context.submit(() -> cmdlet.run(known), done);
        }
    }
}
