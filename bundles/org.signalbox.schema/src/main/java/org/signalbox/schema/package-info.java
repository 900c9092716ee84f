/**
 * Trees of plain values turned into records and back, errors that name their path, and the JSON Schema of a
 * record.
 */
@Export
@Version("1.0.0")
package org.signalbox.schema;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
