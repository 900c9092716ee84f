package org.signalbox.vswitch.engine;

import org.slf4j.LoggerFactory;

/** Where it is reported, once, that somebody's code threw, and what else is worth a line. */
interface FaultLog {
    /** @param who the extension's or attachment's id */
    void failed(String who, String switchName, Throwable thrown);

    /** Something happened that is no fault. */
    default void event(String switchName, String sentence) {
        LoggerFactory.getLogger(FaultLog.class).info("On {}: {}", switchName, sentence);
    }
}
