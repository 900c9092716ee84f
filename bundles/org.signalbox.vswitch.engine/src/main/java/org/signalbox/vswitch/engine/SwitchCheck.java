package org.signalbox.vswitch.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.signalbox.schema.Path;
import org.signalbox.vswitch.MirrorSpec;
import org.signalbox.vswitch.MirrorSpec.Analyser;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.StaticAddress;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;

/**
 * Says where the ports and mirrors of one switch contradict each other: what its type does not allow, VLANs that are used
 * in two ways, mirrors without ends, static addresses that are nowhere or in two places.
 */
final class SwitchCheck {
    private static final int VLANS = 4_096;

    /** Told of each contradiction. */
    interface Refusals {
        void refuse(Path path, String found, String expected);
    }

    /** What a VLAN of a switch is for. */
    private record Use(String text, int primary) {
    }

    private static final String RSPAN = "the RSPAN VLAN of a mirror";
    private static final String PRIMARY = "a primary VLAN";
    private static final String LISTED = "a secondary VLAN";

    private final SwitchSpec spec;
    private final Path at;
    private final Refusals refusals;
    private final Use[] uses = new Use[VLANS];

    SwitchCheck(final SwitchSpec spec, final Path at, final Refusals refusals) {
        this.spec = spec;
        this.at = at;
        this.refusals = refusals;
    }

    void check() {
        checkMirrors();
        for (int k = 0; k < spec.ports().size(); k++) {
            checkType(spec.ports().get(k), port(k));
            if (spec.ports().get(k).vlan() instanceof Vlan.Private role) {
                use(role, port(k).key("vlan"));
            }
        }
        for (int k = 0; k < spec.ports().size(); k++) {
            checkUntagged(spec.ports().get(k).vlan(), port(k).key("vlan"));
        }
        checkStaticAddresses();
    }

    private Path port(final int index) {
        return at.key("ports").index(index);
    }

    private void checkType(final PortSpec port, final Path path) {
        if (port.type() == PortType.UPLINK && spec.type() != SwitchType.EXTERNAL) {
            refusals.refuse(path.key("type"), "\"uplink\"", "machine" + (spec.type() == SwitchType.INTERNAL ? " or host"
                    : "") + ", since the switch is " + word(spec.type()) + "; an external one has uplinks");
        } else if (port.type() == PortType.HOST && spec.type() == SwitchType.PRIVATE) {
            refusals.refuse(path.key("type"), "\"host\"",
                    "machine, since the switch is private; internal and external ones have NICs of the host");
        }
    }

    private static String word(final SwitchType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private void checkMirrors() {
        final Set<String> ports = new HashSet<>(spec.ports().stream().map(PortSpec::name).toList());
        final Set<String> names = new HashSet<>();
        for (int k = 0; k < spec.mirrors().size(); k++) {
            final MirrorSpec mirror = spec.mirrors().get(k);
            final Path path = at.key("mirrors").index(k);
            if (!names.add(mirror.name())) {
                refusals.refuse(path.key("name"), quoted(mirror.name()), "a name that no other mirror of the switch has");
            }
            for (int source = 0; source < mirror.sources().size(); source++) {
                requirePort(ports, mirror.sources().get(source), path.key("sources").index(source));
            }
            switch (mirror.to()) {
                case Analyser.Rspan to -> claim(to.vlan(), new Use(RSPAN, 0), path.key("to").key("vlan"));
                case Analyser.Erspan to -> requirePort(ports, to.port(), path.key("to").key("port"));
            }
        }
    }

    private void requirePort(final Set<String> ports, final String name, final Path path) {
        if (!ports.contains(name)) {
            refusals.refuse(path, quoted(name), "the name of a port of the switch");
        }
    }

    private void use(final Vlan.Private port, final Path path) {
        share(port.primary(), new Use(PRIMARY, port.primary()), path.key("primary"));
        if (port.role() == Vlan.Private.Role.PROMISCUOUS) {
            for (final VlanRange range : port.secondaries()) {
                for (int vlan = range.first(); vlan <= range.last(); vlan++) {
                    share(vlan, new Use(LISTED, port.primary()), path.key("secondaries"));
                }
            }
        } else {
            share(port.secondary(), new Use(port.role() == Vlan.Private.Role.ISOLATED ? "an isolated VLAN"
                    : "a community VLAN", port.primary()), path.key("secondary"));
        }
    }

    /** A VLAN that ports may use together if they use it alike; to be listed fits to be isolated or a community. */
    private void share(final int vlan, final Use use, final Path path) {
        final Use known = uses[vlan];
        final boolean fits = known == null || known.equals(use) || known.primary() == use.primary()
                && known.primary() != vlan && (known.text().equals(LISTED) || use.text().equals(LISTED));
        if (!fits) {
            refuse(path, vlan, known);
        } else if (known == null || known.text().equals(LISTED)) {
            uses[vlan] = use;
        }
    }

    /** A VLAN that nobody else may use. */
    private void claim(final int vlan, final Use use, final Path path) {
        if (uses[vlan] == null) {
            uses[vlan] = use;
        } else {
            refuse(path, vlan, uses[vlan]);
        }
    }

    private void refuse(final Path path, final int vlan, final Use known) {
        refusals.refuse(path, "VLAN " + vlan + ", which is " + known.text()
                + (known.primary() != 0 && known.primary() != vlan ? " of " + known.primary() : "") + " on this switch",
                "another VLAN");
    }

    /** Untagged frames of an access port or trunk may not get into a VLAN with a meaning of its own. */
    private void checkUntagged(final Vlan vlan, final Path path) {
        if (vlan instanceof Vlan.Access access && uses[access.id()] != null) {
            refuse(path.key("id"), access.id(), uses[access.id()]);
        } else if (vlan instanceof Vlan.Trunk trunk && uses[trunk.nativeId()] != null
                && uses[trunk.nativeId()].text().equals(RSPAN)) {
            refuse(path.key("native"), trunk.nativeId(), uses[trunk.nativeId()]);
        }
    }

    private void checkStaticAddresses() {
        final Map<String, String> known = new HashMap<>();
        for (int k = 0; k < spec.ports().size(); k++) {
            final List<StaticAddress> all = spec.ports().get(k).staticAddresses();
            for (int n = 0; n < all.size(); n++) {
                check(spec.ports().get(k), all.get(n), port(k).key("staticAddresses").index(n), known);
            }
        }
    }

    private void check(final PortSpec port, final StaticAddress fixed, final Path path,
            final Map<String, String> known) {
        final int untagged = port.vlan().untaggedId();
        final int vlan = fixed.vlan().orElse(untagged);
        final boolean carried = vlan == untagged || port.vlan() instanceof Vlan.Trunk trunk && trunk.carries(vlan);
        if (fixed.mac().isMulticast()) {
            refusals.refuse(path.key("mac"), quoted(fixed.mac().toString()),
                    "an address of one station, its first octet even");
        } else if (!carried) {
            refusals.refuse(path.key("vlan"), String.valueOf(vlan), "a VLAN that the port sends in");
        } else {
            final int domain = uses[vlan] == null || uses[vlan].primary() == 0 ? vlan : uses[vlan].primary();
            final String other = known.put(domain + " " + fixed.mac(), port.name());
            if (other != null) {
                refusals.refuse(path.key("mac"), quoted(fixed.mac().toString()),
                        "an address that is not static in this VLAN already, at port " + other);
            }
        }
    }

    private static String quoted(final String text) {
        return '"' + text + '"';
    }
}
