/** Fixtures that tests share: an independent model of the switch, frame generators and peers. */
@Export
@Version("1.0.0")
package org.signalbox.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
