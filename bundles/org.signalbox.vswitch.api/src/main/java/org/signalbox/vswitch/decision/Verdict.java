package org.signalbox.vswitch.decision;

/** What a stage decided about a frame or a copy. */
public enum Verdict {
    /** It was made here, as a copy of another frame. */
    CLONE,
    /** It was made here, by a filtering extension. */
    INJECT,
    /** It was made here, by a capturing extension. */
    ORIGINATE,
    /** It goes on to the next stage, as it was. */
    PASS,
    /** It goes on with changed headers or data. */
    REWRITE,
    /** It goes past an extension that has failed and whose {@link org.signalbox.vswitch.FailPolicy} lets it. */
    BYPASS,
    /** One destination was chosen. */
    FORWARD,
    /** It goes to every other port of its VLAN. */
    FLOOD,
    /** The attachment took it. */
    DELIVER,
    /** It ends here: the frame, or its copy for a destination that is excluded. */
    DROP
}
