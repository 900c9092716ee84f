package org.signalbox.fabric.document;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.signalbox.schema.Path;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;

/**
 * The private VLANs of one switch agree: a secondary belongs to one primary, is either isolated or a community, and
 * is not a primary itself. Source: RFC 5517, sections 2 and 3.
 */
final class PrivateVlanRules {
    private final Map<Integer, Integer> primaryOf = new HashMap<>();
    private final Map<Integer, Vlan.Private.Role> roleOf = new HashMap<>();
    private final Set<Integer> primaries = new HashSet<>();

    /** @throws SchemaException for the first port that disagrees with those before it */
    void check(List<PortSpec> ports, Path path) {
        for (int i = 0; i < ports.size(); i++) {
            if (ports.get(i).vlan() instanceof Vlan.Private vlan) {
                checkPort(vlan, path.index(i).key("vlan"));
            }
        }
    }

    private void checkPort(Vlan.Private vlan, Path path) {
        primaries.add(vlan.primary());
        if (primaryOf.containsKey(vlan.primary())) {
            throw new SchemaException(path.key("primary"),
                    vlan.primary() + ", which is a secondary VLAN of " + primaryOf.get(vlan.primary()),
                    "a VLAN that is either primary or secondary");
        }
        if (vlan.role() == Vlan.Private.Role.PROMISCUOUS) {
            for (int i = 0; i < vlan.secondaries().size(); i++) {
                final VlanRange range = vlan.secondaries().get(i);
                for (int id = range.first(); id <= range.last(); id++) {
                    checkSecondary(id, vlan.primary(), path.key("secondaries").index(i));
                }
            }
            return;
        }
        final Path place = path.key("secondary");
        checkSecondary(vlan.secondary(), vlan.primary(), place);
        final Vlan.Private.Role role = roleOf.putIfAbsent(vlan.secondary(), vlan.role());
        if (role != null && role != vlan.role()) {
            throw new SchemaException(place, vlan.secondary() + ", which is " + word(role) + " on another port",
                    "a secondary VLAN that is either isolated or a community");
        }
    }

    private void checkSecondary(int secondary, int primary, Path place) {
        if (primaries.contains(secondary)) {
            throw new SchemaException(place, secondary + ", which is a primary VLAN",
                    "a VLAN that is either primary or secondary");
        }
        final Integer other = primaryOf.putIfAbsent(secondary, primary);
        if (other != null && other != primary) {
            throw new SchemaException(place, secondary + ", which belongs to the primary VLAN " + other,
                    "a secondary VLAN of one primary");
        }
    }

    private static String word(Vlan.Private.Role role) {
        return role == Vlan.Private.Role.ISOLATED ? "isolated" : "a community";
    }
}
