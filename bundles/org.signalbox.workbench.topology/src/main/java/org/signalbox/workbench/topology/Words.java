package org.signalbox.workbench.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortMirroring;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.StaticAddress;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;
import org.signalbox.workbench.Token;

/** States and kinds as the view writes them, and the colours that stand with the words. */
final class Words {

    private Words() {
    }

    static String type(SwitchType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    static String kind(ExtensionKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static String link(LinkState state) {
        return switch (state) {
            case UP -> "up";
            case DOWN -> "down";
            case DISCONNECTED -> "not connected";
        };
    }

    static Token colour(LinkState state) {
        return switch (state) {
            case UP -> Token.OK;
            case DOWN -> Token.WARN;
            case DISCONNECTED -> Token.TEXT3;
        };
    }

    /** A VLAN mode in a word or two; the details say it whole. */
    static String vlan(Vlan vlan) {
        return switch (vlan) {
            case Vlan.Untagged untagged -> "untagged";
            case Vlan.Access access -> "VLAN " + access.id();
            case Vlan.Trunk trunk -> "trunk "
                    + trunk.allowed().stream().map(VlanRange::toString).collect(Collectors.joining(", "));
            case Vlan.Private own -> own.role().name().toLowerCase(Locale.ROOT) + " " + own.primary();
        };
    }

    /** What stands behind the name of a port on the map: what it is, if no machine's, and its part in mirroring. */
    static List<String> marks(PortSpec port) {
        final List<String> marks = new ArrayList<>();
        switch (port.type()) {
            case MACHINE -> { }
            case HOST -> marks.add("HOST");
            case UPLINK -> marks.add("UPLINK");
        }
        switch (port.mirroring()) {
            case NONE -> { }
            case SOURCE -> marks.add("MIRRORED");
            case DESTINATION -> marks.add("ANALYSER");
        }
        return marks;
    }

    /** What a port is, for a sentence. */
    static String port(PortType type) {
        return switch (type) {
            case MACHINE -> "port";
            case HOST -> "NIC of the host";
            case UPLINK -> "uplink";
        };
    }

    static String mirroring(PortMirroring part) {
        return switch (part) {
            case NONE -> "none";
            case SOURCE -> "its frames are mirrored";
            case DESTINATION -> "it gets mirrored frames";
        };
    }

    /** A static address with its VLAN. */
    static String address(PortSpec port, StaticAddress address) {
        final int vlan = address.vlan().orElse(port.vlan().untaggedId());
        return address.mac() + (vlan == 0 ? "" : " VLAN " + vlan);
    }

    /** The last part of an extension's id, which tells it from its siblings: {@code filtering}. */
    static String shortId(String extension) {
        return extension.substring(extension.lastIndexOf('.') + 1);
    }

    /** A policy's tree in lines: one entry of a list on one line. */
    static String policy(Object tree) {
        final List<String> lines = new ArrayList<>();
        if (tree instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (value instanceof List<?> list) {
                    lines.add(key + ":");
                    list.forEach(entry -> lines.add("  " + flat(entry)));
                } else {
                    lines.add(key + ": " + flat(value));
                }
            });
        } else {
            lines.add(flat(tree));
        }
        return String.join("\n", lines);
    }

    private static String flat(Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> map.entrySet().stream().map(entry -> entry.getKey() + " " + flat(entry.getValue()))
                    .collect(Collectors.joining(", "));
            case List<?> list -> list.stream().map(Words::flat).collect(Collectors.joining(" "));
            case null -> "none";
            default -> tree.toString();
        };
    }
}
