package org.signalbox.vswitch.engine;

import java.util.Arrays;

import org.signalbox.frame.HeaderTable;
import org.signalbox.frame.IpProtocol;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.FlowCacheStatus;
import org.signalbox.vswitch.pipeline.FlowReads;
import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * What stages decided about frames that looked the same, so that they need not be asked again: which of them dropped
 * such a frame on ingress, or its copy for a port on egress, and which rules they counted. A frame is known by its port,
 * its tag, its addresses, and those bits of its headers that any stage has looked at since flows were forgotten
 * last; a change of policies, ports or stages forgets them. Where a frame goes is found out for every frame.
 *
 * <p>Stages of extensions that are not stateless, and those that say so of a frame, are called for every frame. What a
 * stage changed, made, or decided by something that flows are not known by, is not kept. A flow is kept when it is met
 * a second time, so that a scan leaves nothing behind.
 *
 * <p>Used by a {@link SwitchCore} for a batch that nobody records, measures or mirrors, while no stage has failed.
 */
// The edge looks a frame up as soon as its tag is off. Known frames stand aside while the others meet the stages, and
// are among them again when destinations are chosen, so that all leave in the order in which they came.
final class FlowCache {
    /** Flows at most, of IPv4 and of IPv6: 96 and 160 bytes each, 11 MiB together. */
    static final int MOST_IPV4 = 1 << 16;
    static final int MOST_IPV6 = 1 << 15;

    private static final int ALL_STAGES = -1;
    // of frames that were met once: by some bits of the hash, others
    private static final int ONCE_SHIFT = 48;
    private static final int ONCE_BITS_SHIFT = 16;

    private final FrameSlots slots;
    private final FrameEntries ingress;
    private final FrameEntries egress;
    private final SwitchCounters counters;
    private final MetFlows met;
    private final FlowTable[] tables =
            {null, new FlowTable(FlowReads.IPV4, MOST_IPV4), new FlowTable(FlowReads.IPV6, MOST_IPV6)};
    private final short[] once = new short[1 << Long.SIZE - ONCE_SHIFT];
    // by slot, of those that were received
    private final int[] kinds;
    // where its flow is, if it is known
    private final int[] flow;
    // by entry: bits of the stages that are to be called
    private final int[] ingressCalls;
    private final int[] egressCalls;
    private Program program;
    private boolean on;
    private boolean active;
    private int received;
    // bits of the kinds of those
    private int seen;
    // frames and copies whose flow is known, those of them that no stage is called for, and who is called for any
    private int known;
    private int aside;
    private int wanted;
    private int knownCopies;
    private int asideCopies;
    private int wantedCopies;
    // by stage: how many of those that no stage is called for it drops
    private final int[] ends = new int[FlowWord.NO_STAGE + 1];
    private long hits;
    private long misses;
    private long epoch;

    FlowCache(final FrameSlots slots, final FrameEntries ingress, final FrameEntries egress,
            final SwitchCounters counters, final FlowReads reads) {
        this.slots = slots;
        this.ingress = ingress;
        this.egress = egress;
        this.counters = counters;
        this.met = new MetFlows(slots, ingress, egress, reads);
        final int size = slots.size();
        kinds = new int[slots.capacity()];
        flow = new int[size];
        ingressCalls = new int[size];
        egressCalls = new int[size];
    }

    /** Between two batches: by this the next ones run, and what is known is forgotten. */
    void program(final Program next) {
        program = next;
        on = next.spec().flowCache() && next.ports().size() < FlowWord.NO_PORT
                && next.ingress().length <= FlowWord.MOST_STAGES && met.program(next);
        met.reads().forget();
        forget();
    }

    /** Between two batches: something that verdicts depend on has changed. */
    void forget() {
        epoch++;
        for (int of = FlowReads.IPV4; of < tables.length; of++) {
            tables[of].forget();
        }
    }

    /** A batch begins. @param plain whether nobody records, measures or mirrors it */
    void begin(final boolean plain) {
        active = on && plain && isSound();
        if (active) {
            received = slots.count();
            known = 0;
            aside = 0;
            wanted = 0;
            met.begin();
        }
    }

    private boolean isSound() {
        for (final EnabledStage stage : program.ingress()) {
            if (stage.fault() != null || stage.shadow() != null) {
                return false;
            }
        }
        return true;
    }

    /** Whether frames of this batch are looked up. */
    boolean isActive() {
        return active;
    }

