package org.signalbox.workbench.inventory;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.Commands;
import org.signalbox.command.Parameter;
import org.signalbox.schema.Schema;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.inventory.Row.Place;

/**
 * Something of a port that can be set to the same value on many, by one command each.
 *
 * @param title   as the parameter is called
 * @param meaning one or two sentences
 * @param choices the values that it can have; none where it is typed
 * @param name    the command's parameter that names the port
 * @param fixed   parameters that are always given
 * @param value   the parameter that takes the value; empty for none
 * @param kind    how the value is read
 */
record Setting(String title, String meaning, List<String> choices, String command, String name,
        Map<String, Object> fixed, String value, Kind kind) {

    private static final String ADAPTER = "Set-VMNetworkAdapter";
    private static final String VLAN = "Set-VMNetworkAdapterVlan";
    /** What names a port, and what can be no other port's or takes a tree. */
    private static final Set<String> LEFT_OUT =
            Set.of("name", "switchName", "staticMacAddress", "attachment", "dynamicMacAddress");

    /** What a value is. */
    enum Kind {
        /** A text, as it stands. */
        TEXT,
        /** A whole number. */
        NUMBER,
        /** Texts between commas. */
        LIST,
        /** Nothing is said. */
        NONE
    }

    /** All settings that the running commands offer, those of VLANs first. */
    static List<Setting> of(Commands commands) {
        final List<Setting> settings = new ArrayList<>();
        if (commands.find(CommandName.parse(VLAN)).isPresent()) {
            settings.add(vlan("VLAN, access", "Untagged frames in one VLAN, from 1 to 4094.", "Access", "VlanId",
                    Kind.NUMBER));
            settings.add(vlan("VLAN, trunk", "Tagged frames of these VLANs, such as 10,20-29.", "Trunk",
                    "AllowedVlanIdList", Kind.LIST));
            settings.add(vlan("VLAN, untagged", "Untagged frames only, in no VLAN.", "Untagged", "", Kind.NONE));
        }
        commands.find(CommandName.parse(ADAPTER)).map(Command::parameters).stream()
                .flatMap(record -> Parameter.of(record).stream())
                .filter(parameter -> !LEFT_OUT.contains(parameter.key())).map(Setting::adapter)
                .forEach(settings::add);
        return settings;
    }

    private static Setting vlan(String title, String meaning, String mode, String value, Kind kind) {
        return new Setting(title, meaning, List.of(), VLAN, "VMNetworkAdapterName", Map.of(mode, true), value, kind);
    }

    private static Setting adapter(Parameter parameter) {
        final Type type = parameter.type();
        final List<String> choices = type instanceof Class<?> plain && plain.isEnum()
                ? Stream.of(plain.getEnumConstants()).map(each -> Schema.word((Enum<?>) each)).toList() : List.of();
        final Kind kind = parameter.element().isPresent() ? Kind.LIST
                : type == Integer.class || type == int.class ? Kind.NUMBER : Kind.TEXT;
        return new Setting(parameter.name(), parameter.meaning(), choices, ADAPTER, "Name", Map.of(),
                parameter.name(), kind);
    }

    /**
     * The command that sets a port.
     *
     * @throws IllegalArgumentException with one sentence, if the text is no value of this setting
     */
    Cmdlet cmdlet(Place place, String text) {
        final Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put(name, place.name());
        parameters.put("SwitchName", place.switchName());
        parameters.putAll(fixed);
        if (kind != Kind.NONE) {
            parameters.put(value, value(text.strip()));
        }
        return new Cmdlet(command, parameters);
    }

    private Object value(String text) {
        return switch (kind) {
            case NUMBER -> {
                if (!text.matches("\\d{1,10}")) {
                    throw new IllegalArgumentException(text.isEmpty() ? "A whole number is needed."
                            : "found '" + text + "', expected a whole number");
                }
                yield Long.parseLong(text);
            }
            case LIST -> List.of(text.split("\\s*,\\s*"));
            default -> text;
        };
    }
}
