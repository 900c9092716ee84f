package org.signalbox.vswitch.engine;

/** Where it is reported, once, that somebody's code threw. */
interface FaultLog {
    /** @param who the extension's or attachment's id */
    void failed(String who, String switchName, Throwable thrown);
}