    /** Looks up the received frames that are not marked, their tags off. @return whether all are known */
    // One step after the other for all frames, and what is usual by itself: each loop is short, and calls nothing.
    boolean find() {
        seen = 0;
        for (int slot = 0; slot < received; slot++) {
            final int kind = kind(slot);
            kinds[slot] = kind;
            flow[slot] = FlowTable.NONE;
            seen |= 1 << kind;
        }
        boolean all = (seen & 1 << FlowReads.UNKNOWN) == 0;
        for (int of = FlowReads.IPV4; of < tables.length; of++) {
            if ((seen >>> of & 1) != 0) {
                all &= tables[of].find(slots, met.reads(), kinds, received, flow);
            }
        }
        return all;
    }

    /**
     * After {@link #find}, where all are known: whether no stage is called for any of these flows or drops them, on
     * either pass, and one rule at most is counted on each.
     *
     * @param to by slot, if so: the port that this holds for
     */
    boolean allPass(final int[] to) {
        for (int of = FlowReads.IPV4; of < tables.length; of++) {
            if ((seen >>> of & 1) != 0 && !tables[of].allPass(kinds, received, flow, to)) {
                return false;
            }
        }
        return true;
    }

    /** After {@link #allPass}: all frames, each with one copy, count as judged by all stages. */
    void pass() {
        for (int of = FlowReads.IPV4; of < tables.length; of++) {
            if ((seen >>> of & 1) != 0) {
                tables[of].pass(slots, kinds, received, flow, counters.rules());
            }
        }
        hits += received;
        account(program.ingress(), received);
        account(program.egress(), received);
    }

    /**
     * After {@link #find}: a known frame counts as judged by the stages that are not to be called; one that they drop
     * is marked.
     *
     * @return whether all frames are known
     */
    boolean judge() {
        final boolean skips = program.forwarding() == null;
        int others = 0;
        for (int slot = 0; slot < received; slot++) {
            ingressCalls[slot] = ALL_STAGES;
            if (isKnown(slot)) {
                final FlowTable table = table(slot);
                final long word = table.meet(flow[slot]);
                if (skips && FlowWord.isSimple(word, 0)) {
                    ingressCalls[slot] = 0;
                    counters.rules().count(table.ingressRule(flow[slot]), slots.wireLength(slot));
                }
            }
            others += ingressCalls[slot] & 1;
        }
        known = received - others;
        aside = known;
        for (int slot = 0; others > 0 && slot < received; slot++) {
            if (ingressCalls[slot] != 0) {
                if (isKnown(slot)) {
                    meet(slot);
                } else if (!ingress.isDropped(slot)) {
                    misses++;
                    wanted = ALL_STAGES;
                }
            }
        }
        return known == received;
    }

    private void meet(final int slot) {
        final FlowTable table = table(slot);
        final int found = flow[slot];
        known++;
        final long word = table.verdict(found);
        final int calls = FlowWord.calls(word);
        ingressCalls[slot] = calls;
        if (calls != 0 || program.forwarding() != null) {
            slots.parseHeaders(slot);
        }
        if (calls != 0) {
            wanted |= calls;
        } else {
            aside++;
            count(table, found, 0, FlowWord.counts(word), ALL_STAGES, slot);
            if (FlowWord.stage(word) != FlowWord.NO_STAGE) {
                ends[FlowWord.stage(word)]++;
                ingress.drop(slot, FlowWord.reason(word));
            }
        }
    }

    private boolean isTcp(final int slot, final int kind) {
        return slots.u8(slot, FlowReads.protocolOffset(kind)) == IpProtocol.TCP;
    }

    private int kind(final int slot) {
        return ingress.isDropped(slot) ? FlowReads.UNKNOWN
                : switch (HeaderTable.plainVersion(slots.memory(), slots.offset(slot), slots.length(slot))) {
                    case 4 -> FlowReads.IPV4;
                    case 6 -> FlowReads.IPV6;
                    default -> FlowReads.UNKNOWN;
                };
    }

    /** After {@link #find}: whether its flow is known, and so what the edge would say of the frame: it may enter. */
    boolean isKnown(final int slot) {
        return flow[slot] >= 0;
    }

    private FlowTable table(final int slot) {
        return tables[kinds[slot]];
    }

    /** A frame that was looked up in vain has entered: whether it has been met before. */
    void entered(final int slot) {
        final int kind = kinds[slot];
        if (kind != FlowReads.UNKNOWN) {
            final FlowTable table = tables[kind];
            final long hash = table.hash(table.key(slots, slot, met.reads()));
            final int at = (int) (hash >>> ONCE_SHIFT) & -2;
            final short bits = (short) (hash >>> ONCE_BITS_SHIFT);
            if (once[at] == bits || once[at + 1] == bits) {
                met.follow(slot, kind, isTcp(slot, kind));
            }
            // two places, so that two flows which take turns do not forget each other
            once[at + 1] = once[at];
            once[at] = bits;
        }
    }

