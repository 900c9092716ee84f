package org.signalbox.console;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.Commands;
import org.signalbox.command.RefusedException;
import org.signalbox.console.language.Expression;

/**
 * Makes every command a function of Gogo's, {@code signalbox:Get-VMSwitch} or {@code Get-VMSwitch} for short, so that Gogo
 * scripts and shells can call it. It takes the same arguments; its value is the list of objects, which prints as a table.
 */
@Component(service = Converter.class)
public final class GogoFunctions implements Converter {
    /** The scope of the functions. */
    static final String SCOPE = "signalbox";

    private final BundleContext context;
    private final Commands commands;
    private final Map<CommandName, ServiceRegistration<Function>> functions = new ConcurrentHashMap<>();

    /** @param context the bundle's */
    @Activate
    public GogoFunctions(BundleContext context, @Reference Commands commands) {
        this.context = context;
        this.commands = commands;
        commands.commands().forEach(this::addCommand);
    }

    /** Another bundle's command came. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addCommand(Command<?> command) {
        functions.computeIfAbsent(command.name(), name -> {
            final Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(CommandProcessor.COMMAND_SCOPE, SCOPE);
            properties.put(CommandProcessor.COMMAND_FUNCTION, name.toString());
            return context.registerService(Function.class, (_, arguments) -> run(command, arguments), properties);
        });
    }

    /** Another bundle's command goes. */
    public void removeCommand(Command<?> command) {
        remove(command.name());
    }

    private void remove(CommandName name) {
        final ServiceRegistration<Function> registration = functions.remove(name);
        if (registration != null) {
            registration.unregister();
        }
    }

    /** The bundle stops. */
    @Deactivate
    public void close() {
        List.copyOf(functions.keySet()).forEach(this::remove);
    }

    private Answer run(Command<?> command, List<Object> arguments) throws RefusedException {
        final List<Binder.Given> given = new ArrayList<>();
        for (final Object argument : arguments) {
            given.add(switch (argument) {
                case CharSequence text when text.toString().matches("-[A-Za-z?].*") ->
                    new Binder.Given(Optional.of(text.toString().substring(1)), Optional.empty());
                case CharSequence text -> Binder.Given.value(new Expression.Word(text.toString()));
                case null, default -> Binder.Given.value(argument);
            });
        }
        final Interpreter interpreter = new Interpreter(new Cmdlets(commands), "gogo");
        final Flow flow = interpreter.call(Cmdlet.of(command), given, Optional.empty());
        return new Answer(flow, interpreter.remarks());
    }

    /** What a function gives to Gogo. */
    record Answer(Flow flow, String remarks) {
        @Override
        public String toString() {
            return switch (flow) {
                case Flow.Text shown -> shown.text();
                case Flow.Objects objects -> Layout.any(objects.values(), 0);
            } + remarks;
        }
    }

    @Override
    public Object convert(Class<?> desired, Object value) {
        return value instanceof Answer(Flow.Objects(List<Object> values), _) && desired == List.class ? values : null;
    }

    @Override
    public CharSequence format(Object value, int level, Converter escape) {
        return value instanceof Answer answer ? answer.toString() : null;
    }
}
