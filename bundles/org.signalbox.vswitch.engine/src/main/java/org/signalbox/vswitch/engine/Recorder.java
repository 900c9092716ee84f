package org.signalbox.vswitch.engine;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.signalbox.frame.EtherType;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.FollowedFrame;
import org.signalbox.vswitch.decision.Headers;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.decision.Verdict;
import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameSlots;
import org.signalbox.vswitch.pipeline.Remarks;

/**
 * Writes down each frame's way by looking at a batch after every step; allocates freely. The core calls it in the
 * order of its steps, and before dropped entries leave the list of live ones.
 */
// Frames that nobody asked for have no draft, and copies of those no steps: both are null.
final class Recorder {
    private static final int TAGGED_HEADER = 18;
    private static final int VLAN_MASK = 0xFFF;
    private static final int PRIORITY_SHIFT = 13;
    private static final int UNTAGGED = -1;
    private static final String VLAN = "vlan";
    private static final String FAULT = "fault";

    private final Audience audience;
    private final DropReasons reasons;
    // by slot
    private final List<Draft> drafts = new ArrayList<>();
    // by entry of the egress pass
    private final List<Draft.OfCopy> copies = new ArrayList<>();
    private Program program;
    private FrameSlots slots;
    private long frames;
    private int steps;

    Recorder(final Audience audience, final DropReasons reasons) {
        this.audience = audience;
        this.reasons = reasons;
    }

    /**
     * A batch as it came in.
     *
     * @return whether it is to be recorded; if not, no other call follows
     */
    boolean begin(final Program by, final FrameSlots received, final long timeNanos) {
        program = by;
        slots = received;
        drafts.clear();
        copies.clear();
        steps = 0;
        if (!audience.begins(by, received, timeNanos)) {
            return false;
        }
        for (int slot = 0; slot < slots.count(); slot++) {
            drafts.add(draft(slot, tag(slot)));
        }
        return true;
    }

    private Draft draft(final int slot, final int tag) {
        final long who = audience.wants(slots, slot);
        final int source = slots.sourcePort(slot);
        return who == Audience.NOBODY ? null : new Draft(who, Draft.copy(bytes(slot), slots.wireLength(slot)),
                slots.timeNanos(slot), source, name(source), slots.length(slot), tag);
    }

    /** The bytes of a frame as it stands in its slot, as many as are to be told. */
    private MemorySegment bytes(final int slot) {
        return slots.memory().asSlice(slots.offset(slot), Math.min(slots.length(slot), audience.snapLength()));
    }

    private int tag(final int slot) {
        return slots.length(slot) >= TAGGED_HEADER && EtherType.isTag(slots.u16(slot, 12)) ? slots.u16(slot, 14)
                : UNTAGGED;
    }

    /** A stage made frames, of which some may be dropped already; their headers are parsed. */
    void made(final EnabledStage stage, final FrameEntries entries, final int first, final Remarks remarks) {
        for (int entry = first; entry < entries.count(); entry++) {
            final int slot = entries.slot(entry);
            final Draft draft = draft(slot, UNTAGGED);
            drafts.add(draft);
            if (draft != null) {
                draft.entered = HeaderReader.read(slots, slot);
                draft.now = draft.entered;
                add(draft.ingress, step(stage.id(), made(stage, entries.isCopy(entry)), remarks.rule(entry),
                        remarks.reason(entry)));
                if (entries.isDropped(entry)) {
                    add(draft.ingress, drop(stage, entries.dropReason(entry)));
                }
            }
        }
    }

    private static Verdict made(final EnabledStage stage, final boolean copy) {
        return copy ? Verdict.CLONE : stage.isCapturing() ? Verdict.ORIGINATE : Verdict.INJECT;
    }

    /** The edge has let frames in or dropped them. */
    void admitted(final FrameEntries entries) {
        for (int k = 0; k < entries.live(); k++) {
            final int frame = entries.frame(k);
            final int slot = entries.slot(frame);
            final Draft draft = drafts.get(slot);
            if (draft != null) {
                if (entries.isDropped(frame)) {
                    // the edge may not have come to that
                    slots.parse(slot);
                }
                draft.now = HeaderReader.read(slots, slot);
                draft.entered = draft.tag == UNTAGGED ? draft.now
                        : draft.now.withTag(Optional.of(draft.tag & VLAN_MASK))
                                .withPriority(draft.tag >>> PRIORITY_SHIFT);
                add(draft.ingress, entries.isDropped(frame) ? drop(entries.dropReason(frame)) : admitted(draft));
            }
        }
    }

