package org.signalbox.fabric;

import org.signalbox.command.Change;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.DocumentSource;

/** A change that takes its document from a text, so that what the engine refuses in it is said with line and column. */
interface SourcedChange<P extends Record> extends Change<P> {
    /** @throws RefusedException with one sentence, if there is no document or it makes no sense */
    DocumentSource source(P parameters) throws RefusedException;

    @Override
    default FabricDocument plan(FabricDocument before, P parameters) throws RefusedException {
        return source(parameters).document();
    }
}
