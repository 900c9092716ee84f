package org.signalbox.practice;

/** How much a finding matters. Source: Microsoft, Best Practices Analyzer. */
public enum Severity {
    /** It works; there is a better way. */
    INFORMATION,
    /** It works until something goes wrong, or somebody means ill. */
    WARNING,
    /** It does not do what it was set up for. */
    ERROR
}