    /** Counts so many rules from one on, as far as these stages count them. */
    private void count(final FlowTable table, final int of, final int first, final int rules, final int stages,
            final int slot) {
        for (int k = first; k < first + rules; k++) {
            count(table.rule(of, k), stages, slot);
        }
    }

    private void count(final int rule, final int stages, final int slot) {
        if ((stages >>> (rule >>> FlowReads.STAGE_SHIFT) & 1) != 0) {
            counters.rules().count(rule & FlowWord.RULE, slots.wireLength(slot));
        }
    }

    /** All frames were looked up; those that were dropped are live no more, and counted but for stages. */
    void admitted() {
        hits += known;
        account(program.ingress(), aside);
    }

    /** So many went past stages, of which {@link #ends} says where each ended. */
    private void account(final EnabledStage[] stages, final int passing) {
        int left = passing;
        for (int stage = 0; stage < stages.length && left > 0; stage++) {
            stages[stage].countFrames(left);
            stages[stage].countDrops(ends[stage]);
            left -= ends[stage];
            ends[stage] = 0;
        }
    }

    /** Whether a stage is to be called; if so, the frames that it is to be called for are the live ones. */
    boolean callsIngress(final int stage) {
        if (ingress.count() > received) {
            // frames that stages made
            wanted = ALL_STAGES;
        }
        if ((wanted >>> stage & 1) == 0) {
            return false;
        }
        if (known > 0) {
            ingress.narrow(ingressCalls, 1 << stage);
        }
        if (ingress.live() == 0) {
            return false;
        }
        met.listen(stage, false);
        return true;
    }

    /** A stage was called. */
    void calledIngress(final int stage) {
        met.heardIngress(stage);
    }

    /** A stage is through: those frames that it was not called for, but others are, are judged by what is known. */
    void settleIngress(final int stage) {
        if (known == aside) {
            return;
        }
        final EnabledStage of = program.ingress()[stage];
        for (int slot = 0; slot < received; slot++) {
            if (!isKnown(slot) || ingressCalls[slot] == 0 || ingress.isDropped(slot)) {
                continue;
            }
            if (slots.isRewritten(slot)) {
                flow[slot] = FlowTable.NONE;
                ingressCalls[slot] = ALL_STAGES;
                wanted = ALL_STAGES;
            } else if ((ingressCalls[slot] >>> stage & 1) == 0) {
                final long word = table(slot).verdict(flow[slot]);
                of.countFrames(1);
                count(table(slot), flow[slot], 0, FlowWord.counts(word), 1 << stage, slot);
                if (FlowWord.stage(word) == stage) {
                    ingress.drop(slot, FlowWord.reason(word));
                    counters.dropped(slots.sourcePort(slot), Direction.INGRESS, FlowWord.reason(word));
                    counters.becameCopies(1);
                    of.countDrops(1);
                }
            }
        }
    }

    /** A stage has failed: all frames of the batch that are left are shown to the others. */
    void giveUp() {
        knowNothing();
        Arrays.fill(ingressCalls, 0, received, ALL_STAGES);
        wanted = ALL_STAGES;
        known = 0;
        aside = 0;
        ingress.rejoin();
    }

    /** A stage has failed: all copies that are left, and those that the batch makes yet, are shown to the others. */
    void giveUpCopies() {
        knowNothing();
        Arrays.fill(egressCalls, 0, egress.count(), ALL_STAGES);
        wantedCopies = ALL_STAGES;
        knownCopies = 0;
        asideCopies = 0;
        egress.rejoin();
    }

    private void knowNothing() {
        for (int slot = 0; slot < received; slot++) {
            if (isKnown(slot) && !ingress.isDropped(slot)) {
                parse(slot);
            }
            flow[slot] = FlowTable.NONE;
        }
    }

    /** For who takes over from a thread that hangs in a stage: all frames and copies that are left are live. */
    void rejoin() {
        if (active) {
            ingress.rejoin();
            egress.rejoin();
        }
    }

    /** All ingress stages are through. */
    void leftIngress() {
        if (known > 0 && wanted != 0) {
            ingress.rejoin();
        }
    }

    /** Copies were made; those of known flows count as judged by the stages that are not to be called. */
    void copied() {
        wantedCopies = 0;
        knownCopies = 0;
        asideCopies = 0;
        final int count = egress.count();
        for (int copy = 0; copy < count; copy++) {
            final int slot = egress.slot(copy);
            egressCalls[copy] = ALL_STAGES;
            if (slot < received && isKnown(slot) && !egress.isDropped(copy)) {
                final FlowTable table = table(slot);
                final long way = table.way(flow[slot]);
                if (FlowWord.isSimple(way, egress.destinationPort(copy))) {
                    egressCalls[copy] = 0;
                    asideCopies++;
                    counters.rules().count(table.egressRule(flow[slot]), slots.wireLength(slot));
                }
            }
        }
        knownCopies = asideCopies;
        for (int copy = 0; asideCopies < count && copy < count; copy++) {
            if (egressCalls[copy] != 0) {
                meetCopy(copy);
            }
        }
        egress.compact();
        account(program.egress(), asideCopies);
    }

