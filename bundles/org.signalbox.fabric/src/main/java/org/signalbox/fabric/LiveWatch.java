package org.signalbox.fabric;

import java.util.List;

import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;

/** Watches over what a document asks for while it is live. Safe to call from any thread. */
public interface LiveWatch {
    /** @throws RefusedException with one sentence, if a document asks for what cannot be watched over */
    void check(FabricDocument document) throws RefusedException;

    /** Takes up a document that is live from now on. */
    void live(FabricDocument document);

    /** An operation has ended, which may have changed what is no part of the document. */
    default void operated() {
    }

    /** What is not as the live document asks now, one sentence each. Never blocks. */
    List<String> warnings();
}
