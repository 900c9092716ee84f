/**
 * The one record of a frame's way through the stages, the same whether it was replayed, simulated or followed live.
 */
@Export
@Version("1.1.0")
package org.signalbox.vswitch.decision;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