    private Step admitted(final Draft draft) {
        final StringBuilder reason = new StringBuilder(mode(draft.source));
        if (draft.tag == UNTAGGED) {
            return step(DropReasons.SWITCH, Verdict.PASS, VLAN, reason.append("; came without a tag").toString());
        }
        final int vlan = draft.tag & VLAN_MASK;
        reason.append(vlan == 0 ? "; priority tag taken off" : "; tag " + vlan + " taken off");
        if (draft.entered.priority() != draft.now.priority()) {
            reason.append(", priority ").append(draft.entered.priority()).append(" is not trusted");
        }
        return new Step(DropReasons.SWITCH, Verdict.REWRITE, VLAN, reason.toString(), Optional.of(draft.now));
    }

    /** The VLAN mode of a port in words. */
    private String mode(final int port) {
        return program.ports().port(port).spec().vlan().text();
    }

    /**
     * The live entries went through a stage, or past one that has failed.
     *
     * @param failed  whether it did not do its work
     * @param remarks what it said of its decisions
     */
    void passed(final EnabledStage stage, final FrameEntries entries, final Direction direction,
            final boolean failed, final Remarks remarks) {
        for (int k = 0; k < entries.live(); k++) {
            final int entry = entries.frame(k);
            final Draft draft = drafts.get(entries.slot(entry));
            final List<Step> to = draft == null ? null
                    : direction == Direction.INGRESS ? draft.ingress : steps(entry);
            if (to != null) {
                final int slot = entries.slot(entry);
                final String rule = failed ? FAULT : remarks.rule(entry);
                final String reason = failed ? stage.fault() : remarks.reason(entry);
                add(to, entries.isDropped(entry) ? drop(stage, entries.dropReason(entry))
                        : slots.isStale(slot)
                                ? new Step(stage.id(), Verdict.REWRITE, rule, reason, reread(draft, slot))
                                : step(stage.id(), failed ? Verdict.BYPASS : verdict(stage, entries, entry), rule,
                                        reason));
            }
        }
    }

    /** The headers of a frame that a stage wrote to, if they have changed. */
    private Optional<Headers> reread(final Draft draft, final int slot) {
        slots.parse(slot);
        final Headers after = HeaderReader.read(slots, slot);
        final boolean same = after.equals(draft.now);
        draft.now = after;
        return same ? Optional.empty() : Optional.of(after);
    }

    private static Verdict verdict(final EnabledStage stage, final FrameEntries entries, final int entry) {
        return stage.kind() != ExtensionKind.FORWARDING ? Verdict.PASS : switch (entries.destinationPort(entry)) {
            case FrameEntries.NO_DESTINATION, FrameEntries.NORMAL -> Verdict.PASS;
            case FrameEntries.FLOOD -> Verdict.FLOOD;
            default -> Verdict.FORWARD;
        };
    }

    /** Destinations of a frame are final, or it has none for a reason (else -1). */
    void chosen(final int slot, final int destination, final int refused) {
        final Draft draft = drafts.get(slot);
        if (draft != null && refused >= 0) {
            add(draft.ingress, drop(refused));
        } else if (draft != null && !isChoice(draft.ingress.getLast().verdict())) {
            add(draft.ingress, choice(slot, destination));
        }
    }

    private static boolean isChoice(final Verdict verdict) {
        return verdict == Verdict.FORWARD || verdict == Verdict.FLOOD;
    }

    private Step choice(final int slot, final int destination) {
        final MacAddress to = new MacAddress(slots.u48(slot, 0));
        if (destination != FrameEntries.FLOOD) {
            return step(DropReasons.SWITCH, Verdict.FORWARD, "learned", to + " is behind " + name(destination));
        }
        if (to.isMulticast()) {
            return step(DropReasons.SWITCH, Verdict.FLOOD, to.isBroadcast() ? "broadcast" : "multicast",
                    "for every port");
        }
        return step(DropReasons.SWITCH, Verdict.FLOOD, "unknownUnicast", to + " is not known");
    }

    /** Copies are made. */
    void copied(final FrameEntries entries) {
        copies.clear();
        for (int copy = 0; copy < entries.count(); copy++) {
            final Draft draft = drafts.get(entries.slot(copy));
            if (draft != null && !draft.lost && steps >= audience.mostSteps()) {
                draft.lost = true;
                draft.copies.clear();
            }
            final Draft.OfCopy to = draft == null || draft.lost ? null
                    : new Draft.OfCopy(name(entries.destinationPort(copy)), new ArrayList<>());
            copies.add(to);
            if (to != null) {
                draft.copies.add(to);
                if (entries.isDropped(copy)) {
                    add(to.steps, drop(entries.dropReason(copy)));
                }
            }
        }
    }

