package org.signalbox.extension.tracing.packet;

/** A change that might deliver a frame, and how much it may touch beside it. */
record Candidate(Breadth breadth, Edit edit) {
}
