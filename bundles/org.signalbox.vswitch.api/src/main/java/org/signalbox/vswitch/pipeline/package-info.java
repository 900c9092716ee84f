/**
 * The memory behind a {@link org.signalbox.vswitch.extension.FrameBatch}: what an engine, or a test that stands in
 * for one, fills and reads. Extensions have no business here; whoever holds a batch cannot reach the slots behind it.
 */
@Export
@Version("1.1.0")
package org.signalbox.vswitch.pipeline;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
