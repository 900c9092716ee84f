package org.signalbox.vswitch.itest;

import java.util.List;
import java.util.Map;

import org.signalbox.vswitch.itest.Scene.Sent;

/** A program of others that filters between two ports, {@code world} and {@code guest}. */
interface FilterReferee extends AutoCloseable {

    /**
     * What leaves at each port of frames that enter one after the other. The last one at each port is a mark, which
     * passes.
     */
    Map<String, List<byte[]>> judge(FilterRules rules, List<Sent> frames) throws Exception;

    @Override
    void close();
}
