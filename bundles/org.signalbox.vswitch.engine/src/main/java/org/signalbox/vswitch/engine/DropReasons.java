package org.signalbox.vswitch.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The reasons to drop that are known on one switch, numbered from 0. Numbers are for the hot path, texts for people.
 * Any thread may ask for a number; there are at most {@value #CAPACITY}, and an extension that asks for more gets one
 * that says so.
 */
final class DropReasons {
    static final int CAPACITY = 65_536;
    /** The extension id of the switch itself. */
    static final String SWITCH = "switch";

    static final int RUNT = 0;
    static final int CUT_TAG = 1;
    static final int TAG_REFUSED = 2;
    static final int MAC_SPOOFING = 3;
    static final int BPDU_GUARD = 4;
    static final int SAME_PORT = 5;
    static final int NO_DESTINATION = 6;
    static final int NOT_IN_VLAN = 7;
    static final int DISCONNECTED = 8;
    static final int LINK_DOWN = 9;
    static final int QUEUE_FULL = 10;
    static final int ATTACHMENT_FAULT = 11;
    static final int DETACHED = 12;
    static final int LINK_LOCAL = 13;
    static final int DYNAMIC_IP_LIMIT = 14;
    static final int UPLINK_LOOP = 15;
    static final int ISOLATED = 16;
    static final int STORM_LIMIT = 17;
    static final int UNFINISHED = 18;
    private static final int OWN = 19;

    /** A reason as people read it. */
    record Reason(String extension, String rule, String text) {
    }

    private final Map<Reason, Integer> ids = new HashMap<>();
    private final Map<String, Integer> owners = new HashMap<>();
    private volatile Reason[] reasons = new Reason[64];
    private volatile int[] ownerOf = new int[64];

    DropReasons() {
        own(RUNT, "runt", "shorter than an Ethernet header");
        own(CUT_TAG, "runt", "cut within its VLAN tag");
        own(TAG_REFUSED, "vlan", "its VLAN tag may not be sent from this port");
        own(MAC_SPOOFING, "macSpoofing", "its source address is not the port's");
        own(BPDU_GUARD, "bpduGuard", "a bridge protocol frame from a machine");
        own(SAME_PORT, "samePort", "its destination is behind its source port");
        own(NO_DESTINATION, "noDestination", "no destination");
        own(NOT_IN_VLAN, "vlan", "the port is not in the frame's VLAN");
        own(DISCONNECTED, "disconnected", "the port is not connected");
        own(LINK_DOWN, "linkDown", "the port is down");
        own(QUEUE_FULL, "queueFull", "queue full");
        own(ATTACHMENT_FAULT, "attachmentFault", "the attachment failed");
        own(DETACHED, "detached", "waiting when the attachment was taken off");
        own(LINK_LOCAL, "linkLocal", "for the other end of the link, which no bridge forwards");
        own(DYNAMIC_IP_LIMIT, "dynamicIpLimit", "one IP address more than the port may send from");
        own(UPLINK_LOOP, "uplinkLoop", "from one uplink to another");
        own(ISOLATED, "isolated", "its destination may not receive it");
        own(STORM_LIMIT, "stormLimit", "one flooded frame more than the port may send in a second");
        own(UNFINISHED, "offload", "its segments or its checksum cannot be made");
    }

    private void own(final int id, final String rule, final String text) {
        if (id(SWITCH, rule, text) != id || id >= OWN) {
            throw new IllegalStateException("reason " + id + " is out of order");
        }
    }

    /** The number of a reason; the same texts give the same number. */
    synchronized int id(final String extension, final String rule, final String text) {
        final Reason reason = new Reason(extension, rule, text);
        final Integer known = ids.get(reason);
        if (known != null) {
            return known;
        }
        if (ids.size() >= CAPACITY && !rule.isEmpty()) {
            return id(extension, "", "one of too many reasons");
        }
        final int id = ids.size();
        if (id == reasons.length) {
            reasons = Arrays.copyOf(reasons, 2 * id);
            ownerOf = Arrays.copyOf(ownerOf, 2 * id);
        }
        // written again so that whoever reads the array sees the element
        final Reason[] texts = reasons;
        texts[id] = reason;
        reasons = texts;
        final int[] of = ownerOf;
        of[id] = owner(extension);
        ownerOf = of;
        ids.put(reason, id);
        return id;
    }

    /** The number of an extension, for {@link #isOf}. */
    synchronized int owner(final String extension) {
        return owners.computeIfAbsent(extension, _ -> owners.size() + 1);
    }

    /** Whether a number was given out to that owner. */
    boolean isOf(final int id, final int owner) {
        final int[] of = ownerOf;
        return id < of.length && of[id] == owner;
    }

    /** What a number given out by {@link #id} means. */
    Reason reason(final int id) {
        return reasons[id];
    }
}
