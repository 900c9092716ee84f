package org.signalbox.vswitch;

/**
 * Something that an extension left behind when it left: it takes memory or processor time that nobody gets back.
 *
 * @param extension its id
 * @param version   of the bundle that left
 * @param kind      what was left
 * @param what      in one sentence, which
 */
public record ExtensionLeak(String extension, String version, Kind kind, String what) {
    /** What can be left behind. */
    public enum Kind {
        /** Stages that nothing calls any more are still held. */
        STAGE,
        /** A thread that was started by the bundle, or runs its code, outlived it. */
        THREAD
    }
}
