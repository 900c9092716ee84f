/** The partner contract: how an extension takes part in a switch's pipeline. */
@Export
@Version("1.0.0")
package org.signalbox.vswitch.extension;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
