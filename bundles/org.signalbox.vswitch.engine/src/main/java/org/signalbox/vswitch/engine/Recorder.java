package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.Simulations.Decisions;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Headers;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.decision.Verdict;
import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * Writes down each frame's way by looking at a batch after every step; allocates freely. The core calls it in the
 * order of its steps, and before dropped entries leave the list of live ones.
 */
final class Recorder {
    /** A copy in the making. */
    private record CopyDraft(String port, List<Step> steps) {
        private Copy copy() {
            return new Copy(port, steps);
        }
    }

    /** A decision in the making. */
    private static final class Draft {
        private final long timeNanos;
        private final String port;
        private final int length;
        private Headers entered;
        private Headers now;
        private final List<Step> ingress = new ArrayList<>();
        private final List<CopyDraft> copies = new ArrayList<>();

        private Draft(final long timeNanos, final String port, final int length) {
            this.timeNanos = timeNanos;
            this.port = port;
            this.length = length;
        }
    }

    private final Decisions decisions;
    private final DropReasons reasons;
    private final List<Draft> drafts = new ArrayList<>();
    private final List<List<Step>> copies = new ArrayList<>();
    private Program program;
    private FrameSlots slots;
    private long frames;

    Recorder(final Decisions decisions, final DropReasons reasons) {
        this.decisions = decisions;
        this.reasons = reasons;
    }

    /** A batch as it came in. */
    void begin(final Program by, final FrameSlots received) {
        program = by;
        slots = received;
        for (int slot = 0; slot < slots.count(); slot++) {
            drafts.add(new Draft(slots.timeNanos(slot), name(slots.sourcePort(slot)), slots.length(slot)));
        }
    }

    /** A stage made frames, of which some may be dropped already; their headers are parsed. */
    void made(final EnabledStage stage, final FrameEntries entries, final int first) {
        for (int entry = first; entry < entries.count(); entry++) {
            final int slot = entries.slot(entry);
            final Draft draft = new Draft(slots.timeNanos(slot), name(slots.sourcePort(slot)), slots.length(slot));
            draft.entered = HeaderReader.read(slots, slot);
            draft.now = draft.entered;
            draft.ingress.add(step(stage.id(), made(stage, entries.isCopy(entry)), "", ""));
            if (entries.isDropped(entry)) {
                draft.ingress.add(drop(stage.known(entries.dropReason(entry))));
            }
            drafts.add(draft);
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
            slots.parse(slot);
            draft.entered = HeaderReader.read(slots, slot);
            draft.now = draft.entered;
            if (entries.isDropped(frame)) {
                draft.ingress.add(drop(entries.dropReason(frame)));
            }
        }
    }

    /** A stage has seen the live entries. */
    void passed(final EnabledStage stage, final FrameEntries entries, final Direction direction) {
        for (int k = 0; k < entries.live(); k++) {
            final int entry = entries.frame(k);
            final Draft draft = drafts.get(entries.slot(entry));
            final List<Step> steps = direction == Direction.INGRESS ? draft.ingress : copies.get(entry);
            if (entries.isDropped(entry)) {
                steps.add(drop(stage.known(entries.dropReason(entry))));
            } else if (stage.kind() == ExtensionKind.FORWARDING) {
                steps.add(step(stage.id(), verdict(entries.destinationPort(entry)), "", ""));
            } else if (slots.isStale(entries.slot(entry))) {
                steps.add(rewritten(stage.id(), draft, entries.slot(entry)));
            } else {
                steps.add(step(stage.id(), Verdict.PASS, "", ""));
            }
        }
    }

    private Step rewritten(final String extension, final Draft draft, final int slot) {
        slots.parse(slot);
        final Headers after = HeaderReader.read(slots, slot);
        final boolean same = after.equals(draft.now);
        draft.now = after;
        return new Step(extension, Verdict.REWRITE, "", "", same ? Optional.empty() : Optional.of(after));
    }

    private static Verdict verdict(final int destination) {
        return switch (destination) {
            case FrameEntries.NO_DESTINATION -> Verdict.PASS;
            case FrameEntries.FLOOD -> Verdict.FLOOD;
            default -> Verdict.FORWARD;
        };
    }

    /** Destinations of a frame are final, or it has none for a reason (else -1). */
    void chosen(final int slot, final int destination, final int refused) {
        final List<Step> steps = drafts.get(slot).ingress;
        if (refused >= 0) {
            steps.add(drop(refused));
        } else if (steps.isEmpty() || !isChoice(steps.getLast().verdict())) {
            steps.add(choice(slot, destination));
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
            final List<Step> steps = new ArrayList<>();
            copies.add(steps);
            drafts.get(entries.slot(copy)).copies.add(new CopyDraft(name(entries.destinationPort(copy)), steps));
            if (entries.isDropped(copy)) {
                steps.add(drop(entries.dropReason(copy)));
            }
        }
    }

    /** The outlet took a copy (-1) or refused it for a reason. */
    void delivered(final int copy, final int refused) {
        copies.get(copy).add(refused < 0 ? step(DropReasons.SWITCH, Verdict.DELIVER, "", "") : drop(refused));
    }

    /** The outlet took a mirrored copy (-1) or refused it for a reason. */
    void mirrored(final int slot, final int port, final int refused) {
        final Step last = refused < 0 ? step(DropReasons.SWITCH, Verdict.DELIVER, "mirror", "for an analyser")
                : drop(refused);
        drafts.get(slot).copies.add(new CopyDraft(name(port), List.of(last)));
    }

    /** The batch is through: tells of its frames as they stand behind each other. */
    void finish(final FrameEntries entries) {
        for (int k = 0; k < drafts.size(); k++) {
            final Draft draft = drafts.get(entries.inOrder(k));
            frames++;
            decisions.decided(new Decision(frames, draft.timeNanos, draft.port, draft.length, draft.entered,
                    draft.ingress, draft.copies.stream().map(CopyDraft::copy).toList()));
        }
        drafts.clear();
    }

    private String name(final int port) {
        return port == FrameSlots.NO_PORT ? "" : program.ports().port(port).name();
    }

    private Step drop(final int reason) {
        final DropReasons.Reason of = reasons.reason(reason);
        return step(of.extension(), Verdict.DROP, of.rule(), of.text());
    }

    private static Step step(final String extension, final Verdict verdict, final String rule, final String reason) {
        return new Step(extension, verdict, rule, reason, Optional.empty());
    }
}
