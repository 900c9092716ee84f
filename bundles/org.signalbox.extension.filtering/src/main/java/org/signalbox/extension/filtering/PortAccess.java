package org.signalbox.extension.filtering;

import org.signalbox.extension.filtering.AclEntry.Direction;
import org.signalbox.vswitch.extension.StageContext;

/**
 * A port's policy, compiled.
 *
 * @param inbound for frames towards the machine, null if there are no entries for them
 * @param outbound for frames from the machine, null if there are no entries for them
 */
record PortAccess(AccessList inbound, AccessList outbound) {

    static PortAccess compile(final StageContext context, final FilteringPolicy policy) {
        return new PortAccess(AccessList.compile(context, policy.acl(), Direction.INBOUND),
                AccessList.compile(context, policy.acl(), Direction.OUTBOUND));
    }
}
