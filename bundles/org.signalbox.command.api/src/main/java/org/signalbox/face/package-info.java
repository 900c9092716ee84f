/** What the launcher starts: the workbench, the console and the replay are faces, registered as services. */
@Export
@Version("1.1.0")
package org.signalbox.face;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
