/** What a bundle contributes to the workbench: views as whiteboard services, drawn with the theme's tokens. */
@Export
@Version("1.0.0")
package org.signalbox.workbench;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
