package org.signalbox.vswitch.itest;

import java.util.List;
import java.util.Map;

import org.signalbox.vswitch.itest.Scene.Sent;

/**
 * A program of others that filters between two ports, {@code world} and {@code guest}. What it does not see, of what
 * filtering does, is not in the frames that it judges.
 */
interface FilterReferee extends AutoCloseable {

    /** Behind how many VLAN tags it finds a packet. */
    int tags();

    /** Whether it knows the protocol of a fragment of IPv6 other than the first. */
    boolean knowsLaterFragments();

    /** Whether it knows the protocol behind an authentication header of IPv6. */
    boolean looksBehindAuthentication();

    /** What leaves at each port of frames that enter one after the other. */
    Map<String, List<byte[]>> judge(FilterPolicy rules, List<Sent> frames) throws Exception;

    @Override
    void close();
}
