package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.Command;
import org.signalbox.command.CommandLine;
import org.signalbox.command.CommandName;
import org.signalbox.command.CommandText;
import org.signalbox.command.Commands;
import org.signalbox.command.Operation;
import org.signalbox.command.Parameter;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Schema;

/**
 * Walks all commands that there are: each is listed, explained and completed, and takes every parameter by name and by
 * position. What arrives is seen by probes: operations with the same parameters as the command, which only note them.
 */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class EveryCommandTest {
    @InjectBundleContext
    BundleContext context;
    @InjectService
    CommandLine commandLine;
    @InjectService
    Commands commands;

    private final List<Record> arrived = new ArrayList<>();
    private final List<ServiceRegistration<?>> probes = new ArrayList<>();
    private List<Command<?>> all;
    private CommandLine.Session session;

    @BeforeEach
    void open() {
        all = commands.commands();
        session = commandLine.open("test");
    }

    @AfterEach
    void close() {
        probes.forEach(ServiceRegistration::unregister);
        session.close();
    }

    @Test
    void shouldHaveTheCommandsThatAdministratorsKnow() {
        assertThat(all).extracting(command -> command.name().toString()).contains("Get-VMSwitch", "New-VMSwitch",
                "Remove-VMSwitch", "Get-VMNetworkAdapter", "Add-VMNetworkAdapter", "Remove-VMNetworkAdapter",
                "Set-VMNetworkAdapter", "Get-VMSwitchExtension", "Enable-VMSwitchExtension", "Disable-VMSwitchExtension",
                "Add-VMNetworkAdapterAcl", "Remove-VMNetworkAdapterAcl", "Get-VMNetworkAdapterAcl", "Export-Fabric",
                "Import-Fabric", "Get-Journal", "Set-VMSwitch", "Set-VMNetworkAdapterVlan", "Get-VMNetworkAdapterVlan",
                "Get-VMSwitchForwardingEntry", "Add-VMSwitchForwardingEntry", "Remove-VMSwitchForwardingEntry",
                "Get-VMSwitchMirror", "Add-VMSwitchMirror", "Remove-VMSwitchMirror", "Move-VMSwitchExtension",
                "Trace-VMSwitch", "Connect-VMNetworkAdapter");
    }

    @Test
    void shouldListExplainAndCompleteEach() throws RefusedException {
        final String list = session.execute("Get-Command");
        for (final Command<?> command : all) {
            final String name = command.name().toString();
            assertThat(list).contains(name).contains(command.summary());
            final String help = session.execute("Get-Help " + name);
            final List<String> offered = session.complete(name + " -", name.length() + 2);
            for (final Parameter parameter : Parameter.of(command.parameters())) {
                assertThat(parameter.meaning()).as(name + " -" + parameter.name()).isNotBlank();
                assertThat(help).contains("-" + parameter.name(), parameter.meaning());
                assertThat(offered).contains("-" + parameter.name());
            }
            assertThat(session.complete(name.substring(0, name.length() - 1), name.length() - 1)).contains(name);
        }
    }

    @Test
    void shouldBindEachByNameByPositionAndFromTheJournal() throws RefusedException {
        int number = 0;
        for (final Command<?> command : all) {
            final Operation<?> probe = probe(command.parameters(), "Probe-Number" + number++);
            final Map<String, Object> full = sample(command.parameters(), true);
            final Map<String, Object> valued = sample(command.parameters(), false);
            final Record everything = Schema.of(command.parameters()).bind(full);

            final int entry = commands.journal().size();
            session.execute(CommandText.print(probe, full));
            assertThat(arrived.getLast()).as("by name: " + command.name()).isEqualTo(everything);

            session.execute(commands.journal().get(entry).command());
            assertThat(arrived.getLast()).as("from the journal: " + command.name()).isEqualTo(everything);

            session.execute(probe.name() + " " + positional(probe, valued));
            assertThat(arrived.getLast()).as("by position: " + command.name())
                    .isEqualTo(Schema.of(command.parameters()).bind(valued));
        }
        assertThat(arrived).hasSize(3 * all.size());
    }

    /** The values as they are printed, without their names. */
    private static String positional(Command<?> command, Map<String, Object> values) {
        return Parameter.of(command.parameters()).stream().filter(parameter -> values.containsKey(parameter.key()))
                .map(parameter -> CommandText.print(command, Map.of(parameter.key(), values.get(parameter.key())))
                        .substring(command.name().toString().length() + parameter.name().length() + 3))
                .collect(Collectors.joining(" "));
    }

    private <P extends Record> Operation<P> probe(Class<P> parameters, String name) {
        final Operation<P> probe = new Operation<>() {
            @Override
            public List<? extends Record> execute(P given) {
                arrived.add(given);
                return List.of();
            }

            @Override
            public String whatIf(P given) {
                return "would note it";
            }

            @Override
            public CommandName name() {
                return CommandName.parse(name);
            }

            @Override
            public String summary() {
                return "Notes its parameters.";
            }

            @Override
            public Class<P> parameters() {
                return parameters;
            }
        };
        probes.add(context.registerService(Command.class, probe, null));
        return probe;
    }

    private static Map<String, Object> sample(Class<? extends Record> record, boolean switches) {
        final Map<String, Object> values = new LinkedHashMap<>();
        for (final Parameter parameter : Parameter.of(record)) {
            if (!parameter.isSwitch()) {
                values.put(parameter.key(), parameter.element().map(element -> (Object) List.of(sample(element)))
                        .orElseGet(() -> sample(parameter.type())));
            } else if (switches) {
                values.put(parameter.key(), true);
            }
        }
        return values;
    }

    private static Object sample(Type type) {
        if (!(type instanceof Class<?> plain)) {
            return Map.of("lab", Map.of("id", 7L, "text", "it's 10", "list", List.of("10", 10L, true)));
        }
        if (plain.isEnum()) {
            return Schema.word((Enum<?>) plain.getEnumConstants()[plain.getEnumConstants().length - 1]);
        }
        if (plain == Boolean.class) {
            return true;
        }
        if (plain == double.class || plain == Double.class) {
            return 1.5;
        }
        if (List.of(int.class, Integer.class, long.class, Long.class).contains(plain)) {
            return 50L;
        }
        return Stream.of("x-1.a", "02:00:00:00:00:01", "10.0.0.0/8", "10-19", "10.0.0.1", "10.0.0.9:4739")
                .filter(text -> fits(plain, text)).findFirst()
                .orElseThrow(() -> new AssertionError("no sample for " + type));
    }

    private static boolean fits(Class<?> type, String text) {
        if (type == String.class) {
            return true;
        }
        try {
            type.getMethod("parse", String.class).invoke(null, text);
            return true;
        } catch (final ReflectiveOperationException refused) {
            return false;
        }
    }
}
