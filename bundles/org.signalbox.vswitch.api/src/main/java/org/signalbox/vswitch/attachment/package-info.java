/** How a port reaches the world: the contract of attachments. */
@Export
@Version("1.0.0")
package org.signalbox.vswitch.attachment;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