    /** The outlet took a copy (-1), with a tag or without, or refused it for a reason. */
    void delivered(final FrameEntries entries, final int copy, final boolean tagged, final int refused) {
        final Draft.OfCopy to = copies.get(copy);
        if (to == null) {
            return;
        }
        if (refused >= 0) {
            add(to.steps, drop(refused));
            return;
        }
        final int slot = entries.slot(copy);
        final Draft draft = drafts.get(slot);
        add(to.steps, delivered(draft, entries.destinationPort(copy), tagged));
        if (audience.snapLength() > 0) {
            // as it was handed over
            if (tagged) {
                slots.pushTag(slot);
            }
            to.left = draft.left(bytes(slot), slots.wireLength(slot));
            if (tagged) {
                slots.stripTag(slot);
            }
        }
    }

    /** Of a copy, or null. */
    private List<Step> steps(final int copy) {
        final Draft.OfCopy to = copies.get(copy);
        return to == null ? null : to.steps;
    }

    private Step delivered(final Draft draft, final int port, final boolean tagged) {
        final int vlan = draft.now.vlan();
        return tagged ? new Step(DropReasons.SWITCH, Verdict.DELIVER, VLAN, mode(port) + "; tag " + vlan + " put on",
                Optional.of(draft.now.withTag(Optional.of(vlan))))
                : step(DropReasons.SWITCH, Verdict.DELIVER, VLAN, mode(port) + "; leaves without a tag");
    }

    /**
     * The outlet took a mirrored copy (-1) or refused it for a reason.
     *
     * @param tunnelled whether it is a packet of its own that has the frame in it
     */
    void mirrored(final int slot, final int port, final boolean tunnelled, final int refused) {
        final Draft draft = drafts.get(slot);
        if (draft != null && !draft.lost) {
            final int vlan = slots.vlan(slot);
            final String how = tunnelled ? "for an analyser, through a tunnel"
                    : vlan != draft.now.vlan() ? "for an analyser, in VLAN " + vlan : "for an analyser";
            steps++;
            final Draft.OfCopy to = new Draft.OfCopy(name(port), List.of(refused < 0
                    ? step(DropReasons.SWITCH, Verdict.DELIVER, "mirror", how) : drop(refused)));
            draft.copies.add(to);
            if (refused < 0 && audience.snapLength() > 0) {
                to.left = tunnelled ? Optional.of(FollowedFrame.Bytes.NONE)
                        : draft.left(bytes(slot), slots.wireLength(slot));
            }
        }
    }

    /** A frame is lost in a stage that did not return. */
    void fenced(final EnabledStage stage, final int slot) {
        final Draft draft = drafts.get(slot);
        if (draft != null) {
            add(draft.ingress, drop(stage, stage.faultReason()));
        }
    }

    /** A copy is lost in a stage that did not return. */
    void fencedCopy(final EnabledStage stage, final int copy) {
        if (steps(copy) != null) {
            add(steps(copy), drop(stage, stage.faultReason()));
        }
    }

    /** The batch is through: tells of its frames as they stand behind each other. */
    void finish(final FrameEntries entries) {
        for (int k = 0; k < drafts.size(); k++) {
            final Draft draft = drafts.get(entries.inOrder(k));
            frames++;
            if (draft != null && draft.lost) {
                audience.lost(draft.who, draft.port);
            } else if (draft != null) {
                audience.decided(draft.who, draft.frame(frames));
            }
        }
        drafts.clear();
        copies.clear();
    }

    private String name(final int port) {
        return port == FrameSlots.NO_PORT ? "" : program.ports().port(port).name();
    }

    private void add(final List<Step> to, final Step step) {
        to.add(step);
        steps++;
    }

    private Step drop(final EnabledStage stage, final int reason) {
        final Step drop = drop(stage.known(reason));
        return reason == stage.faultReason() && stage.fault() != null
                ? step(drop.extension(), Verdict.DROP, drop.rule(), drop.reason() + ": " + stage.fault()) : drop;
    }

    private Step drop(final int reason) {
        final DropReasons.Reason of = reasons.reason(reason);
        return step(of.extension(), Verdict.DROP, of.rule(), of.text());
    }

    private static Step step(final String extension, final Verdict verdict, final String rule, final String reason) {
        return new Step(extension, verdict, rule, reason, Optional.empty());
    }
}
