package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.signalbox.command.RefusedException;
import org.signalbox.frame.IpPrefix;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.PortSpec;

/**
 * Port ACLs as they stand in a document: entries {@code { action: deny, direction: inbound, remote: 10.0.0.0/8 }} under
 * {@code acl} of the filtering extension's policy, whether that extension is installed or not.
 */
final class AclEntries {
    private static final List<String> ALL_ADDRESSES = List.of("0.0.0.0/0", "::/0");

    /** What an entry does. Source: Microsoft, {@code VMNetworkAdapterAclAction}. */
    enum Action {
        ALLOW, DENY, METER
    }

    /** Seen from the machine; both makes two entries. Source: Microsoft, {@code VMNetworkAdapterAclDirection}. */
    enum Direction {
        INBOUND, OUTBOUND, BOTH
    }

    /** Parameters that say which entries. Source: Microsoft, {@code Add-VMNetworkAdapterAcl}. */
    public record Parameters(
            @Doc("Name of the adapter.") String vmNetworkAdapterName,
            @Doc("allow, deny, or meter, which counts and is by IP.") Action action,
            @Doc("inbound, outbound or both.") Direction direction,
            @Doc("IP prefix on the machine's side, or ANY.") Optional<String> localIPAddress,
            @Doc("IP prefix on the other side, or ANY.") Optional<String> remoteIPAddress,
            @Doc("MAC address on the machine's side.") Optional<String> localMacAddress,
            @Doc("MAC address on the other side.") Optional<String> remoteMacAddress,
            @Doc("Name of the switch; needed where two switches have an adapter of that name.")
            Optional<String> switchName) {
    }

    private AclEntries() {
    }

    /** The entries that parameters ask for. @throws RefusedException with one sentence */
    static List<Map<String, Object>> of(Parameters given) throws RefusedException {
        final Map<String, List<String>> sides = new LinkedHashMap<>();
        int count = 0;
        for (Optional<String> each : List.of(given.localIPAddress(), given.remoteIPAddress(), given.localMacAddress(),
                given.remoteMacAddress())) {
            count += each.isPresent() ? 1 : 0;
        }
        if (count != 1) {
            throw new RefusedException("found " + count
                    + " addresses, expected one of -LocalIPAddress, -RemoteIPAddress, "
                    + "-LocalMacAddress and -RemoteMacAddress");
        }
        if (given.action() == Action.METER && (given.localMacAddress().isPresent()
                || given.remoteMacAddress().isPresent())) {
            throw new RefusedException("found a meter by a MAC address, expected -LocalIPAddress or -RemoteIPAddress");
        }
        put(sides, "local", given.localIPAddress(), AclEntries::prefixes);
        put(sides, "remote", given.remoteIPAddress(), AclEntries::prefixes);
        put(sides, "local", given.localMacAddress(), text -> List.of(MacAddress.parse(text).toString()));
        put(sides, "remote", given.remoteMacAddress(), text -> List.of(MacAddress.parse(text).toString()));
        final List<Map<String, Object>> entries = new ArrayList<>();
        for (Direction direction : given.direction() == Direction.BOTH
                ? List.of(Direction.INBOUND, Direction.OUTBOUND) : List.of(given.direction())) {
            sides.forEach((side, addresses) -> addresses.forEach(
                    address -> entries.add(entry(given.action(), direction, side, address))));
        }
        return entries;
    }

    private static void put(Map<String, List<String>> sides, String side, Optional<String> given,
            Function<String, List<String>> read) throws RefusedException {
        if (given.isPresent()) {
            try {
                sides.put(side, read.apply(given.get()));
            } catch (IllegalArgumentException noAddress) {
                throw new RefusedException(noAddress.getMessage(), noAddress);
            }
        }
    }

    private static List<String> prefixes(String text) {
        return text.equalsIgnoreCase("any") ? ALL_ADDRESSES : List.of(IpPrefix.parse(text).toString());
    }

    private static Map<String, Object> entry(Action action, Direction direction, String side, String address) {
        final Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("action", Schema.word(action));
        entry.put("direction", Schema.word(direction));
        entry.put(side, address);
        return entry;
    }

    /** An entry for one direction. */
    record OneWay(FilteringKeys.Placed placed, Map<?, ?> entry) {
    }

    /**
     * The entries of a port, those for both directions as two.
     *
     * @throws RefusedException with one sentence, if its policy has another shape
     */
    static List<OneWay> of(PortSpec port) throws RefusedException {
        final List<OneWay> entries = new ArrayList<>();
        for (FilteringKeys.Placed placed : FilteringKeys.entries(port, FilteringKeys.ACL)) {
            oneWay(placed.entry()).forEach(entry -> entries.add(new OneWay(placed, entry)));
        }
        return entries;
    }

    private static List<Map<?, ?>> oneWay(Map<?, ?> entry) {
        if (!Schema.word(Direction.BOTH).equals(entry.get("direction"))) {
            return List.of(entry);
        }
        final List<Map<?, ?>> both = new ArrayList<>();
        for (Direction direction : List.of(Direction.INBOUND, Direction.OUTBOUND)) {
            final Map<Object, Object> one = new LinkedHashMap<>(entry);
            one.put("direction", Schema.word(direction));
            both.add(one);
        }
        return both;
    }

    /** Whether two entries for one direction say the same, however their addresses are written. */
    static boolean isSame(Map<?, ?> entry, Map<?, ?> other) {
        return comparable(entry).equals(comparable(other));
    }

    private static Map<Object, Object> comparable(Map<?, ?> entry) {
        final Map<Object, Object> comparable = new LinkedHashMap<>(entry);
        for (String side : List.of("local", "remote")) {
            comparable.computeIfPresent(side, (key, address) -> read(address.toString()));
        }
        return comparable;
    }

    /** The address that a text is, or the text where it is none. */
    private static Object read(String text) {
        for (Function<String, Object> form : List.<Function<String, Object>>of(MacAddress::parse, IpPrefix::parse)) {
            try {
                return form.apply(text);
            } catch (IllegalArgumentException otherForm) {
                continue;
            }
        }
        return text;
    }

    /** The entries of a port, those for both directions as two, to add to or take from. */
    static List<Map<?, ?>> changeable(PortSpec port) throws RefusedException {
        final List<Map<?, ?>> entries = new ArrayList<>();
        of(port).forEach(each -> entries.add(each.entry()));
        return entries;
    }

    /** The port with other entries; without any, the key goes. */
    static PortSpec with(PortSpec port, List<Map<?, ?>> entries) throws RefusedException {
        return FilteringKeys.with(port, FilteringKeys.ACL, entries);
    }
}
