package org.signalbox.vswitch;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import org.signalbox.schema.Default;
import org.signalbox.schema.Discriminator;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Key;
import org.signalbox.schema.Pattern;
import org.signalbox.schema.Range;

/**
 * The VLAN mode of a port; modes exclude each other. In the document {@code vlan: { mode: access, id: 10 }}.
 * Source: IEEE 802.1Q; Microsoft, {@code Set-VMNetworkAdapterVlan}.
 */
@Discriminator("mode")
public sealed interface Vlan {
    /** The domain of untagged ports, which is no VLAN. */
    Untagged UNTAGGED = new Untagged();

    /** Sends and receives untagged frames in the one domain of all untagged ports. */
    @Doc("Untagged: one domain with all other untagged ports.")
    record Untagged() implements Vlan {
    }

    /** Sends and receives untagged frames in one VLAN. */
    @Doc("Access: untagged frames in one VLAN.")
    record Access(@Doc("VLAN identifier.") @Range(min = 1, max = 4094) int id) implements Vlan {
    }

    /**
     * Carries several VLANs, tagged. The native VLAN is accepted tagged and untagged, goes out untagged and need not
     * stand in the allowed list. Native 0 is the domain of the untagged ports. A pruned VLAN is not carried though it is
     * allowed; the native one always is.
     */
    @Doc("Trunk: the native VLAN untagged, the allowed VLANs tagged.")
    record Trunk(
            @Doc("VLAN of untagged frames; 0 is the domain of the untagged ports.")
            @Key("native") @Range(min = 0, max = 4094) @Default("0") int nativeId,
            @Doc("VLANs carried tagged: numbers, or ranges such as 20-29.")
            @Pattern(value = VlanRange.REGEX, means = VlanRange.MEANS) @Range(min = 1, max = 4094)
            @Default("[]") List<VlanRange> allowed,
            @Doc("VLANs that are not carried though they are allowed.")
            @Pattern(value = VlanRange.REGEX, means = VlanRange.MEANS) @Range(min = 1, max = 4094)
            @Default("[]") List<VlanRange> pruned) implements Vlan {
        public Trunk {
            allowed = List.copyOf(allowed);
            pruned = List.copyOf(pruned);
        }

        /** A trunk that carries all it allows. */
        public Trunk(int nativeId, List<VlanRange> allowed) {
            this(nativeId, allowed, List.of());
        }

        /** Whether a frame tagged with this identifier may pass. */
        public boolean carries(int id) {
            return id == nativeId || allowed.stream().anyMatch(range -> range.contains(id))
                    && pruned.stream().noneMatch(range -> range.contains(id));
        }
    }

    /**
     * Private VLAN: who of the same primary may talk to whom. Source: RFC 5517; Microsoft, {@code -SecondaryVlanId}.
     */
    @Doc("Private VLAN (RFC 5517).")
    record Private(
            @Doc("Primary VLAN identifier.") @Range(min = 1, max = 4094) int primary,
            @Doc("Secondary VLAN of an isolated or community port; 0 when not given.")
            @Range(min = 0, max = 4094) @Default("0") int secondary,
            @Doc("Secondary VLANs that a promiscuous port reaches.")
            @Pattern(value = VlanRange.REGEX, means = VlanRange.MEANS) @Range(min = 1, max = 4094)
            @Default("[]") List<VlanRange> secondaries,
            @Doc("isolated, community or promiscuous.") Role role) implements Vlan {
        public Private {
            secondaries = List.copyOf(secondaries);
            final List<String> wrong = new ArrayList<>();
            if (role == Role.PROMISCUOUS) {
                if (secondary != 0 || secondaries.isEmpty()) {
                    wrong.add("found a promiscuous port without 'secondaries', "
                            + "expected 'secondaries' and no 'secondary'");
                }
            } else if (secondary == 0 || !secondaries.isEmpty()) {
                wrong.add("found a port of a secondary VLAN without 'secondary', "
                        + "expected 'secondary' and no 'secondaries'");
            }
            if (wrong.isEmpty() && (secondary == primary || secondaries.stream().anyMatch(r -> r.contains(primary)))) {
                wrong.add("found the primary VLAN " + primary + " as its own secondary, expected another identifier");
            }
            if (!wrong.isEmpty()) {
                throw new IllegalArgumentException(wrong.getFirst());
            }
        }

        /** A port's part in a private VLAN. */
        public enum Role {
            /** Talks to promiscuous ports only. */
            ISOLATED,
            /** Talks to its own community and to promiscuous ports. */
            COMMUNITY,
            /** Talks to every port of its primary whose secondary it lists. */
            PROMISCUOUS
        }
    }

    /** The VLAN of what a port of this mode sends without a tag; 0 is the domain of the untagged ports. */
    default int untaggedId() {
        return switch (this) {
            case Untagged _ -> 0;
            case Access access -> access.id();
            case Trunk trunk -> trunk.nativeId();
            case Private p -> p.role() == Private.Role.PROMISCUOUS ? p.primary() : p.secondary();
        };
    }

    /** How this mode is written in one line of a table, such as {@code access 10} or {@code trunk 1, 20-29}. */
    default String text() {
        return switch (this) {
            case Untagged _ -> "untagged";
            case Access access -> "access " + access.id();
            case Trunk trunk -> "trunk native " + trunk.nativeId() + " allowed " + text(trunk.allowed())
                    + (trunk.pruned().isEmpty() ? "" : " pruned " + text(trunk.pruned()));
            case Private p -> p.role().name().toLowerCase() + " " + p.primary() + " / "
                    + (p.role() == Private.Role.PROMISCUOUS ? text(p.secondaries()) : String.valueOf(p.secondary()));
        };
    }

    private static String text(List<VlanRange> ranges) {
        if (ranges.isEmpty()) {
            return "none";
        }
        final TreeSet<VlanRange> sorted = new TreeSet<>(ranges);
        return String.join(", ", sorted.stream().map(VlanRange::toString).toList());
    }
}
