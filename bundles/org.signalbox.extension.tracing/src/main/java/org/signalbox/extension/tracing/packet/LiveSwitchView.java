package org.signalbox.extension.tracing.packet;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.signalbox.command.RefusedException;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.ForwardingEntry;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.Simulations.Snapshot;

/** What is known of a live switch's ports: their names and whose addresses are behind them. */
final class LiveSwitchView {
    private static final int MOST_CHOICES = 20;
    /** An address, perhaps with the length of its network and more: {@code 10.0.10.1/24 vlan 10}. */
    private static final Pattern HOST = Pattern.compile("([0-9a-fA-F.:]+)(/\\d{1,3})?( .*)?");

    private final Snapshot snapshot;
    private final List<ForwardingEntry> learned;

    /** @param learned what the switch has learned */
    LiveSwitchView(Snapshot snapshot, List<ForwardingEntry> learned) {
        this.snapshot = snapshot;
        this.learned = learned;
    }

    private List<PortSpec> ports() {
        return snapshot.spec().ports();
    }

    /** The port of a name, or the only one of a machine of that name. @throws RefusedException with one sentence */
    PortSpec port(String name) throws RefusedException {
        final List<PortSpec> named = ports().stream().filter(port -> port.name().equals(name)).toList();
        final List<PortSpec> found = !named.isEmpty() ? named
                : ports().stream().filter(port -> port.machine().equals(Optional.of(name))).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        final List<String> choices = (found.isEmpty() ? ports() : found).stream().map(PortSpec::name)
                .limit(MOST_CHOICES).toList();
        throw new RefusedException(found.isEmpty()
                ? "found no network adapter " + SchemaException.describe(name) + " on switch '" + snapshot.spec().name()
                        + "', expected " + (choices.isEmpty() ? "one, of which there are none"
                                : "one of " + String.join(", ", choices))
                : "found several network adapters of machine '" + name + "', expected one of "
                        + String.join(", ", choices));
    }

    /** The address of the station behind a port: its own, or the one that was seen there last. */
    Optional<MacAddress> mac(PortSpec port) {
        return port.mac().or(() -> learned.stream().filter(entry -> entry.port().equals(port.name()))
                .min(Comparator.comparingLong(ForwardingEntry::ageNanos)).map(ForwardingEntry::mac));
    }

    /** The first IP address of a version that a port's attachment names, such as those of the lab's guests. */
    static Optional<IpAddress> address(PortSpec port, int version) {
        return texts(port.attachment()).map(LiveSwitchView::address).flatMap(Optional::stream)
                .filter(address -> address.version() == version).findFirst();
    }

    private static Stream<String> texts(Object tree) {
        return switch (tree) {
            case String text -> Stream.of(text);
            case List<?> list -> list.stream().flatMap(LiveSwitchView::texts);
            case Map<?, ?> map -> map.values().stream().flatMap(LiveSwitchView::texts);
            case null, default -> Stream.empty();
        };
    }

    private static Optional<IpAddress> address(String text) {
        final Matcher host = HOST.matcher(text);
        try {
            return host.matches() ? Optional.of(IpAddress.parse(host.group(1))) : Optional.empty();
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }
}
