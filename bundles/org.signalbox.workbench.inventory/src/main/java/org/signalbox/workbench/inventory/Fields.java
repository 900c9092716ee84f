package org.signalbox.workbench.inventory;

import java.util.List;
import java.util.stream.Stream;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortMirroring;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.SwitchType;

/** The columns of each kind; {@link Rows} fills their cells in the same order. */
final class Fields {

    /** Of a machine; its figures are those of its ports together. */
    static final List<Field> MACHINES = List.of(
            Field.text(0, "Name", 176, true),
            Field.text(1, "Host", 104, true),
            Field.text(2, "Switch", 128, true),
            Field.choice(3, "State", 112, true, words(LinkState.class)),
            Field.text(4, "VLAN", 136, true),
            Field.count(5, "Ports", true),
            Field.bits(6, "Rate", true),
            Field.perSecond(7, "Frames/s", true),
            Field.count(8, "Drops", true),
            Field.perSecond(9, "Drops/s", true),
            Field.text(10, "MAC", 152, false),
            Field.text(11, "Policies", 152, false),
            Field.count(12, "Received", false),
            Field.count(13, "Delivered", false));

    /** Of a port. */
    static final List<Field> PORTS = List.of(
            Field.text(0, "Name", 160, true),
            Field.text(1, "Host", 104, true),
            Field.text(2, "Switch", 112, true),
            Field.text(3, "Machine", 128, false),
            Field.choice(4, "Type", 84, true, words(PortType.class)),
            Field.choice(5, "State", 112, true, words(LinkState.class)),
            Field.text(6, "VLAN", 136, true),
            Field.bits(7, "Rate", true),
            Field.perSecond(8, "Frames/s", true),
            Field.count(9, "Drops", true),
            Field.perSecond(10, "Drops/s", true),
            Field.text(11, "Policies", 152, true),
            Field.text(12, "MAC", 152, false),
            Field.text(13, "Attachment", 108, false),
            Field.flag(14, "Isolated", false),
            Field.flag(15, "Spoofing", false),
            Field.choice(16, "Mirroring", 108, false, words(PortMirroring.class)),
            Field.text(17, "Reason", 208, false),
            Field.count(18, "Received", false),
            Field.count(19, "Delivered", false));

    /** Of a switch. */
    static final List<Field> SWITCHES = List.of(
            Field.text(0, "Name", 160, true),
            Field.text(1, "Host", 104, true),
            Field.choice(2, "Type", 84, true, words(SwitchType.class)),
            Field.count(3, "Ports", true),
            Field.count(4, "Addresses", true),
            Field.bits(5, "Rate", true),
            Field.perSecond(6, "Frames/s", true),
            Field.count(7, "Drops", true),
            Field.perSecond(8, "Drops/s", true),
            Field.text(9, "Extensions", 280, true));

    /** Of a host. */
    static final List<Field> HOSTS = List.of(
            Field.text(0, "Name", 160, true),
            Field.count(1, "Switches", true),
            Field.count(2, "Ports", true),
            Field.count(3, "Machines", true),
            Field.bits(4, "Rate", true),
            Field.perSecond(5, "Frames/s", true),
            Field.count(6, "Drops", true),
            Field.perSecond(7, "Drops/s", true));

    /** Of an extension; its figures are those of all switches together. */
    static final List<Field> EXTENSIONS = List.of(
            Field.text(0, "Name", 260, true),
            Field.choice(1, "Kind", 100, true, Stream.concat(Stream.of("unknown"),
                    words(ExtensionKind.class).stream()).toList()),
            Field.text(2, "Version", 124, true),
            Field.text(3, "Vendor", 104, true),
            Field.flag(4, "Installed", true),
            Field.text(5, "Switches", 144, true),
            Field.count(6, "Frames", true),
            Field.count(7, "Drops", true),
            Field.count(8, "Faults", true));

    private Fields() {
    }

    private static <E extends Enum<E>> List<String> words(Class<E> type) {
        return Stream.of(type.getEnumConstants()).map(Schema::word).toList();
    }
}
