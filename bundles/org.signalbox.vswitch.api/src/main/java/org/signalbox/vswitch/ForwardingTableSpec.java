package org.signalbox.vswitch;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;

/**
 * How a switch learns. Source: IEEE 802.1Q 8.8.3, whose default for ageing is 300 s.
 *
 * @param ageing seconds after which an address that did not send is forgotten
 * @param limit  addresses at most, rounded up to a power of two; a full table learns nothing new until some age
 */
public record ForwardingTableSpec(
        @Doc("Seconds after which an address that did not send is forgotten.")
        @Range(min = 1, max = 1_000_000) @Default("300") int ageing,
        @Doc("Addresses at most, rounded up to a power of two.")
        @Range(min = 16, max = MAX_ADDRESSES) @Default("131072") int limit) {
    /** The largest limit. */
    public static final int MAX_ADDRESSES = 1 << 20;
    /** 300 s, 131,072 addresses. */
    public static final ForwardingTableSpec DEFAULT = new ForwardingTableSpec(300, 131_072);
}
