package org.signalbox.command;

import java.util.List;

import org.osgi.annotation.versioning.ConsumerType;

/** A command that does something to the running fabric which is no part of the document. Journalled, not undone. */
@ConsumerType
public non-sealed interface Operation<P extends Record> extends Command<P> {
    /**
     * Does it; may take its time.
     *
     * @throws RefusedException with one sentence; nothing was done
     */
    List<? extends Record> execute(P parameters) throws RefusedException;

    /** What it would do, in one sentence, for {@code -WhatIf}. */
    String whatIf(P parameters) throws RefusedException;
}
