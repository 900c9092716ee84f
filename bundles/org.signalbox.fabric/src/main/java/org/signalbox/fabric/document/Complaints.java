package org.signalbox.fabric.document;

import org.signalbox.command.RefusedException;
import org.signalbox.schema.Path;
import org.signalbox.schema.SchemaException;

/** Turns places in a document's tree into places that people know. */
public interface Complaints {
    /** A complaint as one sentence. */
    RefusedException refusal(SchemaException complaint);

    /** Where a value stands, to begin a sentence with. */
    String place(Path path);
}