    private void meetCopy(final int copy) {
        final int slot = egress.slot(copy);
        if (slot >= received || !isKnown(slot)) {
            wantedCopies = ALL_STAGES;
            met.copied(slot, copy);
            return;
        }
        final FlowTable table = table(slot);
        final int port = egress.destinationPort(copy);
        final long way = table.way(flow[slot]);
        if (FlowWord.port(way) != port || egress.isDropped(copy)) {
            parse(slot);
            if (isOnly(copy)) {
                // it goes elsewhere now, and is to be met anew
                table.remove(flow[slot]);
            }
            wantedCopies = ALL_STAGES;
            return;
        }
        final int calls = FlowWord.calls(way);
        egressCalls[copy] = calls;
        knownCopies++;
        if (calls != 0) {
            parse(slot);
            wantedCopies |= calls;
        } else {
            asideCopies++;
            count(table, flow[slot], FlowReads.COUNTED, FlowWord.counts(way), ALL_STAGES, slot);
            if (FlowWord.stage(way) != FlowWord.NO_STAGE) {
                ends[FlowWord.stage(way)]++;
                egress.drop(copy, FlowWord.reason(way));
                counters.dropped(port, Direction.EGRESS, FlowWord.reason(way));
            }
        }
    }

    private boolean isOnly(final int copy) {
        final int slot = egress.slot(copy);
        return (copy == 0 || egress.slot(copy - 1) != slot)
                && (copy + 1 == egress.count() || egress.slot(copy + 1) != slot);
    }

    /** A copy of a known frame is to be shown to a stage, though the frame itself was not. */
    private void parse(final int slot) {
        if (ingressCalls[slot] == 0 && program.forwarding() == null) {
            slots.parseHeaders(slot);
        }
    }

    /** Like {@link #callsIngress}. */
    boolean callsEgress(final int stage) {
        if ((wantedCopies >>> stage & 1) == 0) {
            return false;
        }
        if (knownCopies > 0) {
            egress.narrow(egressCalls, 1 << stage);
        }
        if (egress.live() == 0) {
            return false;
        }
        met.listen(stage, true);
        return true;
    }

    /** A stage was called. */
    void calledEgress(final int stage) {
        met.heardEgress(stage);
    }

    /** Like {@link #settleIngress}. */
    void settleEgress(final int stage) {
        if (knownCopies == asideCopies) {
            return;
        }
        final EnabledStage of = program.egress()[stage];
        for (int copy = 0; copy < egress.count(); copy++) {
            if (egressCalls[copy] != 0 && (egressCalls[copy] >>> stage & 1) == 0 && !egress.isDropped(copy)) {
                final int slot = egress.slot(copy);
                final long way = table(slot).way(flow[slot]);
                of.countFrames(1);
                count(table(slot), flow[slot], FlowReads.COUNTED, FlowWord.counts(way), 1 << stage, slot);
                if (FlowWord.stage(way) == stage) {
                    egress.drop(copy, FlowWord.reason(way));
                    counters.dropped(egress.destinationPort(copy), Direction.EGRESS, FlowWord.reason(way));
                    of.countDrops(1);
                }
            }
        }
    }

    /** All egress stages are through. */
    void leftEgress() {
        if (knownCopies > 0 && wantedCopies != 0) {
            egress.rejoin();
        }
        met.leftEgress();
    }

    /** The batch is through: what was found out about frames that were met a second time is kept. */
    void end() {
        if (met.count() == 0 || !isSound()) {
            return;
        }
        if (met.reads().takeGrown()) {
            forget();
        }
        for (int k = 0; k < met.count(); k++) {
            final int slot = met.slot(k);
            if (met.isFoundOut(slot)) {
                final FlowTable table = table(slot);
                final long[] key = table.key(slots, slot, met.reads());
                if (table.find(key) == FlowTable.NONE) {
                    table.add(key, met.verdict(slot), met.way(slot), met.rules(slot));
                }
            }
        }
    }

    /** What there is to tell. */
    FlowCacheStatus status() {
        return new FlowCacheStatus((long) tables[FlowReads.IPV4].used() + tables[FlowReads.IPV6].used(),
                (long) tables[FlowReads.IPV4].capacity() + tables[FlowReads.IPV6].capacity(), hits, misses, epoch);
    }
}
