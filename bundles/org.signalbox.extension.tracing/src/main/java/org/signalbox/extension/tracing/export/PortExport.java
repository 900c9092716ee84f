package org.signalbox.extension.tracing.export;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;

/** What an administrator sets for one port under {@code org.signalbox.extension.tracing}. */
@Doc("Whether a port's frames are exported.")
public record PortExport(
        @Doc("Whether frames that enter here are counted and sampled.") @Default("true") boolean watched) {
}
