/** What a virtual switch is: its specification, its status and the services that provide it. */
@Export
@Version("1.0.0")
package org.signalbox.vswitch;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
