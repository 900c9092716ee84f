package org.signalbox.extension.filtering;

import java.util.Optional;

import org.signalbox.extension.filtering.AclEntry.Direction;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/**
 * A port's policy for one direction, compiled: guards, then the access list, then the extended one; each may drop, and
 * where there is one that looks at IP, frames that hide an IP header are dropped before. What they let pass is metered. Counts the rules that decide; allocates nothing per frame.
 */
final class PassFilter {
    private final Outcomes outcomes;
    private final boolean inbound;
    private final int hidden;
    // null where the policy has none
    private final Guard guard;
    private final AccessList acl;
    private final ExtendedAcl extendedAcl;
    private final AccessList meters;

    private PassFilter(final StageContext context, final StagePort port, final FilteringPolicy policy,
            final Direction direction, final FlowTable flows) {
        this.inbound = direction == Direction.INBOUND;
        this.outcomes = new Outcomes(context, port, named(policy, direction),
                "no " + direction.word() + " entry matches");
        this.guard = inbound ? null : Guard.of(outcomes, policy);
        this.acl = AccessList.compile(outcomes, policy.acl(), direction, false);
        this.extendedAcl = ExtendedAcl.compile(outcomes, policy.extendedAcl(), inbound, flows);
        this.meters = AccessList.compile(outcomes, policy.acl(), direction, true);
        this.hidden = looksAtIp(policy, direction)
                .map(rule -> outcomes.drop(rule, "deny " + direction.word() + " hidden network headers",
                        "its network header is hidden"))
                .orElse(Outcomes.NONE);
    }

    /** The first part of a policy that denies by what IP headers say, if any does. */
    private static Optional<String> looksAtIp(final FilteringPolicy policy, final Direction direction) {
        final boolean inbound = direction == Direction.INBOUND;
        if (!inbound && policy.dhcpGuard()) {
            return Optional.of("dhcpGuard");
        }
        if (!inbound && policy.routerGuard()) {
            return Optional.of("routerGuard");
        }
        if (policy.acl().stream().anyMatch(entry -> entry.direction().covers(direction)
                && entry.action() != AclEntry.Action.METER && entry.peer() instanceof Peer.Network)) {
            return Optional.of("acl");
        }
        return policy.extendedAcl().stream().anyMatch(entry -> entry.isInbound() == inbound)
                ? Optional.of("extendedAcl") : Optional.empty();
    }

    private static String named(final FilteringPolicy policy, final Direction direction) {
        return policy.acl().stream().anyMatch(entry -> entry.direction().covers(direction))
                || policy.extendedAcl().isEmpty() ? "acl" : "extendedAcl";
    }

    /** The filter of a direction, inbound or outbound; null if the policy says nothing of it. */
    static PassFilter compile(final StageContext context, final StagePort port, final FilteringPolicy policy,
            final Direction direction, final FlowTable flows) {
        final PassFilter filter = new PassFilter(context, port, policy, direction, flows);
        return filter.guard == null && filter.acl == null && filter.extendedAcl == null && filter.meters == null
                ? null : filter;
    }

    /** What becomes of a frame, for the other methods. */
    int judge(final FrameBatch frames, final int frame) {
        if (hidden != Outcomes.NONE && frames.isNetworkHidden(frame)) {
            outcomes.count(frames, frame, hidden);
            return hidden;
        }
        int said = Outcomes.NONE;
        if (guard != null) {
            said = guard.judge(frames, frame);
            if (said != Outcomes.NONE) {
                outcomes.count(frames, frame, said);
                return said;
            }
        }
        if (acl != null) {
            said = judge(acl, frames, frame);
            if (said != Outcomes.NONE) {
                outcomes.count(frames, frame, said);
                if (reason(said) != Outcomes.PASS) {
                    return said;
                }
            }
        }
        if (extendedAcl != null) {
            final int last = extendedAcl.judge(frames, frame);
            if (last != Outcomes.NONE) {
                outcomes.count(frames, frame, last);
                said = last;
                if (reason(said) != Outcomes.PASS) {
                    return said;
                }
            }
        }
        if (meters != null) {
            outcomes.count(frames, frame, judge(meters, frames, frame));
        }
        return said;
    }

    /**
     * What machines' peers may is what most lists say: sources of what is inbound, destinations of what is outbound.
     */
    private int judge(final AccessList list, final FrameBatch frames, final int frame) {
        return inbound ? list.judgeBySource(frames, frame) : list.judgeByDestination(frames, frame);
    }

    /** The reason to drop, or {@link Outcomes#PASS}. */
    int reason(final int said) {
        return outcomes.reason(said);
    }

    /** Says of a frame which rule decides, the last one if several let it pass. */
    void explain(final FrameBatch frames, final int frame, final int said) {
        outcomes.explain(frames, frame, said);
    }
}
