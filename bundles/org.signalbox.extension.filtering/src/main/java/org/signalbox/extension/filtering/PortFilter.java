package org.signalbox.extension.filtering;

import java.util.Optional;

import org.signalbox.extension.filtering.AclEntry.Direction;
import org.signalbox.vswitch.extension.PortState;
import org.signalbox.vswitch.extension.Stage;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/**
 * A port's policy, compiled, once for the stages of all workers, which thereby share the port's flows: a flow's two
 * directions may be seen by two of them.
 */
final class PortFilter {
    private final PassFilter inbound;
    private final PassFilter outbound;
    private final FlowTable flows;
    // between two batches alone
    private Stage keeper;
    private boolean begun;

    private PortFilter(final StageContext context, final StagePort port, final FilteringPolicy policy) {
        flows = policy.extendedAcl().stream().anyMatch(ExtendedAclEntry::stateful)
                ? new FlowTable(new FlowEntries(policy.extendedAcl()), System.nanoTime()) : null;
        inbound = PassFilter.compile(context, port, policy, Direction.INBOUND, flows);
        outbound = PassFilter.compile(context, port, policy, Direction.OUTBOUND, flows);
    }

    static PortFilter compile(final StageContext context, final StagePort port, final FilteringPolicy policy) {
        return new PortFilter(context, port, policy);
    }

    /** For frames towards the machine, null if there is nothing to judge. */
    PassFilter inbound() {
        return inbound;
    }

    /** For frames from the machine, null if there is nothing to judge. */
    PassFilter outbound() {
        return outbound;
    }

    /**
     * Between two batches: a stage goes by this filter from now on. The first to do so is the one that saves the flows,
     * and brings those of the filter that it went by.
     *
     * @param former null if it went by none
     */
    void begin(final Stage stage, final PortFilter former) {
        if (begun) {
            return;
        }
        begun = true;
        keeper = stage;
        if (flows != null && former != null && former.flows != null) {
            flows.takeFrom(former.flows);
        }
    }

    /** What is to be saved of the flows by a stage, which is nothing for all but one. */
    Optional<PortState> save(final Stage stage) {
        return flows == null || stage != keeper ? Optional.empty() : FlowRecord.save(flows);
    }

    /** Whether saved flows were understood; those that the policy does not allow are forgotten. */
    boolean restore(final PortState state) {
        return flows != null && FlowRecord.restore(state, flows);
    }
}
