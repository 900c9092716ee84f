package org.signalbox.command;

import org.osgi.annotation.versioning.ConsumerType;

/** A command that turns one document into the next. It can be planned without being run, and undone. */
@ConsumerType
public non-sealed interface Change<P extends Record> extends Command<P> {
    /**
     * The document as it shall be. Changes nothing itself.
     *
     * @throws RefusedException with one sentence, when it cannot be done
     */
    FabricDocument plan(FabricDocument before, P parameters) throws RefusedException;
}
