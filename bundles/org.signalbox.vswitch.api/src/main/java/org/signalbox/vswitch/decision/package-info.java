/** The decision record: one frame's way through the stages, of one shape wherever it comes from. */
@Export
@Version("1.0.0")
package org.signalbox.vswitch.decision;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
