package org.signalbox.console;

import org.apache.felix.service.command.CommandProcessor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.CommandLine;
import org.signalbox.command.Commands;

/** Opens sessions for views and scripts. */
@Component
public final class ConsoleCommandLine implements CommandLine {
    private final Commands commands;
    private final CommandProcessor processor;

    /** @param processor Gogo */
    @Activate
    public ConsoleCommandLine(@Reference Commands commands, @Reference CommandProcessor processor) {
        this.commands = commands;
        this.processor = processor;
    }

    @Override
    public Session open(String who) {
        return new ConsoleSession(new Cmdlets(commands), new Gogo(processor), who);
    }
}
