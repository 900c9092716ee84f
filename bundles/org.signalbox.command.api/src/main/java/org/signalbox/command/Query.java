package org.signalbox.command;

import java.util.List;

import org.osgi.annotation.versioning.ConsumerType;

/** A command that answers and changes nothing. It is not journalled. */
@ConsumerType
public non-sealed interface Query<P extends Record> extends Command<P> {
    /**
     * Records of one type; a face shows their components as columns, and hands them to other commands by component name.
     *
     * @throws RefusedException with one sentence, when what was named does not exist
     */
    List<? extends Record> query(FabricDocument document, P parameters) throws RefusedException;
}
