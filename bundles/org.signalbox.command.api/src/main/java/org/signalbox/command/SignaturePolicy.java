package org.signalbox.command;

/** What becomes of a bundle that nobody vouches for. */
public enum SignaturePolicy {
    /** It does not run. */
    REQUIRE,
    /** It runs, and a warning says so. */
    WARN,
    /** It runs. */
    ALLOW
}
