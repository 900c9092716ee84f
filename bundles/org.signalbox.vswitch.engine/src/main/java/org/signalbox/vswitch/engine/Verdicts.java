package org.signalbox.vswitch.engine;

import java.lang.foreign.MemorySegment;
import java.util.StringJoiner;
import java.util.function.Supplier;

import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.UpgradeDifference;
import org.signalbox.vswitch.decision.Headers;
import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameSlots;

/** Says of a frame what two versions of an extension did with it, for people. */
final class Verdicts {
    private final String switchName;
    private final DropReasons reasons;
    private final int owner;
    private final Supplier<PortTable> ports;

    /**
     * @param extension its id
     * @param ports     those that the switch has now
     */
    Verdicts(final String switchName, final String extension, final DropReasons reasons,
            final Supplier<PortTable> ports) {
        this.switchName = switchName;
        this.reasons = reasons;
        this.owner = reasons.owner(extension);
        this.ports = ports;
    }

    boolean isPort(final int index) {
        return ports.get().exists(index);
    }

    /** On ingress one of them dropped the frame, or they left it with different bytes. */
    UpgradeDifference ofBytes(final FrameSlots from, final FrameEntries of, final int entry, final FrameSlots own,
            final FrameEntries ownOf, final int copy) {
        final int slot = of.slot(entry);
        final boolean bothPass = !of.isDropped(entry) && !ownOf.isDropped(copy);
        final long at = from.offset(slot);
        final long ownAt = own.offset(copy);
        final int place = bothPass ? (int) MemorySegment.mismatch(from.memory(), at, at + from.length(slot),
                own.memory(), ownAt, ownAt + own.length(copy)) : -1;
        return ingress(from, slot, verdict(of, entry, passed(from, slot, place)),
                verdict(ownOf, copy, passed(own, copy, place)));
    }

    private static String passed(final FrameSlots slots, final int slot, final int place) {
        return place < 0 || place >= slots.length(slot) ? "passed with " + slots.length(slot) + " bytes"
                : String.format("passed with byte %d as %02x", place, slots.u8(slot, place));
    }

    /** They did not make as many frames of a batch. */
    UpgradeDifference ofMade(final FrameSlots from, final int first, final int made, final int ownMade) {
        return ingress(from, first, made(made), made(ownMade));
    }

    private static String made(final int count) {
        return "made " + count + (count == 1 ? " frame" : " frames") + " of the batch that begins with it";
    }

    /** They chose different destinations, or one of them dropped the frame. */
    UpgradeDifference ofDestinations(final FrameSlots from, final FrameEntries of, final int entry,
            final FrameEntries ownOf, final int copy) {
        return ingress(from, of.slot(entry), verdict(of, entry, destinations(of, entry)),
                verdict(ownOf, copy, destinations(ownOf, copy)));
    }

    private String destinations(final FrameEntries of, final int entry) {
        return switch (of.destinationPort(entry)) {
            case FrameEntries.NO_DESTINATION -> "sent nowhere";
            case FrameEntries.FLOOD -> "flooded";
            case FrameEntries.NORMAL -> "left to the switch";
            case FrameEntries.SEVERAL -> {
                final StringJoiner names = new StringJoiner(", ", "sent to ", "");
                for (int k = 0; k < of.destinations(entry); k++) {
                    names.add(name(of.destination(entry, k)));
                }
                yield names.toString();
            }
            default -> "sent to " + name(of.destinationPort(entry));
        };
    }

    /** One of them excluded the copy's destination. */
    UpgradeDifference ofCopy(final FrameSlots from, final FrameEntries of, final int entry, final FrameEntries ownOf,
            final int copy) {
        return new UpgradeDifference(switchName, name(of.destinationPort(entry)), Direction.EGRESS,
                line(HeaderReader.read(from, of.slot(entry))), verdict(of, entry, "passed"),
                verdict(ownOf, copy, "passed"));
    }

    private UpgradeDifference ingress(final FrameSlots from, final int slot, final String before, final String after) {
        return new UpgradeDifference(switchName, name(from.sourcePort(slot)), Direction.INGRESS,
                line(HeaderReader.read(from, slot)), before, after);
    }

    private String verdict(final FrameEntries of, final int entry, final String passed) {
        if (!of.isDropped(entry)) {
            return passed;
        }
        final int id = of.dropReason(entry);
        if (!reasons.isOf(id, owner)) {
            return "dropped (a reason that is not the extension's)";
        }
        final DropReasons.Reason reason = reasons.reason(id);
        return "dropped (" + reason.rule() + ": " + reason.text() + ")";
    }

    private String name(final int port) {
        final PortTable now = ports.get();
        return now.exists(port) ? now.port(port).name() : "";
    }

    private static String line(final Headers of) {
        final StringJoiner line = new StringJoiner(" ");
        of.source().ifPresent(mac -> line.add(mac.toString()));
        of.destination().ifPresent(mac -> line.add("> " + mac));
        if (of.vlan() != 0) {
            line.add("vlan " + of.vlan());
        }
        of.etherType().ifPresent(type -> line.add(String.format("type %04x", type)));
        of.ipSource().ifPresent(ip -> line.add(ip + port(of.sourcePort().orElse(-1))));
        of.ipDestination().ifPresent(ip -> line.add("> " + ip + port(of.destinationPort().orElse(-1))));
        of.protocol().ifPresent(protocol -> line.add("protocol " + protocol));
        return line.toString();
    }

    private static String port(final int number) {
        return number < 0 ? "" : " port " + number;
    }
}
