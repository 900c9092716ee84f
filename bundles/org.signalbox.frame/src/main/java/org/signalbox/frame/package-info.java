/**
 * Ethernet frames and what they carry: read, build and rewrite headers, without ever reading outside the frame.
 */
@Export
@Version("1.0.0")
package org.signalbox.frame;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
